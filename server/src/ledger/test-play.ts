// Plays seeded sequences of operations on the ledger and on the oracle, and compares answers and whole states after every step.
import { isDeepStrictEqual } from 'node:util'
import { milli, movementId, Refusal, verifyEntries } from '@keter/core'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import * as ledger from './ledger.ts'
import { chance } from '../../test/random.ts'
import { type Answer, type Calendar, type Command, type HoldCommand, Oracle, type Who } from './test-oracle.ts'

const hour = 3_600_000
const beginning = Date.UTC(2026, 10, 22)
/** Each sequence plays long before the one before it, so that its sweeps find nothing of theirs. */
const hoursBetween = 2400
/** The same days and months as the ledger's, which are those of UTC. */
const calendar: Calendar = {
  day: (hour) => Math.floor(hour / 24),
  month: (hour) => {
    const date = new Date(beginning + hour * 3_600_000)
    return date.getUTCFullYear() * 12 + date.getUTCMonth()
  },
}

interface Wallet {
  readonly id: string
  readonly oracle: Oracle
  /** Ids of the limits, by the oracle's number. */
  readonly limits: bigint[]
  readonly commands: Command[]
}

export interface Played {
  /** Answers and changes that were compared, each with the whole state after it. */
  operations: number
  readonly outcomes: Record<string, number>
}

/** @throws Error naming seed and step where the two differ. */
export async function playSequence(database: Database, { seed, order, steps }: { seed: number; order: number; steps: number }, played: Played): Promise<void> {
  const luck = chance(seed)
  const q = database.query
  const start = -order * hoursBetween
  const date = (at: number) => new Date(beginning + at * hour)
  const wallets: Wallet[] = ['a', 'b'].map((name) => ({ id: `seed${seed}_${order}_${name}`, oracle: new Oracle(start, calendar), limits: [], commands: [] }))
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
    count(typeof expected === 'string' ? expected.split(' ')[0]! : expected.replayed ? 'replayed' : command.op)
    if (typeof expected !== 'string' && !expected.replayed) wallet.commands.push(command)
  }

  async function send(wallet: Wallet, command: Command): Promise<Answer> {
    const write = writeOf(wallet, command)
    try {
      switch (command.op) {
        case 'grant': {
          const { amount, source, priority, expires } = command
          const terms = { source, priority, expiresAt: expires === null ? null : date(expires), reference: 'granted' }
          return answer(await ledger.grant(q, { ...write, ...terms, amount: milli(BigInt(amount)) }), amount)
        }
        case 'hold':
          return heldAnswer(wallet, await ledger.hold(q, { ...write, ...holdOf(wallet, command) }), command.amount)
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
        case 'trim': {
          const { source, keep, grant } = command
          const only = grant === null ? {} : { movement: movementId(wallet.id, grant) }
          const trimmed = await ledger.trimLots(q, { ...write, ...only, source, keep: milli(BigInt(keep)), reference: 'above the cap' })
          return answer(trimmed, Number(trimmed.trimmed))
        }
      }
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(wallet, error)
      throw error
    }
  }

  const writeOf = (wallet: Wallet, { key, at, actor, project, apiKey }: Command) => ({
    ...{ wallet: wallet.id, key, at: date(at) },
    cause: { actor, apiKey, project, tool: null, quote: null, iteration: null },
  })
  const holdOf = (wallet: Wallet, { hold, amount, passes, expires }: HoldCommand) => ({
    ...{ hold, amount: milli(BigInt(amount)), expiresAt: date(expires) },
    passes: passes.map((number) => wallet.limits[number] ?? 0n),
  })
  const numberOf = (wallet: Wallet, id: bigint | string) => wallet.limits.indexOf(BigInt(id))
  const heldAnswer = (wallet: Wallet, held: ledger.Held, amount: number): Answer => ({
    ...(answer(held, amount) as Exclude<Answer, string>),
    warned: held.warned.map((id) => numberOf(wallet, id)),
  })
  const refusalAnswer = (wallet: Wallet, { code, data }: Refusal): string =>
    code === 'limit_reached'
      ? `limit_reached ${numberOf(wallet, data.limit as string)} ${data.mode} ${(data.limits as string[]).map((id) => numberOf(wallet, id)).join()}`
      : code

  /** Several holds in one call must come out as the same ones one after the other. */
  async function holdMany(wallet: Wallet): Promise<void> {
    const commands = Array.from({ length: 1 + luck.below(5) }, (_, i) => ({ ...inventHold(wallet), key: `key-${step}-${luck.oneIn(8) ? 0 : i}`, at: now }))
    doing = text(commands)
    const expected = commands.map((command) => wallet.oracle.run(command))
    const held = await ledger.holdMany(
      q,
      wallet.id,
      commands.map((command) => ({ ...writeOf(wallet, command), ...holdOf(wallet, command) })),
    )
    same(
      'the answers',
      held.map((one, i) => (one instanceof Refusal ? refusalAnswer(wallet, one) : heldAnswer(wallet, one, commands[i]!.amount))),
      expected,
    )
    count('many', commands.length)
    for (const [i, one] of expected.entries()) if (typeof one !== 'string' && !one.replayed) wallet.commands.push(commands[i]!)
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
    const live = oracle.limits.filter(({ removed }) => !removed)
    const gone = live.length > 6 || (live.length > 0 && luck.oneIn(4)) ? luck.pick(live)! : null
    if (gone) {
      doing = `limit ${gone.number} of ${id} is removed`
      await ledger.removeLimit(q, { wallet: id, at: date(now), id: limits[gone.number]! })
      gone.removed = true
      count('limit removed')
      return
    }
    // Often beside one that is there: another mode, or one for each and one for somebody.
    const beside = luck.oneIn(2) ? luck.pick(live) : undefined
    const scope = beside?.scope ?? luck.pick(['workspace', 'member', 'member', 'project', 'key'] as const)!
    const subject = scope === 'workspace' || luck.oneIn(2) ? null : { member: 'ann', project: 'prj_1', key: 'key_1' }[scope]
    const period = beside?.period ?? luck.pick(['day', 'month', 'rolling', 'rolling', 'total'] as const)!
    const mode = luck.pick(['hard', 'soft', 'ask'] as const)!
    const maximum = luck.below(500)
    doing = `limit of ${id}: ${scope} ${subject} ${period} ${mode} ${maximum}`
    const made = await ledger.setLimit(q, { wallet: id, at: date(now), scope, subject, period, mode, maximum: milli(BigInt(maximum)) })
    const same = live.find((one) => one.scope === scope && one.subject === subject && one.period === period && one.mode === mode)
    if (same) same.maximum = maximum
    else {
      oracle.limits.push({ number: oracle.limits.length, scope, subject, period, mode, maximum, removed: false })
      limits.push(made)
    }
    count('limit')
  }

  async function stop({ id, oracle }: Wallet): Promise<void> {
    doing = `spending in ${id} is ${oracle.stopped ? 'resumed' : 'stopped'}`
    await (oracle.stopped ? ledger.resumeSpending(q, id) : ledger.stopSpending(q, id, date(now), 'a test'))
    oracle.stopped = !oracle.stopped
    count('stopped')
  }

  /** What the plan brings at a month's end: what is above the cap goes, the new grant comes; at a change of plan more or less of either. */
  async function planMonth(wallet: Wallet): Promise<void> {
    const who = { actor: null, project: null, apiKey: null }
    const keep = luck.below(200)
    await perform(wallet, { op: 'trim', key: `trim-${step}`, at: now, ...who, source: 'plan', keep, grant: null })
    const expires = luck.oneIn(5) ? null : now + 1 + luck.below(800)
    await perform(wallet, { op: 'grant', key: `plan-${step}`, at: now, ...who, source: 'plan', amount: 1 + luck.below(300), priority: 0, expires })
  }

  function count(outcome: string, times = 1): void {
    played.outcomes[outcome] = (played.outcomes[outcome] ?? 0) + times
    played.operations += times
  }

  const inventWho = (): Who => ({
    actor: luck.pick(['ann', 'bob', null])!,
    project: luck.pick(['prj_1', 'prj_2', null])!,
    apiKey: luck.pick(['key_1', null])!,
  })

  function inventHold({ oracle }: Wallet): HoldCommand {
    const who = inventWho()
    const limits = oracle.limits.map(({ number }) => number)
    const id = oracle.holds.length && luck.oneIn(30) ? luck.pick(oracle.holds)!.id : `hold-${step}-${luck.below(1000)}`
    const amount = luck.oneIn(30) ? 0 : luck.oneIn(5) ? headroom(oracle, who) + luck.below(2) : 1 + luck.below(160)
    return { op: 'hold', key: `key-${step}`, at: now, ...who, hold: id, amount, passes: limits.filter(() => luck.oneIn(3)), expires: now + luck.below(30) }
  }

  function invent(wallet: Wallet): Command {
    const { oracle, commands } = wallet
    const common = { key: `key-${step}`, at: now, ...inventWho() }
    const earlier = luck.pick(commands)
    if (earlier && luck.oneIn(8)) {
      const again = { ...earlier, at: now, ...(earlier.op === 'hold' && { expires: now + 30 }) }
      return luck.oneIn(3) ? altered(again) : again
    }
    const hold = luck.oneIn(30) ? 'no such hold' : (luck.pick(oracle.holds.filter(({ ended }) => ended === null || luck.oneIn(5)))?.id ?? 'none yet')
    const kind = luck.below(oracle.holds.length === 0 ? 52 : oracle.charges.size === 0 ? 86 : 104)
    if (kind < 18)
      return {
        op: 'grant',
        ...common,
        amount: luck.oneIn(20) ? -luck.below(2) : 1 + luck.below(250),
        priority: luck.below(3),
        source: luck.oneIn(2) ? 'plan' : 'top-up',
        expires: luck.oneIn(3) ? null : now + luck.below(40),
      }
    if (kind < 52) return inventHold(wallet)
    if (kind < 75) return { op: 'settle', ...common, hold, actual: luck.oneIn(30) ? -1 : luck.oneIn(6) ? 0 : luck.below(120) }
    if (kind < 86) return { op: 'release', ...common, hold, reason: luck.pick(['finished', 'cancelled', 'failed'] as const)! }
    if (kind >= 100) {
      const grant = luck.oneIn(2) ? (luck.pick(oracle.lots)?.version ?? null) : null
      return { op: 'trim', ...common, source: luck.oneIn(2) ? 'plan' : 'top-up', keep: luck.oneIn(20) ? -1 : luck.below(200), grant }
    }
    const charge = luck.oneIn(15) ? 1 + luck.below(oracle.version + 2) : (luck.pick([...oracle.charges.keys()]) ?? 1)
    const left = oracle.charges.get(charge)?.left ?? 5
    return {
      op: 'refund',
      ...common,
      charge,
      amount: luck.oneIn(3) ? left : luck.below(left + 3),
      keepUntil: luck.oneIn(2) ? null : now + luck.below(40),
    }
  }

  /** The most that can be held now: balances and limits are tried at their very edge, too. */
  function headroom(oracle: Oracle, who: Who): number {
    const date = Math.max(now, oracle.latest)
    const left = oracle.limitsUnder(who).map(({ limit, who: subject }) => limit.maximum - oracle.used(limit, subject, date))
    return Math.max(1, Math.min(oracle.spendable(now), ...left))
  }

  function altered(command: Command): Command {
    const other = { ...command, actor: command.actor === 'ann' ? 'bob' : 'ann' }
    if (luck.oneIn(2)) return other
    switch (command.op) {
      case 'settle':
        return { ...command, actual: command.actual + 1 }
      case 'release':
        return { ...command, hold: `${command.hold}0` }
      case 'trim':
        return { ...command, keep: command.keep + 1 }
      default:
        return { ...command, amount: command.amount + 1 }
    }
  }

  const headroomOf = async (wallet: Wallet) =>
    (await ledger.headroomOf(q, wallet.id, date(now)))
      .filter(({ subject, scope }) => scope === 'workspace' || subject !== null)
      .map(({ id, who, held, spent, left }) => [numberOf(wallet, id), who ?? '', Number(held + spent), Number(left)])
  const expectedHeadroom = ({ oracle }: Wallet) => {
    const date = Math.max(now, oracle.latest)
    const own = oracle.limits.filter(({ removed, scope, subject }) => !removed && (scope === 'workspace' || subject !== null))
    return own.map((limit) => {
      const used = oracle.used(limit, limit.subject ?? '', date)
      return [limit.number, limit.subject ?? '', used, limit.maximum - used]
    })
  }

  async function one(wallet: Wallet, kind: number): Promise<void> {
    if (kind === 0) await sweep()
    else if (kind === 1) await expire()
    else if (kind <= 3) await limit(wallet)
    else if (kind <= 5) await holdMany(wallet)
    else if (kind === 6 && luck.oneIn(3)) await stop(wallet)
    else if (kind === 7) await planMonth(wallet)
    else await perform(wallet, invent(wallet))
  }

  for (step = 1; step <= steps; step++) {
    // An hour's grid, so that things fall on the very moment of something else; now and then a clock that goes back, or stands still for days.
    now += luck.oneIn(20) ? -luck.below(4) : luck.oneIn(40) ? luck.below(24 * 20) : luck.below(4)
    const wallet = luck.pick(wallets)!
    // Now and then the very moment at which a hold leaves the last 24 hours.
    const leaves = luck.oneIn(6) ? wallet.oracle.holds.map(({ begun }) => begun + 24).find((at) => at > now) : undefined
    now = leaves ?? now
    const kind = luck.below(24)
    await one(wallet, kind).catch((error: unknown) => {
      if (/^seed \d/.test((error as Error).message)) throw error
      throw new Error(`seed ${seed}, step ${step}, ${doing}: ${String(error)}`, { cause: error })
    })
    same(
      'the state',
      await statesOf(database, wallets),
      wallets.map((one) => expectedState(one, date)),
    )
    same('what may be spent', Number((await ledger.balanceOf(q, wallet.id, date(now))).available), wallet.oracle.spendable(now))
    if (luck.oneIn(4)) same('the headroom', await headroomOf(wallet), expectedHeadroom(wallet))
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
  warned: [],
})

const text = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))

async function walletHead(database: Database, wallet: string) {
  const { rows } = await sql<{ version: bigint; head: string }>`select version, encode(head, 'hex') as head from ledger.wallets where id = ${wallet}`.execute(
    database.query,
  )
  return { wallet, version: Number(rows[0]!.version), head: rows[0]!.head, from: 'the wallet' }
}

/** A function of the database, so that the plan is kept: it is asked after every step. */
const stateFunction = `create schema if not exists play;
create or replace function play.state_of(p_wallet text) returns json language plpgsql as $$
begin
  return (select json_build_object(
    'wallet', json_build_array(available, held, version, extract(epoch from latest_at), stopped_at is not null),
    'lots', (select coalesce(json_agg(json_build_array(source, priority, extract(epoch from expires_at), remaining, expired, open) order by id), '[]')
               from ledger.lots where wallet = w.id),
    'holds', (select coalesce(json_agg(json_build_array(id, captured, refunded, ended_as) order by version), '[]') from ledger.holds where wallet = w.id),
    'last', (select json_build_array(kind, extract(epoch from at), actor) from ledger.movements as m where wallet = w.id and m.version = w.version)
  ) from ledger.wallets as w where id = p_wallet);
end $$`
const prepared = new WeakSet<Database>()

async function statesOf(database: Database, wallets: readonly Wallet[]): Promise<unknown[]> {
  if (!prepared.has(database)) await database.run(stateFunction)
  prepared.add(database)
  const { rows } = await sql<{
    state: unknown
  }>`select play.state_of(id) as state from unnest(${`{${wallets.map(({ id }) => id).join(',')}}`}::text[]) as id`.execute(database.query)
  return rows.map(({ state }) => state)
}

function expectedState({ oracle }: Wallet, date: (at: number) => Date): unknown {
  const seconds = (at: number | null) => (at === null ? null : date(at).getTime() / 1000)
  const refunded = (hold: (typeof oracle.holds)[number]) => hold.parts.reduce((total, part) => total + part.refunded, 0)
  return {
    wallet: [oracle.available, oracle.held, oracle.version, seconds(oracle.latest), oracle.stopped],
    lots: oracle.lots.map((lot) => [lot.source, lot.priority, seconds(lot.expires), lot.remaining, lot.expired, lot.remaining > 0]),
    holds: oracle.holds.map((hold) => [hold.id, hold.captured, refunded(hold), hold.ended]),
    last: oracle.last && [oracle.last.kind, seconds(oracle.last.at), oracle.last.actor],
  }
}
