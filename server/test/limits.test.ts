// Limits through the door: who may set them, what a run is told before it starts, and what one would have stopped.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accept, type Member, openWorld, quoted, settled, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]

describe.each(kinds)('limits on the $kind database', ({ server }) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ server })
    await world.worker()
  })
  afterAll(() => world.close())

  const set = (member: Member, limit: object) => member.call('POST', '/limits', limit)
  const monthly = { scope: 'workspace', period: 'month', mode: 'hard', maximum: '3' }

  test('a limit stops the run that would pass it, with its numbers, and nothing is held', async () => {
    const owner = await world.workspace({ credits: '50' })
    expect((await set(owner, monthly)).body.items).toMatchObject([{ ...monthly, spent: '0', held: '0', left: '3', who: null }])
    const first = await quoted(owner, { quality: 'standard', scale: 3 })
    const second = await quoted(owner, { quality: 'standard', scale: 3, project: first.project })
    expect(first.quote.limits).toContainEqual(
      expect.objectContaining({ label: 'Workspace, this month', unit: 'credits', maximum: '3', used: '0', thisRun: first.quote.most, ok: true, mode: 'hard' }),
    )
    expect((await accept(owner, first)).status).toBe(201)
    expect((await accept(owner, second)).body).toMatchObject({ code: 'limit_reached', charged: 'nothing', data: { mode: 'hard', maximum: '3', limits: [] } })
    expect((await owner.balance()).held).toBe(first.quote.most)
    const third = await quoted(owner, { quality: 'standard', scale: 3, project: first.project })
    expect(third.quote.limits).toContainEqual(expect.objectContaining({ used: first.quote.most, ok: false }))
  })

  test('a soft limit lets the run pass and says before that it is passed', async () => {
    const owner = await world.workspace({ credits: '50' })
    await set(owner, { ...monthly, mode: 'soft', maximum: '0.5' })
    const one = await quoted(owner)
    expect(one.quote.limits).toContainEqual(expect.objectContaining({ ok: false, mode: 'soft' }))
    expect((await accept(owner, one)).status).toBe(201)
  })

  test('a limit for each member is listed itself and for those who used it; mine are those of my next run', async () => {
    const owner = await world.workspace({ credits: '50' })
    await set(owner, { scope: 'member', period: 'day', mode: 'hard', maximum: '20' })
    await set(owner, { scope: 'key', subject: (await owner.call('GET', '/keys')).body.items[0].id, period: 'rolling', mode: 'ask', maximum: '9' })
    expect((await owner.call('GET', '/limits')).body.items[0]).toMatchObject({ scope: 'member', who: null, maximum: '20', left: '20', renewsAt: null })
    const one = await quoted(owner)
    await accept(owner, one)
    const all = (await owner.call('GET', '/limits')).body.items
    expect(all.map(({ scope, whoName, left }: { scope: string; whoName: string; left: string }) => [scope, whoName, left])).toEqual([
      ['member', null, '20'],
      ['member', 'Test owner', String(20 - Number(one.quote.most))],
      ['key', 'owner key', String(9 - Number(one.quote.most))],
    ])
    const viewer = await owner.withRole('viewer')
    expect((await viewer.call('GET', '/limits?mine=1')).body.items.map(({ scope }: { scope: string }) => scope)).toEqual(['member'])
  })

  test('owners and admins set limits, others only see them; what is no limit or nobody of ours is refused', async () => {
    const owner = await world.workspace({ credits: '50' })
    const other = await world.workspace({ credits: '50' })
    const editor = await owner.withRole('editor')
    expect((await set(editor, monthly)).body).toMatchObject({ code: 'not_allowed', status: 403 })
    expect((await set(await owner.withRole('admin'), monthly)).status).toBe(201)
    expect((await editor.call('GET', '/limits')).body.items).toHaveLength(1)
    expect((await set(owner, { ...monthly, scope: 'member', subject: other.user })).body).toMatchObject({ code: 'not_found' })
    expect((await set(owner, { ...monthly, scope: 'project', subject: 'prj_nothing' })).body).toMatchObject({ code: 'not_found' })
    expect((await set(owner, { ...monthly, subject: owner.user })).body).toMatchObject({ code: 'malformed_request' })
    for (const maximum of ['-1', '0.0001', 'lots', '99999999999999999999'])
      expect((await set(owner, { ...monthly, maximum })).body.code).toBe('malformed_request')
    const [{ id }] = (await owner.call('GET', '/limits')).body.items
    expect((await other.call('DELETE', `/limits/${id}`)).body).toMatchObject({ code: 'not_found' })
    expect((await owner.call('DELETE', `/limits/${id}`)).status).toBe(204)
    expect((await owner.call('DELETE', '/limits/1.5')).body).toMatchObject({ code: 'not_found' })
    expect((await owner.call('GET', '/limits')).body.items).toEqual([])
  })

  test('a simulation says which runs of the last days a limit would have stopped, and changes nothing', async () => {
    const owner = await world.workspace({ credits: '50' })
    const runs: string[] = []
    let project: string | undefined
    for (let i = 0; i < 3; i++) {
      const one = await quoted(owner, { ...(project ? { project } : {}), quality: 'standard', scale: 3 })
      project = one.project
      const run = await settled(owner, (await accept(owner, one)).body.id)
      await owner.call('POST', `/runs/${run.id}/end`)
      runs.push(run.id)
    }
    const { body } = await owner.call('POST', '/limits/simulate', { scope: 'member', period: 'rolling', maximum: '3' })
    expect(body).toMatchObject({
      runs: 3,
      stoppedCount: 2,
      stopped: [
        { run: runs[2], by: 'owner key', tool: 'image-upscale', project },
        { run: runs[1], used: '2' },
      ],
    })
    expect((await owner.call('GET', '/limits')).body.items).toEqual([])
  })
})
