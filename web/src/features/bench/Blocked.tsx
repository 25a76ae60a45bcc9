// A rule stands against the run: its name, its numbers, who can lift it, and the way on without the files that it is about.
import { Link } from '@tanstack/react-router'
import type { AnyProblem } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface BlockedProps {
  readonly problem: AnyProblem
  readonly names: readonly string[]
  /** Positions of the files that stay. */
  readonly onOnly: (positions: readonly number[]) => void
}

const setByThePlan = ['source_too_large', 'result_too_large', 'too_many_sources', 'iterations_out_of_range']

export function Blocked({ problem, names, onOnly }: BlockedProps) {
  const way = wayOn(problem, names)
  return (
    <section className="sec">
      <ProblemNote problem={problem}>
        {way && (
          <button className="btn" type="button" onClick={() => onOnly(way.stay)}>
            {way.label}
          </button>
        )}
      </ProblemNote>
      {problem.code === 'limit_reached' && (
        <p className="soft lifted">
          An owner or admin can change it: <Link to="/limits">all limits</Link>. Fewer files or a cheaper setting may stay under it.
        </p>
      )}
      {setByThePlan.includes(problem.code) && <p className="soft lifted">The plan sets this limit; the owner of the workspace can change the plan.</p>}
    </section>
  )
}

function wayOn({ code, data }: AnyProblem, names: readonly string[]): { label: string; stay: number[] } | null {
  const positions = names.map((_, position) => position)
  if (code === 'too_many_sources' && typeof data?.maximum === 'number')
    return { label: `Take the first ${data.maximum} only`, stay: positions.slice(0, data.maximum) }
  const stay = positions.filter((position) => names[position] !== data?.source)
  return stay.length > 0 && stay.length < names.length ? { label: `Leave out ${data?.source}`, stay } : null
}
