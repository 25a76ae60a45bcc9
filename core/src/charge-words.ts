// What is charged however an edit goes, in words: the one text for the estimate, the tool's rates and what changed between two books.
import type { ChargeRules } from './price-book/format.ts'

export interface ChargeWords {
  /** Null where an attempt is charged once it is delivered, which needs no words. */
  readonly submitted: string | null
  readonly failed: string
  readonly cancelled: string
  readonly defective: string
}

/** Clauses: "nothing is charged". */
export function chargeWords({ moment, failed, cancelled }: ChargeRules): ChargeWords {
  const atSubmit = moment === 'submit'
  return {
    submitted: atSubmit ? 'each attempt is charged when it is submitted' : null,
    failed: failed === 'price' ? 'it is charged all the same' : atSubmit ? 'its charge is refunded' : 'nothing is charged',
    cancelled: whenCancelled[cancelled],
    defective: 'its charge is refunded',
  }
}

const whenCancelled = {
  nothing: 'nothing is charged, and what was charged before is refunded',
  delivered: 'what was delivered before is charged and the rest comes back',
  price: 'what was delivered before and what is under way is charged, and the rest comes back',
} as const
