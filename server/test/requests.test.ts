// Requests to pass a limit that has to be asked for, on both databases. Numbers are those of docs/rules/requests.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expireRequests } from '../src/requests/requests.ts'
import { accept, type Member, newKey, openWorld, type Quoted, quoted, settled, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]
const hour = 3_600_000

describe.each(kinds)('requests on the $kind database', ({ server }) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ server })
    await world.worker()
  })
  afterAll(() => world.close())

  /** An owner, an editor's key in the same workspace, and a limit that has to be asked for. */
  async function people(credits = '50', maximum = '1'): Promise<{ owner: Member; editor: Member; one: Quoted }> {
    const owner = await world.workspace({ credits })
    await owner.call('POST', '/limits', { scope: 'member', period: 'month', mode: 'ask', maximum })
    const editor = await owner.withRole('editor')
    return { owner, editor, one: await quoted(editor, { quality: 'standard', scale: 3 }) }
  }
  const ask = (member: Member, { quote }: Quoted, more: object = {}, key = newKey()) =>
    member.call('POST', '/requests', { quote: quote.quote, note: 'for the fair', ...more }, key)

  test('approved, the same quote runs by itself, as the one who asked, for the price that was seen (R2, R4)', async () => {
    const { owner, editor, one } = await people()
    expect((await accept(editor, one)).body).toMatchObject({ code: 'limit_reached', charged: 'nothing', data: { mode: 'ask' } })
    const made = await ask(editor, one)
    expect(made).toMatchObject({ status: 201, body: { state: 'open', amount: one.quote.most, note: 'for the fair', run: null, requestedBy: 'editor key' } })
    expect((await owner.call('GET', '/requests?state=open')).body.items.map(({ id }: { id: string }) => id)).toEqual([made.body.id])
    world.advance(48 * hour)
    const approved = await owner.call('POST', `/requests/${made.body.id}/approve`, { note: 'go on' })
    expect(approved).toMatchObject({ status: 200, body: { state: 'approved', decidedBy: 'owner key', decisionNote: 'go on' } })
    const run = await settled(owner, approved.body.run)
    expect(run).toMatchObject({ quote: one.quote.quote, most: one.quote.most })
    const [hold] = (await owner.call('GET', '/charges?kind=hold')).body.items
    expect(hold.by).toBe('editor key')
    expect((await owner.call('POST', `/requests/${made.body.id}/approve`, {})).body).toMatchObject({ code: 'not_now', data: { state: 'approved' } })
  })

  test('only what has to be asked for is asked, and once (R1, R5)', async () => {
    const { owner, editor, one } = await people()
    const key = newKey()
    const first = await ask(editor, one, {}, key)
    expect((await ask(editor, one, {}, key)).body.id).toBe(first.body.id)
    expect((await ask(editor, one)).body).toMatchObject({ code: 'request_open', data: { request: first.body.id } })
    const other = await quoted(editor, { quality: 'standard', scale: 3 })
    expect((await ask(editor, other, {}, key)).body).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await ask(editor, other, {}, {})).body).toMatchObject({ code: 'idempotency_key_missing' })
    expect((await ask(editor, other, { maxCredits: '0.5' })).body).toMatchObject({ code: 'above_max_credits' })
    await owner.call('POST', '/limits', { scope: 'workspace', period: 'month', mode: 'hard', maximum: '1' })
    expect((await ask(editor, other)).body).toMatchObject({ code: 'limit_reached', data: { mode: 'hard' } })
    const free = await people('50', '40')
    expect((await ask(free.editor, free.one)).body).toMatchObject({ code: 'request_not_needed' })
    expect((await ask(free.editor, one)).body).toMatchObject({ code: 'not_found' })
  })

  test('where something else stands against it the request stays open and nothing is held (R4)', async () => {
    const { owner, editor, one } = await people('1')
    const { id } = (await ask(editor, one)).body
    expect((await owner.call('POST', `/requests/${id}/approve`, {})).body).toMatchObject({ code: 'insufficient_credits', charged: 'nothing' })
    expect((await owner.call('GET', `/requests/${id}`)).body).toMatchObject({ state: 'open', run: null })
    expect(await owner.balance()).toEqual({ available: '1', held: '0' })
  })

  test('who may decide, decline and withdraw (R3)', async () => {
    const { owner, editor, one } = await people()
    const stranger = await world.workspace()
    const { id } = (await ask(editor, one)).body
    expect((await editor.call('POST', `/requests/${id}/approve`, {})).body).toMatchObject({ code: 'not_allowed' })
    expect((await stranger.call('POST', `/requests/${id}/decline`, {})).body).toMatchObject({ code: 'not_found' })
    expect((await owner.call('POST', `/requests/${id}/decline`, { note: 'next month' })).body).toMatchObject({ state: 'declined', decisionNote: 'next month' })
    expect((await accept(editor, one)).body).toMatchObject({ code: 'quote_expired' })
    const again = await quoted(editor, { quality: 'standard', scale: 3 })
    const second = (await ask(editor, again)).body.id
    expect((await editor.call('POST', `/requests/${second}/withdraw`)).body).toMatchObject({ state: 'withdrawn' })
    expect((await owner.call('POST', `/requests/${second}/approve`, {})).body).toMatchObject({ code: 'not_now' })
  })

  test('ten approvals at once start one run (R5)', async () => {
    const { owner, editor, one } = await people()
    const { id } = (await ask(editor, one)).body
    const answers = await Promise.all(Array.from({ length: 10 }, () => owner.call('POST', `/requests/${id}/approve`, {})))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'not_now')).toHaveLength(9)
    expect((await owner.call('GET', '/runs')).body.items).toHaveLength(1)
  })

  test('what nobody decides in 72 hours is over, and so is its quote (R2)', async () => {
    const { owner, editor, one } = await people()
    const { id } = (await ask(editor, one)).body
    world.advance(73 * hour)
    expect((await owner.call('POST', `/requests/${id}/approve`, {})).body).toMatchObject({ code: 'not_now', data: { state: 'expired' } })
    expect(await expireRequests(world.studio)).toBeGreaterThan(0)
    expect((await owner.call('GET', `/requests/${id}`)).body.state).toBe('expired')
    expect((await accept(owner, one)).body).toMatchObject({ code: 'quote_expired' })
  })

  test('whoever has left, may not spend any more, or asked with a key that is gone starts nothing (R6)', async () => {
    const { owner, editor, one } = await people()
    const { id } = (await ask(editor, one)).body
    const keys = await world.studio.accounts.keys(owner.workspace)
    const { id: key } = keys.find(({ name }) => name === 'editor key')!
    await world.studio.accounts.removeKey(owner.workspace, key)
    expect((await owner.call('POST', `/requests/${id}/approve`, {})).body).toMatchObject({ code: 'asker_gone', charged: 'nothing' })
    expect((await owner.call('GET', `/requests/${id}`)).body).toMatchObject({ state: 'open', run: null })
    expect((await owner.balance()).held).toBe('0')
  })

  test('a quote that was accepted without its request ends it (R6)', async () => {
    const owner = await world.workspace({ credits: '50' })
    await owner.call('POST', '/limits', { scope: 'workspace', period: 'month', mode: 'ask', maximum: '1' })
    const editor = await owner.withRole('editor')
    const one = await quoted(editor, { quality: 'standard', scale: 3 })
    const { id } = (await ask(editor, one)).body
    const [limit] = (await owner.call('GET', '/limits')).body.items
    expect((await owner.call('DELETE', `/limits/${limit.id}`)).status).toBeLessThan(300)
    expect((await accept(editor, one)).status).toBe(201)
    expect((await owner.call('GET', `/requests/${id}`)).body).toMatchObject({
      state: 'withdrawn',
      decisionNote: 'The quote was accepted without it.',
      run: null,
    })
  })

  test('one key is one request, to the last word, and nobody can take the key of an approval (R5)', async () => {
    const { owner, editor, one } = await people()
    const key = newKey()
    const { id } = (await ask(editor, one, { maxCredits: '5' }, key)).body
    expect((await ask(editor, one, { maxCredits: '5' }, key)).body.id).toBe(id)
    expect((await ask(editor, one, { maxCredits: '5', note: 'for another fair' }, key)).body).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await ask(editor, one, {}, key)).body).toMatchObject({ code: 'idempotency_key_reused' })
    const cheap = await quoted(owner, { quality: 'draft', scale: 2 })
    expect((await owner.call('POST', `/quotes/${cheap.quote.quote}/accept`, {}, { 'idempotency-key': ` request:${id}` })).status).toBe(201)
    expect((await owner.call('POST', `/requests/${id}/approve`, {})).body).toMatchObject({ state: 'approved' })
  })

  test('other sources than those quoted are noticed when it is asked; meanwhile the quote says how long it is valid (R1, R2)', async () => {
    const { editor, one } = await people()
    const [source] = one.quote.sources
    const wrong = await ask(editor, one, { sources: [{ asset: one.asset, sha256: 'ab'.repeat(32) }] })
    expect([wrong.body.code, source.sha256 === undefined]).toEqual(['quote_mismatch', false])
    const { body } = await ask(editor, one, { sources: [{ asset: one.asset, sha256: source.sha256 }] })
    expect((await editor.call('GET', `/quotes/${one.quote.quote}`)).body.validUntil).toBe(body.expiresAt)
  })
})
