// Plays seeded sequences of operations on the ledger and on the oracle, and compares answers and whole states after every step.
import { isDeepStrictEqual } from 'node:util'
import { milli, movementId, Refusal, verifyEntries } from '@keter/core'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import * as ledger from './ledger.ts'
import { type Answer, type Command, Oracle } from './test-oracle.ts'

const hour = 3_600_000
const beginning = Date.UTC(2026, 10, 22)
/** Each sequence plays long before the one before it, so that its sweeps find nothing of theirs. */
const hoursBetween = 2400

/** Numbers from a seed (mulberry32). */
function chanceOf(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    below,
    oneIn: (n: number) => below(n) === 0,
    pick: <T>(items: readonly T[]): T | undefined => items[below(items.length)],
  }
}

interface Wallet {
  readonly id: string
  readonly oracle: Oracle
  /** Ids of the limits, by the oracle's number. */
  readonly limits: bigint[]
  readonly commands: Command[]
}

export interface Played {
  operations: number
  readonly outcomes: Record<string, number>
}

/** @throws Error naming seed and step where the two differ. */
export async function playSequence(database: Database, { seed, order, steps }: { seed: number; order: number; steps: number }, played: Played): Promise<void> {
  const chance = chanceOf(seed)
  const q = database.query
  const start = -order * hoursBetween
  const date = (at: number) => new Date(beginning + at * hour)
  const wallets: Wallet[] = ['a', 'b'].map((name) => ({ id: `seed${seed}_${order}_${name}`, oracle: new Oracle(start), limits: [], commands: [] }))
  for (const { id } of wallets) await ledger.openWallet(q, { wallet: id, at: date(start) })
  let now = start
  let step = 0
  let doing = ''

  const same = (what: string, actual: unknown, expected: unknown) => {
    if (!isDeepStrictEqual(actual, expected)) throw new Error(`seed ${seed}, step ${step}, ${doing}: ${what} is ${text(actual)}, should be ${text(expected)}`)
  }

  async function perform(wallet: Wallet, command: Command): Promise<void> {
    doing = text(command)
    const expected = wallet.oracle.run(command)
    same('the answer', await send(wallet, command), expected)
    count(typeof expected === 'string' ? expected : expected.replayed ? 'replayed' : command.op)
    if (typeof expected !== 'string' && !expected.replayed) wallet.commands.push(command)
  }

  async function send(wallet: Wallet, command: Command): Promise<Answer> {
    const cause = { actor: command.actor, apiKey: null, project: null, tool: null, quote: null, iteration: null }
    const write = { wallet: wallet.id, key: command.key, at: date(command.at), cause }
    try {
      switch (command.op) {
        case 'grant': {
          const { amount, source, priority, expires } = command
          return answer(
            await ledger.grant(q, {
              ...write,
              amount: milli(BigInt(amount)),
              source,
              priority,
              expiresAt: expires === null ? null : date(expires),
              reference: 'granted',
            }),
            amount,
          )
        }
        case 'hold': {
          const { hold, amount, limits, expires } = command
          const ids = limits.map((number) => wallet.limits[number] ?? 0n)
          return answer(await ledger.hold(q, { ...write, hold, amount: milli(BigInt(amount)), limits: ids, expiresAt: date(expires) }), amount)
        }
        case 'settle': {
          const settled = await ledger.settle(q, { ...write, hold: command.hold, actual: milli(BigInt(command.actual)) })
          return answer(settled, Number(settled.captured), Number(settled.overrun))
        }
        case 'release': {
          const released = await ledger.release(q, { ...write, hold: command.hold, reason: command.reason })
          return answer(released, Number(released.returned))
        }
        case 'refund': {
          const { charge, amount, keepUntil } = command
          const request = { ...write, movement: movementId(wallet.id, charge), amount: milli(BigInt(amount)), reason: 'refunded' }
          const refunded = await ledger.refund(q, keepUntil === null ? request : { ...request, keepUntil: date(keepUntil) })
          return answer(refunded, Number(refunded.refunded))
        }
      }
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw new Error(`seed ${seed}, step ${step}, ${doing}: ${String(error)}`, { cause: error })
    }
  }

  async function sweep(): Promise<void> {
    doing = `sweep at ${now}`
    const swept = (await ledger.sweepHolds(q, { at: date(now) })).map(({ wallet, hold, returned }) => ({ wallet, hold, returned: Number(returned) }))
    same(
      'what was swept',
      swept,
      wallets.flatMap(({ id, oracle }) => oracle.sweep(now).map((one) => ({ wallet: id, ...one }))),
    )
    count('swept', swept.length)
  }

  async function expire(): Promise<void> {
    doing = `expire at ${now}`
    const gone = (await ledger.expireLots(q, { at: date(now) })).map(({ wallet, expired }) => ({ wallet, expired: Number(expired) }))
    same(
      'what expired',
      gone,
      wallets.flatMap(({ id, oracle }) => oracle.expire(now).map((expired) => ({ wallet: id, expired }))),
    )
    count('expired', gone.length)
  }

  async function limit({ id, oracle, limits }: Wallet): Promise<void> {
    const number = chance.below(3)
    const maximum = chance.below(400)
    const mode = chance.pick(['hard', 'hard', 'soft', 'ask'] as const)!
    doing = `limit ${number} of ${id} is ${mode} ${maximum}`
    const scope = { scope: 'member', subject: `member ${number}`, period: 'total', startsAt: null, endsAt: null } as const
    if (number > limits.length) return
    limits[number] = await ledger.setLimit(q, { wallet: id, at: date(now), ...scope, mode, maximum: milli(BigInt(maximum)) })
    oracle.limits[number] = { held: 0, spent: 0, ...oracle.limits[number], mode, maximum }
    count('limit')
  }

  function count(outcome: string, times = 1): void {
    played.outcomes[outcome] = (played.outcomes[outcome] ?? 0) + times
  }

  function invent({ oracle, commands, limits }: Wallet): Command {
    const common = { key: `key-${step}`, at: now, actor: chance.pick(['ann', 'bob', null])! }
    const earlier = chance.pick(commands)
    if (earlier && chance.oneIn(8)) {
      const again = { ...earlier, at: now, ...(earlier.op === 'hold' && { expires: now + 30 }) }
      return chance.oneIn(3) ? altered(again) : again
    }
    const hold = chance.oneIn(30) ? 'no such hold' : (chance.pick(oracle.holds.filter(({ ended }) => ended === null || chance.oneIn(5)))?.id ?? 'none yet')
    const kind = chance.below(oracle.holds.length === 0 ? 52 : oracle.charges.size === 0 ? 86 : 100)
    if (kind < 18)
      return {
        op: 'grant',
        ...common,
        amount: chance.oneIn(20) ? -chance.below(2) : 1 + chance.below(250),
        priority: chance.below(3),
        source: chance.oneIn(2) ? 'plan' : 'top-up',
        expires: chance.oneIn(3) ? null : now + chance.below(40),
      }
    if (kind < 52) {
      const ids = [...limits.keys()].filter(() => chance.oneIn(2))
      const odd = chance.oneIn(20) ? [99] : chance.oneIn(20) && ids.length ? [ids[0]!] : []
      const id = oracle.holds.length && chance.oneIn(30) ? chance.pick(oracle.holds)!.id : `hold-${step}`
      return {
        op: 'hold',
        ...common,
        hold: id,
        amount: chance.oneIn(30) ? 0 : chance.oneIn(5) ? headroom(oracle, ids) + chance.below(2) : 1 + chance.below(160),
        limits: [...ids, ...odd],
        expires: now + chance.below(30),
      }
    }
    if (kind < 75) return { op: 'settle', ...common, hold, actual: chance.oneIn(30) ? -1 : chance.oneIn(6) ? 0 : chance.below(120) }
    if (kind < 86) return { op: 'release', ...common, hold, reason: chance.pick(['finished', 'cancelled', 'failed'] as const)! }
    const charge = chance.oneIn(15) ? 1 + chance.below(oracle.version + 2) : (chance.pick([...oracle.charges.keys()]) ?? 1)
    const left = oracle.charges.get(charge)?.left ?? 5
    return {
      op: 'refund',
      ...common,
      charge,
      amount: chance.oneIn(3) ? left : chance.below(left + 3),
      keepUntil: chance.oneIn(2) ? null : now + chance.below(40),
    }
  }

  /** The most that can be held now: balances and limits are tried at their very edge, too. */
  function headroom(oracle: Oracle, limits: readonly number[]): number {
    const rows = limits.map((number) => oracle.limits[number]!).filter(({ mode }) => mode !== 'soft')
    return Math.max(1, Math.min(oracle.spendable(now), ...rows.map(({ maximum, spent, held }) => maximum - spent - held)))
  }

  function altered(command: Command): Command {
    const other = { ...command, actor: command.actor === 'ann' ? 'bob' : 'ann' }
    if (chance.oneIn(2)) return other
    switch (command.op) {
      case 'settle':
        return { ...command, actual: command.actual + 1 }
      case 'release':
        return { ...command, hold: `${command.hold}0` }
      default:
        return { ...command, amount: command.amount + 1 }
    }
  }

  for (step = 1; step <= steps; step++) {
    // An hour's grid, so that things fall on the very moment of something else; now and then a clock that goes back.
    now += chance.oneIn(20) ? -chance.below(4) : chance.below(4)
    const wallet = chance.pick(wallets)!
    const kind = chance.below(20)
    if (kind === 0) await sweep()
    else if (kind === 1) await expire()
    else if (kind === 2) await limit(wallet)
    else await perform(wallet, invent(wallet))
    same(
      'the state',
      await statesOf(database, wallets),
      wallets.map((one) => expectedState(one, date)),
    )
    same('what may be spent', Number((await ledger.balanceOf(q, wallet.id, date(now))).available), wallet.oracle.spendable(now))
    played.operations++
  }
  doing = 'at the end'
  for (const { id } of wallets) {
    same('violations', await ledger.violations(q, id), [])
    const report = await verifyEntries(ledger.entriesOf(q, id), (bytes) => createHash('sha256').update(bytes).digest(), [await walletHead(database, id)])
    same('what verification finds', report.findings, [])
  }
}

const answer = (movement: ledger.Movement, amount: number, overrun = 0): Answer => ({
  replayed: movement.replayed,
  version: Number(movement.movement.split('.')[1]),
  available: Number(movement.available),
  held: Number(movement.held),
  amount,
  overrun,
})

const text = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))

async function walletHead(database: Database, wallet: string) {
  const { rows } = await sql<{ version: bigint; head: string }>`select version, encode(head, 'hex') as head from ledger.wallets where id = ${wallet}`.execute(
    database.query,
  )
  return { wallet, version: Number(rows[0]!.version), head: rows[0]!.head, from: 'the wallet' }
}

async function statesOf(database: Database, wallets: readonly Wallet[]): Promise<unknown[]> {
  const { rows } = await sql<{ state: unknown }>`select json_build_object(
    'wallet', json_build_array(available, held, version, extract(epoch from latest_at)),
    'lots', (select coalesce(json_agg(json_build_array(source, priority, extract(epoch from expires_at), remaining, held, expired, open) order by id), '[]')
               from ledger.lots where wallet = w.id),
    'holds', (select coalesce(json_agg(json_build_array(id, captured, ended_as) order by version), '[]') from ledger.holds where wallet = w.id),
    'limits', (select coalesce(json_agg(json_build_array(maximum, mode, held, spent) order by id), '[]') from ledger.limits where wallet = w.id),
    'last', (select json_build_array(kind, extract(epoch from at), actor, reference) from ledger.movements as m where wallet = w.id and m.version = w.version)
  ) as state from ledger.wallets as w where id = any (${`{${wallets.map(({ id }) => id).join(',')}}`}::text[]) order by id`.execute(database.query)
  return rows.map(({ state }) => state)
}

function expectedState({ oracle }: Wallet, date: (at: number) => Date): unknown {
  const seconds = (at: number | null) => (at === null ? null : date(at).getTime() / 1000)
  return {
    wallet: [oracle.available, oracle.held, oracle.version, seconds(oracle.latest)],
    lots: oracle.lots.map((lot) => [lot.source, lot.priority, seconds(lot.expires), lot.remaining, lot.held, lot.expired, lot.remaining > 0 || lot.held > 0]),
    holds: oracle.holds.map(({ id, captured, ended }) => [id, captured, ended]),
    limits: oracle.limits.map(({ maximum, mode, held, spent }) => [maximum, mode, held, spent]),
    last: oracle.last && [oracle.last.kind, seconds(oracle.last.at), oracle.last.actor, oracle.last.reference],
  }
}
