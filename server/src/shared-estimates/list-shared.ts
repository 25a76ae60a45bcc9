// The estimates a workspace has shared, withdrawn ones included, newest first.
import type { Caller, Studio } from '../studio.ts'
import { pathOf } from './share.ts'

export async function listShared(studio: Studio, { workspace }: Caller, page: { cursor?: string | undefined; limit: number }) {
  const rows = await studio.database.query
    .selectFrom('keter.shared_estimates')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .$if(page.cursor !== undefined, (query) => query.where('id', '<', page.cursor!))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const shown = rows.slice(0, page.limit)
  const names = await studio.accounts.names(
    shown.map(({ created_by }) => created_by),
    shown.flatMap(({ api_key }) => api_key ?? []),
  )
  return {
    items: shown.map((row) => ({
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
    next: rows.length > page.limit ? shown.at(-1)!.id : null,
  }
}
