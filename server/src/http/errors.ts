// Every "no" leaves the server as problem+json. A refusal keeps its code; malformed input lists its fields; anything else is ours, logged, and says nothing more.
import { type Problem, problemOf, Refusal, type RefusalCode } from '@keter/core'
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Log } from '../studio.ts'
import type { Env } from './route.ts'

export function answerProblem(problem: Problem): Response {
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } })
}

export const answerRefusal = (code: RefusalCode, cause: string, data?: Record<string, unknown>): Response =>
  answerProblem(problemOf(new Refusal(code, cause, data)))

export function answerMalformed(error: z.ZodError): Response {
  const fields = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return answerRefusal('malformed_request', fields.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; '), { fields })
}

export function answerError(log: Log) {
  return (error: unknown, c: Context<Env>): Response => {
    if (error instanceof Refusal) return answerProblem(problemOf(error))
    if (isUnreadable(error)) return answerRefusal('malformed_request', 'The body is not JSON.', { fields: [] })
    if (isNotText(error))
      return answerRefusal('malformed_request', 'A text in the request has a character that cannot be stored (such as NUL).', { fields: [] })
    log.error({ request: c.get('requestId'), path: c.req.path, error: String((error as Error)?.stack ?? error) }, 'a request failed')
    return answerProblem({
      type: 'urn:keter:failure:internal',
      title: 'The studio failed',
      status: 500,
      code: 'internal',
      detail: `Something broke that should not. Request ${c.get('requestId')}.`,
      next: 'Try again; if it stays, look for this request in the log of the studio.',
      charged: 'nothing, unless the charge history says otherwise',
    })
  }
}

/** Hono answers a body that is no JSON with an HTTPException of status 400. */
const isUnreadable = (error: unknown): boolean => error instanceof SyntaxError || (error as { status?: number })?.status === 400

/** PostgreSQL's "character_not_in_repertoire": a NUL in a text. */
const isNotText = (error: unknown): boolean => (error as { code?: string })?.code === '22021'
