// Settings of a workspace: what its owner decides for everyone in it, and who decided it last.
import type { Caller, Studio } from '../studio.ts'

export interface Settings {
  /** Shared estimates can be read with their link alone. */
  readonly shareEstimates: boolean
  readonly changedAt: string | null
  readonly changedBy: string | null
}

export async function readSettings(studio: Studio, { workspace }: Caller): Promise<Settings> {
  const row = await studio.database.query
    .selectFrom('keter.workspaces')
    .select(['share_estimates', 'settings_changed_at', 'settings_changed_by'])
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow()
  const by = row.settings_changed_by
  return {
    shareEstimates: row.share_estimates,
    changedAt: row.settings_changed_at?.toISOString() ?? null,
    changedBy: by && ((await studio.accounts.names([by], [by])).get(by) ?? null),
  }
}

export async function changeSettings(studio: Studio, caller: Caller, change: { shareEstimates?: boolean | undefined }): Promise<Settings> {
  const { shareEstimates } = change
  if (shareEstimates !== undefined) {
    const by = { settings_changed_at: studio.now(), settings_changed_by: caller.apiKey ?? caller.user }
    await studio.database.query
      .updateTable('keter.workspaces')
      .set({ share_estimates: shareEstimates, ...by })
      .where('id', '=', caller.workspace)
      .execute()
    studio.log.info({ workspace: caller.workspace, ...by, shareEstimates }, 'a setting of a workspace was changed')
  }
  return readSettings(studio, caller)
}
