// A change of plan: what it comes to is shown before; then it is made now, or kept for the end of the period, when upkeep makes it. Rules: docs/rules/plans.md.
import { formatCredits, isLarger, keptOnDowngrade, milli, type Period, periodAt, type PlanChange, planChange, planNamed, Refusal } from '@keter/core'
import type { Selectable } from 'kysely'
import type { Queries, Tx } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import type { Caller, Studio } from '../studio.ts'
import { cutPlan, grantOfPlan, grantWhatIsDue } from '../workspaces/grant.ts'

export interface ChangeBody {
  readonly plan: string
  readonly when: 'now' | 'period-end'
}

type ChangeRow = Selectable<Schema['keter.plan_changes']>

async function workspaceOf(queries: Queries, id: string) {
  return queries.selectFrom('keter.workspaces').select(['id', 'plan', 'created_at']).where('id', '=', id).executeTakeFirstOrThrow()
}

/** @throws Refusal `unknown_plan`, `plan_same` */
async function changeOf(
  studio: Studio,
  queries: Queries,
  workspace: string,
  { plan, when }: ChangeBody,
): Promise<{ from: string; period: Period; change: PlanChange }> {
  const { plan: current, created_at } = await workspaceOf(queries, workspace)
  if (plan === current) throw new Refusal('plan_same', `The workspace has the plan "${plan}" already.`, { plan })
  const [from, to] = [planNamed(studio.books.current, current).terms, planNamed(studio.books.current, plan).terms]
  const at = studio.now().getTime()
  const period = periodAt(created_at.getTime(), at, from.period)
  return { from: current, period, change: planChange(from, to, when, at, period) }
}

/** What a change would come to; changes nothing. */
export async function previewChange(studio: Studio, { workspace }: Caller, body: ChangeBody) {
  const { from, period, change } = await changeOf(studio, studio.database.query, workspace, body)
  return previewDocument(from, body.plan, period, change)
}

const previewDocument = (from: string, to: string, period: Period, { when, at, credits, due, cutTo }: PlanChange) => ({
  ...{ from, to, when, takesEffect: new Date(at).toISOString(), credits: formatCredits(credits), due },
  keepsAtMost: cutTo === null ? null : formatCredits(cutTo),
  periodEnds: new Date(period.until).toISOString(),
})

/** The same request with the same key is answered with the first. @throws Refusal `unknown_plan`, `plan_same`, `plan_change_pending`, `idempotency_key_reused` */
export async function changePlan(studio: Studio, caller: Caller, body: ChangeBody, key: string) {
  // The period's own grant first: what is prorated is the rest of it.
  await grantWhatIsDue(studio, caller.workspace)
  const id = await studio.database.transaction(async (tx) => {
    await tx.selectFrom('keter.workspaces').select('id').where('id', '=', caller.workspace).forUpdate().executeTakeFirstOrThrow()
    const before = await tx.selectFrom('keter.plan_changes').selectAll().where('workspace_id', '=', caller.workspace).where('key', '=', key).executeTakeFirst()
    if (before && before.to_plan !== body.plan) throw new Refusal('idempotency_key_reused', 'This Idempotency-Key came with another change before.', { key })
    if (before) return before.id
    const pending = await pendingChange(tx, caller.workspace)
    if (pending)
      throw new Refusal('plan_change_pending', `A change to "${pending.to_plan}" takes effect at ${pending.takes_effect.toISOString()}.`, {
        change: pending.id,
      })
    const { from, change } = await changeOf(studio, tx, caller.workspace, body)
    const row: ChangeRow = {
      ...{ id: studio.newId('planChange'), workspace_id: caller.workspace, key, from_plan: from, to_plan: body.plan, takes_effect: new Date(change.at) },
      ...{ state: 'pending', credits: change.credits, cut: 0n, due_amount: change.due?.amount ?? null, due_currency: change.due?.currency ?? null },
      ...{ asked_by: caller.apiKey ?? caller.user, asked_at: studio.now(), done_at: null },
    }
    await tx.insertInto('keter.plan_changes').values(row).execute()
    if (body.when === 'now') await perform(studio, tx, row)
    return row.id
  })
  return readChange(studio, caller, id)
}

/** In one transaction: the plan, what is cut of its credits, and what is granted for the rest of the period. */
async function perform(studio: Studio, tx: Tx, { id, workspace_id, from_plan, to_plan, credits, asked_at, takes_effect }: ChangeRow): Promise<void> {
  const at = studio.now()
  const { terms } = planNamed(studio.books.current, to_plan)
  const { created_at } = await workspaceOf(tx, workspace_id)
  await tx.updateTable('keter.workspaces').set({ plan: to_plan }).where('id', '=', workspace_id).execute()
  const before = studio.books.current.plans.get(from_plan)?.terms
  const smaller = before === undefined || !isLarger(terms, before)
  const keep = terms.onDowngrade === 'forfeit' && smaller ? keptOnDowngrade(terms, takes_effect > asked_at ? 'period-end' : 'now') : null
  const cut = keep === null ? 0n : await cutPlan(tx, { workspace: workspace_id, key: `plan-cut:${id}`, at, name: terms.name, keep })
  if (credits > 0n)
    await grantOfPlan(studio, tx, {
      ...{ workspace: workspace_id, key: `plan-change:${id}`, at, terms, periodOf: created_at, amount: milli(credits) },
      reference: `${terms.name} plan, for the rest of the period`,
    })
  await tx.updateTable('keter.plan_changes').set({ state: 'done', done_at: at, cut }).where('id', '=', id).execute()
}

/** Changes whose time has come. Before the grants of the new period: those are of the new plan. */
export async function performDueChanges(studio: Studio): Promise<number> {
  const due = await studio.database.query
    .selectFrom('keter.plan_changes')
    .select(['id', 'workspace_id'])
    .where('state', '=', 'pending')
    .where('takes_effect', '<=', studio.now())
    .execute()
  for (const { id, workspace_id } of due)
    await studio.database.transaction(async (tx) => {
      await tx.selectFrom('keter.workspaces').select('id').where('id', '=', workspace_id).forUpdate().executeTakeFirstOrThrow()
      const row = await tx.selectFrom('keter.plan_changes').selectAll().where('id', '=', id).where('state', '=', 'pending').executeTakeFirst()
      if (row) await perform(studio, tx, row)
    })
  return due.length
}

/** @throws Refusal `not_found` where nothing is pending */
export async function cancelChange(studio: Studio, { workspace }: Caller): Promise<void> {
  const { numUpdatedRows } = await studio.database.query
    .updateTable('keter.plan_changes')
    .set({ state: 'cancelled' })
    .where('workspace_id', '=', workspace)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('not_found', 'No change of plan is pending.')
}

export const pendingChange = (queries: Queries, workspace: string): Promise<ChangeRow | undefined> =>
  queries.selectFrom('keter.plan_changes').selectAll().where('workspace_id', '=', workspace).where('state', '=', 'pending').executeTakeFirst()

async function readChange(studio: Studio, { workspace }: Caller, id: string) {
  const row = await studio.database.query
    .selectFrom('keter.plan_changes')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', workspace)
    .executeTakeFirstOrThrow()
  return changeDocument(row)
}

export const changeDocument = (row: ChangeRow) => ({
  ...{ id: row.id, from: row.from_plan, to: row.to_plan, state: row.state, takesEffect: row.takes_effect.toISOString() },
  ...{ credits: formatCredits(milli(row.credits)), cut: formatCredits(milli(row.cut)), askedAt: row.asked_at.toISOString() },
  due: row.due_amount === null || row.due_currency === null ? null : { amount: row.due_amount, currency: row.due_currency },
})
