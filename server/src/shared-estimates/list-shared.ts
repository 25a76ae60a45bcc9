// The estimates a workspace has shared, withdrawn ones included, newest first.
import { pageOf } from '../db/page.ts'
import type { Caller, Studio } from '../studio.ts'
import { pathOf } from './share.ts'

export async function listShared(studio: Studio, { workspace }: Caller, page: { cursor?: string | undefined; limit: number }) {
  const found = await studio.database.query
    .selectFrom('keter.shared_estimates')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .$if(page.cursor !== undefined, (query) => query.where('id', '<', page.cursor!))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const { rows, next } = pageOf(found, page.limit)
  const names = await studio.accounts.names(
    rows.map(({ created_by }) => created_by),
    rows.flatMap(({ api_key }) => api_key ?? []),
  )
  return {
    items: rows.map((row) => ({
      id: row.id,
      path: pathOf(row.id),
      title: row.title,
      tool: row.estimate.tool,
      sources: row.estimate.sources.length,
      low: row.estimate.low,
      most: row.estimate.most,
      book: row.estimate.book,
      createdAt: row.created_at.toISOString(),
      createdBy: names.get(row.api_key ?? row.created_by) ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
    next,
  }
}
