// The preview of a price book: what the last 30 days of a workspace would have cost under it, against what they cost and what they then do cost.
import { ourBooks } from '../src/price-books/in-force.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Draft, minute, nextBook, upscaleTimes } from './books.ts'
import { accept, type Member, newKey, openWorld, picture, quoted, settled, type World } from './world.ts'

const day = 24 * 60 * minute

describe('the preview', () => {
  let world: World
  let owner: Member
  beforeAll(async () => {
    world = await openWorld()
    await world.worker()
  }, 60_000)
  beforeEach(async () => {
    owner = await world.workspace({ credits: '500' })
  })
  afterAll(() => world.close())

  const preview = async (change: (book: Draft) => void) => {
    const { status, body } = await owner.call('POST', '/price-books/preview', { document: nextBook(world, change) })
    expect(status).toBe(200)
    expect(body.findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([])
    return body
  }
  const runOf = async (asked: Parameters<typeof quoted>[1]) => settled(owner, (await accept(owner, await quoted(owner, asked))).body.id)

  test('P28: replays 30 days: the same book costs the same, a dearer one what its own estimate says, and nothing is published', async () => {
    const runs = [await runOf({ scale: 2 }), await runOf({ quality: 'standard', scale: 4 })]
    const paid = runs.reduce((sum, { charged }) => sum + Number(charged), 0)
    const same = await preview(() => {})
    expect(same.refusal).toBeNull()
    expect(same.replay).toMatchObject({ runs: 2, attempts: 2, before: String(paid), after: String(paid), difference: '0', same: 2, dearer: 0, cheaper: 0 })
    expect(same.replay).toMatchObject({ largest: [], refused: [], tools: [{ tool: 'image-upscale', runs: 2, difference: '0' }] })
    expect(same.changes).toEqual([])

    const dearer = await preview(upscaleTimes(10))
    // Each picture counts as 1 started megapixel: 4 and 35 credits, less 30 % of the plan, rounded up.
    expect(dearer.replay).toMatchObject({ before: String(paid), after: '28', difference: String(28 - paid), dearer: 2, same: 0 })
    expect(dearer.replay.largest.map(({ run, after }: { run: string; after: string }) => [run, after])).toEqual([
      [runs[1]!.id, '25'],
      [runs[0]!.id, '3'],
    ])
    expect(dearer.changes.some(({ direction }: { direction: string }) => direction === 'dearer')).toBe(true)
    expect((await owner.call('GET', '/price-books')).body.items).toHaveLength(ourBooks().length)
    expect((await preview(upscaleTimes(0))).replay).toMatchObject({ after: '0', difference: String(-paid), cheaper: 2 })
  }, 60_000)

  test('agrees with what the book charges once it is in force', async () => {
    const change = (book: Draft) => {
      upscaleTimes(7)(book)
      book.tools['image-upscale'].rerun.factor = '0.3'
    }
    const twice = async () => {
      const one = await quoted(owner, { quality: 'standard', scale: 3, iterations: 3 })
      const first = await settled(owner, (await accept(owner, one)).body.id)
      const again = { verdict: 'rejected', again: { options: { scale: 4, format: 'webp' }, quality: 'draft' } }
      await owner.call('POST', `/iterations/${first.sources[0].iterations[0].id}/verdict`, again, newKey())
      const second = await settled(owner, first.id)
      await owner.call('POST', `/iterations/${second.sources[0].iterations[1].id}/verdict`, { verdict: 'kept' }, newKey())
      return (await owner.call('GET', `/runs/${first.id}`)).body
    }
    const old = await twice()
    expect(old.sources[0].iterations).toHaveLength(2)
    const { replay } = await preview(change)
    await owner.call('POST', '/price-books', { document: nextBook(world, change) })
    world.advance(2 * minute)
    const now = await twice()
    expect(replay).toMatchObject({ runs: 1, attempts: 2, before: old.charged, after: now.charged })
    expect(now.charged).not.toBe(old.charged)
  }, 60_000)

  test('names runs that would be refused, apart from the sums', async () => {
    const small = await runOf({ scale: 2 })
    const large = await runOf({ scale: 8 })
    // As if the catalogue had offered another scale then.
    const retired = JSON.stringify({ tool: 'image-upscale', quality: 'draft', options: { scale: 6, format: 'same' } })
    await world.studio.database.query.updateTable('keter.quotes').set({ edit: retired }).where('id', '=', large.quote).execute()
    await world.studio.database.query.updateTable('keter.iterations').set({ edit: retired }).where('run_id', '=', large.id).execute()
    const gone = await preview(() => {})
    expect(gone.replay).toMatchObject({ runs: 1, before: small.charged, refusedRuns: 1 })
    expect(gone.replay.refused).toMatchObject([{ run: large.id, reason: 'not_offered', code: 'not_offered', paid: large.charged }])
    const planned = await runOf({ iterations: 2 })
    const narrow = await preview((book) => {
      book.studio.plans.business.limits.iterations = 1
    })
    expect(narrow.replay).toMatchObject({ runs: 1, refusedRuns: 2 })
    expect(narrow.replay.refused[0]).toMatchObject({ run: planned.id, reason: 'above_limit', code: 'iterations_out_of_range', paid: planned.charged })
  }, 60_000)

  test('counts no other workspace, nothing before the period, and nothing that was refunded', async () => {
    const stranger = await world.workspace({ credits: '50' })
    await settled(stranger, (await accept(stranger, await quoted(stranger))).body.id)
    expect((await preview(() => {})).replay).toMatchObject({ runs: 0, attempts: 0, before: '0', after: '0' })
    const run = await runOf({ scale: 2 })
    expect((await preview(() => {})).replay).toMatchObject({ runs: 1, before: run.charged })
    await world.studio.database.query
      .updateTable('keter.iterations')
      .set({ state: 'defective', refunded: BigInt(Number(run.charged) * 1000) })
      .where('run_id', '=', run.id)
      .execute()
    expect((await preview(upscaleTimes(10))).replay).toMatchObject({ runs: 1, before: '0', after: '0', same: 1 })
    world.advance(31 * day)
    expect((await preview(() => {})).replay).toMatchObject({ runs: 0, before: '0' })
  }, 60_000)

  test('shows what was free and would cost', async () => {
    const project = (await owner.call('POST', '/projects', { name: 'Free' })).body.id
    const { asset } = await owner.upload(project, 'photo.png', await picture())
    const quote = (await owner.call('POST', '/quotes', { project, tool: 'image-convert', options: { format: 'webp' }, sources: [{ asset }] })).body
    const run = await settled(owner, (await owner.call('POST', `/quotes/${quote.quote}/accept`, {}, newKey())).body.id)
    expect(run.charged).toBe('0')
    const { replay } = await preview((book) => {
      book.tools['image-convert'].rows[0].lines[0].base = '2'
    })
    expect(replay).toMatchObject({ runs: 1, before: '0', after: '2', dearer: 1 })
  }, 60_000)
})
