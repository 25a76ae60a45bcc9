// The plan's grant, once a period, from the day the workspace was made; each period has its own idempotency key, so asking again is harmless.
import { type Credits, keptBeforeGrant, parseCredits, periodAt, periodsAlive, type PlanTerms, Refusal } from '@keter/core'
import type { Tx } from '../db/database.ts'
import * as ledger from '../ledger/ledger.ts'
import type { Studio } from '../studio.ts'

const nobody = { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null }

/** Which credits are spent first: by the book's order. */
export function priorityOf(studio: Studio, source: 'plan' | 'promotion' | 'top-up'): number {
  if (studio.books.current.book.studio.spendOrder === 'soonest-ending') return 50
  return { plan: 10, promotion: 20, 'top-up': 50 }[source]
}

export async function grantWhatIsDue(studio: Studio, workspace: string): Promise<void> {
  const at = studio.now()
  const { plan, created_at } = await studio.database.query
    .selectFrom('keter.workspaces')
    .select(['plan', 'created_at'])
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow()
  const terms = studio.books.current.plans.get(plan)?.terms
  if (!terms || parseCredits(terms.grant) <= 0n) return
  const period = periodAt(created_at.getTime(), at.getTime(), terms.period)
  const key = terms.period === 'month' ? `plan-grant:${period.number}` : `plan-grant:year:${period.number}`
  const granted = studio.database.transaction(async (tx) => {
    // A cap between whole grants: what is above it goes when the next grant comes, in the same step. Else a grant's own expiry keeps the cap.
    const keep = keptBeforeGrant(terms)
    const write = { wallet: workspace, at, cause: nobody }
    if (keep !== null)
      await ledger.trimLots(tx, {
        ...write,
        key: `plan-cap:${period.number}`,
        source: 'plan',
        keep,
        reference: `${terms.name} plan, above what is carried over`,
      })
    const reference = terms.period === 'month' ? `${terms.name} plan, month ${period.number + 1}` : `${terms.name} plan, year ${period.number + 1}`
    await grantOfPlan(studio, tx, { workspace, key, at, terms, periodOf: created_at, amount: parseCredits(terms.grant), reference })
  })
  await granted.catch((error: unknown) => {
    // This period's grant was made under other terms: an earlier book or plan. One grant a period.
    if (!(error instanceof Refusal && error.code === 'idempotency_key_reused')) throw error
  })
}

interface PlanGrant {
  readonly workspace: string
  readonly key: string
  readonly at: Date
  readonly terms: PlanTerms
  /** When the workspace's first period began. */
  readonly periodOf: Date
  readonly amount: Credits
  readonly reference: string
}

/** Credits of the plan's, that live as long as its grants do. Living for 1 + roll-over periods is what caps the roll-over at that many grants. */
export async function grantOfPlan(studio: Studio, tx: Tx, { workspace, key, at, terms, periodOf, amount, reference }: PlanGrant): Promise<void> {
  const lives = periodsAlive(terms)
  const anchor = periodOf.getTime()
  let expiresAt: Date | null = null
  if (lives !== null) {
    let { until } = periodAt(anchor, at.getTime(), terms.period)
    for (let n = 1; n < lives; n++) until = periodAt(anchor, until, terms.period).until
    expiresAt = new Date(until)
  }
  await ledger.grant(tx, { wallet: workspace, key, at, cause: nobody, amount, source: 'plan', priority: priorityOf(studio, 'plan'), expiresAt, reference })
}

/** What the plan's credits have above what a smaller plan keeps. @returns what went. */
export async function cutPlan(
  tx: Tx,
  { workspace, key, at, name, keep }: { workspace: string; key: string; at: Date; name: string; keep: Credits },
): Promise<Credits> {
  return (await ledger.trimLots(tx, { wallet: workspace, key, at, cause: nobody, source: 'plan', keep, reference: `${name} plan, above its cap` })).trimmed
}

export async function grantWhatIsDueEverywhere(studio: Studio): Promise<void> {
  const workspaces = await studio.database.query.selectFrom('keter.workspaces').select('id').execute()
  for (const { id } of workspaces) await grantWhatIsDue(studio, id)
}
