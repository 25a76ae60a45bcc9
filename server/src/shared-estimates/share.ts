// Sharing: an estimate that is kept under an id nobody can guess (80 bits of chance), so that a link shows it. The balance is never kept with it.
import { estimate, Refusal } from '@keter/core'
import type { Queries } from '../db/database.ts'
import { type EstimateRequestBody, requestFrom } from '../quotes/estimate.ts'
import type { Caller, Studio } from '../studio.ts'

/** @returns its id */
export async function shareEstimate(studio: Studio, caller: Caller, { title, ...body }: EstimateRequestBody & { title?: string | undefined }): Promise<string> {
  const request = await requestFrom(studio, caller, { ...body, balance: undefined })
  const { balance: _, ...figures } = estimate(request)
  const { edit, iterations, plan, sources } = request
  const id = studio.newId('sharedEstimate')
  await studio.database.query
    .insertInto('keter.shared_estimates')
    .values({
      id,
      workspace_id: caller.workspace,
      title: title ?? null,
      inputs: JSON.stringify({ edit, iterations, plan, sources }),
      estimate: JSON.stringify(figures),
      book_digest: request.book.digest,
      created_by: caller.user,
      api_key: caller.apiKey,
      created_at: studio.now(),
      revoked_by: null,
      revoked_at: null,
    })
    .execute()
  return id
}

/** Nobody can read it any more. Withdrawing it again changes nothing. @throws Refusal `not_found` */
export async function revokeShared(studio: Studio, caller: Caller, id: string): Promise<void> {
  const queries = studio.database.query
  await ownShared(queries, caller, id)
  await queries
    .updateTable('keter.shared_estimates')
    .set({ revoked_at: studio.now(), revoked_by: caller.user })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** @throws Refusal `not_found` */
export async function ownShared(queries: Queries, caller: Caller, id: string) {
  const row = await queries
    .selectFrom('keter.shared_estimates')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', caller.workspace)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no shared estimate ${id}.`)
  return row
}

export function refuseRevoked({ revoked_at }: { revoked_at: Date | null }): void {
  if (revoked_at) throw new Refusal('shared_estimate_revoked', `It was withdrawn at ${revoked_at.toISOString()}.`)
}

export const pathOf = (id: string): string => `/e/${id}`
