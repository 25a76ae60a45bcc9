// Installs a model pack: the button says what it costs and under which licence, then how far it is, then why it did not come to its end.
import type { ModelPack } from '@keter/client'
import { useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { bytes } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { installModel, shareOf } from './models.ts'

export function InstallButton({ pack }: { pack: ModelPack }) {
  const [refused, setRefused] = useState<AnyProblem | null>(null)
  if (pack.state === 'installed') return null
  if (pack.state === 'installing')
    return (
      <span className="model-progress" role="status">
        {pack.progress?.step === 'convert' ? 'Converting' : 'Downloading'}
        <Progress label={`Installing ${pack.title}`} share={shareOf(pack)} wide />
      </span>
    )
  const problem = refused ?? pack.problem
  const begin = () => {
    setRefused(null)
    installModel(pack.id).catch((error: unknown) => setRefused(problemIn(error)))
  }
  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <button className="btn" type="button" onClick={begin}>
        <Icon name="get" small /> Install{problem ? ' again' : ''} ({bytes(pack.downloadBytes)}, {pack.licence.weights}
        {pack.licence.unclear !== null && ', unclear'})
      </button>
    </>
  )
}
