// The plan's grant, once a period. A period is a month from the day the workspace was made; each has its own idempotency key, so asking again is harmless.
import { parseCredits, Refusal } from '@keter/core'
import * as ledger from '../ledger/ledger.ts'
import type { Studio } from '../studio.ts'

export async function grantWhatIsDue(studio: Studio, workspace: string): Promise<void> {
  const at = studio.now()
  const { plan, created_at } = await studio.database.query
    .selectFrom('keter.workspaces')
    .select(['plan', 'created_at'])
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow()
  const terms = studio.books.current.plans.get(plan)?.terms
  const amount = terms ? parseCredits(terms.grant) : 0n
  if (!terms || amount <= 0n) return
  const period = monthsBetween(created_at, at)
  // Living for 1 + rollOver periods is what caps the roll-over at that many grants.
  const expiresAt = addMonths(created_at, period + 1 + Number(terms.rollOver))
  const granted = studio.database.transaction((tx) =>
    ledger.grant(tx, {
      wallet: workspace,
      key: `plan-grant:${period}`,
      at,
      cause: { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null },
      amount: parseCredits(terms.grant),
      source: 'plan',
      priority: 10,
      expiresAt,
      reference: `${terms.name} plan, month ${period + 1}`,
    }),
  )
  await granted.catch((error: unknown) => {
    // This month's grant was made under other terms: an earlier book or plan. One grant a month.
    if (!(error instanceof Refusal && error.code === 'idempotency_key_reused')) throw error
  })
}

export async function grantWhatIsDueEverywhere(studio: Studio): Promise<void> {
  const workspaces = await studio.database.query.selectFrom('keter.workspaces').select('id').execute()
  for (const { id } of workspaces) await grantWhatIsDue(studio, id)
}

/** Whole months from one time to another, by the calendar in UTC. */
export function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  return addMonths(from, months) > to ? months - 1 : months
}

/** The same day of a later month, or its last day where it is shorter. */
export function addMonths(from: Date, months: number): Date {
  const first = new Date(from)
  first.setUTCDate(1)
  first.setUTCMonth(first.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return first
}
