// The ledger once more, as plainly as it can be said: one wallet in memory, no SQL, no speed. The property test compares the two after every step.
// Amounts are small whole numbers of milli-credits, times are hours.

export interface Lot {
  readonly source: string
  readonly priority: number
  readonly expires: number | null
  remaining: number
  held: number
  expired: number
}

interface Hold {
  readonly id: string
  readonly amount: number
  readonly limits: readonly number[]
  readonly expires: number
  readonly actor: string | null
  captured: number
  ended: string | null
  readonly parts: { readonly lot: Lot; readonly amount: number; captured: number; refunded: number }[]
}

export interface Limit {
  maximum: number
  mode: 'hard' | 'soft' | 'ask'
  held: number
  spent: number
}

interface Charge {
  readonly hold: Hold
  readonly actor: string | null
  left: number
}

interface Common {
  readonly key: string
  readonly at: number
  readonly actor: string | null
}

export type Command =
  | ({ readonly op: 'grant'; readonly amount: number; readonly priority: number; readonly expires: number | null; readonly source: 'plan' | 'top-up' } & Common)
  | ({ readonly op: 'hold'; readonly hold: string; readonly amount: number; readonly limits: readonly number[]; readonly expires: number } & Common)
  | ({ readonly op: 'settle'; readonly hold: string; readonly actual: number } & Common)
  | ({ readonly op: 'release'; readonly hold: string; readonly reason: 'finished' | 'cancelled' | 'failed' } & Common)
  | ({ readonly op: 'refund'; readonly charge: number; readonly amount: number; readonly keepUntil: number | null } & Common)

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
  last: { kind: string; at: number; actor: string | null; reference: string } | null = null

  constructor(opened: number) {
    this.latest = opened
  }

  get available(): number {
    return sum(this.lots.map(({ remaining }) => remaining))
  }

  get held(): number {
    return sum(this.lots.map(({ held }) => held))
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
    }
  }

  #post(kind: string, at: number, actor: string | null, reference: string, amount: number, overrun = 0): Exclude<Answer, string> {
    this.version++
    this.latest = Math.max(this.latest, at)
    this.last = { kind, at: this.latest, actor, reference }
    return { replayed: false, version: this.version, available: this.available, held: this.held, amount, overrun }
  }

  #grant({ amount, expires, at, priority, source, actor }: Extract<Command, { op: 'grant' }>): Answer {
    if (amount <= 0 || (expires !== null && expires <= at)) return 'malformed_request'
    this.lots.push({ source, priority, expires, remaining: amount, held: 0, expired: 0 })
    return this.#post('grant', at, actor, 'granted', amount)
  }

  #hold({ hold: id, amount, limits, expires, at, actor }: Extract<Command, { op: 'hold' }>): Answer {
    if (amount <= 0 || expires <= at) return 'malformed_request'
    if (this.holds.some((hold) => hold.id === id)) return 'idempotency_key_reused'
    const rows = [...new Set(limits)].flatMap((number) => this.limits[number] ?? [])
    if (rows.some(({ mode, maximum, spent, held }) => mode !== 'soft' && spent + held + amount > maximum)) return 'limit_reached'
    if (rows.length < limits.length) return 'not_found'
    if (this.spendable(at) < amount) return 'insufficient_credits'
    for (const row of rows) row.held += amount
    this.holds.push({ id, amount, limits, expires, actor, captured: 0, ended: null, parts: this.#take(amount, at) })
    return this.#post('hold', at, actor, '', amount)
  }

  #take(amount: number, at: number): Hold['parts'] {
    const order = this.lots.map((lot, age) => ({ lot, age })).filter(({ lot }) => isLive(lot, at) && lot.remaining > 0)
    order.sort((a, b) => a.lot.priority - b.lot.priority || (a.lot.expires ?? Infinity) - (b.lot.expires ?? Infinity) || a.age - b.age || 0)
    const parts: Hold['parts'] = []
    for (const { lot } of order) {
      const part = Math.min(lot.remaining, amount - sum(parts.map((taken) => taken.amount)))
      if (part === 0) break
      lot.remaining -= part
      lot.held += part
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
    this.#limitsOf(hold, (limit) => {
      limit.held -= captured
      limit.spent += captured
    })
    let missing = captured
    for (const part of hold.parts) {
      const taken = Math.min(missing, part.amount - part.captured)
      part.captured += taken
      part.lot.held -= taken
      missing -= taken
    }
    const answer = this.#post('charge', at, actor ?? hold.actor, '', captured, actual - captured)
    this.charges.set(this.version, { hold, actor: actor ?? hold.actor, left: captured })
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
    this.#limitsOf(hold, (limit) => {
      limit.held -= returned
    })
    for (const { lot, amount, captured } of hold.parts) {
      lot.held -= amount - captured
      lot.remaining += amount - captured
    }
    return this.#post('return', at, actor ?? hold.actor, reason, returned)
  }

  #refund({ charge: version, amount, keepUntil, at, actor }: Extract<Command, { op: 'refund' }>): Answer {
    if (amount <= 0) return 'malformed_request'
    const charge = this.charges.get(version)
    if (!charge) return 'not_found'
    if (amount > charge.left) return 'refund_too_large'
    charge.left -= amount
    this.#limitsOf(charge.hold, (limit) => {
      limit.spent -= amount
    })
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
        remaining: given,
        held: 0,
        expired: 0,
      })
    }
    return this.#post('refund', at, actor ?? charge.actor, 'refunded', amount)
  }

  #limitsOf(hold: Hold, change: (limit: Limit) => void): void {
    for (const number of hold.limits) change(this.limits[number]!)
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
      return this.#post('expiry', at, null, lot.source === 'refund' ? 'refunded' : 'granted', gone).amount
    })
  }
}

const isLive = (lot: Lot, at: number) => lot.expires === null || lot.expires > at

/** What a key stands for: everything but the clock's own times. */
function contentOf(command: Command): string {
  const { key: _, at: __, ...content } = command
  return JSON.stringify(content.op === 'hold' ? { ...content, expires: null } : content.op === 'refund' ? { ...content, keepUntil: null } : content)
}
