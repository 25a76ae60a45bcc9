// Projects: made, listed, renamed, briefed. Every query names the workspace; a project of another one does not exist for the caller.
import { type Brief, formatCredits, milli, Refusal } from '@keter/core'
import { sql } from 'kysely'
import { pageOf } from '../db/page.ts'
import type { Caller, Studio } from '../studio.ts'

export interface ProjectDocument {
  readonly id: string
  readonly name: string
  readonly client: string | null
  readonly brief: Brief | null
  readonly assets: number
  readonly charged: string
  readonly createdAt: string
}

export async function makeProject(
  studio: Studio,
  caller: Caller,
  { name, client, brief }: { name: string; client?: string | null | undefined; brief?: Brief | null | undefined },
): Promise<ProjectDocument> {
  const id = studio.newId('project')
  await studio.database.query
    .insertInto('keter.projects')
    .values({
      id,
      workspace_id: caller.workspace,
      name,
      client: client ?? null,
      brief: brief ? JSON.stringify(brief) : null,
      created_by: caller.user,
      created_at: studio.now(),
    })
    .execute()
  return readProject(studio, caller, id)
}

export async function changeProject(
  studio: Studio,
  caller: Caller,
  id: string,
  change: { name?: string | undefined; client?: string | null | undefined; brief?: Brief | null | undefined },
): Promise<ProjectDocument> {
  await readProject(studio, caller, id)
  const values = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.client === undefined ? {} : { client: change.client }),
    ...(change.brief === undefined ? {} : { brief: change.brief && JSON.stringify(change.brief) }),
  }
  if (Object.keys(values).length > 0) await studio.database.query.updateTable('keter.projects').set(values).where('id', '=', id).execute()
  return readProject(studio, caller, id)
}

export async function readProject(studio: Studio, caller: Caller, id: string): Promise<ProjectDocument> {
  const row = await projects(studio, caller).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no project ${id}.`)
  return document(row)
}

export async function listProjects(studio: Studio, caller: Caller, page: { cursor?: string | undefined; limit: number }) {
  let query = projects(studio, caller)
    .orderBy('p.id', 'desc')
    .limit(page.limit + 1)
  if (page.cursor) query = query.where('p.id', '<', page.cursor)
  const { rows, next } = pageOf(await query.execute(), page.limit)
  return { items: rows.map(document), next }
}

const projects = (studio: Studio, caller: Caller) =>
  studio.database.query
    .selectFrom('keter.projects as p')
    .select([
      'p.id',
      'p.name',
      'p.client',
      'p.brief',
      'p.created_at',
      sql<bigint>`(select count(*) from keter.assets a where a.project_id = p.id)`.as('assets'),
      sql<bigint>`(select coalesce(sum(i.charge - i.refunded), 0)::bigint from keter.runs r join keter.iterations i on i.run_id = r.id where r.project_id = p.id)`.as(
        'charged',
      ),
    ])
    .where('p.workspace_id', '=', caller.workspace)

type Row = Awaited<ReturnType<ReturnType<typeof projects>['executeTakeFirstOrThrow']>>

const document = (row: Row): ProjectDocument => ({
  id: row.id,
  name: row.name,
  client: row.client,
  brief: row.brief,
  assets: Number(row.assets),
  charged: formatCredits(milli(row.charged)),
  createdAt: row.created_at.toISOString(),
})
