// When the credits run out, at the pace of the last days. The pace is the mean of daily spend; how far it may be off follows from how unequal the days were: over n days to come
// the sum has the mean n * m and the standard deviation s * sqrt(n) (days taken as independent), and 1.2816 of those is the 90 % bound of the normal distribution.
// No money depends on it, so it is reckoned in floating point.

export interface RunOutRequest {
  /** Credits spent on each of the last days, refunds off, the oldest first. */
  readonly daily: readonly number[]
  /** What can be spent, by when it ends; null: never. */
  readonly lots: readonly { readonly amount: number; readonly endsInDays: number | null }[]
  /** Credits that come: in so many days, and again each so many days. */
  readonly grant: { readonly amount: number; readonly inDays: number; readonly everyDays: number; readonly livesDays: number | null } | null
}

export interface RunOut {
  /** Days until the credits are spent at the mean pace; null: not within a year. */
  readonly likely: number | null
  /** The same at a pace that only one time in ten would be higher. */
  readonly early: number | null
  /** Credits a day. */
  readonly pace: number
}

const bound = 1.2816
const horizon = 365

/** Null where nothing has been spent yet: there is no pace to go by. */
export function runOut({ daily, lots, grant }: RunOutRequest): RunOut | null {
  const mean = daily.reduce((sum, day) => sum + day, 0) / Math.max(1, daily.length)
  if (!(mean > 0)) return null
  const deviation = Math.sqrt(daily.reduce((sum, day) => sum + (day - mean) ** 2, 0) / Math.max(1, daily.length - 1))
  const when = (spentBy: (day: number) => number) => firstDayWithout(lots, grant, spentBy)
  return { likely: when((day) => mean * day), early: when((day) => mean * day + bound * deviation * Math.sqrt(day)), pace: mean }
}

/** The day on which what is to be spent is more than there is, the soonest ending first. */
function firstDayWithout(lots: RunOutRequest['lots'], grant: RunOutRequest['grant'], spentBy: (day: number) => number): number | null {
  const alive = lots.map(({ amount, endsInDays }) => ({ left: amount, ends: endsInDays ?? Number.POSITIVE_INFINITY }))
  for (let day = 1, before = 0, grants = 0; day <= horizon; day++) {
    // Whole days: what one grant no longer covers the next one does, at whatever hour of the day they change over.
    for (; grant && Math.floor(grant.inDays + grants * grant.everyDays) < day; grants++) {
      const ends = grant.livesDays === null ? Number.POSITIVE_INFINITY : grant.inDays + grants * grant.everyDays + grant.livesDays
      alive.push({ left: grant.amount, ends: Math.floor(ends + 1e-9) })
    }
    let missing = spentBy(day) - before
    before = spentBy(day)
    for (const lot of alive.filter(({ ends }) => ends >= day).sort((a, b) => a.ends - b.ends)) {
      const part = Math.min(lot.left, missing)
      lot.left -= part
      missing -= part
    }
    if (missing > 1e-9) return day
  }
  return null
}
