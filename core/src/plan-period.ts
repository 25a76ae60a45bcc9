// The periods of a plan: months or years by the calendar in UTC, from the day the workspace was made. Times are milliseconds since 1970.

export interface Period {
  /** The first is 0. */
  readonly number: number
  readonly from: number
  readonly until: number
}

const monthsOf = { month: 1, year: 12 } as const

/** The period that a time lies in. @param anchor when the first began */
export function periodAt(anchor: number, at: number, unit: 'month' | 'year'): Period {
  const months = monthsOf[unit]
  const number = Math.floor(monthsBetween(new Date(anchor), new Date(at)) / months)
  const edge = (n: number) => addMonths(new Date(anchor), n * months).getTime()
  return { number, from: edge(number), until: edge(number + 1) }
}

/** Whole months from one time to another, by the calendar in UTC. */
export function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  return addMonths(from, months) > to ? months - 1 : months
}

/** The same day of a later month, or its last day where it is shorter. */
export function addMonths(from: Date, months: number): Date {
  const first = new Date(from.getTime())
  first.setUTCDate(1)
  first.setUTCMonth(first.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return first
}
