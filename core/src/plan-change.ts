// What a change of plan comes to, now or at the end of the period. A larger plan brings the difference of the grants and costs the difference of the prices, each for the part
// of the period that is left; a smaller one takes nothing away and pays nothing back, but what lies above its cap goes where the plan says so. docs/rules/plans.md.
import { type Credits, milli, noCredits, parseCredits } from './credits.ts'
import { majorText, scaleOf } from './money.ts'
import type { Period } from './plan-period.ts'
import type { Money, PlanTerms } from './price-book/format.ts'
import { decimal, greater, type Rational, roundWhole, whole, zero } from './price-book/rational.ts'

export interface PlanChange {
  readonly when: 'now' | 'period-end'
  readonly at: number
  /** Granted at once, until the period ends: prorated, rounded down to whole milli-credits. */
  readonly credits: Credits
  /** To be paid: prorated, rounded half up to cents, never below 0. Null where one of the plans has no price, or they have other currencies. */
  readonly due: Money | null
  /** What the plan's credits are cut to; null where nothing is cut. */
  readonly cutTo: Credits | null
}

/** Below 0 where a plan grants less a month than another. */
export const comparePlans = (plan: PlanTerms, other: PlanTerms): number => aMonth(plan).compare(aMonth(other))

/** A plan is larger than another that grants less a month. */
export const isLarger = (plan: PlanTerms, than: PlanTerms): boolean => comparePlans(plan, than) > 0

const aMonth = ({ grant, period }: PlanTerms): Rational => decimal(grant).div(whole(period === 'year' ? 12 : 1))

/** @param at the moment of a change "now", inside the period. */
export function planChange(from: PlanTerms, to: PlanTerms, when: 'now' | 'period-end', at: number, period: Period): PlanChange {
  const cutTo = !isLarger(to, from) && to.onDowngrade === 'forfeit' ? keptOnDowngrade(to, when) : null
  const nothing =
    from.price && to.price && from.price.currency === to.price.currency ? { amount: majorText(0n, to.price.currency), currency: to.price.currency } : null
  if (when === 'period-end') return { when, at: period.until, credits: noCredits, due: nothing, cutTo }
  const left = whole(period.until - at).div(whole(period.until - period.from))
  // Plans with other periods are compared by the month, and what is left of this period is in its own unit.
  const months = whole(from.period === 'year' ? 12 : 1)
  const grants = greater(aMonth(to).sub(aMonth(from)), zero)
    .mul(months)
    .mul(left)
  return { when, at, credits: milli(roundWhole(grants.mul(whole(1000)), 'down')), due: nothing && moneyDue(from, to, left, months), cutTo }
}

function moneyDue(from: PlanTerms, to: PlanTerms, left: Rational, months: Rational): Money {
  const aMonthOf = ({ price, period }: PlanTerms) => decimal(price!.amount).div(whole(period === 'year' ? 12 : 1))
  const difference = greater(aMonthOf(to).sub(aMonthOf(from)), zero)
    .mul(months)
    .mul(left)
  const { currency } = to.price!
  return { amount: majorText(roundWhole(difference.mul(scaleOf(currency)), 'half-up'), currency), currency }
}

/** What the plan's credits may come to: the grant and what may be carried over; null where there is no cap. */
export function capOf({ grant, rollOver }: PlanTerms): Credits | null {
  if (rollOver === 'unlimited') return null
  return milli(
    roundWhole(
      decimal(grant)
        .mul(decimal(rollOver).add(whole(1)))
        .mul(whole(1000)),
      'down',
    ),
  )
}

/** Of the plan's lots, how long the credits of a period live: through so many periods; null where they never expire. */
export const periodsAlive = ({ rollOver }: PlanTerms): number | null => (rollOver === 'unlimited' ? null : 1 + Number(roundWhole(decimal(rollOver), 'up')))

/** What may be carried over: the cap without the grant that comes; null where there is no cap. */
function carriedOver(terms: PlanTerms): Credits | null {
  const cap = capOf(terms)
  return cap === null ? null : milli(cap - parseCredits(terms.grant))
}

/** At the end of a period the new plan's grant follows, and comes on top of what is kept. */
export const keptOnDowngrade = (to: PlanTerms, when: 'now' | 'period-end'): Credits | null => (when === 'now' ? capOf(to) : carriedOver(to))

/** What the plan's lots may keep when the next grant comes, where a cap lies between whole grants and expiry alone does not keep it; null elsewhere. */
export const keptBeforeGrant = (terms: PlanTerms): Credits | null =>
  terms.rollOver === 'unlimited' || decimal(terms.rollOver).isWhole() ? null : carriedOver(terms)
