// Which plan would have been the cheapest for what was done: each is replayed over the same days, with its grants, its roll-over, its own prices, and credits bought where they ran short.
// Pure: what an edit would have cost under each plan comes in. docs/rules/plans.md.
import { type Credits, milli, noCredits, parseCredits } from './credits.ts'
import { majorText, scaleOf } from './money.ts'
import { keptBeforeGrant, periodsAlive } from './plan-change.ts'
import { addMonths } from './plan-period.ts'
import type { Pack, PlanTerms } from './price-book/format.ts'
import { decimal, type Rational, roundWhole, whole, zero } from './price-book/rational.ts'

/** Something that was done: when, and what it would have cost under each plan; null where the plan's limits would have refused it. */
export interface Spent {
  readonly at: number
  readonly costs: Readonly<Record<string, Credits | null>>
}

export interface AdviceRequest {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
  readonly current: string
  readonly plans: Readonly<Record<string, PlanTerms>>
  readonly packs: Readonly<Record<string, Pack>>
  /** In the order of their times. */
  readonly spent: readonly Spent[]
}

export interface Replayed {
  readonly plan: string
  /** Plan and packs together, in the plan's currency; null where the plan, or a pack that was needed, has no price. */
  readonly money: { readonly amount: string; readonly currency: string } | null
  readonly spent: Credits
  readonly expired: Credits
  /** Packs that had to be bought, and their credits. */
  readonly packs: number
  readonly bought: Credits
  /** How many of what was done the plan would have refused: too large, too many. */
  readonly refused: number
  /** Where no pack can be bought: how many could not have been paid. */
  readonly short: number
}

export interface Advice {
  readonly plans: readonly Replayed[]
  /** The cheapest that would have refused nothing that the current one did not; null where there is too little to go by. */
  readonly best: string | null
  readonly why: 'too-little-history' | 'no-prices' | 'stay' | 'upgrade' | 'downgrade'
}

const day = 86_400_000
/** Less than this says nothing about a month. */
const leastDays = 14
const leastSpent = 5

export function advise(request: AdviceRequest): Advice {
  const plans = Object.keys(request.plans).map((plan) => replay(request, plan))
  const { from, until, current, spent } = request
  const nothing = (why: Advice['why']): Advice => ({ plans, best: null, why })
  if (until - from < leastDays * day || spent.length < leastSpent) return nothing('too-little-history')
  const own = plans.find(({ plan }) => plan === current)
  const fit = plans.filter(({ money, refused, short }) => money !== null && refused <= (own?.refused ?? 0) && short <= (own?.short ?? 0))
  if (!own?.money || fit.length === 0) return nothing('no-prices')
  // Of equal ones the current stays.
  const best = fit.reduce((least, one) => (decimal(one.money!.amount).compare(decimal(least.money!.amount)) < 0 ? one : least), own)
  const size = (plan: string) => decimal(request.plans[plan]!.grant)
  return { plans, best: best.plan, why: best === own ? 'stay' : size(best.plan).compare(size(current)) < 0 ? 'downgrade' : 'upgrade' }
}

interface Lot {
  readonly ofPlan: boolean
  readonly ends: number
  left: bigint
}

function replay({ from, until, plans, packs, spent }: AdviceRequest, plan: string): Replayed {
  const terms = plans[plan]!
  const pack = cheapest(packs, terms.price?.currency)
  const lots: Lot[] = []
  const sums = { spent: 0n, expired: 0n, packs: 0, bought: 0n, refused: 0, short: 0 }
  const months = terms.period === 'year' ? 12 : 1
  const lives = periodsAlive(terms)
  let periods = 0
  const expire = (at: number) => {
    for (const lot of lots) {
      if (lot.ends > at) continue
      sums.expired += lot.left
      lot.left = 0n
    }
  }
  /** Grants that fall due up to a time. */
  const grantUntil = (at: number) => {
    for (;;) {
      const due = addMonths(new Date(from), periods * months).getTime()
      if (due > at || due >= until) break
      expire(due)
      const keep = keptBeforeGrant(terms)
      if (keep !== null) cut(lots, keep, sums)
      const ends = lives === null ? Number.POSITIVE_INFINITY : addMonths(new Date(from), (periods + lives) * months).getTime()
      lots.push({ ofPlan: true, ends, left: parseCredits(terms.grant) })
      periods++
    }
    expire(at)
  }
  for (const { at, costs } of spent) {
    grantUntil(at)
    const cost = costs[plan]
    if (cost === null || cost === undefined) {
      sums.refused++
      continue
    }
    const available = lots.reduce((total, { left }) => total + left, 0n)
    if (available < cost && !pack) {
      sums.short++
      continue
    }
    for (let missing = cost - available; missing > 0n; missing -= parseCredits(pack!.credits)) {
      lots.push({
        ofPlan: false,
        ends: pack!.expireAfterDays === undefined ? Number.POSITIVE_INFINITY : at + pack!.expireAfterDays * day,
        left: parseCredits(pack!.credits),
      })
      sums.packs++
      sums.bought += parseCredits(pack!.credits)
    }
    take(lots, cost)
    sums.spent += cost
  }
  grantUntil(until)
  const share = whole(until - from).div(whole(addMonths(new Date(from), periods * months).getTime() - from))
  const money =
    terms.price &&
    decimal(terms.price.amount)
      .mul(whole(periods))
      .mul(share)
      .add(pack ? decimal(pack.price.amount).mul(whole(sums.packs)) : zero)
  return {
    ...{
      plan,
      money: money ? { amount: inMinor(money, terms.price!.currency), currency: terms.price!.currency } : null,
      packs: sums.packs,
      refused: sums.refused,
      short: sums.short,
    },
    ...{ spent: milli(sums.spent), expired: milli(sums.expired), bought: milli(sums.bought) },
  }
}

/** The pack with the cheapest credits in that currency. */
function cheapest(packs: Readonly<Record<string, Pack>>, currency: string | undefined): Pack | null {
  const worth = ({ price, credits }: Pack): Rational => decimal(price.amount).div(decimal(credits))
  const offered = Object.values(packs).filter(({ price }) => price.currency === currency)
  return offered.reduce<Pack | null>((least, pack) => (least === null || worth(pack).compare(worth(least)) < 0 ? pack : least), null)
}

/** The soonest to end first. */
function take(lots: Lot[], cost: Credits): void {
  let missing: bigint = cost
  for (const lot of lots.toSorted((a, b) => a.ends - b.ends || 0)) {
    const part = lot.left < missing ? lot.left : missing
    lot.left -= part
    missing -= part
  }
}

/** What the plan's lots have above an amount goes, the soonest to end first. */
function cut(lots: readonly Lot[], keep: Credits, sums: { expired: bigint }): void {
  const own = lots.filter(({ ofPlan }) => ofPlan)
  let above = own.reduce((total, { left }) => total + left, 0n) - keep
  for (const lot of own.toSorted((a, b) => a.ends - b.ends || 0)) {
    const part = above > lot.left ? lot.left : above > 0n ? above : noCredits
    lot.left -= part
    above -= part
    sums.expired += part
  }
}

const inMinor = (money: Rational, currency: string): string => majorText(roundWhole(money.mul(scaleOf(currency)), 'half-up'), currency)
