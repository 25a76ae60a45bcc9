// What a request can end in besides an answer: the studio said no (StudioRefusal, with the studio's own code and words),
// or no studio answered (StudioUnreachable). Nothing else is thrown for something that may be expected to happen.
import { type Problem, problemOf, Refusal, refusalKinds } from '@keter/core'

export class StudioRefusal extends Error {
  readonly problem: Problem
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options)
    this.name = new.target.name
    this.problem = problem
  }
  get code(): string {
    return this.problem.code
  }
  get title(): string {
    return this.problem.title
  }
  /** The cause, in words. */
  get detail(): string {
    return this.problem.detail
  }
  /** What to do now. */
  get next(): string {
    return this.problem.next
  }
  /** What the refused request charged: "nothing", or an amount in words. */
  get charged(): string {
    return this.problem.charged
  }
  get data(): Readonly<Record<string, unknown>> {
    return this.problem.data ?? {}
  }
  get status(): number {
    return this.problem.status
  }
}

/** No answer of a studio. Whether a request that spends was carried out is not known: it is sent again with the same Idempotency-Key. */
export class StudioUnreachable extends StudioRefusal {
  constructor(cause: string, options?: ErrorOptions) {
    super(problemOf(new Refusal('studio_unreachable', cause)), options)
  }
}

/** Exit code of the command line for a code of the table; a code that only a newer studio knows counts as refused. */
export const exitCodeOf = (code: string): number => (Object.hasOwn(refusalKinds, code) ? refusalKinds[code as keyof typeof refusalKinds].exit : 3)

/** The refusal in the body of an answer that is not ok; a body that is no problem document did not come from a studio. */
export function refusalIn(body: unknown, status: number, address: string): StudioRefusal {
  return isProblem(body) ? new StudioRefusal(body) : new StudioUnreachable(`${address} answered ${status}, and not in the words of a Keter Studio.`)
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && ['code', 'title', 'detail', 'next'].every((key) => typeof (body as Record<string, unknown>)[key] === 'string')
