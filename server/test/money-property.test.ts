// Whatever is done with plans, runs and disputes, in whatever order and at whatever moment, the studio holds and says what the model of its rules says, after every step,
// on both databases. (N1 to N5, J4, J5, J10, D1 to D6.) The seeds are pinned; MONEY_SEEDS=100-200 plays others. Only the clock, the engine and its inspection are fakes.
import { isDeepStrictEqual } from 'node:util'
import { formatCredits, milli, parseCredits, Refusal } from '@keter/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideDispute, withdrawDispute } from '../src/disputes/decide-dispute.ts'
import { openDispute } from '../src/disputes/open-dispute.ts'
import type { Engines } from '../src/engines/registry.ts'
import * as ledger from '../src/ledger/ledger.ts'
import { chance } from './random.ts'
import { cancelChange, changePlan, performDueChanges } from '../src/plans/change-plan.ts'
import { makeQuote } from '../src/quotes/make-quote.ts'
import { acceptQuote } from '../src/runs/accept-quote.ts'
import { finishIteration } from '../src/runs/finish-iteration.ts'
import { giveVerdict } from '../src/runs/give-verdict.ts'
import { cancelRun, endExpired, endSeries } from '../src/runs/stop-run.ts'
import { grantWhatIsDue } from '../src/workspaces/grant.ts'
import { minute, nextBook } from './books.ts'
import { type ModelAttempt, type ModelDispute, type ModelRun, MoneyModel, plans, type Rules } from './money-model.ts'
import { openWorld, picture, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]
const [first, last] = (process.env.MONEY_SEEDS ?? '1-24').split('-').map(Number) as [number, number]
const steps = 60
const hour = 3_600_000

describe.each(kinds)('plans, runs and disputes on the $kind database', ({ server }) => {
  let world: World
  let now = Date.UTC(2026, 11, 10, 8, 30)
  let defect = false
  const outcomes: Record<string, number> = {}
  beforeAll(async () => {
    const engines = (real: Engines): Engines => ({
      ...real,
      engineFor: (edit) => real.engineFor(edit),
      inspect: async () =>
        defect ? { ok: false, findings: [{ rule: 'I5', name: 'x', ok: false, detail: 'x', severity: 'defect' }] } : { ok: true, findings: [] },
    })
    world = await openWorld({ server, engines, now: () => new Date(now) })
    const publisher = await world.workspace()
    const document = nextBook(world, (book) => {
      for (const [name, { grant, years, overHalves, forfeit }] of Object.entries(plans))
        book.studio.plans[name] = {
          ...book.studio.plans.free,
          ...{ name, grant: formatCredits(milli(BigInt(grant))), period: years ? 'year' : 'month' },
          rollOver: overHalves === null ? 'unlimited' : String(overHalves / 2),
          ...(forfeit ? { onDowngrade: 'forfeit' } : {}),
        }
    })
    expect((await publisher.call('POST', '/price-books', { document, note: 'model' })).status).toBe(201)
    now += 2 * minute
  }, 60_000)
  afterAll(() => world.close())

  test('agree with the model of their rules after every step', { timeout: 300_000 }, async () => {
    let checked = 0
    for (let seed = first; seed <= last; seed++) checked += await play(seed)
    console.log(`plans, runs and disputes (${server ? 'server' : 'embedded'}): seeds ${first}-${last}, ${checked} checked operations`, outcomes)
    expect(await ledger.violations(world.studio.database.query)).toEqual([])
    if (process.env.MONEY_SEEDS === undefined) expect(checked).toBeGreaterThan(1_400)
    const all = [
      'change now',
      'change period-end',
      'change cancelled',
      'accepted',
      'done',
      'defective',
      'failed',
      'disputed',
      'by rule',
      'refund',
      'part',
      'decline',
      'withdrawn',
      'upkeep',
    ]
    for (const outcome of [...all, 'not_disputable', 'refund_too_large', 'not_allowed', 'plan_same', 'plan_change_pending', 'insufficient_credits'])
      expect(outcomes[outcome], outcome).toBeGreaterThan(2)
  })

  // Each of these is one plausible mistake. The sequences have to meet every one, or they prove nothing. Last, a sequence that does, where the first does not.
  test.skipIf(server).for<[string, Partial<Rules>, number?]>([
    ['refunded credits live a day less', { refundLivesDays: 6 }, 2],
    ['a charge can be disputed for 40 days', { disputableDays: 40 }],
    ['a prorated grant is rounded up', { roundsDown: false }],
    ['a larger plan forfeits, too', { largerForfeits: true }, 4],
    ["at a period's end the whole cap is kept", { endCountsGrant: false }, 9],
    ['a change of plan grants the period again', { oneGrantAPeriod: false }, 7],
    ['credits live a period longer', { livesLonger: 1 }],
    ['who opened a dispute decides it', { ownDispute: true }, 2],
    ['a decision gives back all, whatever it says', { refundsAll: true }, 2],
    ['a hold lives an hour longer', { holdEndsLaterMs: hour }, 4],
  ])('would notice that %s', { timeout: 120_000 }, async ([, mistake, met = first], { expect: expects }) => {
    const noticed = await playUntilNoticed(mistake, met)
    expects(noticed).toMatch(/^seed \d+, step \d+/)
  })

  async function playUntilNoticed(mistake: Partial<Rules>, met: number): Promise<string> {
    for (const seed of [met, ...Array.from({ length: last - first + 1 }, (_, i) => first + i)]) {
      try {
        await play(seed, mistake)
      } catch (error) {
        return (error as Error).message
      }
    }
    return 'nothing was noticed'
  }

  let worlds = 0
  async function play(seed: number, mistake: Partial<Rules> = {}): Promise<number> {
    const { below, oneIn, pick } = chance(seed)
    const { studio } = world
    // The tenth of a month: every month has one, and what months of other lengths do is tested by itself.
    now = Date.UTC(2027 + seed, below(12), 10, below(24), below(60))
    const begin = pick(Object.keys(plans))!
    const owner = await world.workspace({ plan: begin })
    const { workspace } = owner
    const eve = await studio.accounts.createPerson({ name: 'Eve', email: `eve-${++worlds}@example.com`, password: null })
    await studio.accounts.addMember({ workspace, user: eve, role: 'owner', at: studio.now() })
    const people = [owner.user, eve]
    const caller = (user: string) => ({ workspace, user, apiKey: null })
    const model = new MoneyModel(now, begin, mistake)
    model.grantDue(now)
    const project = (await owner.call('POST', '/projects', { name: 'Model' })).body.id
    const { asset } = await owner.upload(project, 'photo.png', await picture())
    const { sha256, bytes, measurement } = await studio.database.query
      .selectFrom('keter.versions')
      .select(['sha256', 'bytes', 'measurement'])
      .where('asset_id', '=', asset!)
      .executeTakeFirstOrThrow()
    const ids = new Map<ModelAttempt | ModelDispute, string>()
    let doing = 'the beginning'
    let step = 0

    const count = (outcome: string) => {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    const same = (what: string, actual: unknown, expected: unknown) => {
      if (!isDeepStrictEqual(actual, expected))
        throw new Error(`seed ${seed}, step ${step}, ${doing}: ${what} is ${JSON.stringify(actual)}, should be ${JSON.stringify(expected)}`)
    }
    /** The refusal's code, or null. */
    const refusalOf = async (work: Promise<unknown>): Promise<string | null> => {
      try {
        await work
        return null
      } catch (error) {
        if (error instanceof Refusal) return error.code
        throw error
      }
    }
    const key = () => `model-${seed}-${step}`

    async function upkeep() {
      doing = 'upkeep'
      await performDueChanges(studio)
      await grantWhatIsDue(studio, workspace)
      await endExpired(studio)
      await studio.database.transaction((tx) => ledger.expireLots(tx, { at: studio.now(), most: 1000 }))
      model.changesDue(now)
      model.grantDue(now)
      model.endExpired(now)
      model.expireLots(now)
      count('upkeep')
    }

    async function change() {
      const [plan, when] = [pick(Object.keys(plans))!, pick(['now', 'now', 'period-end'] as const)!]
      doing = `change to ${plan} ${when} at ${new Date(now).toISOString()}`
      const refused = await refusalOf(changePlan(studio, caller(owner.user), { plan, when }, key()))
      same('the answer', refused, model.change(now, plan, when))
      count(refused ?? `change ${when}`)
    }

    async function cancelTheChange() {
      doing = 'the pending change is cancelled'
      const refused = await refusalOf(cancelChange(studio, caller(owner.user)))
      same('the answer', refused, model.cancelChange())
      if (!refused) count('change cancelled')
    }

    async function accept() {
      const iterations = 1 + below(3)
      doing = `a quote of ${iterations} is accepted`
      const edit = { tool: 'image-upscale', quality: 'standard', options: { scale: pick([2, 3, 4, 8])!, format: pick(['png', 'webp'])! } }
      const quotes = []
      for (let n = 1; n <= iterations; n++)
        quotes.push(await makeQuote(studio, caller(owner.user), { project, ...edit, iterations: n, sources: [{ asset: asset! }], seed: step * 10 + n }))
      const quote = quotes.at(-1)!
      const totals = quotes.map(({ most }) => Number(parseCredits(most)))
      const prices = totals.map((total, n) => total - (totals[n - 1] ?? 0))
      let id = ''
      const refused = await refusalOf(
        acceptQuote(studio, caller(owner.user), quote.quote, {}, key()).then((run) => {
          id = run
        }),
      )
      const run = refused ? null : await studio.database.query.selectFrom('keter.runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      if (quote.most === '0') {
        // Done before, and one attempt: nothing is held, nothing follows.
        await cancelRun(studio, caller(owner.user), id)
        model.runs.push({ id, hold: '', holdEnds: 0, prices: [0], state: 'ended', attempts: [] })
        count('free')
        return
      }
      const hold = { id, hold: run?.hold_id ?? 'none', holdEnds: run?.hold_expires_at?.getTime() ?? now + 1, prices }
      same('the answer', refused, model.accept(now, hold, owner.user))
      count(refused ?? 'accepted')
    }

    async function finish(run: ModelRun) {
      // J8: the workspace had the result when it was quoted, and gets it for nothing.
      const stored = run.prices[model.delivered(run)] === 0
      const how = stored ? 'done' : pick(['done', 'done', 'done', 'defective', 'failed'] as const)!
      doing = `an attempt ends ${how}`
      const iteration = await studio.database.query
        .selectFrom('keter.iterations')
        .selectAll()
        .where('run_id', '=', run.id)
        .where('state', '=', 'queued')
        .executeTakeFirstOrThrow()
      const findings = how === 'defective' ? [{ rule: 'I5', name: 'x', ok: false, detail: 'x', severity: 'defect' as const }] : []
      const delivered = {
        ...{ kind: 'delivered' as const, file: { sha256, bytes: Number(bytes) }, measurement },
        sameAs: stored ? await doneBefore(iteration.fingerprint) : null,
        inspection: { ok: how === 'done', findings },
        engine: { engine: 'model', model: null, modelVersion: null, ms: { decode: 0, infer: 0, encode: 0, total: 0 } },
      }
      const problem = { type: 'x', title: 'x', status: 422, code: 'edit_failed', detail: 'x', next: 'x', charged: 'nothing' }
      ids.set(run.attempts.at(-1)!, iteration.id)
      await finishIteration(studio, iteration, how === 'failed' ? { kind: 'failed', problem } : delivered, async () => {})
      model.finish(now, run, how)
      count(how)
    }

    const doneBefore = async (fingerprint: string) =>
      (
        await studio.database.query
          .selectFrom('keter.iterations')
          .select('id')
          .where('workspace_id', '=', workspace)
          .where('fingerprint', '=', fingerprint)
          .where('state', '=', 'done')
          .limit(1)
          .executeTakeFirstOrThrow()
      ).id

    async function goOn(run: ModelRun) {
      const before = run.attempts.at(-1)!
      if (run.holdEnds > now && oneIn(2)) {
        doing = 'another attempt'
        await giveVerdict(studio, caller(owner.user), ids.get(before)!, { verdict: 'rejected', again: { seed: step } }, key())
        model.retry(run)
      } else {
        doing = 'the series is ended'
        await endSeries(studio, caller(owner.user), run.id)
        model.endSeries(now, run)
      }
    }

    async function cancel(run: ModelRun) {
      doing = 'a run is cancelled'
      await cancelRun(studio, caller(owner.user), run.id)
      model.cancel(now, run)
    }

    async function dispute() {
      const ended = model.runs.flatMap(({ attempts }) => attempts).filter((one) => ids.has(one))
      if (!ended.some(({ charge, refunded }) => charge > refunded) && !oneIn(8)) return accept()
      const attempt = (oneIn(6) ? undefined : pick(ended.filter(({ charge, refunded }) => charge > refunded))) ?? pick(ended)
      if (!attempt) return
      defect = oneIn(4)
      const by = pick(people)!
      doing = `a charge of ${attempt.charge} is disputed${defect ? ', and found defective' : ''}`
      let id = ''
      const refused = await refusalOf(
        openDispute(studio, caller(by), { iteration: ids.get(attempt)!, reason: 'other', note: '' }, key()).then((opened) => {
          id = opened
        }),
      )
      const expected = model.dispute(now, attempt, by, defect)
      same('the answer', refused, typeof expected === 'string' ? expected : null)
      if (typeof expected !== 'string') ids.set(expected, id)
      count(refused ?? (defect ? 'by rule' : 'disputed'))
      defect = false
    }

    async function decide() {
      const open = model.disputes.filter(({ state }) => state === 'open')
      const one = (oneIn(8) ? undefined : pick(open)) ?? pick(model.disputes)
      if (!one) return
      const id = ids.get(one)!
      const by = pick(people)!
      if (oneIn(5)) {
        doing = 'a dispute is withdrawn'
        const refused = await refusalOf(withdrawDispute(studio, caller(by), id))
        same('the answer', refused, model.withdraw(one, by))
        count(refused ?? 'withdrawn')
        return
      }
      const decision = oneIn(3) ? 'decline' : 'refund'
      const amount = decision === 'refund' && oneIn(2) ? below(one.attempt.charge + 3_000) : null
      doing = `a dispute is decided: ${decision} ${amount}`
      const body = { decision, note: '', ...(amount === null ? {} : { amount: formatCredits(milli(BigInt(amount))) }) } as const
      const refused = await refusalOf(decideDispute(studio, caller(by), id, body))
      same('the answer', refused, model.decide(now, one, by, decision, amount))
      count(refused ?? (amount === null ? decision : 'part'))
    }

    async function compare() {
      const { rows } = await sql<{ state: unknown }>`select json_build_object(
        'plan', (select plan from keter.workspaces where id = w.id),
        'pending', (select to_plan from keter.plan_changes where workspace_id = w.id and state = 'pending'),
        'wallet', json_build_array(available, held, version),
        'lots', (select coalesce(json_agg(json_build_array(source, priority, round(extract(epoch from expires_at) * 1000), remaining, expired) order by id), '[]') from ledger.lots where wallet = w.id),
        'holds', (select coalesce(json_agg(json_build_array(id, captured, refunded, ended_as) order by version), '[]') from ledger.holds where wallet = w.id),
        'runs', (select coalesce(json_agg(json_build_array(id, state) order by created_at, id), '[]') from keter.runs where workspace_id = w.id),
        'attempts', (select coalesce(json_agg(json_build_array(id, charge, refunded) order by id), '[]') from keter.iterations where workspace_id = w.id and state not in ('queued', 'running', 'cancelled')),
        'disputes', (select coalesce(json_agg(json_build_array(id, state, refunded) order by id), '[]') from keter.disputes where workspace_id = w.id)
      ) as state from ledger.wallets as w where id = ${workspace}`.execute(studio.database.query)
      const { oracle } = model
      const byId = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)
      same('the state', rows[0]!.state, {
        plan: model.plan,
        pending: model.pending?.to ?? null,
        wallet: [oracle.available, oracle.held, oracle.version],
        lots: oracle.lots.map((lot) => [lot.source, lot.priority, lot.expires, lot.remaining, lot.expired]),
        holds: oracle.holds.map((hold) => [hold.id, hold.captured, hold.parts.reduce((total, part) => total + part.refunded, 0), hold.ended]),
        runs: model.runs.map(({ id, state }) => [id, state]),
        attempts: model.runs
          .flatMap(({ attempts }) => attempts)
          .filter((one) => ids.has(one))
          .map((one) => [ids.get(one), one.charge, one.refunded])
          .sort(byId),
        disputes: model.disputes.map((one) => [ids.get(one), one.state, one.refunded]).sort(byId),
      })
      same('what may be spent', Number((await ledger.balanceOf(studio.database.query, workspace, studio.now())).available), oracle.spendable(now))
    }

    const inState = (state: ModelRun['state']) => pick(model.runs.filter((run) => run.state === state))
    async function one(atEdge: boolean) {
      const [active, waiting] = [inState('running'), inState('waiting')]
      const kind = below(20)
      if (kind < 2 || atEdge) return upkeep()
      if (kind < 4) return change()
      if (kind === 4) return cancelTheChange()
      if (kind < 10 && active) return finish(active)
      if (kind < 12 && waiting) return goOn(waiting)
      if (kind === 12 && (active ?? waiting)) return cancel((active ?? waiting)!)
      if (kind < 18 && kind > 12) return model.disputes.some(({ state }) => state === 'open') && !oneIn(4) ? decide() : dispute()
      return oneIn(3) && active ? finish(active) : accept()
    }

    await compare()
    for (step = 1; step <= steps; step++) {
      // Now and then the very moment at which something ends.
      const edges = [
        model.pending?.at,
        model.period(now, false).until,
        ...model.oracle.lots.map(({ expires }) => expires),
        ...model.runs.map(({ holdEnds }) => holdEnds),
      ]
      const edge = oneIn(6) ? pick(edges.filter((at): at is number => typeof at === 'number' && at > now)) : undefined
      now = edge ?? now + 1 + (oneIn(12) ? below(40 * 24 * hour) : below(9 * hour))
      await one(edge !== undefined && oneIn(2))
      await compare()
    }
    doing = 'the end'
    same('violations', await ledger.violations(studio.database.query, workspace), [])
    return steps
  }
})
