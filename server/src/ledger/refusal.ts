// The ledger's SQLSTATEs as refusals: the only place where one meets the other. Facts come as JSON in the error's detail.
import { formatCredits, milli, Refusal, type RefusalCode } from '@keter/core'

interface Facts {
  /** Milli-credits, as text. */
  readonly amounts?: Readonly<Record<string, string>>
  readonly [name: string]: unknown
}

type Amounts = Readonly<Record<string, string>>

const refusals: Readonly<Record<string, { readonly code: RefusalCode; readonly cause: (facts: Facts, amounts: Amounts, message: string) => string }>> = {
  KL400: { code: 'malformed_request', cause: (_, __, message) => `The ledger refuses it: ${message}.` },
  KL402: { code: 'insufficient_credits', cause: (_, { needed, available }) => `${needed} credits are needed, ${available} are available.` },
  KL403: {
    code: 'limit_reached',
    cause: ({ scope, period }, { needed, maximum, spent, held }) =>
      `${needed} credits are needed; the ${scope} limit (${period}) is ${maximum}, of which ${spent} are spent and ${held} held.`,
  },
  KL423: {
    code: 'spending_stopped',
    cause: ({ since }, _, message) => `Since ${String(since)} nothing more can be held in this wallet: ${message}.`,
  },
  KL404: { code: 'not_found', cause: (_, __, message) => `The ledger has ${message}.` },
  KL409: { code: 'idempotency_key_reused', cause: (_, __, message) => `In the ledger ${message}.` },
  KL410: { code: 'hold_ended', cause: ({ hold, reason }) => `The hold ${hold} has ended (${reason}).` },
  KL422: { code: 'refund_too_large', cause: (_, { asked, charged, left }) => `${asked} credits were asked back; of the ${charged} charged, ${left} are left.` },
  // What the types in front of the ledger let through and PostgreSQL does not: an amount or a time out of range, a wrong word, half a character.
  '22003': { code: 'malformed_request', cause: () => 'An amount is outside what the ledger can hold.' },
  '22007': { code: 'malformed_request', cause: () => 'A time is not a time.' },
  '22008': { code: 'malformed_request', cause: () => 'A time is out of range.' },
  '22009': { code: 'malformed_request', cause: () => 'A time is out of range.' },
  '22P02': { code: 'malformed_request', cause: (_, __, message) => `The ledger refuses it: ${message}.` },
  '22021': { code: 'malformed_request', cause: () => 'A text has a character that the ledger cannot keep.' },
}

/** Runs a call of the ledger; what it refuses is thrown as a Refusal, everything else as it came. */
export async function refusing<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null
  const { code, detail } = error as Error & { code?: string; detail?: string }
  if (code === undefined || !refusals[code]) return null
  return refusalFrom(code, error.message, code.startsWith('KL') && detail ? JSON.parse(detail) : {})
}

/** What the ledger says of a no that it answers instead of failing. */
export function refusalFrom(code: string, why: string, { amounts: counted = {}, ...facts }: Facts): Refusal {
  const known = refusals[code]
  if (!known) throw new Error(`the ledger refused with a code that is not known here: ${code} ${why}`)
  const amounts = Object.fromEntries(Object.entries(counted).map(([name, amount]) => [name, formatCredits(milli(BigInt(amount)))]))
  return new Refusal(known.code, known.cause(facts, amounts, why), { ...facts, ...amounts })
}
