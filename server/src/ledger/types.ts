// What goes into and comes out of the ledger. Amounts are milli-credits; ids are text; `at` is always an argument.
import type { Credits, LimitMode, LimitPeriod, LimitScope, MovementKind } from '@keter/core'

export type { LimitMode, LimitPeriod, LimitScope } from '@keter/core'

/** Who caused it and for what: carried by every movement, for the charge history. What a charge, a return or a refund leaves null it takes from its hold. */
export interface Cause {
  readonly actor: string | null
  readonly apiKey: string | null
  readonly project: string | null
  readonly tool: string | null
  readonly quote: string | null
  readonly iteration: string | null
}

export interface Write {
  readonly wallet: string
  /** Idempotency key, unique in the wallet: the same key and content replays, the same key with other content is refused. */
  readonly key: string
  readonly at: Date
  readonly cause: Cause
}

export interface GrantRequest extends Write {
  readonly amount: Credits
  readonly source: 'plan' | 'top-up' | 'promotion'
  /** Spent first: lower number first, then the soonest to expire, then the oldest. */
  readonly priority: number
  readonly expiresAt: Date | null
  /** In words: "Free plan, November 2026", an invoice number. */
  readonly reference: string
}

export interface HoldRequest extends Write {
  readonly hold: string
  readonly amount: Credits
  /** Not part of the content that the key stands for: a retry comes later and is the same request. */
  readonly expiresAt: Date
  /** Ids of `ask` limits that an approver has lifted for this hold. */
  readonly passes?: readonly bigint[] | undefined
}

/** The limits that the cause falls under were taken in the same step. */
export interface Held extends Movement {
  /** Ids of the soft limits that this hold is above. */
  readonly warned: readonly bigint[]
}

export interface SettleRequest extends Write {
  readonly hold: string
  /** What the attempt really cost; captured is never above what the hold still has. 0 is allowed. */
  readonly actual: Credits
}

export interface ReleaseRequest extends Write {
  readonly hold: string
  readonly reason: 'finished' | 'cancelled' | 'failed' | 'expired'
}

export interface RefundRequest extends Write {
  /** The charge that is given back: the movement of a settle. */
  readonly movement: string
  readonly amount: Credits
  readonly reason: string
  /** Credits that would have expired before this live until then; without it they keep the expiry they had. */
  readonly keepUntil?: Date
}

export interface TrimRequest extends Write {
  /** Whose lots: those of plans, top-ups, promotions or refunds. */
  readonly source: 'plan' | 'top-up' | 'promotion' | 'refund'
  /** What they may keep together; the soonest to expire goes first. */
  readonly keep: Credits
  /** Only the lot that this grant made. */
  readonly movement?: string | undefined
  readonly reference: string
}

export interface LimitRequest {
  readonly wallet: string
  readonly at: Date
  readonly scope: LimitScope
  /** Id of the member, project or key that it binds; null: each of them apart, and always for the workspace. */
  readonly subject: string | null
  /** Days and months in UTC; rolling is the last 24 hours. */
  readonly period: LimitPeriod
  readonly mode: LimitMode
  readonly maximum: Credits
}

/** A limit and what one subject has used of it; a limit for each member is a row for each that has used it. */
export interface Headroom extends Omit<LimitRequest, 'wallet' | 'at'> {
  readonly id: bigint
  /** Whom this row counts: the subject, or one of those that an "each" limit binds; null for the workspace and for an "each" limit itself. */
  readonly who: string | null
  readonly held: Credits
  readonly spent: Credits
  /** maximum - spent - held; below 0 where a limit was lowered or passed. */
  readonly left: Credits
  /** When something comes back: the end of the period, or when the oldest hold leaves the window; null for total. */
  readonly renews: Date | null
}

export interface PastHold {
  readonly hold: string
  readonly begunAt: Date
  /** Null while it is open. */
  readonly endedAt: Date | null
  readonly amount: Credits
  /** Captured, refunds off. */
  readonly spent: Credits
  readonly actor: string | null
  readonly apiKey: string | null
  readonly project: string | null
  readonly tool: string | null
  readonly quote: string | null
}

/** One posted ledger transaction. A replay answers what was answered then. */
export interface Movement {
  /** Id of the ledger transaction: "wallet.version". */
  readonly movement: string
  readonly replayed: boolean
  /** Booked balances after it; lots that have expired but were not yet swept are still in `available` (`balanceOf` leaves them out). */
  readonly available: Credits
  readonly held: Credits
  /** The wallet's chain head after it, 64 hex digits. */
  readonly head: string
}

export interface Settled extends Movement {
  readonly captured: Credits
  /** Above the hold, borne by the house. */
  readonly overrun: Credits
}

export interface Released extends Movement {
  readonly returned: Credits
}

export interface Refunded extends Movement {
  readonly refunded: Credits
}

export interface Trimmed extends Movement {
  readonly trimmed: Credits
}

export interface Balance {
  /** What a hold could take at that time: expired lots do not count, swept or not. */
  readonly available: Credits
  readonly held: Credits
  readonly head: string
  readonly version: bigint
  /** Set where a check found what can never be: nothing more is held until that is repaired. */
  readonly stopped: { readonly since: Date; readonly why: string } | null
}

/** A row of the charge history. */
export interface HistoryRow {
  readonly movement: string
  readonly version: bigint
  readonly at: Date
  readonly kind: MovementKind
  /** Changes of the two balances, and the balances after it. */
  readonly amountAvailable: Credits
  readonly amountHeld: Credits
  readonly availableAfter: Credits
  readonly heldAfter: Credits
  readonly overrun: Credits
  readonly cause: Cause
  readonly hold: string | null
  /** For a refund: the movement it gives back. */
  readonly refundOf: string | null
  /** In words: where a grant came from, why a hold ended, why something was refunded. */
  readonly reference: string
  readonly head: string
}
