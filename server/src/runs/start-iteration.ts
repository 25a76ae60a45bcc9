// One more attempt on a source: its row and its job, in the caller's transaction.
import type { Edit } from '@keter/core'
import type { Tx } from '../db/database.ts'
import { fingerprintOf } from '../quotes/fingerprint.ts'
import type { Studio } from '../studio.ts'

export interface NewIteration {
  readonly workspace: string
  readonly run: string
  readonly position: number
  readonly attempt: number
  readonly sha256: string
  readonly edit: Edit
  readonly prompt: string | null
  readonly seed: bigint | null
}

export async function startIteration(studio: Studio, tx: Tx, { workspace, run, position, attempt, sha256, edit, prompt, seed }: NewIteration): Promise<string> {
  const id = studio.newId('iteration')
  const job = await studio.jobs.enqueue(tx, id, workspace)
  await tx
    .insertInto('keter.iterations')
    .values({
      id,
      workspace_id: workspace,
      run_id: run,
      position,
      attempt,
      state: 'queued',
      edit: JSON.stringify(edit),
      prompt,
      seed,
      fingerprint: fingerprintOf(studio, edit, sha256),
      result_version_id: null,
      verdict: null,
      charge_movement: null,
      ledger_head: null,
      job_id: job,
      same_as: null,
      created_at: studio.now(),
      started_at: null,
      ended_at: null,
    })
    .execute()
  return id
}
