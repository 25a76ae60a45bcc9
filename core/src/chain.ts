// Verification of a ledger from nothing but an export of its entries: every hash, sum and balance is computed again, on any machine.
// Pure: no database, no clock; SHA-256 comes in as an argument. Rules: docs/rules/ledger.md.
import { type Credits, formatCredits, parseCredits } from './credits.ts'
import { firstHead, hashedBytes, type LedgerAccount, type LedgerEntry, type MovementKind } from './ledger.ts'

/** Which accounts a movement of a kind touches, and in which direction. */
const legs: Readonly<Record<MovementKind, Readonly<Partial<Record<LedgerAccount, 1 | -1>>>>> = {
  grant: { available: 1, issued: -1 },
  hold: { available: -1, held: 1 },
  charge: { held: -1, revenue: 1, overrun: -1 },
  return: { held: -1, available: 1 },
  refund: { available: 1, refunds: -1 },
  expiry: { available: -1, expired: 1 },
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export type Sha256 = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>

export interface LedgerFinding {
  readonly wallet: string
  /** In words; the same words as in the database's own view of violations. */
  readonly what: string
  readonly ref: string
}

/** A head that was handed out before, in a receipt for example: the chain has to pass through it. */
export interface KnownHead {
  readonly wallet: string
  readonly version: number
  readonly head: string
  /** Where it was found. */
  readonly from: string
}

export interface VerifyReport {
  readonly ok: boolean
  readonly wallets: number
  readonly movements: number
  readonly entries: number
  readonly findings: readonly LedgerFinding[]
  readonly heads: Readonly<Record<string, string>>
  readonly balances: Readonly<Record<string, { readonly available: string; readonly held: string }>>
}

/**
 * Recomputes every hash, sum and balance from entries alone. Entries of a wallet come in the order of their versions and positions; wallets may alternate.
 * @param known heads that the chains must pass through; without them a history that was cut off at its end, or written anew as a whole, looks whole.
 */
export async function verifyEntries(
  entries: Iterable<LedgerEntry> | AsyncIterable<LedgerEntry>,
  sha256: Sha256,
  known: readonly KnownHead[] = [],
): Promise<VerifyReport> {
  const findings: LedgerFinding[] = []
  const chains = new Map<string, Chain>()
  const expected = Map.groupBy(known, ({ wallet }) => wallet)
  let count = 0
  for await (const entry of entries) {
    count++
    let chain = chains.get(entry.wallet)
    if (!chain) {
      chain = new Chain(entry.wallet, findings, expected.get(entry.wallet) ?? [])
      chains.set(entry.wallet, chain)
    }
    chain.add(entry, hex(await sha256(hashedBytes(entry))))
  }
  for (const wallet of expected.keys()) if (!chains.has(wallet)) chains.set(wallet, new Chain(wallet, findings, expected.get(wallet)!))
  for (const chain of chains.values()) chain.end()
  const all = [...chains.values()]
  return {
    ok: findings.length === 0,
    wallets: all.length,
    movements: all.reduce((sum, { movements }) => sum + movements, 0),
    entries: count,
    findings,
    heads: Object.fromEntries(all.map(({ wallet, head }) => [wallet, head])),
    balances: Object.fromEntries(
      all.map(({ wallet, balances }) => [wallet, { available: formatCredits(balances.available as Credits), held: formatCredits(balances.held as Credits) }]),
    ),
  }
}

interface OpenMovement {
  readonly first: LedgerEntry
  positions: number
  sum: bigint
  available: bigint
  held: bigint
}

/** One wallet's history, entry by entry. */
class Chain {
  readonly wallet: string
  readonly balances = { available: 0n, held: 0n }
  head = firstHead
  movements = 0
  #version = 0
  #at = ''
  #open: OpenMovement | null = null
  readonly #holds = new Map<string, { left: bigint; ended: boolean }>()
  /** What is left of each charge that a refund may give back. */
  readonly #charges = new Map<number, bigint>()
  readonly #known: Map<number, KnownHead[]>
  readonly #findings: LedgerFinding[]

  constructor(wallet: string, findings: LedgerFinding[], known: readonly KnownHead[]) {
    this.wallet = wallet
    this.#findings = findings
    this.#known = Map.groupBy(known, ({ version }) => version)
    this.#meetKnownHeads(0)
  }

  add(entry: LedgerEntry, hash: string): void {
    const ref = `${entry.version}.${entry.position}`
    if (entry.version !== this.#open?.first.version) this.#begin(entry)
    const open = this.#open!
    const amount = parseCredits(entry.amount)
    if (!sameMovement(open.first, entry)) this.#find('entries of one movement contradict each other', ref)
    if (entry.position !== ++open.positions) this.#find('an entry is missing', ref)
    if (entry.previous !== this.head) this.#find('an entry does not follow the one before it', ref)
    if (entry.hash !== hash) this.#find('an entry is not what its hash says', ref)
    if (!fits(entry, amount)) this.#find('an entry does not belong to its kind of movement', ref)
    this.head = entry.hash
    open.sum += amount
    if (entry.account === 'available' || entry.account === 'held') this.#moveBalance(entry.account, entry, amount, ref)
    else if (entry.balance !== null) this.#find('the balance after an entry does not follow', ref)
  }

  end(): void {
    this.#finish()
    for (const [version, heads] of this.#known)
      if (version > this.#version) for (const { from } of heads) this.#find(`the history ends before the head in ${from}`, String(version))
  }

  #begin(entry: LedgerEntry): void {
    this.#finish()
    if (entry.version !== this.#version + 1) this.#find('a version is missing', String(entry.version))
    if (entry.at < this.#at) this.#find('a date lies before the one before it', String(entry.version))
    this.#version = entry.version
    this.#at = entry.at
    this.#open = { first: entry, positions: 0, sum: 0n, available: 0n, held: 0n }
    this.movements++
  }

  #moveBalance(account: 'available' | 'held', entry: LedgerEntry, amount: bigint, ref: string): void {
    this.#open![account] += amount
    this.balances[account] += amount
    if (this.balances[account] < 0n) this.#find('a balance is below zero', ref)
    if (entry.balance === null || parseCredits(entry.balance) !== this.balances[account]) this.#find('the balance after an entry does not follow', ref)
  }

  #finish(): void {
    const open = this.#open
    if (!open) return
    this.#open = null
    const { first, sum } = open
    if (sum !== 0n) this.#find('a movement does not sum to zero', String(first.version))
    if ((first.hold !== null) !== (first.kind !== 'grant' && first.kind !== 'expiry') || (first.refundOf !== null) !== (first.kind === 'refund'))
      this.#find('a movement does not say what it is about', String(first.version))
    if (first.kind === 'refund') this.#refund(open)
    else if (first.hold !== null) this.#moveHold(first.hold, open)
    this.#meetKnownHeads(first.version)
  }

  #moveHold(id: string, { first, held }: OpenMovement): void {
    const ref = String(first.version)
    const hold = this.#holds.get(id)
    if (first.kind === 'hold') {
      if (hold) this.#find('a hold begins twice', ref)
      this.#holds.set(id, { left: held, ended: false })
      return
    }
    if (!hold) {
      this.#find('a movement of no hold', ref)
      return
    }
    if (hold.ended) this.#find('a hold does not end exactly once', ref)
    hold.left += held
    if (hold.left < 0n) this.#find('more is captured or returned than was held', ref)
    if (first.kind === 'charge') this.#charges.set(first.version, -held)
    if (first.kind === 'return') {
      hold.ended = true
      if (hold.left !== 0n) this.#find('a hold ends with credits still in it', ref)
    }
  }

  #refund({ first, available }: OpenMovement): void {
    const left = this.#charges.get(first.refundOf ?? 0)
    if (left === undefined || available > left) this.#find('refunds are above the charge', String(first.version))
    if (left !== undefined) this.#charges.set(first.refundOf!, left - available)
  }

  #meetKnownHeads(version: number): void {
    for (const { head, from } of this.#known.get(version) ?? [])
      if (head !== this.head) this.#find(`the chain does not pass through the head in ${from}`, String(version))
  }

  #find(what: string, ref: string): void {
    this.#findings.push({ wallet: this.wallet, what, ref })
  }
}

/** A movement that moves nothing still has an entry: 0 on held. */
function fits({ kind, account, position }: LedgerEntry, amount: bigint): boolean {
  if (amount === 0n) return account === 'held' && position === 1 && (kind === 'charge' || kind === 'return' || kind === 'expiry')
  const direction = legs[kind][account]
  return direction !== undefined && amount > 0n === direction > 0
}

const shared = ['kind', 'at', 'key', 'digest', 'hold', 'refundOf', 'reference', 'actor', 'apiKey', 'project', 'tool', 'iteration', 'quote'] as const
const sameMovement = (a: LedgerEntry, b: LedgerEntry) => shared.every((name) => a[name] === b[name])
