// Every way something can end badly, in the one shape people see: the cause, the next step, and whether it was charged.
import { StudioRefusal } from '@keter/client'
import { type Problem, problemOf, Refusal } from '@keter/core'

/** What the page may show for a problem, wherever it came from. */
export type AnyProblem = Pick<Problem, 'code' | 'title' | 'detail' | 'next' | 'charged'> & { readonly data?: Readonly<Record<string, unknown>> | undefined }

export function problemIn(error: unknown): AnyProblem {
  if (error instanceof StudioRefusal) return error.problem
  if (error instanceof Refusal) return problemOf(error)
  const said = error instanceof Error ? error.message : String(error)
  return {
    code: 'page_failed',
    title: 'This page made a mistake',
    detail: said,
    next: 'Reload the page. Nothing is lost: what was sent is kept by the studio.',
    charged: 'nothing',
  }
}

export const isRefused = (error: unknown, code: string): boolean => problemIn(error).code === code
