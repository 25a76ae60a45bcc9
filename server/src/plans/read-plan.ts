// The plan of a workspace as it stands: its terms, its period, what comes next, and when the credits run out at the pace of the last days.
import { formatCredits, type Money, periodAt, periodsAlive, planNamed, runOut } from '@keter/core'
import { sql } from 'kysely'
import * as ledger from '../ledger/ledger.ts'
import type { Caller, Studio } from '../studio.ts'
import { changeDocument, pendingChange } from './change-plan.ts'

const day = 86_400_000
const paceDays = 30

export async function readPlan(studio: Studio, { workspace }: Caller) {
  const { query } = studio.database
  const at = studio.now()
  const { plan, created_at } = await query.selectFrom('keter.workspaces').select(['plan', 'created_at']).where('id', '=', workspace).executeTakeFirstOrThrow()
  const { terms } = planNamed(studio.books.current, plan)
  const period = periodAt(created_at.getTime(), at.getTime(), terms.period)
  const pending = await pendingChange(query, workspace)
  const packs = Object.entries(studio.books.current.book.studio.packs ?? {}).sort(([, a], [, b]) => Number(a.credits) - Number(b.credits))
  return {
    ...{ plan, name: terms.name, grant: terms.grant, rollOver: terms.rollOver, price: terms.price ?? null, unit: terms.period },
    period: { from: new Date(period.from).toISOString(), until: new Date(period.until).toISOString() },
    pending: pending ? changeDocument(pending) : null,
    plans: [...studio.books.current.plans].map(([id, { terms: offered }]) => offer(id, offered)),
    packs: packs.map(([id, { name, credits, price, expireAfterDays }]) => ({ id, name, credits, price, expireAfterDays: expireAfterDays ?? null })),
    runOut: await runOutOf(studio, workspace, at, { ...terms, until: period.until }),
  }
}

const offer = (id: string, { name, grant, rollOver, price, period, discountPercent }: Parameters<typeof periodsAlive>[0]) => ({
  ...{ id, name, grant, rollOver, unit: period, discountPercent },
  price: (price ?? null) as Money | null,
})

async function runOutOf(studio: Studio, wallet: string, at: Date, terms: Parameters<typeof periodsAlive>[0] & { readonly until: number }) {
  const { query } = studio.database
  const { available } = await ledger.balanceOf(query, wallet, at)
  const expiring = await ledger.expiringLots(query, wallet, at)
  const from = new Date(at.getTime() - paceDays * day)
  const { rows } = await sql<{ day: number; spent: bigint }>`
    select floor(extract(epoch from m.at - ${from}::timestamptz) / 86400)::int as day, sum(-m.held - m.available)::bigint as spent from ledger.movements as m
     where m.wallet = ${wallet} and m.kind in ('charge', 'refund') and m.version > ledger.version_before(${wallet}, ${from}) group by 1`.execute(query)
  const daily = Array.from({ length: paceDays }, (_, n) => Number(rows.find((row) => row.day === n)?.spent ?? 0n) / 1000)
  const ending = expiring.map((lot) => ({ amount: Number(lot.amount) / 1000, endsInDays: (lot.at.getTime() - at.getTime()) / day }))
  const endless = Number(available) / 1000 - ending.reduce((sum, { amount }) => sum + amount, 0)
  const lives = periodsAlive(terms)
  const everyDays = terms.period === 'year' ? 365 : 30.44
  const grant = { amount: Number(terms.grant), inDays: (terms.until - at.getTime()) / day, everyDays, livesDays: lives === null ? null : lives * everyDays }
  const forecast = runOut({ daily, lots: [...ending, { amount: endless, endsInDays: null }], grant })
  const dateIn = (days: number | null) => (days === null ? null : new Date(at.getTime() + days * day).toISOString())
  const soon = expiring.filter((lot) => lot.at.getTime() - at.getTime() <= 14 * day)
  return {
    pace: forecast ? forecast.pace.toFixed(3).replace(/\.?0+$/, '') : null,
    ...{ likely: forecast ? dateIn(forecast.likely) : null, early: forecast ? dateIn(forecast.early) : null, days: paceDays },
    expiringSoon: soon.map((lot) => ({ amount: formatCredits(lot.amount), at: lot.at.toISOString() })),
  }
}
