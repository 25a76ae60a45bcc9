// Requests that spend carry a key of the caller's; the same key with the same request is answered from what it did the first time.
import { Refusal } from '@keter/core'
import type { Tx } from '../db/database.ts'
import { digestOf } from '../price-books/in-force.ts'
import type { Caller, Studio } from '../studio.ts'

/** @returns the run the first request with this key made or changed, or null if this is the first. @throws Refusal `idempotency_key_reused` */
export async function answeredBefore(tx: Tx, caller: Caller, key: string, request: unknown): Promise<string | null> {
  const known = await tx
    .selectFrom('keter.answers')
    .select(['digest', 'run_id'])
    .where('workspace_id', '=', caller.workspace)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!known) return null
  if (known.digest !== digestOfRequest(request)) throw new Refusal('idempotency_key_reused', 'This Idempotency-Key came with another request before.', { key })
  return known.run_id
}

/** Remembers, in the transaction of the effect itself. */
export async function rememberAnswer(studio: Studio, tx: Tx, caller: Caller, key: string, request: unknown, run: string): Promise<void> {
  await tx
    .insertInto('keter.answers')
    .values({ workspace_id: caller.workspace, key, digest: digestOfRequest(request), run_id: run, created_at: studio.now() })
    .execute()
}

/** Two at once with one key: the second waits for the first, fails on the key and runs `work` again, so that it is answered like any retry. */
export async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: string; constraint?: string }).code === '23505' && (error as { constraint?: string }).constraint === 'answers_pkey') return work()
    throw error
  }
}

/** As JSON carries it: a field that was left out and one that is undefined are the same request. */
const digestOfRequest = (request: unknown): string => digestOf(JSON.parse(JSON.stringify(request)))
