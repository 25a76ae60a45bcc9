// A workspace begins with its wallet, its owner and the grant of its plan, so that the main job runs at once.
import type { Queries } from '../db/database.ts'
import * as ledger from '../ledger/ledger.ts'
import type { Studio } from '../studio.ts'
import { grantWhatIsDue } from './grant.ts'

export async function createWorkspace(studio: Studio, { name, owner, plan = 'free' }: { name: string; owner: string; plan?: string }): Promise<string> {
  const id = studio.newId('workspace')
  const at = studio.now()
  await studio.accounts.createWorkspace({ id, name, owner, at })
  await studio.database.transaction(async (tx) => {
    await tx.insertInto('keter.workspaces').values({ id, name, plan, created_at: at }).execute()
    await ledger.openWallet(tx, { wallet: id, at })
  })
  await grantWhatIsDue(studio, id)
  return id
}

export interface WorkspaceRow {
  readonly id: string
  readonly name: string
  readonly plan: string
}

export async function readWorkspace(queries: Queries, id: string): Promise<WorkspaceRow> {
  return queries.selectFrom('keter.workspaces').select(['id', 'name', 'plan']).where('id', '=', id).executeTakeFirstOrThrow()
}
