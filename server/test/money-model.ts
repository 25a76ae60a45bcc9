// What moves credits above the ledger, as plainly as it can be said: plans and their periods, runs and their attempts, disputes. Written from docs/rules, not from the code:
// no SQL, no rationals, no shared arithmetic. It tells the ledger's own oracle what to do, and that one knows what comes of it.
// Times are milliseconds since 1970, amounts milli-credits.
import { type Answer, Oracle } from '../src/ledger/test-oracle.ts'

export interface ModelPlan {
  readonly grant: number
  readonly years: boolean
  /** Periods that credits live beyond their own, in halves; null: for ever. */
  readonly overHalves: number | null
  readonly forfeit: boolean
}

/** Credits in thousandths. */
export const plans: Readonly<Record<string, ModelPlan>> = {
  small: { grant: 100_000, years: false, overHalves: 0, forfeit: false },
  half: { grant: 100_000, years: false, overHalves: 1, forfeit: true },
  twice: { grant: 300_000, years: false, overHalves: 4, forfeit: false },
  ever: { grant: 150_000, years: false, overHalves: null, forfeit: false },
  yearly: { grant: 1_200_001, years: true, overHalves: 0, forfeit: true },
}

const day = 86_400_000

/** Figures and turns of the rules that a test can get wrong on purpose, to see that it would be noticed. */
export const rules = {
  refundLivesDays: 7,
  disputableDays: 30,
  /** N2: what is less than a thousandth is not granted. */
  roundsDown: true,
  /** N4: only a smaller plan forfeits. */
  largerForfeits: false,
  /** N4: at a period's end the grant that follows counts. */
  endCountsGrant: true,
  /** N1: one grant a period, whatever the plan. */
  oneGrantAPeriod: true,
  /** N1: periods that credits live beyond what the plan says. */
  livesLonger: 0,
  /** D5: nobody decides their own. */
  ownDispute: false,
  /** D6: at most what is left. */
  refundsAll: false,
  /** J10: how long after its end a hold of a waiting run is given back. */
  holdEndsLaterMs: 0,
}
export type Rules = typeof rules
const nobody = { actor: null, project: null, apiKey: null }

export interface ModelRun {
  readonly id: string
  readonly hold: string
  readonly holdEnds: number
  /** What each planned attempt charges, in order. */
  readonly prices: readonly number[]
  state: 'running' | 'waiting' | 'ended'
  attempts: ModelAttempt[]
}

export interface ModelAttempt {
  state: 'active' | 'done' | 'defective' | 'failed' | 'cancelled'
  charge: number
  refunded: number
  movement: number | null
  endedAt: number
}

export interface ModelDispute {
  readonly attempt: ModelAttempt
  readonly by: string
  state: 'open' | 'refunded' | 'declined' | 'withdrawn'
  refunded: number
}

export class MoneyModel {
  readonly oracle: Oracle
  readonly #anchor: number
  readonly #granted = new Set<string>()
  plan: string
  pending: { readonly to: string; readonly at: number } | null = null
  readonly runs: ModelRun[] = []
  readonly disputes: ModelDispute[] = []
  #keys = 0

  readonly #rules: Rules

  constructor(anchor: number, plan: string, mistake: Partial<Rules> = {}) {
    this.#rules = { ...rules, ...mistake }
    this.oracle = new Oracle(anchor, { day: (at) => at, month: (at) => at })
    this.#anchor = anchor
    this.plan = plan
  }

  // ---- plans

  /** N1: by the calendar, on the day of the month on which it began. */
  edge(months: number): number {
    const from = new Date(this.#anchor)
    return Date.UTC(
      from.getUTCFullYear(),
      from.getUTCMonth() + months,
      from.getUTCDate(),
      from.getUTCHours(),
      from.getUTCMinutes(),
      from.getUTCSeconds(),
      from.getUTCMilliseconds(),
    )
  }

  period(at: number, years: boolean): { number: number; from: number; until: number } {
    const size = years ? 12 : 1
    let number = 0
    while (this.edge((number + 1) * size) <= at) number++
    return { number, from: this.edge(number * size), until: this.edge((number + 1) * size) }
  }

  #lives({ overHalves, years }: ModelPlan, at: number): number | null {
    if (overHalves === null) return null
    const { number } = this.period(at, years)
    return this.edge((number + 1 + Math.ceil(overHalves / 2) + this.#rules.livesLonger) * (years ? 12 : 1))
  }

  #carried = ({ grant, overHalves }: ModelPlan): number | null => (overHalves === null ? null : Math.floor((grant * overHalves) / 2))

  grantDue(at: number): void {
    const plan = plans[this.plan]!
    const { number } = this.period(at, plan.years)
    const name = `${plan.years} ${number}${this.#rules.oneGrantAPeriod ? '' : this.plan}`
    if (this.#granted.has(name)) return
    this.#granted.add(name)
    if (plan.overHalves !== null && plan.overHalves % 2 === 1) this.#trim(at, this.#carried(plan)!)
    this.#grant(at, plan.grant, this.#lives(plan, at))
  }

  #trim(at: number, keep: number): void {
    this.#must({ op: 'trim', key: this.#key(), at, ...nobody, source: 'plan', keep, grant: null })
  }

  #grant(at: number, amount: number, expires: number | null): void {
    this.#must({ op: 'grant', key: this.#key(), at, ...nobody, amount, priority: 10, expires, source: 'plan' })
  }

  /** Answers null, or the refusal's code. */
  change(at: number, to: string, when: 'now' | 'period-end'): string | null {
    this.grantDue(at)
    if (this.pending) return 'plan_change_pending'
    if (to === this.plan) return 'plan_same'
    const from = plans[this.plan]!
    const { from: began, until } = this.period(at, from.years)
    if (when === 'period-end') {
      this.pending = { to, at: until }
      return null
    }
    this.#become(at, to, false)
    // N2: (to - from) a month, for the months of this period, for the part that is left; whole thousandths, rounded down.
    const twelfths = plans[to]!.grant * (plans[to]!.years ? 1 : 12) - from.grant * (from.years ? 1 : 12)
    const more = (BigInt(Math.max(0, twelfths)) * BigInt(from.years ? 12 : 1) * BigInt(until - at)) / (12n * BigInt(until - began))
    if (more > 0n) this.#grant(at, Number(more) + (this.#rules.roundsDown ? 0 : 1), this.#lives(plans[to]!, at))
    return null
  }

  #become(at: number, to: string, atEnd: boolean): void {
    const [was, is] = [plans[this.plan]!, plans[to]!]
    const larger = is.grant * (is.years ? 1 : 12) > was.grant * (was.years ? 1 : 12)
    this.plan = to
    const carried = this.#carried(is)
    if ((!larger || this.#rules.largerForfeits) && is.forfeit && carried !== null)
      this.#trim(at, atEnd && this.#rules.endCountsGrant ? carried : carried + is.grant)
  }

  cancelChange(): string | null {
    if (!this.pending) return 'not_found'
    this.pending = null
    return null
  }

  changesDue(at: number): void {
    if (!this.pending || this.pending.at > at) return
    const { to } = this.pending
    this.pending = null
    this.#become(at, to, true)
  }

  // ---- runs

  /** Answers null, or the refusal's code. */
  accept(at: number, run: Pick<ModelRun, 'id' | 'hold' | 'prices' | 'holdEnds'>, actor: string): string | null {
    const amount = run.prices.reduce((a, b) => a + b, 0)
    const answer = this.oracle.run({ op: 'hold', key: this.#key(), at, ...nobody, actor, hold: run.hold, amount, passes: [], expires: run.holdEnds })
    if (typeof answer === 'string') return answer
    this.runs.push({ ...run, state: 'running', attempts: [newAttempt()] })
    return null
  }

  /** How far the series has come: what failed is not part of it. */
  delivered = ({ attempts }: ModelRun): number => attempts.filter(({ state }) => state === 'done' || state === 'defective').length

  /** J4, J5: what is delivered is charged; what is defective comes back at once. */
  finish(at: number, run: ModelRun, how: 'done' | 'defective' | 'failed'): void {
    const attempt = run.attempts.at(-1)!
    const position = this.delivered(run)
    attempt.state = how
    attempt.endedAt = at
    if (how !== 'failed') {
      attempt.charge = run.prices[position]!
      if (attempt.charge > 0) {
        this.#must({ op: 'settle', key: this.#key(), at, ...nobody, hold: run.hold, actual: attempt.charge })
        attempt.movement = this.oracle.version
      }
    }
    if (how === 'defective') this.#refund(at, attempt, attempt.charge)
    if (run.attempts.length < run.prices.length) run.state = 'waiting'
    else this.#end(at, run, 'finished')
  }

  #refund(at: number, attempt: ModelAttempt, amount: number): void {
    this.#must({ op: 'refund', key: this.#key(), at, ...nobody, charge: attempt.movement!, amount, keepUntil: at + this.#rules.refundLivesDays * day })
    attempt.refunded += amount
  }

  retry(run: ModelRun): void {
    run.attempts.push(newAttempt())
    run.state = 'running'
  }

  #end(at: number, run: ModelRun, reason: 'finished' | 'cancelled'): void {
    run.state = 'ended'
    this.#must({ op: 'release', key: this.#key(), at, ...nobody, hold: run.hold, reason })
  }

  endSeries = (at: number, run: ModelRun): void => this.#end(at, run, 'finished')

  cancel(at: number, run: ModelRun): void {
    for (const attempt of run.attempts) if (attempt.state === 'active') Object.assign(attempt, { state: 'cancelled', endedAt: at })
    this.#end(at, run, 'cancelled')
  }

  /** J10 */
  endExpired(at: number): void {
    for (const run of this.runs)
      if (run.state === 'waiting' && run.holdEnds + this.#rules.holdEndsLaterMs <= at) {
        run.state = 'ended'
        this.#must({ op: 'release', key: this.#key(), at, ...nobody, hold: run.hold, reason: 'expired' as 'finished' })
      }
  }

  expireLots = (at: number): number => this.oracle.expire(at).length

  // ---- disputes

  /** D1, D2, D4. Answers the dispute, or the refusal's code. */
  dispute(at: number, attempt: ModelAttempt, by: string, defect: boolean): ModelDispute | string {
    if (attempt.movement === null || attempt.refunded >= attempt.charge || at - attempt.endedAt > this.#rules.disputableDays * day) return 'not_disputable'
    if (this.disputes.some((other) => other.attempt === attempt && other.state === 'open')) return 'not_disputable'
    const dispute: ModelDispute = { attempt, by, state: 'open', refunded: 0 }
    this.disputes.push(dispute)
    if (defect) this.#give(at, dispute, attempt.charge - attempt.refunded)
    return dispute
  }

  #give(at: number, dispute: ModelDispute, amount: number): void {
    this.#refund(at, dispute.attempt, amount)
    dispute.state = 'refunded'
    dispute.refunded = amount
  }

  /** D5, D6. `amount` null: all that is left. */
  decide(at: number, dispute: ModelDispute, by: string, decision: 'refund' | 'decline', amount: number | null): string | null {
    if (dispute.state !== 'open') return 'not_now'
    if (dispute.by === by && !this.#rules.ownDispute) return 'not_allowed'
    if (decision === 'decline') {
      dispute.state = 'declined'
      return null
    }
    const left = dispute.attempt.charge - dispute.attempt.refunded
    const given = this.#rules.refundsAll ? left : (amount ?? left)
    if (given <= 0) return 'malformed_request'
    if (given > left) return 'refund_too_large'
    this.#give(at, dispute, given)
    return null
  }

  withdraw(dispute: ModelDispute, by: string): string | null {
    if (dispute.state !== 'open') return 'not_now'
    if (dispute.by !== by) return 'not_allowed'
    dispute.state = 'withdrawn'
    return null
  }

  #key = (): string => `key-${++this.#keys}`

  #must(command: Parameters<Oracle['run']>[0]): Exclude<Answer, string> {
    const answer = this.oracle.run(command)
    if (typeof answer === 'string') throw new Error(`the model asks for what the ledger's oracle refuses: ${answer} for ${JSON.stringify(command)}`)
    return answer
  }
}

const newAttempt = (): ModelAttempt => ({ state: 'active', charge: 0, refunded: 0, movement: null, endedAt: 0 })
