// The ledger once more, as plainly as it can be said: one wallet in memory, no SQL, no speed. The property test compares the two after every step.
// Amounts are whole numbers of milli-credits, times are hours, or whatever unit its user counts in.

export interface Lot {
  readonly source: string
  readonly priority: number
  readonly expires: number | null
  /** Version of the movement that made it. */
  readonly version: number
  remaining: number
  expired: number
}

interface Hold extends Who {
  readonly id: string
  readonly amount: number
  readonly expires: number
  /** The date of its movement: which periods it counts in. */
  readonly begun: number
  captured: number
  ended: string | null
  readonly parts: { readonly lot: Lot; readonly amount: number; captured: number; refunded: number }[]
}

export interface Limit {
  readonly number: number
  readonly scope: 'workspace' | 'member' | 'project' | 'key'
  readonly subject: string | null
  readonly period: 'day' | 'month' | 'rolling' | 'total'
  readonly mode: 'hard' | 'soft' | 'ask'
  maximum: number
  removed: boolean
}

interface Charge extends Who {
  readonly hold: Hold
  left: number
}

export interface Who {
  readonly actor: string | null
  readonly project: string | null
  readonly apiKey: string | null
}

interface Common extends Who {
  readonly key: string
  readonly at: number
}

export type HoldCommand = {
  readonly op: 'hold'
  readonly hold: string
  readonly amount: number
  /** Numbers of the limits that somebody has lifted for it. */
  readonly passes: readonly number[]
  readonly expires: number
} & Common

export type Command =
  | ({ readonly op: 'grant'; readonly amount: number; readonly priority: number; readonly expires: number | null; readonly source: 'plan' | 'top-up' } & Common)
  | HoldCommand
  | ({ readonly op: 'settle'; readonly hold: string; readonly actual: number } & Common)
  | ({ readonly op: 'release'; readonly hold: string; readonly reason: 'finished' | 'cancelled' | 'failed' } & Common)
  | ({ readonly op: 'refund'; readonly charge: number; readonly amount: number; readonly keepUntil: number | null } & Common)
  | ({ readonly op: 'trim'; readonly source: 'plan' | 'top-up'; readonly keep: number; readonly grant: number | null } & Common)

/** What is compared with the ledger's answer: a refusal's code, or the numbers. */
export type Answer =
  | string
  | {
      readonly replayed: boolean
      readonly version: number
      readonly available: number
      readonly held: number
      readonly amount: number
      readonly overrun: number
      /** Numbers of the soft limits that a hold is above. */
      readonly warned: readonly number[]
    }

/** Of an hour: when its day, its month began. */
export interface Calendar {
  day(hour: number): number
  month(hour: number): number
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

export class Oracle {
  readonly lots: Lot[] = []
  readonly holds: Hold[] = []
  readonly limits: Limit[] = []
  readonly charges = new Map<number, Charge>()
  readonly #posted = new Map<string, { readonly content: string; readonly answer: Exclude<Answer, string> }>()
  version = 0
  /** The date of the last movement. */
  latest: number
  /** What the last movement says of itself. */
  last: { kind: string; at: number; actor: string | null } | null = null
  stopped = false
  readonly #calendar: Calendar

  constructor(opened: number, calendar: Calendar) {
    this.latest = opened
    this.#calendar = calendar
  }

  get available(): number {
    return sum(this.lots.map(({ remaining }) => remaining))
  }

  get held(): number {
    return sum(this.holds.filter(({ ended }) => ended === null).map(({ amount, captured }) => amount - captured))
  }

  spendable(at: number): number {
    return sum(this.lots.filter((lot) => isLive(lot, at)).map(({ remaining }) => remaining))
  }

  run(command: Command): Answer {
    const content = contentOf(command)
    const before = this.#posted.get(command.key)
    if (before) return before.content === content ? { ...before.answer, replayed: true } : 'idempotency_key_reused'
    const answer = this.#perform(command)
    if (typeof answer !== 'string') this.#posted.set(command.key, { content, answer })
    return answer
  }

  #perform(command: Command): Answer {
    switch (command.op) {
      case 'grant':
        return this.#grant(command)
      case 'hold':
        return this.#hold(command)
      case 'settle':
        return this.#settle(command)
      case 'release':
        return this.#release(command)
      case 'refund':
        return this.#refund(command)
      case 'trim':
        return this.#trim(command)
    }
  }

  #post(kind: string, at: number, actor: string | null, amount: number, overrun = 0, warned: readonly number[] = []): Exclude<Answer, string> {
    this.version++
    this.latest = Math.max(this.latest, at)
    this.last = { kind, at: this.latest, actor }
    return { replayed: false, version: this.version, available: this.available, held: this.held, amount, overrun, warned }
  }

  #grant({ amount, expires, at, priority, source, actor }: Extract<Command, { op: 'grant' }>): Answer {
    if (amount <= 0 || (expires !== null && expires <= at)) return 'malformed_request'
    this.lots.push({ source, priority, expires, version: this.version + 1, remaining: amount, expired: 0 })
    return this.#post('grant', at, actor, amount)
  }

  /** The soonest to expire goes first. */
  #trim({ source, keep, grant, at, actor }: Extract<Command, { op: 'trim' }>): Answer {
    if (keep < 0) return 'malformed_request'
    const lots = this.lots.filter((lot) => lot.source === source && isLive(lot, at) && (grant === null || lot.version === grant))
    const above = Math.max(0, sum(lots.map(({ remaining }) => remaining)) - keep)
    let missing = above
    for (const lot of lots.toSorted((a, b) => (a.expires ?? Infinity) - (b.expires ?? Infinity) || 0)) {
      const part = Math.min(lot.remaining, missing)
      lot.remaining -= part
      lot.expired += part
      missing -= part
    }
    return this.#post('expiry', at, actor, above)
  }

  #hold({ hold: id, amount, passes, expires, at, actor, project, apiKey }: HoldCommand): Answer {
    if (amount <= 0 || expires <= at) return 'malformed_request'
    if (this.holds.some((hold) => hold.id === id)) return 'idempotency_key_reused'
    if (this.stopped) return 'spending_stopped'
    const begun = Math.max(at, this.latest)
    const under = this.limitsUnder({ actor, project, apiKey })
    const reached = under.filter(({ limit, who }) => limit.maximum - this.used(limit, who, begun) < amount)
    const asks = reached.filter(({ limit }) => limit.mode === 'ask' && !passes.includes(limit.number)).map(({ limit }) => limit)
    const against = reached.find(({ limit }) => limit.mode === 'hard')?.limit ?? asks[0]
    if (against) return `limit_reached ${against.number} ${against.mode} ${asks.map(({ number }) => number).join()}`
    if (this.spendable(at) < amount) return 'insufficient_credits'
    const warned = reached.filter(({ limit }) => limit.mode === 'soft').map(({ limit }) => limit.number)
    this.holds.push({ id, amount, expires, begun, actor, project, apiKey, captured: 0, ended: null, parts: this.#take(amount, at) })
    return this.#post('hold', at, actor, amount, 0, warned)
  }

  /** A member's (project's, key's) own limit stands in place of the one of its mode for each. */
  limitsUnder(who: Who): { limit: Limit; who: string }[] {
    const subjects = { workspace: '', member: who.actor, project: who.project, key: who.apiKey }
    const live = this.limits.filter(({ removed }) => !removed)
    return live.flatMap((limit) => {
      const subject = subjects[limit.scope]
      if (subject === null || (limit.subject !== null && limit.subject !== subject)) return []
      const own = live.some((other) => other.scope === limit.scope && other.period === limit.period && other.mode === limit.mode && other.subject === subject)
      return limit.subject === null && limit.scope !== 'workspace' && own ? [] : [{ limit, who: subject }]
    })
  }

  /** What the holds of the period of a date hold and have spent: counted anew each time, from nothing but the holds. */
  used({ scope, period }: Limit, who: string, date: number): number {
    const { day, month } = this.#calendar
    const counts = (begun: number) => {
      if (period === 'day') return day(begun) === day(date)
      if (period === 'month') return month(begun) === month(date)
      return period === 'total' || begun > date - 24
    }
    const isTheirs = (hold: Hold) => ({ workspace: '', member: hold.actor, project: hold.project, key: hold.apiKey })[scope] === who
    const holds = this.holds.filter((hold) => isTheirs(hold) && counts(hold.begun))
    return sum(holds.map((hold) => (hold.ended === null ? hold.amount : hold.captured) - sum(hold.parts.map(({ refunded }) => refunded))))
  }

  #take(amount: number, at: number): Hold['parts'] {
    const order = this.lots.map((lot, age) => ({ lot, age })).filter(({ lot }) => isLive(lot, at) && lot.remaining > 0)
    order.sort((a, b) => a.lot.priority - b.lot.priority || (a.lot.expires ?? Infinity) - (b.lot.expires ?? Infinity) || a.age - b.age || 0)
    const parts: Hold['parts'] = []
    for (const { lot } of order) {
      const part = Math.min(lot.remaining, amount - sum(parts.map((taken) => taken.amount)))
      if (part === 0) break
      lot.remaining -= part
      parts.push({ lot, amount: part, captured: 0, refunded: 0 })
    }
    return parts
  }

  #settle({ hold: id, actual, at, actor }: Extract<Command, { op: 'settle' }>): Answer {
    if (actual < 0) return 'malformed_request'
    const hold = this.holds.find((one) => one.id === id)
    if (!hold) return 'not_found'
    if (hold.ended) return 'hold_ended'
    const captured = Math.min(actual, hold.amount - hold.captured)
    hold.captured += captured
    let missing = captured
    for (const part of hold.parts) {
      const taken = Math.min(missing, part.amount - part.captured)
      part.captured += taken
      missing -= taken
    }
    const answer = this.#post('charge', at, actor ?? hold.actor, captured, actual - captured)
    this.charges.set(this.version, { hold, actor: actor ?? hold.actor, project: hold.project, apiKey: hold.apiKey, left: captured })
    return answer
  }

  #release({ hold: id, reason, at, actor }: Extract<Command, { op: 'release' }>): Answer {
    const hold = this.holds.find((one) => one.id === id)
    if (!hold) return 'not_found'
    if (hold.ended) return 'hold_ended'
    return this.#end(hold, reason, at, actor)
  }

  #end(hold: Hold, reason: string, at: number, actor: string | null): Exclude<Answer, string> {
    const returned = hold.amount - hold.captured
    hold.ended = reason
    for (const { lot, amount, captured } of hold.parts) lot.remaining += amount - captured
    return this.#post('return', at, actor ?? hold.actor, returned)
  }

  #refund({ charge: version, amount, keepUntil, at, actor }: Extract<Command, { op: 'refund' }>): Answer {
    if (amount <= 0) return 'malformed_request'
    const charge = this.charges.get(version)
    if (!charge) return 'not_found'
    if (amount > charge.left) return 'refund_too_large'
    charge.left -= amount
    let missing = amount
    for (const part of charge.hold.parts.toReversed()) {
      const given = Math.min(missing, part.captured - part.refunded)
      if (given === 0) continue
      part.refunded += given
      missing -= given
      const { priority, expires } = part.lot
      this.lots.push({
        source: 'refund',
        priority,
        expires: expires === null ? null : Math.max(expires, keepUntil ?? expires),
        version: this.version + 1,
        remaining: given,
        expired: 0,
      })
    }
    return this.#post('refund', at, actor ?? charge.actor, amount)
  }

  /** Ids of the holds that end, and what each returns. */
  sweep(at: number): { hold: string; returned: number }[] {
    const due = this.holds.filter((hold) => hold.ended === null && hold.expires <= at).sort((a, b) => a.expires - b.expires || (a.id < b.id ? -1 : 1))
    return due.map((hold) => ({ hold: hold.id, returned: this.#end(hold, 'expired', at, null).amount }))
  }

  expire(at: number): number[] {
    const due = this.lots.map((lot, age) => ({ lot, age })).filter(({ lot }) => lot.remaining > 0 && !isLive(lot, at))
    due.sort((a, b) => a.lot.expires! - b.lot.expires! || a.age - b.age)
    return due.map(({ lot }) => {
      const gone = lot.remaining
      lot.expired += gone
      lot.remaining = 0
      return this.#post('expiry', at, null, gone).amount
    })
  }
}

const isLive = (lot: Lot, at: number) => lot.expires === null || lot.expires > at

/** What a key stands for: everything but the clock's own times. */
function contentOf(command: Command): string {
  const { key: _, at: __, ...content } = command
  return JSON.stringify(content.op === 'hold' ? { ...content, expires: null } : content.op === 'refund' ? { ...content, keepUntil: null } : content)
}
