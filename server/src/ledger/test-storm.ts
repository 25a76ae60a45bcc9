// Many connections working on few wallets at once, with aborted transactions, retries, twins, lock timeouts, clocks that differ, limits that change under open
// holds and, where asked for, connections that are killed in the middle. Afterwards everything that was acknowledged is there once.
import { setTimeout as wait } from 'node:timers/promises'
import { milli, Refusal } from '@keter/core'
import { sql } from 'kysely'
import type { Database, Queries, Tx } from '../db/database.ts'
import { openServer } from '../db/server.ts'
import * as ledger from './ledger.ts'
import { Acknowledged } from './test-acknowledged.ts'
import { killConnections, stateOf } from './test-kill-connections.ts'
import { type Chance, chance } from '../../test/random.ts'

const noon = Date.UTC(2026, 10, 22, 12)
const connections = 8
const wallets = ['storm_1', 'storm_2', 'storm_3']
const people = ['user_1', 'user_2']

export interface StormOptions {
  readonly seed: number
  /** At least this long, and until there have been this many kills and acknowledgements, as a slow machine needs longer for them; never longer than eight times as long. */
  readonly seconds: number
  /** 0: nothing is killed. */
  readonly kills: number
  readonly acknowledgements?: number
  /** A mistake made on purpose, to see that it is found: success is reported before the commit. */
  readonly acknowledgeEarly?: boolean
}

export interface Storm {
  readonly acknowledged: Acknowledged
  readonly outcomes: Record<string, number>
  /** What must never happen: an unknown error, a refusal that nothing here can cause, a replay that is none. */
  readonly unexpected: string[]
  readonly kills: number
}

/** What this storm's requests can be refused for: keys and holds are its own, so a key that was reused or a hold that is unknown would be a fault. */
const possible: readonly string[] = ['insufficient_credits', 'limit_reached', 'hold_ended', 'refund_too_large']

class Abort extends Error {}

export async function storm(url: string, { seed, seconds, kills, acknowledgements = 0, acknowledgeEarly = false }: StormOptions): Promise<Storm> {
  const database = await openServer(url, connections)
  const acknowledged = new Acknowledged()
  const outcomes: Record<string, number> = {}
  const unexpected: string[] = []
  for (const wallet of wallets) {
    await ledger.openWallet(database.query, { wallet, at: new Date(noon) })
    await firstLimits(database, wallet)
  }
  const holds: { wallet: string; hold: string }[] = []
  const charges: { wallet: string; movement: string }[] = []
  const begun = Date.now()
  const killer = killConnections(url, { seed, wanted: kills })
  const over = () => {
    const passed = Date.now() - begun
    const enough = killer.kills() >= kills && acknowledged.size >= acknowledgements
    return passed > seconds * 1000 && (enough || passed > 8 * seconds * 1000)
  }

  async function one(luck: Chance, name: string): Promise<void> {
    const wallet = luck.pick(wallets)!
    // Sixty times as fast as the clock, so that holds and lots end meanwhile; a machine now and then is late by minutes.
    const at = new Date(noon + (Date.now() - begun) * 60 - (luck.oneIn(10) ? luck.below(300_000) : 0))
    const some = (most: number) => milli(BigInt(1 + luck.below(most)))
    const cause = { actor: luck.pick(people)!, apiKey: null, project: luck.oneIn(2) ? 'prj_1' : null, tool: null, quote: null, iteration: null }
    const write = { wallet, at, cause }
    const open = holds.at(-1 - luck.below(Math.min(holds.length, 20)))
    const charge = luck.pick(charges)
    const hold = (id: string): ledger.HoldRequest => ({
      ...{ ...write, key: `hold ${id}`, hold: id, amount: some(300), expiresAt: new Date(at.getTime() + 1 + luck.below(60_000)) },
    })
    const kind = luck.below(100)
    if (kind < 8) {
      const expiresAt = luck.oneIn(2) ? new Date(at.getTime() + 60_000) : null
      const request = { ...write, key: `grant ${name}`, amount: some(2000), source: 'top-up', priority: luck.below(3), expiresAt, reference: '' } as const
      await keep(luck, { [request.key]: (tx) => ledger.grant(tx, request) })
    } else if (kind < 40 || !open) {
      const request = hold(name)
      await keep(luck, { [request.key]: (tx) => ledger.hold(tx, request) })
      holds.push({ wallet, hold: name })
    } else if (kind < 55) {
      const request = { ...write, ...open, key: `settle ${name}`, actual: some(200) }
      const { movement } = (await keep(luck, { [request.key]: (tx) => ledger.settle(tx, request) }))!
      charges.push({ wallet: open.wallet, movement })
    } else if (kind < 62) {
      // As for a defective result: charged and given back in one transaction.
      const request = { ...write, ...open, key: `settle ${name}`, actual: some(200) }
      await keep(luck, {
        [request.key]: (tx) => ledger.settle(tx, request),
        [`refund ${name}`]: async (tx, charge) => {
          const { movement, captured } = charge as ledger.Settled
          return captured > 0n ? ledger.refund(tx, { ...request, key: `refund ${name}`, movement, amount: captured, reason: 'defective' }) : null
        },
      })
    } else if (kind < 67) {
      const request = hold(name)
      await keep(luck, {
        [request.key]: (tx) => ledger.hold(tx, request),
        [`settle ${name}`]: (tx) => ledger.settle(tx, { ...request, key: `settle ${name}`, actual: milli(request.amount / 2n) }),
        [`release ${name}`]: (tx) => ledger.release(tx, { ...request, key: `release ${name}`, reason: 'finished' }),
      })
    } else if (kind < 79) {
      const request = { ...write, ...open, key: `release ${name}`, reason: 'finished' } as const
      await keep(luck, { [request.key]: (tx) => ledger.release(tx, request) })
    } else if (kind < 86 && charge) {
      const request = { ...write, ...charge, key: `refund ${name}`, amount: some(100), reason: 'dark' }
      await keep(luck, { [request.key]: (tx) => ledger.refund(tx, request) })
    } else if (kind < 90) await changeLimit(database.query, luck, wallet, at)
    else if (kind < 94) {
      const request = hold(name)
      await twins(request.key, () => database.transaction((tx) => ledger.hold(tx, request)))
      holds.push({ wallet, hold: name })
    } else if (kind < 97) await ledger.sweepHolds(database.query, { at, most: 20 })
    else await ledger.expireLots(database.query, { at, most: 20 })
  }

  type Steps = Record<string, (tx: Tx, before: ledger.Movement | null) => Promise<ledger.Movement | null>>

  /** Runs the steps, by their keys, in one transaction. Some are taken back at their end, some dawdle, some will not wait; some are sent again, as by a caller who heard no answer. */
  async function keep(luck: Chance, steps: Steps): Promise<ledger.Movement | null> {
    const attempt = (how: { abort?: boolean; dawdle?: boolean; impatient?: boolean } = {}) =>
      database.transaction(async (tx) => {
        if (how.impatient) await sql`set local lock_timeout = '3ms'`.execute(tx)
        const posted = new Map<string, ledger.Movement>()
        let last: ledger.Movement | null = null
        for (const [key, step] of Object.entries(steps)) {
          last = await step(tx, last)
          if (last) posted.set(key, last)
        }
        if (acknowledgeEarly) for (const [key, movement] of posted) acknowledged.add(key, movement)
        if (how.dawdle) await wait(8)
        if (how.abort) throw new Abort()
        return posted
      })
    const how = { abort: luck.oneIn(8), dawdle: luck.oneIn(12), impatient: luck.oneIn(6) }
    const [insist, again] = [luck.oneIn(2), luck.oneIn(8)]
    let first: Map<string, ledger.Movement>
    try {
      first = await attempt(how)
    } catch (error) {
      const state = error instanceof Abort ? 'aborted' : stateOf(error)
      if (state === null) throw error
      count(state)
      if (!insist) throw error
      first = await attempt()
      const replayed = [...first.values()].filter((movement) => movement.replayed).length
      // What was taken back or never got its lock has left nothing; a lost connection may have left all of it or nothing.
      if (state === 'connection lost' ? replayed !== 0 && replayed !== first.size : replayed > 0)
        unexpected.push(`${Object.keys(steps).join(', ')}: ${state}, then ${replayed} of ${first.size} were there`)
    }
    for (const [key, movement] of first) acknowledged.add(key, movement)
    count('done')
    if (again) {
      for (const [key, movement] of await attempt()) {
        acknowledged.add(key, movement)
        if (!movement.replayed) unexpected.push(`${key} was sent again and not replayed`)
      }
      count('sent again')
    }
    return [...first.values()].at(0) ?? null
  }

  /** The same request twice at once, on two connections: both are answered, with one and the same movement. */
  async function twins(key: string, run: () => Promise<ledger.Movement>): Promise<void> {
    const answers = await Promise.allSettled([run(), run()])
    const done = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    for (const movement of done) acknowledged.add(key, movement)
    if (done.length === 2 && done.filter(({ replayed }) => replayed).length !== 1) unexpected.push(`${key} was sent twice at once and not replayed once`)
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
    count('twins')
  }

  function count(outcome: string): void {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }

  async function work(worker: number): Promise<void> {
    const luck = chance(seed * 100 + worker)
    for (let turn = 0; !over(); turn++)
      try {
        await one(luck, `${worker}-${turn}`)
      } catch (error) {
        if (error instanceof Abort) continue
        const outcome = error instanceof Refusal ? error.code : stateOf(error)
        if (outcome === null || (error instanceof Refusal && !possible.includes(error.code)))
          unexpected.push(`${(error as { code?: string }).code}: ${(error as Error).message}`)
        else count(outcome)
      }
  }

  await Promise.all(Array.from({ length: connections }, (_, worker) => work(worker)))
  await killer.stop()
  await database.close()
  return { acknowledged, outcomes, unexpected: [...unexpected, ...acknowledged.contradictions], kills: killer.kills() }
}

/** Of the whole wallet in all and in the last 24 hours, of each person, and of one person in particular. */
async function firstLimits(database: Database, wallet: string): Promise<void> {
  const limit = { wallet, at: new Date(noon), subject: null, mode: 'hard' } as const
  await ledger.setLimit(database.query, { ...limit, scope: 'workspace', period: 'total', maximum: milli(50_000n) })
  await ledger.setLimit(database.query, { ...limit, scope: 'workspace', period: 'rolling', maximum: milli(60_000n) })
  await ledger.setLimit(database.query, { ...limit, scope: 'member', period: 'day', maximum: milli(30_000n) })
}

/** Another maximum or mode, a limit more or one fewer, while holds are open under it. */
async function changeLimit(q: Queries, luck: Chance, wallet: string, at: Date): Promise<void> {
  const id = await ledger.setLimit(q, {
    ...luck.pick([
      { scope: 'workspace', subject: null, period: 'total' },
      { scope: 'workspace', subject: null, period: 'rolling' },
      { scope: 'member', subject: people[0]!, period: 'day' },
      { scope: 'project', subject: null, period: 'month' },
    ] as const)!,
    ...{ wallet, at, mode: luck.pick(['hard', 'soft', 'ask'] as const)!, maximum: milli(BigInt(luck.below(100_000))) },
  })
  if (luck.oneIn(3)) await ledger.removeLimit(q, { wallet, at, id })
}
