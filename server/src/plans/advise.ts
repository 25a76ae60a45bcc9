// Which plan would have been the cheapest for the last 90 days: what was delivered is priced again under each plan of the book in force, and each plan is replayed.
import { advise, type CompiledBook, type Credits, formatCredits, iterationsAllowed, milli, noCredits, priceSeries, Refusal, type Spent } from '@keter/core'
import { sql } from 'kysely'
import type { Caller, Studio } from '../studio.ts'

const adviceDays = 90
const most = 20_000

interface Delivered {
  readonly run: string
  readonly position: number
  readonly attempt: number
  readonly at: Date
  readonly edit: Parameters<typeof priceSeries>[1]['edits'][number]
  readonly sources: readonly { readonly measurement: Parameters<typeof priceSeries>[1]['measurement'] }[]
  readonly iterations: number
  readonly refunded: bigint
  readonly charge: bigint
}

export async function adviseOnPlan(studio: Studio, { workspace }: Caller) {
  const book = studio.books.current
  const until = studio.now()
  const { plan, created_at } = await studio.database.query
    .selectFrom('keter.workspaces')
    .select(['plan', 'created_at'])
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow()
  const from = new Date(Math.max(until.getTime() - adviceDays * 86_400_000, created_at.getTime()))
  const { rows } = await sql<Delivered>`
    select i.run_id as run, i.position, i.attempt, i.ended_at as at, i.edit, q.sources, q.iterations, i.refunded, i.charge
      from keter.iterations as i join keter.runs as r on r.id = i.run_id join keter.quotes as q on q.id = r.quote_id
     where i.workspace_id = ${workspace} and i.ended_at >= ${from} and i.state in ('done', 'defective') and i.same_as is null
     order by i.ended_at, i.id limit ${most}`.execute(studio.database.query)
  const plans = Object.fromEntries([...book.plans].map(([id, { terms }]) => [id, terms]))
  const advice = advise({
    ...{ from: from.getTime(), until: until.getTime(), current: plan, plans, packs: book.book.studio.packs ?? {} },
    spent: spentUnder(book, rows),
  })
  return {
    ...{ from: from.toISOString(), until: until.toISOString(), current: plan, best: advice.best, why: advice.why, edits: rows.length },
    plans: advice.plans.map(({ spent, expired, bought, ...one }) => ({
      ...one,
      ...{ name: plans[one.plan]!.name, spent: formatCredits(spent), expired: formatCredits(expired), bought: formatCredits(bought) },
    })),
  }
}

/** What each attempt would have cost under each plan, the earlier ones of its series counted; refunded ones cost nothing. */
function spentUnder(book: CompiledBook, rows: readonly Delivered[]): Spent[] {
  const series = Map.groupBy(rows, ({ run, position }) => `${run} ${position}`)
  return rows.map((row) => {
    const before = series.get(`${row.run} ${row.position}`)!.filter(({ attempt }) => attempt < row.attempt)
    const costs = [...book.plans.keys()].map(
      (plan) => [plan, row.charge > 0n && row.refunded >= row.charge ? noCredits : costUnder(book, plan, before, row)] as const,
    )
    return { at: row.at.getTime(), costs: Object.fromEntries(costs) }
  })
}

/** Null where the plan's limits would have refused it, or it has no price there. */
function costUnder(book: CompiledBook, plan: string, before: readonly Delivered[], row: Delivered): Credits | null {
  const { measurement } = row.sources[row.position]!
  try {
    if (!iterationsAllowed(book, plan, { iterations: row.iterations, sources: row.sources.length, measurement })) return null
    const edits = [...before.map(({ edit }) => edit), row.edit].filter(({ tool }) => tool === row.edit.tool)
    const totals = priceSeries(book, { plan, measurement, edits }).totals
    return milli(totals.at(-1)! - (totals.at(-2) ?? 0n))
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
