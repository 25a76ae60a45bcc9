// Limits: the most that a member, a project, a key or the workspace may spend in a period. The ledger takes them with the hold; here is what people and programs
// say about them, and what a limit would have stopped in the past.
import { type Credits, noCredits } from './credits.ts'

export const limitScopes = ['workspace', 'member', 'project', 'key'] as const
export type LimitScope = (typeof limitScopes)[number]
/** Days and months in UTC; rolling is the last 24 hours. */
export const limitPeriods = ['day', 'month', 'rolling', 'total'] as const
export type LimitPeriod = (typeof limitPeriods)[number]
/** hard refuses; ask refuses until an approver lets this one pass; soft only warns. */
export const limitModes = ['hard', 'soft', 'ask'] as const
export type LimitMode = (typeof limitModes)[number]

const periods: Readonly<Record<LimitPeriod, string>> = { day: 'today', month: 'this month', rolling: 'in the last 24 hours', total: 'in all' }
export const periodInWords = (period: LimitPeriod): string => periods[period]

/** A hold as it was; amounts in milli-credits, times in milliseconds since 1970. */
export interface PastSpend {
  readonly id: string
  readonly at: number
  /** When it ended; null while it is open. */
  readonly endedAt: number | null
  /** What it held, and what it came to in the end. */
  readonly held: Credits
  readonly spent: Credits
  /** Whom the limit counts it for; null where the limit does not apply. */
  readonly subject: string | null
}

export interface Stopped {
  readonly id: string
  /** What the subject had held and spent in the period at that moment. */
  readonly used: Credits
}

/**
 * Which of these a limit would have stopped. One that is stopped does not count for those after it. Each counts what it held until it ended, and what it came to from
 * then on, in the period in which it began: the rule of the ledger (docs/rules/ledger.md, L20 and L29).
 * @param past in the order of their times
 */
export function wouldHaveStopped(past: readonly PastSpend[], { period, maximum }: { readonly period: LimitPeriod; readonly maximum: Credits }): Stopped[] {
  const windows = new Map<string, Window>()
  const stopped: Stopped[] = []
  for (const spend of past) {
    if (spend.subject === null) continue
    const window = windows.get(spend.subject) ?? new Window(period)
    windows.set(spend.subject, window)
    const used = window.usedAt(spend.at)
    if (used + spend.held > maximum) stopped.push({ id: spend.id, used })
    else window.add(spend)
  }
  return stopped
}

/** What one subject has used of a period, as time goes on. */
class Window {
  readonly #period: LimitPeriod
  #began = ''
  #used = 0n
  /** Those that count, the oldest first; and those of them that have not ended yet. */
  #counted: PastSpend[] = []
  #open: PastSpend[] = []

  constructor(period: LimitPeriod) {
    this.#period = period
  }

  usedAt(time: number): Credits {
    const began = this.#beginning(time)
    if (began !== this.#began) {
      this.#began = began
      this.#used = noCredits
      this.#counted = []
      this.#open = []
    }
    this.#open = this.#open.filter((spend) => {
      if (spend.endedAt === null || spend.endedAt > time) return true
      this.#used += spend.spent - spend.held
      return false
    })
    while (this.#period === 'rolling' && this.#counted[0] && this.#counted[0].at <= time - 86_400_000) {
      const left = this.#counted.shift()!
      this.#used -= this.#open.includes(left) ? left.held : left.spent
      this.#open = this.#open.filter((spend) => spend !== left)
    }
    return this.#used as Credits
  }

  add(spend: PastSpend): void {
    this.#used += spend.held
    this.#counted.push(spend)
    this.#open.push(spend)
  }

  #beginning(time: number): string {
    const date = new Date(time).toISOString()
    return this.#period === 'day' ? date.slice(0, 10) : this.#period === 'month' ? date.slice(0, 7) : ''
  }
}
