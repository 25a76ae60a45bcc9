// Months of the history, in UTC as the studio counts them: what a statement is made of.

export interface Month {
  /** "2026-11" */
  readonly id: string
  readonly label: string
  /** Its first day, and the first day after it. */
  readonly from: string
  readonly until: string
}

const words = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Null for what is no month. */
export function monthNamed(id: string | undefined): Month | null {
  if (id === undefined || !/^20\d\d-(0[1-9]|1[0-2])$/.test(id)) return null
  const first = new Date(`${id}-01T00:00:00Z`)
  const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1))
  return { id, label: words.format(first), from: dayOf(first), until: dayOf(next) }
}

export const thisMonth = (now = new Date()): Month => monthNamed(dayOf(now).slice(0, 7))!

/** From now back to the month of that moment, the newest first. */
export function monthsSince(iso: string, now = new Date()): Month[] {
  const months: Month[] = []
  for (let month = thisMonth(now); months.length === 0 || month.until > iso; month = before(month)) months.push(month)
  return months
}

const before = ({ from }: Month): Month => monthNamed(dayOf(new Date(Date.parse(from) - 1)).slice(0, 7))!
const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
