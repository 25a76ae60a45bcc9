// A dispute about a charge. What a decision needs is collected at once and kept as it was; then the rules look at it, and where none decides, a person will.
// Rules: docs/rules/disputes.md.
import { type Credits, formatCredits, milli, noCredits, Refusal, subtractCredits } from '@keter/core'
import type { Selectable } from 'kysely'
import type { Evidence, Schema } from '../db/schema.ts'
import type { Inspection } from '../engines/engine.ts'
import { lockRun } from '../runs/rows.ts'
import { BytesLost } from '../storage/storage.ts'
import { picturePaths } from '../runs/picture-paths.ts'
import type { Caller, Studio } from '../studio.ts'
import { endDispute } from './decide-dispute.ts'

export interface DisputeBody {
  readonly iteration: string
  readonly reason: Selectable<Schema['keter.disputes']>['reason']
  readonly note: string
}

const disputableMs = 30 * 24 * 3_600_000
const inspectionMs = 60_000

/** @returns the dispute's id. @throws Refusal `not_found`, `not_disputable`, `idempotency_key_reused` */
export async function openDispute(studio: Studio, caller: Caller, { iteration, reason, note }: DisputeBody, key: string): Promise<string> {
  const known = await studio.database.query
    .selectFrom('keter.disputes')
    .select(['id', 'iteration_id', 'reason', 'note'])
    .where('workspace_id', '=', caller.workspace)
    .where('key', '=', key)
    .executeTakeFirst()
  if (known && (known.iteration_id !== iteration || known.reason !== reason || known.note !== note))
    throw new Refusal('idempotency_key_reused', 'This Idempotency-Key came with another dispute before.', { key })
  if (known) return known.id
  const charged = await chargedIteration(studio, caller, iteration)
  const { evidence, defect } = await evidenceOf(studio, charged)
  const id = studio.newId('dispute')
  const row = {
    id,
    workspace_id: caller.workspace,
    key,
    iteration_id: iteration,
    movement: charged.charge_movement!,
    reason,
    note,
    evidence: JSON.stringify(evidence),
  }
  const open = { opened_by: caller.user, api_key: caller.apiKey, state: 'open' as const, rule: null, decided_by: null, decision_note: null }
  await studio.database
    .transaction(async (tx) => {
      // While the evidence was collected, the charge may have been given back.
      const { iterations } = await lockRun(tx, charged.run_id, caller.workspace)
      if (leftOf(iterations.find(({ id }) => id === iteration)!) === noCredits) throw nothingLeft(iteration)
      await tx
        .insertInto('keter.disputes')
        .values({ ...row, ...open, opened_at: studio.now(), decided_at: null })
        .execute()
      // D4: what the rules find defective is given back in full, at once.
      if (defect)
        await endDispute(
          studio,
          tx,
          { id, workspace: caller.workspace },
          { state: 'refunded', rule: defect, by: null, note: 'The stored result was inspected again.' },
        )
    })
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== '23505') throw error
      throw new Refusal('not_disputable', 'This charge is disputed already.', { iteration })
    })
  studio.log.info({ workspace: caller.workspace, dispute: id, iteration, rule: defect }, 'a charge was disputed')
  return id
}

/** D1, D2: a charge of this workspace, of the last 30 days, of which something is left. */
async function chargedIteration(studio: Studio, { workspace }: Caller, id: string) {
  const row = await studio.database.query
    .selectFrom('keter.iterations as i')
    .innerJoin('keter.runs as r', 'r.id', 'i.run_id')
    .innerJoin('keter.quotes as q', 'q.id', 'r.quote_id')
    .selectAll('i')
    .select(['r.project_id', 'q.id as quote_id', 'q.low', 'q.most', 'q.book_digest', 'q.sources'])
    .where('i.id', '=', id)
    .where('i.workspace_id', '=', workspace)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no iteration ${id}.`)
  if (!row.charge_movement || !row.result_version_id || row.refunded >= row.charge) throw nothingLeft(id)
  if (row.ended_at && studio.now().getTime() - row.ended_at.getTime() > disputableMs)
    throw new Refusal('not_disputable', `This attempt ended at ${row.ended_at.toISOString()}, more than 30 days ago.`, { iteration: id })
  return row
}

const nothingLeft = (iteration: string) => new Refusal('not_disputable', 'Nothing was charged for this attempt, or all of it was given back.', { iteration })

type Charged = Awaited<ReturnType<typeof chargedIteration>>

async function evidenceOf(studio: Studio, charged: Charged): Promise<{ evidence: Evidence; defect: string | null }> {
  const quoted = charged.sources[charged.position]!
  const versions = await studio.database.query
    .selectFrom('keter.versions')
    .select(['id', 'sha256', 'bytes', 'measurement'])
    .where('id', 'in', [quoted.version, charged.result_version_id!])
    .execute()
  const file = (id: string) => {
    const { sha256, bytes, measurement } = versions.find((version) => version.id === id)!
    return { version: id, sha256, bytes: Number(bytes), measurement }
  }
  const [source, result] = [file(quoted.version), file(charged.result_version_id!)]
  const again = await inspectAgain(studio, charged, source, result)
  const credits = (amount: bigint) => formatCredits(milli(amount))
  const evidence: Evidence = {
    quote: { id: charged.quote_id, low: credits(charged.low), most: credits(charged.most), book: charged.book_digest },
    ...{
      run: charged.run_id,
      project: charged.project_id,
      attempt: charged.attempt,
      charge: credits(charged.charge),
      refundedBefore: credits(charged.refunded),
    },
    ...{ lines: charged.lines, edit: charged.edit, prompt: charged.prompt, seed: charged.seed === null ? null : String(charged.seed), engine: charged.engine },
    ...{ inspection: charged.inspection, inspectedAgain: again, source: { ...source, name: quoted.name }, result, head: charged.ledger_head },
  }
  const broken = 'findings' in again && again.findings.find(({ ok, severity }) => !ok && severity === 'defect')
  return { evidence, defect: broken ? `${broken.rule}: ${broken.detail}` : null }
}

/** Of an inspection that could not be made, why: a person then decides. */
type Again = Inspection | { readonly impossible: string }

async function inspectAgain(studio: Studio, { edit }: Charged, source: Evidence['result'], result: Evidence['result']): Promise<Again> {
  try {
    const [sourcePath, resultPath] = [await studio.storage.verifiedPath(source.sha256), await studio.storage.verifiedPath(result.sha256)]
    const pictures = await picturePaths(studio, edit)
    return await studio.engines.inspect({ edit, sourcePath, source: source.measurement, pictures, resultPath, signal: AbortSignal.timeout(inspectionMs) })
  } catch (error) {
    studio.log.warn({ error: String(error), result: result.version }, 'the result of a disputed charge could not be inspected')
    // Bytes of the result that are gone or changed are a defect of what was delivered; anything else says nothing about it.
    if (error instanceof BytesLost && error.sha256 === result.sha256)
      return { ok: false, findings: [{ rule: 'I1', name: 'decodes', ok: false, detail: 'The stored result cannot be read any more.', severity: 'defect' }] }
    return { impossible: error instanceof BytesLost ? 'The stored source cannot be read any more.' : 'The inspection did not come to its end.' }
  }
}

/** What can still be given back. */
export const leftOf = ({ charge, refunded }: { charge: bigint; refunded: bigint }): Credits => subtractCredits(milli(charge), milli(refunded))
