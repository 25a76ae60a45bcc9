// The ledger's entry as anyone can check it: one line of an export, and the exact bytes of it that are hashed (docs/rules/ledger.md, L4).
import { parseCredits } from './credits.ts'
import { Refusal } from './refusal.ts'

export const movementKinds = ['grant', 'hold', 'charge', 'return', 'refund', 'expiry'] as const
export type MovementKind = (typeof movementKinds)[number]

export const ledgerAccounts = ['available', 'held', 'revenue', 'issued', 'expired', 'overrun', 'refunds'] as const
export type LedgerAccount = (typeof ledgerAccounts)[number]

/** One leg of a movement, as one line of an export. Amounts are credits as decimal text, hashes are hex, times are UTC with microseconds. */
export interface LedgerEntry {
  readonly wallet: string
  readonly version: number
  readonly position: number
  readonly kind: MovementKind
  readonly at: string
  readonly key: string | null
  readonly digest: string | null
  readonly hold: string | null
  /** Version of the charge that a refund gives back. */
  readonly refundOf: number | null
  readonly reference: string
  readonly actor: string | null
  readonly apiKey: string | null
  readonly project: string | null
  readonly tool: string | null
  readonly iteration: string | null
  readonly quote: string | null
  readonly account: LedgerAccount
  readonly amount: string
  /** Balance of the account after the entry; null for the house's accounts. */
  readonly balance: string | null
  readonly previous: string
  readonly hash: string
}

/** Head of a wallet before its first entry. */
export const firstHead = '0'.repeat(64)

/** Id of a movement outside of the ledger: "wallet.version". */
export const movementId = (wallet: string, version: bigint | number): string => `${wallet}.${version}`

export function parseMovementId(id: string): { readonly wallet: string; readonly version: bigint } | null {
  const match = /^([A-Za-z0-9_-]{1,100})\.([1-9]\d{0,17})$/.exec(id)
  return match ? { wallet: match[1]!, version: BigInt(match[2]!) } : null
}

// ---- canonical bytes

declare const TextEncoder: new () => { encode(text: string): Uint8Array }
const utf8 = new TextEncoder()

/** A text preceded by its length in bytes and a colon; "-" where there is none. */
const field = (value: string | number | bigint | null) => {
  if (value === null) return '-'
  const text = String(value)
  return `${utf8.encode(text).length}:${text}`
}

/** What is hashed, after the 32 bytes of the previous hash. Amounts in it are whole milli-credits. */
export function entryBytes(entry: LedgerEntry): Uint8Array {
  const e = entry
  const movement = [e.wallet, e.version, e.kind, e.at, e.key, e.digest, e.hold, e.refundOf, e.reference]
  const cause = [e.actor, e.apiKey, e.project, e.tool, e.iteration, e.quote]
  const leg = [e.position, e.account, parseCredits(e.amount), e.balance === null ? null : parseCredits(e.balance)]
  return utf8.encode(`keter-entry-1 ${[...movement, ...cause, ...leg].map(field).join('')}`)
}

/** What the entry's hash is the SHA-256 of. */
export function hashedBytes(entry: LedgerEntry): Uint8Array {
  const content = entryBytes(entry)
  const bytes = new Uint8Array(32 + content.length)
  for (let i = 0; i < 32; i++) bytes[i] = Number.parseInt(entry.previous.slice(2 * i, 2 * i + 2), 16)
  bytes.set(content, 32)
  return bytes
}

// ---- reading a line of an export

const text = (value: unknown) => typeof value === 'string'
const textOrNull = (value: unknown) => value === null || text(value)
const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0
const amount = (value: unknown) => {
  try {
    return typeof value === 'string' && parseCredits(value) !== null
  } catch {
    return false
  }
}
const hash = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const shape: Readonly<Record<keyof LedgerEntry, (value: unknown) => boolean>> = {
  wallet: text,
  version: count,
  position: count,
  kind: (value) => movementKinds.includes(value as MovementKind),
  at: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value),
  key: textOrNull,
  digest: (value) => value === null || hash(value),
  hold: textOrNull,
  refundOf: (value) => value === null || count(value),
  reference: text,
  actor: textOrNull,
  apiKey: textOrNull,
  project: textOrNull,
  tool: textOrNull,
  iteration: textOrNull,
  quote: textOrNull,
  account: (value) => ledgerAccounts.includes(value as LedgerAccount),
  amount,
  balance: (value) => value === null || amount(value),
  previous: hash,
  hash,
}

/** @throws Refusal `malformed_request` naming the fields that are not as they should be. */
export function parseEntry(line: string): LedgerEntry {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Refusal('malformed_request', 'A line of the export is not JSON.', { fields: [] })
  }
  if (typeof value !== 'object' || value === null) throw new Refusal('malformed_request', 'A line of the export is not an entry.', { fields: [] })
  const fields = Object.entries(shape).flatMap(([name, fits]) => (fits((value as Record<string, unknown>)[name]) ? [] : [name]))
  if (fields.length) throw new Refusal('malformed_request', `A line of the export is not an entry: ${fields.join(', ')}.`, { fields })
  return value as LedgerEntry
}
