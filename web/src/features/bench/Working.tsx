// An attempt that has no result to look at: waiting, at work, failed or cancelled. The source stays in sight; what happens is said over it.
import type { Iteration, Run, RunSource } from '@keter/client'
import { toolNamed } from '@keter/core'
import { doing, duration, extent } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { pictureOf } from '../compare/Compare.tsx'

interface WorkingProps {
  readonly run: Run
  readonly source: RunSource
  readonly iteration: Iteration | undefined
}

export function Working({ run, source, iteration }: WorkingProps) {
  return (
    <figure className="viewer viewer-one">
      <img src={pictureOf(source.version)} alt={`Source: ${source.name}`} />
      <figcaption className="tag tag-l">
        Source <span>{extent(source.version.measurement)}</span>
      </figcaption>
      <div className="working">
        {iteration?.failure ? (
          <ProblemNote problem={iteration.failure} />
        ) : iteration?.state === 'running' ? (
          <>
            <p className="working-stage">{stageInWords(run.tool, iteration)}</p>
            <Progress label={`Attempt ${iteration.attempt} on ${source.name}`} share={iteration.progress} wide />
            <p className="soft">{iteration.eta ? `${duration(iteration.eta)} left` : 'Estimating the time left'}</p>
          </>
        ) : (
          <p className="st">
            <Icon name={iteration?.state === 'cancelled' ? 'no' : 'clock'} />
            {iteration?.state === 'cancelled' ? cancelledInWords(iteration) : 'Waiting for its turn'}
          </p>
        )}
      </div>
    </figure>
  )
}

const cancelledInWords = ({ charge, refunded }: Iteration): string =>
  `Cancelled before anything was delivered. ${charge === refunded ? 'Nothing was charged.' : `Charged: ${charge}.`}`

export function stageInWords(tool: string, { progress }: Pick<Iteration, 'progress'>): string {
  if (progress <= 0) return 'Starting'
  return progress >= 1 ? 'Checking the result' : doing(toolNamed(tool).verb)
}
