// Publishing price books: what is refused, what a preview says, when a book takes force, and that nobody's quote changes.
import type { StudioBook } from '@keter/core'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBooks } from '../src/price-books/in-force.ts'
import { accept, type Member, newKey, openWorld, picture, quoted, settled, until, type World } from './world.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A deep copy that may be changed. */
type Draft = { -readonly [Key in keyof StudioBook]: StudioBook[Key] } & {
  // biome-ignore lint/suspicious/noExplicitAny: tests write books of every kind, wrong ones too
  tools: any
  // biome-ignore lint/suspicious/noExplicitAny: the same
  studio: any
}

let versions = 0
/** The book in force with changes, effective after `inMs`. */
function nextBook(world: World, change: (book: Draft) => void, inMs = minute): Draft {
  const book = JSON.parse(JSON.stringify(world.studio.books.current.book)) as Draft
  book.version = `test-${++versions}`
  book.effective = new Date(world.studio.now().getTime() + inMs).toISOString()
  change(book)
  return book
}

/** Every rate of upscaling times this. */
const upscaleTimes = (factor: number) => (book: Draft) => {
  for (const row of book.tools['image-upscale'].rows) for (const line of row.lines) line.rate = String(Math.round(Number(line.rate) * factor * 1000) / 1000)
}

const estimateOf = { tool: 'image-upscale', quality: 'draft', options: { scale: 2 }, iterations: 1 }
const measurement = { media: 'image', format: 'png', width: 2000, height: 1500, bytes: 1000 }
const measured = { ...estimateOf, sources: [{ name: 'x.png', measurement }] }

for (const server of [false, true])
  describe.skipIf(server && !process.env.TEST_DATABASE_URL)(server ? 'on PostgreSQL' : 'on the embedded database', () => {
    let world: World
    let owner: Member
    beforeEach(async () => {
      world = await openWorld({ server })
      owner = await world.workspace({ credits: '500' })
    }, 60_000)
    afterEach(() => world.close())

    test('a quote keeps its book: a dearer one is published, takes force without a restart, and the old quote is charged at the old price', async () => {
      await world.worker()
      const one = await quoted(owner, { quality: 'standard', scale: 4 })
      const before = await owner.call('POST', '/estimates', measured)
      const document = nextBook(world, upscaleTimes(10))
      const published = await owner.call('POST', '/price-books', { document, note: 'dearer' })
      expect(published.status).toBe(201)
      expect(published.body).toMatchObject({ version: document.version, state: 'upcoming', publishedBy: 'Test owner', note: 'dearer' })

      // Not yet in force: nothing has changed.
      expect((await owner.call('POST', '/estimates', measured)).body).toMatchObject({ low: before.body.low, book: before.body.book })
      world.advance(2 * minute)
      const after = await owner.call('POST', '/estimates', measured)
      expect(after.body.book).toMatchObject({ version: document.version, digest: published.body.digest })
      // 2000 x 1500 are 3 megapixels at 0.4, now at 4; the plan takes off 30 %; rounded up.
      expect([before.body.low, after.body.low]).toEqual(['1', '9'])
      expect((await owner.call('GET', '/price-book')).body.digest).toBe(published.body.digest)

      const read = await owner.call('GET', `/quotes/${one.quote.quote}`)
      expect(read.body).toMatchObject({ most: one.quote.most, book: one.quote.book, state: 'open' })
      const run = await settled(owner, (await accept(owner, one)).body.id)
      expect(run.charged).toBe(one.quote.most)
      expect((await owner.call('GET', `/receipts/${run.receipt}`)).body.book).toEqual(one.quote.book)
      expect((await owner.call('GET', `/quotes/${one.quote.quote}`)).body.book).toEqual(one.quote.book)
      const again = await quoted(owner, { quality: 'standard', scale: 4 })
      expect(Number(again.quote.most)).toBeGreaterThan(Number(one.quote.most))
    }, 60_000)

    test('an attempt after the change is charged by the book of its quote', async () => {
      await world.worker()
      const one = await quoted(owner, { iterations: 2 })
      const first = await settled(owner, (await accept(owner, one)).body.id)
      await owner.call('POST', '/price-books', { document: nextBook(world, upscaleTimes(10)) })
      world.advance(2 * minute)
      const { id } = first.sources[0].iterations[0]
      await owner.call('POST', `/iterations/${id}/verdict`, { verdict: 'rejected', again: { options: { scale: 2, format: 'webp' } } }, newKey())
      const second = await settled(owner, first.id)
      expect(second.sources[0].iterations).toHaveLength(2)
      expect(Number(second.charged)).toBeLessThanOrEqual(Number(one.quote.most))
    }, 60_000)

    test('a published book cannot be changed or removed, by nobody', async () => {
      const { query } = world.studio.database
      const change = () => query.updateTable('keter.price_books').set({ note: 'changed' }).execute()
      const remove = () => query.deleteFrom('keter.price_books').execute()
      const empty = () => sql`truncate keter.price_books cascade`.execute(query)
      for (const attempt of [change, remove, empty]) await expect(attempt()).rejects.toThrow('a published price book cannot be changed or removed')
      expect((await owner.call('GET', '/price-books')).body.items[0].note).toBeNull()
    })

    test('another process of the studio takes it over', async () => {
      const other = await openBooks(world.studio.database, { now: world.studio.now, warn: (problem) => expect.unreachable(problem) })
      const stop = world.studio.events.subscribe(({ kind }) => kind === 'price-book' && void other.refresh())
      try {
        const { body } = await owner.call('POST', '/price-books', { document: nextBook(world, upscaleTimes(2)) })
        expect(other.current.digest).not.toBe(body.digest)
        world.advance(2 * minute)
        await until(
          async () => other.current.digest,
          (digest) => digest === body.digest,
          10_000,
        )
      } finally {
        stop()
        other.close()
      }
    })

    test('of two who publish one version at once, one is told that it is taken', async () => {
      const documents = [2, 3].map((factor) => ({ ...nextBook(world, upscaleTimes(factor)), version: 'contested' }))
      const answers = await Promise.all(documents.map((document) => owner.call('POST', '/price-books', { document })))
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
      expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'price_book_version_taken', charged: 'nothing' })
    })
  })

describe('publishing', () => {
  let world: World
  let owner: Member
  beforeAll(async () => {
    world = await openWorld()
    owner = await world.workspace({ credits: '500' })
  }, 60_000)
  afterAll(() => world.close())

  const publish = (document: unknown) => owner.call('POST', '/price-books', { document })
  const preview = (document: unknown) => owner.call('POST', '/price-books/preview', { document })

  const bad: Record<string, { change: (book: Draft) => void; place: string }> = {
    'a tool without a price': { change: (book) => delete book.tools['image-convert'], place: 'tools.image-convert' },
    'a rate that is no number': {
      change: (book) => {
        book.tools['image-upscale'].rows[0].lines[0].rate = 'cheap'
      },
      place: 'tools.image-upscale.rows[0].lines[0].rate',
    },
    'an option that no row prices': { change: (book) => book.tools['image-upscale'].rows.pop(), place: 'tools.image-upscale.rows' },
    'a plan gone that a workspace is on': { change: (book) => delete book.studio.plans.business, place: 'studio.plans.business' },
    'no plan to begin on': { change: (book) => delete book.studio.plans.free, place: 'studio.plans.free' },
    'no terms at all': { change: (book) => delete book.studio, place: 'studio' },
    'a field that is not part of the format': { change: (book) => Object.assign(book, { discount: '5' }), place: 'discount' },
  }
  test.each(Object.entries(bad))('is refused for %s, with the place, and the book in force stays', async (_, { change, place }) => {
    const document = nextBook(world, change)
    const { digest } = world.studio.books.current
    const refused = await publish(document)
    expect(refused.body).toMatchObject({ status: 422, code: 'price_book_invalid', charged: 'nothing' })
    expect(refused.body.data.findings.map((finding: { place: string }) => finding.place)).toContain(place)
    expect(refused.body.next.length).toBeGreaterThan(10)
    const shown = await preview(document)
    expect(shown.body).toMatchObject({ changes: null, replay: null, refusal: { code: 'price_book_invalid' } })
    expect(shown.body.findings.map((finding: { place: string }) => finding.place)).toContain(place)
    const { items } = (await owner.call('GET', '/price-books')).body
    expect(items.map(({ version }: { version: string }) => version)).not.toContain(document.version)
    expect(world.studio.books.current.digest).toBe(digest)
  })

  test('is refused for a moment that has passed, and for a version or a document that is published', async () => {
    expect((await publish(nextBook(world, upscaleTimes(2), -1000))).body).toMatchObject({ status: 422, code: 'price_book_effective_past', charged: 'nothing' })
    const book = nextBook(world, upscaleTimes(2))
    expect((await publish(book)).status).toBe(201)
    expect((await publish(book)).body).toMatchObject({ status: 409, code: 'price_book_version_taken', charged: 'nothing' })
    const other = { ...nextBook(world, upscaleTimes(3)), version: book.version }
    expect((await publish(other)).body).toMatchObject({ code: 'price_book_version_taken' })
    expect((await preview(other)).body).toMatchObject({ refusal: { code: 'price_book_version_taken' } })
  })

  test('is refused for what is no book: too large, too deep, not an object', async () => {
    expect((await publish({ note: 'x'.repeat(2_100_000) })).body).toMatchObject({ status: 422, code: 'price_book_invalid', charged: 'nothing' })
    const deep = nextBook(world, (book) => {
      book.tools['image-upscale'].quantities.startedMegapixels.is = 'DEEP'
    })
    const levels = 20_000
    const body = JSON.stringify({ document: deep }).replace('"DEEP"', `${'{"ceil":'.repeat(levels)}"pixels"${'}'.repeat(levels)}`)
    const headers = { host: '127.0.0.1:7420', authorization: `Bearer ${owner.key}`, 'content-type': 'application/json' }
    const answer = await world.app.request('http://127.0.0.1:7420/api/v1/price-books', { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ status: 422, code: 'price_book_invalid' })
    expect((await publish('a book')).body).toMatchObject({ status: 400, code: 'malformed_request' })
  })

  test('is for owners: an admin may read what is published, and not add to it', async () => {
    const admin = await owner.withRole('admin')
    expect((await admin.call('POST', '/price-books', { document: nextBook(world, () => {}) })).body).toMatchObject({ status: 403, code: 'not_allowed' })
    expect((await admin.call('GET', '/price-books')).status).toBe(200)
  })
})

describe('the history', () => {
  let world: World
  let owner: Member
  beforeAll(async () => {
    world = await openWorld()
    owner = await world.workspace()
  }, 60_000)
  afterAll(() => world.close())
  const publish = (document: unknown) => owner.call('POST', '/price-books', { document })

  test('says what is to come, in force and past, by whom, and what each changed', async () => {
    const first = world.studio.books.current
    const soon = nextBook(world, upscaleTimes(2), hour)
    const later = nextBook(world, upscaleTimes(4), 2 * hour)
    await publish(later)
    await publish(soon)
    const states = async (member = owner) =>
      (await member.call('GET', '/price-books')).body.items.map(({ version, state }: { version: string; state: string }) => [version, state])
    expect(await states()).toEqual([
      [later.version, 'upcoming'],
      [soon.version, 'upcoming'],
      [first.book.version, 'in_force'],
    ])
    world.advance(90 * minute)
    expect(await states()).toEqual([
      [later.version, 'upcoming'],
      [soon.version, 'in_force'],
      [first.book.version, 'past'],
    ])
    const { items } = (await owner.call('GET', '/price-books')).body
    expect(items[2].changes).toBeNull()
    for (const { changes } of items.slice(0, 2)) {
      expect(changes.some(({ direction, tool }: { direction: string; tool: string }) => direction === 'dearer' && tool === 'image-upscale')).toBe(true)
      for (const change of changes) expect(change.sentence.length).toBeGreaterThan(10)
    }
    const pages = await owner.call('GET', '/price-books?limit=2')
    const rest = await owner.call('GET', `/price-books?cursor=${pages.body.next}`)
    expect([...pages.body.items, ...rest.body.items]).toEqual(items)
    expect(rest.body.next).toBeNull()
    expect((await owner.call('GET', '/price-books?cursor=x')).body).toMatchObject({ code: 'malformed_request' })

    const whole = await owner.call('GET', `/price-books/${items[1].digest}`)
    expect(whole.body).toEqual({ digest: items[1].digest, book: soon })
    expect((await owner.call('GET', `/price-books/${'0'.repeat(64)}`)).body).toMatchObject({ status: 404, code: 'not_found' })
    // Names of people are for their own workspace.
    const stranger = await world.workspace()
    expect((await stranger.call('GET', '/price-books')).body.items.map(({ publishedBy }: { publishedBy: string }) => publishedBy)).toEqual([null, null, null])
    expect(items[0].publishedBy).toBe('Test owner')
  })

  test('a later book can take the place of one that is still to come, at the same moment', async () => {
    const wrong = nextBook(world, upscaleTimes(100), hour)
    await publish(wrong)
    world.advance(minute)
    const right = { ...nextBook(world, upscaleTimes(2)), effective: wrong.effective }
    const { body } = await publish(right)
    world.advance(2 * hour)
    expect(world.studio.books.current.digest).toBe(body.digest)
  })
})

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

  test('replays 30 days: the same book costs the same, a dearer one what its own estimate says, and nothing is published', async () => {
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
    expect((await owner.call('GET', '/price-books')).body.items).toHaveLength(1)
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
