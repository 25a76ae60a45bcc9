// What a person decides about a run: verdicts, another attempt, the end. One thing at a time, and a refusal stays where it was asked for.
import { useCallback, useRef, useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { type Again, cancelRun, endRun, giveVerdict } from '../runs/runs.ts'

export interface VerdictActions {
  readonly busy: boolean
  readonly problem: AnyProblem | null
  readonly give: (iteration: string, verdict: 'kept' | 'rejected', again?: Again) => Promise<boolean>
  readonly cancel: (run: string) => Promise<boolean>
  readonly end: (run: string) => Promise<boolean>
}

export function useVerdict(): VerdictActions {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const working = useRef(false)

  const act = useCallback(async (step: () => Promise<void>): Promise<boolean> => {
    if (working.current) return false
    working.current = true
    setBusy(true)
    setProblem(null)
    try {
      await step()
      return true
    } catch (error) {
      setProblem(problemIn(error))
      return false
    } finally {
      working.current = false
      setBusy(false)
    }
  }, [])

  return {
    busy,
    problem,
    give: useCallback((iteration, verdict, again) => act(() => giveVerdict(iteration, verdict, again)), [act]),
    cancel: useCallback((run) => act(() => cancelRun(run)), [act]),
    end: useCallback((run) => act(() => endRun(run)), [act]),
  }
}
