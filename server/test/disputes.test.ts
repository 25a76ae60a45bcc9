// Disputes about charges, on both databases. Numbers are those of docs/rules/disputes.md.
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EngineError } from '../src/engines/engine.ts'
import type { Engines } from '../src/engines/registry.ts'
import { violations } from '../src/ledger/ledger.ts'
import { accept, type Member, newKey, openWorld, quoted, settled, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]
const day = 24 * 3_600_000

describe.each(kinds)('disputes on the $kind database', ({ server }) => {
  let world: World
  /** Stricter rules than those of the day of the edit. */
  let strict = false
  let broken: (() => Promise<never>) | null = null
  beforeAll(async () => {
    const engines = (real: Engines): Engines => ({
      ...real,
      engineFor: (edit) => real.engineFor(edit),
      inspect: async (request) => {
        if (broken) return broken()
        const inspection = await real.inspect(request)
        return strict ? { ok: false, findings: [{ rule: 'I9', name: 'strict', ok: false, detail: 'too dark', severity: 'defect' }] } : inspection
      },
    })
    world = await openWorld({ server, engines })
    await world.worker()
  })
  afterAll(() => world.close())

  /** An attempt that was charged; its owner, and Eve: an admin, here with a key that may do what an editor may. */
  async function charged(alone = false): Promise<{ owner: Member; opener: Member; iteration: string; receipt: string }> {
    const owner = await world.workspace({ credits: '50' })
    const one = await quoted(owner, { quality: 'standard', scale: 3 })
    const run = await settled(owner, (await accept(owner, one)).body.id)
    const made = { owner, opener: owner, iteration: run.sources[0].iterations[0].id, receipt: run.receipt }
    if (alone) return made
    const user = await world.studio.accounts.createPerson({ name: 'Eve Editor', email: `${randomUUID()}@example.com`, password: null })
    await world.studio.accounts.addMember({ workspace: owner.workspace, user, role: 'admin', at: world.studio.now() })
    const { key } = await world.studio.accounts.createKey({ workspace: owner.workspace, user, name: 'eve', role: 'editor' })
    return { ...made, opener: owner.as({ user, key }) }
  }
  const open = (member: Member, iteration: string, key = newKey()) =>
    member.call('POST', '/disputes', { iteration, reason: 'artifacts', note: 'rings around the edges' }, key)
  const decide = (member: Member, id: string, decision: object) => member.call('POST', `/disputes/${id}/decide`, decision)

  test('a dispute keeps its evidence, and a person gives back some of the charge: both stay visible (D3, D5, D6)', async () => {
    const { owner, opener, iteration, receipt } = await charged()
    const before = (await owner.balance()).available
    const { status, body } = await open(opener, iteration)
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'open', reason: 'artifacts', openedBy: 'eve', refunded: '0', rule: null })
    expect(body.evidence).toMatchObject({
      ...{ charge: '2', refundedBefore: '0', attempt: 1, edit: { tool: 'image-upscale', quality: 'standard' }, quote: { low: '2', most: '2' } },
      ...{ inspection: { ok: true }, inspectedAgain: { ok: true }, source: { name: 'photo.png' }, engine: { engine: expect.any(String) } },
    })
    expect(body.evidence.result.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await owner.call('GET', `/receipts/${receipt}`)).body.iterations[0].dispute).toEqual({ id: body.id, state: 'open' })
    const decided = await decide(owner, body.id, { decision: 'refund', amount: '0.5', note: 'half a credit for the rings' })
    expect(decided.body).toMatchObject({ state: 'refunded', refunded: '0.5', decidedBy: 'owner key' })
    expect((await owner.balance()).available).toBe(String(Number(before) + 0.5))
    const rows = (await owner.call('GET', `/charges?receipt=${receipt}&kind=charge,refund`)).body.items
    expect(rows.map(({ kind, amount, refunds }: { kind: string; amount: string; refunds: string }) => [kind, amount, refunds !== null])).toEqual([
      ['refund', '0.5', true],
      ['charge', '-2', false],
    ])
    expect((await owner.call('GET', `/receipts/${receipt}`)).body).toMatchObject({ charged: '2', refunded: '0.5', final: '1.5' })
    expect(await violations(world.studio.database.query, owner.workspace)).toEqual([])
  })

  test("what today's rules find defective is given back at once, in full, and the rule is named (D4)", async () => {
    const { owner, opener, iteration } = await charged()
    strict = true
    const { body } = await open(opener, iteration).finally(() => {
      strict = false
    })
    expect(body).toMatchObject({ state: 'refunded', refunded: '2', rule: 'I9: too dark', decidedBy: null })
    expect((await open(opener, iteration)).body).toMatchObject({ code: 'not_disputable' })
    expect((await owner.call('GET', '/charges?kind=refund')).body.items[0].reason).toContain('I9')
  })

  test('one open dispute a charge, for 30 days, of what was charged (D1, D2)', async () => {
    const { owner, opener, iteration } = await charged()
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 5 }, () => open(opener, iteration)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'not_disputable')).toHaveLength(4)
    const { id } = answers.find(({ status }) => status === 201)!.body
    expect((await opener.call('POST', `/disputes/${id}/withdraw`)).body.state).toBe('withdrawn')
    const again = await open(opener, iteration, key)
    expect((await open(opener, iteration, key)).body.id).toBe(again.body.id)
    expect((await open(opener, (await charged()).iteration)).body).toMatchObject({ code: 'not_found' })
    await opener.call('POST', `/disputes/${again.body.id}/withdraw`)
    world.advance(31 * day)
    expect((await open(owner, iteration)).body).toMatchObject({ code: 'not_disputable' })
  })

  test('who opened it does not decide it, and nobody decides twice or too much (D5, D6)', async () => {
    const { owner, opener, iteration } = await charged()
    const own = (await open(owner, iteration)).body.id
    expect((await decide(owner, own, { decision: 'refund' })).body).toMatchObject({ code: 'not_allowed' })
    expect((await decide(opener, own, { decision: 'decline' })).body).toMatchObject({ code: 'not_allowed' })
    const alone = await charged(true)
    const only = (await open(alone.owner, alone.iteration)).body.id
    expect((await decide(alone.owner, only, { decision: 'refund' })).body).toMatchObject({ state: 'refunded', refunded: '2' })
    await owner.call('POST', `/disputes/${own}/withdraw`)
    const { id } = (await open(opener, iteration)).body
    for (const amount of ['2.001', '0', '-1', '0.0001', 'all'])
      expect(['refund_too_large', 'malformed_request']).toContain((await decide(owner, id, { decision: 'refund', amount })).body.code)
    const answers = await Promise.all(Array.from({ length: 5 }, () => decide(owner, id, { decision: 'refund' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'not_now')).toHaveLength(4)
    const stranger = await world.workspace()
    expect((await stranger.call('GET', `/disputes/${id}`)).body).toMatchObject({ code: 'not_found' })
  })

  test('an inspection that could not be made says nothing about the result: a person decides (D4)', async () => {
    const { owner, opener, iteration } = await charged()
    broken = () => Promise.reject(new EngineError('engine_timeout', 'inspect took longer than 60000 ms.', true))
    const { body } = await open(opener, iteration).finally(() => {
      broken = null
    })
    expect(body).toMatchObject({
      state: 'open',
      refunded: '0',
      rule: null,
      evidence: { inspectedAgain: { impossible: 'The inspection did not come to its end.' } },
    })
    expect((await owner.call('GET', '/charges?kind=refund')).body.items).toEqual([])
  })

  test.each([
    ['source', 'open', '0'],
    ['result', 'refunded', '2'],
  ] as const)('bytes of the %s that are gone: %s (D4)', async (which, state, refunded) => {
    const { opener, iteration } = await charged()
    const evidence = (await open(opener, iteration)).body
    await opener.call('POST', `/disputes/${evidence.id}/withdraw`)
    const path = await world.studio.storage.localPath(evidence.evidence[which].sha256)
    const bytes = readFileSync(path)
    rmSync(path)
    const again = await open(opener, iteration).finally(() => writeFileSync(path, bytes))
    expect(again.body).toMatchObject({ state, refunded })
  })

  test('what is given back while a dispute is being opened leaves nothing to dispute (D1)', async () => {
    const { owner, opener, iteration } = await charged()
    const { id } = (await open(opener, iteration)).body
    await opener.call('POST', `/disputes/${id}/withdraw`)
    // Another dispute is opened and decided while this one's evidence is collected.
    broken = async () => {
      broken = null
      const other = (await open(opener, iteration)).body.id
      await decide(owner, other, { decision: 'refund' })
      throw new EngineError('engine_crashed', 'gone', true)
    }
    expect((await open(opener, iteration)).body).toMatchObject({ code: 'not_disputable' })
    expect((await owner.call('GET', '/disputes?state=open')).body.items).toEqual([])
  })

  test('a refund counts for whoever was charged, whoever decides; one key is one dispute, to the last word (D6)', async () => {
    const { owner, opener, iteration } = await charged()
    const key = newKey()
    const { id } = (await open(opener, iteration, key)).body
    const other = await opener.call('POST', '/disputes', { iteration, reason: 'other', note: 'rings around the edges' }, key)
    expect(other.body).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await decide(owner, id, { decision: 'decline', amount: '1', note: '' })).body).toMatchObject({ code: 'malformed_request' })
    const boss = await owner.withRole('owner')
    expect((await decide(boss, id, { decision: 'refund', amount: '1' })).body).toMatchObject({ state: 'refunded' })
    const [charge] = (await owner.call('GET', '/charges?kind=charge')).body.items
    const [refund] = (await owner.call('GET', '/charges?kind=refund')).body.items
    expect([refund.by, refund.tool, refund.project]).toEqual([charge.by, charge.tool, charge.project])
  })

  test('the share of disputed charges is never above one (D7)', async () => {
    const { owner, opener, iteration } = await charged()
    for (let time = 0; time < 3; time++) await opener.call('POST', `/disputes/${(await open(opener, iteration)).body.id}/withdraw`)
    expect((await owner.call('GET', '/disputes/statistics')).body).toMatchObject({ opened: 3, charges: 1, share: 1 })
  })

  test('figures say what became of them (D7)', async () => {
    const { owner, opener, iteration } = await charged()
    const { id } = (await open(opener, iteration)).body
    world.advance(3_600_000)
    await decide(owner, id, { decision: 'decline', note: 'as it should be' })
    expect((await owner.call('GET', '/disputes/statistics')).body).toMatchObject({
      ...{ charges: 1, share: 1, opened: 1, open: 0, declined: 1, refundedByRule: 0, refundedByPerson: 0, refunded: '0' },
      groups: [{ tool: 'image-upscale', reason: 'artifacts', opened: 1 }],
    })
    expect((await owner.call('GET', '/disputes/statistics')).body.medianHours).toBeCloseTo(1, 1)
    expect((await owner.call('GET', '/disputes?state=declined')).body.items).toHaveLength(1)
    expect((await owner.call('GET', '/disputes?mine=1')).body.items).toEqual([])
  })
})
