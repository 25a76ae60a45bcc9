// A process that works on an embedded ledger until it is killed: the child of test-kill-rounds.ts. It tells its parent, line by line on standard output, what it
// is about to do and what has been done; it writes the line only when the commit has returned (unless told to make the mistake of writing it before).
// On standard input it is asked, before it works: what is there of these keys, do these again, verify.
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { milli } from '@keter/core'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { openEmbedded } from '../db/embedded/open.ts'
import * as ledger from './ledger.ts'
import { chance } from '../../test/random.ts'

/** One request of the ledger, such that it can be sent again by another process. Amounts are milli-credits. */
export interface Step {
  readonly kind: 'grant' | 'hold' | 'settle' | 'release' | 'refund'
  readonly wallet: string
  readonly key: string
  readonly at: number
  readonly amount: number
  readonly hold: string
  /** Of a refund: the charge. */
  readonly movement: string
}
export interface Done {
  readonly key: string
  readonly movement: string
  readonly head: string
  readonly replayed: boolean
}
/** Steps are done in one transaction. */
export type Ask =
  | { readonly again: readonly Step[] }
  | { readonly look: readonly string[] }
  | { readonly verify: true }
  | { readonly work: { readonly seed: number; readonly round: number } }
export type Answer =
  | { readonly ready: true }
  | { readonly again: readonly Done[] | { readonly refused: string } }
  | { readonly look: readonly Omit<Done, 'replayed'>[] }
  | { readonly verify: readonly unknown[]; readonly movements: number }
  | { readonly doing: readonly Step[] }
  | { readonly done: readonly Done[] }
  | { readonly refused: string }
  | { readonly failed: string }

const noon = Date.UTC(2026, 10, 22, 12)
const wallets = ['killed_1', 'killed_2']
const cause = { actor: 'user_1', apiKey: null, project: 'prj_1', tool: null, quote: null, iteration: null }

const [folder, mistake] = process.argv.slice(2)
if (!folder) throw new Error('usage: test-killed-process FOLDER [acknowledge-early]')
const early = mistake === 'acknowledge-early'
const say = (answer: Answer) => void writeSync(1, `${JSON.stringify(answer)}\n`)

const database = await openEmbedded(folder)
const q = database.query
say({ ready: true })
for await (const line of createInterface({ input: process.stdin })) {
  const ask = JSON.parse(line) as Ask
  if ('again' in ask) say({ again: await perform(ask.again).catch((error: Error & { code?: string }) => ({ refused: error.code ?? error.message })) })
  else if ('look' in ask) say({ look: await look(ask.look) })
  else if ('verify' in ask) {
    const { findings, movements } = await ledger.verifyLedger(q)
    say({ verify: findings, movements })
  } else void work(ask.work)
}
await database.close()
process.exit(0)

async function look(keys: readonly string[]): Promise<Omit<Done, 'replayed'>[]> {
  const { rows } = await sql<{ key: string; movement: string; head: string }>`
    select key, wallet || '.' || version as movement, encode(head, 'hex') as head from ledger.movements where key = any(${keys})`.execute(q)
  return rows
}

function perform(steps: readonly Step[]): Promise<Done[]> {
  return database.transaction(async (tx) => {
    const done: Done[] = []
    for (const step of steps) {
      const { movement, head, replayed } = await post(tx, step)
      done.push({ key: step.key, movement, head, replayed })
    }
    if (early) {
      say({ done })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return done
  })
}

function post(tx: Tx, { kind, wallet, key, at, amount, hold, movement }: Step): Promise<ledger.Movement> {
  const write = { wallet, key, at: new Date(at), cause }
  const credits = milli(BigInt(amount))
  const later = new Date(at + 60_000)
  if (kind === 'grant') return ledger.grant(tx, { ...write, amount: credits, source: 'top-up', priority: amount % 3, expiresAt: later, reference: '' })
  if (kind === 'hold') return ledger.hold(tx, { ...write, hold, amount: credits, expiresAt: later })
  if (kind === 'settle') return ledger.settle(tx, { ...write, hold, actual: credits })
  if (kind === 'release') return ledger.release(tx, { ...write, hold, reason: 'finished' })
  return ledger.refund(tx, { ...write, movement, amount: credits, reason: 'dark' })
}

/** Three callers at once, for ever. Their transactions wait for one another at the one session. */
async function work({ seed, round }: { seed: number; round: number }): Promise<void> {
  const begun = Date.now()
  const open: { wallet: string; hold: string }[] = []
  const charges: { wallet: string; movement: string }[] = []
  for (const wallet of wallets) await ledger.openWallet(q, { wallet, at: new Date(noon) })
  const caller = async (number: number) => {
    const luck = chance(seed * 1000 + round * 10 + number)
    for (let turn = 0; ; turn++) {
      const at = noon + round * 60_000 + (Date.now() - begun) * 20
      const name = `${round}-${number}-${turn}`
      const step = (kind: Step['kind'], more: Partial<Step> = {}): Step => ({
        ...{ kind, wallet: luck.pick(wallets)!, key: `${kind} ${name}`, at, amount: 1 + luck.below(300), hold: name, movement: '' },
        ...more,
      })
      const held = luck.oneIn(4) ? open.shift() : open.at(-1)
      const charge = luck.pick(charges)
      const dice = luck.below(100)
      try {
        if (dice < 12) await tell([step('grant', { amount: 10_000 + luck.below(9000) })])
        else if (dice < 40 || !held) {
          const one = step('hold')
          await tell([one])
          open.push({ wallet: one.wallet, hold: name })
        } else if (dice < 60) {
          const one = step('settle', held)
          const [charged] = await tell([one])
          charges.push({ wallet: one.wallet, movement: charged!.movement })
        } else if (dice < 75) {
          const one = step('hold')
          await tell([one, step('settle', { wallet: one.wallet, amount: Math.ceil(one.amount / 2) })])
        } else if (dice < 90) await tell([step('release', held)])
        else if (dice < 95 && charge) await tell([step('refund', { ...charge, amount: 1 + luck.below(20) })])
        else if (dice < 98) await ledger.sweepHolds(q, { at: new Date(at) })
        else await ledger.expireLots(q, { at: new Date(at) })
      } catch (error) {
        const { name, code, message } = error as Error & { code?: string }
        const expected = ['insufficient_credits', 'hold_ended', 'refund_too_large']
        if (name !== 'Refusal' || !expected.includes(code ?? '')) say({ failed: `${code}: ${message}` })
      }
    }
  }
  await Promise.all([1, 2, 3].map(caller))
}

async function tell(steps: readonly Step[]): Promise<Done[]> {
  say({ doing: steps })
  const done = await perform(steps).catch((error) => {
    say({ refused: steps[0]!.key })
    throw error
  })
  if (!early) say({ done })
  return done
}
