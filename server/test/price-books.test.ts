// Publishing price books: what is refused, when a book takes force, what the history says, and that nobody's quote changes. (docs/rules/pricing.md, P28)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStudio } from '../src/compose.ts'
import { digestOf, insertBook, openBooks } from '../src/price-books/in-force.ts'
import { checkApart } from '../src/publishing/check-apart.ts'
import { publishBook } from '../src/publishing/publish.ts'
import { createWorkspace } from '../src/workspaces/create-workspace.ts'
import { type Draft, minute, nextBook, upscaleTimes } from './books.ts'
import { accept, freshServerDatabase, type Member, newKey, openWorld, quoted, settled, until, type World } from './world.ts'

const hour = 60 * minute

const estimateOf = { tool: 'image-upscale', quality: 'draft', options: { scale: 2 }, iterations: 1 }
const measurement = { media: 'image', format: 'png', width: 2000, height: 1500, bytes: 1000 }
const measured = { ...estimateOf, sources: [{ name: 'x.png', measurement }] }

for (const server of [false, true])
  describe.skipIf(server && !process.env.TEST_DATABASE_URL)(server ? 'on PostgreSQL' : 'on the embedded database', () => {
    let world: World
    let owner: Member
    beforeAll(async () => {
      world = await openWorld({ server })
      await world.worker()
    }, 60_000)
    beforeEach(async () => {
      owner = await world.workspace({ credits: '500' })
    })
    afterAll(() => world.close())

    test('P28: a quote keeps its book: a dearer one is published, takes force without a restart, and the old quote is charged at the old price', async () => {
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

    test('P28: a published book cannot be changed or removed, by anybody', async () => {
      const { query } = world.studio.database
      const before = (await owner.call('GET', '/price-books')).body
      const change = () => query.updateTable('keter.price_books').set({ note: 'changed' }).execute()
      const remove = () => query.deleteFrom('keter.price_books').execute()
      const empty = () => sql`truncate keter.price_books cascade`.execute(query)
      for (const attempt of [change, remove, empty]) await expect(attempt()).rejects.toThrow('a published price book cannot be changed or removed')
      expect((await owner.call('GET', '/price-books')).body).toEqual(before)
    })

    test('of two who publish one version at once, one is told that it is taken', async () => {
      const documents = [2, 3].map((factor) => ({ ...nextBook(world, upscaleTimes(factor)), version: 'contested' }))
      const answers = await Promise.all(documents.map((document) => owner.call('POST', '/price-books', { document })))
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
      expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'price_book_version_taken', charged: 'nothing' })
    })
  })

test.skipIf(!process.env.TEST_DATABASE_URL)('another process of the studio takes a book over, told of it or not', { timeout: 120_000 }, async () => {
  const fresh = await freshServerDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'keter-two-'))
  const config = {
    host: '127.0.0.1',
    port: 7420,
    folder,
    databaseUrl: fresh.url,
    publicUrl: null,
    stripe: null,
    workers: 0,
    embedded: false,
    starterPack: false,
    logLevel: 'silent',
  }
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const one = await openStudio(config, { database: fresh.database, now })
  const other = await openStudio(config, { now })
  try {
    const user = await one.accounts.createPerson({ name: 'Owner', email: 'owner@example.com', password: null })
    const workspace = await createWorkspace(one, { name: 'Two processes', owner: user })
    const book = { ...JSON.parse(JSON.stringify(one.books.current.book)), version: 'told', effective: new Date(now().getTime() + minute).toISOString() }
    const { digest } = await publishBook(one, { workspace, user, apiKey: null }, { document: book })
    const current = async () => other.books.current.digest
    expect(await current()).not.toBe(digest)
    ahead += 2 * minute
    await until(current, (known) => known === digest, 10_000)
    expect(one.books.current.digest).toBe(digest)

    // As if the connection that listens had been lost: the row is the truth, and is looked for.
    const untold = { ...book, version: 'untold', effective: new Date(now().getTime() + minute).toISOString() }
    await insertBook(one.database.query, { book: untold, digest: digestOf(untold), at: now(), by: null, note: null })
    ahead += 2 * minute
    expect(await current()).toBe(digest)
    await other.books.refresh()
    expect(await current()).toBe(digestOf(untold))
  } finally {
    await other.close()
    await one.close()
    await fresh.drop()
    rmSync(folder, { recursive: true, force: true })
  }
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

  test('does not wait for a book that takes too long to check, and others do not wait meanwhile', async () => {
    const long = nextBook(world, (book) => {
      const { rows } = book.tools['image-upscale']
      for (let index = 0; index < 4000; index++)
        rows.unshift({ when: { quality: 'draft', scale: 2, pixels: { over: String(index), under: String(index + 1) } }, lines: [{ label: 'x', base: '1' }] })
    })
    const given = await checkApart(long, 300)
    expect(given).toMatchObject({ book: null, findings: [{ severity: 'error', problem: 'It cannot be checked within 0.3 seconds.' }] })
    const checking = preview(long)
    const first = await Promise.race([checking.then(() => 'the check'), owner.call('POST', '/estimates', measured).then(() => 'the estimate')])
    expect(first).toBe('the estimate')
    expect((await checking).status).toBe(200)
  }, 60_000)

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
      (await member.call('GET', '/price-books')).body.items.slice(0, 3).map(({ version, state }: { version: string; state: string }) => [version, state])
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
    expect(items.at(-1).changes).toBeNull()
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
    expect((await stranger.call('GET', '/price-books')).body.items.map(({ publishedBy }: { publishedBy: string }) => publishedBy)).toEqual(
      items.map(() => null),
    )
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

test('P28: a newer version of the studio brings its prices along, but not to an owner who has set prices', async () => {
  const world = await openWorld()
  try {
    const owner = await world.workspace({ credits: '500' })
    const { database, now, books } = world.studio
    const restarted = async (version: string) => {
      const shipped = [{ ...books.current.book, version, effective: new Date(now().getTime() - minute).toISOString() }]
      const opened = await openBooks(database, { now, warn: () => {}, shipped })
      opened.close()
      return opened.current.book.version
    }
    expect(await restarted('shipped-1')).toBe('shipped-1')
    const own = nextBook(world, upscaleTimes(2))
    expect((await owner.call('POST', '/price-books', { document: own })).status).toBe(201)
    world.advance(3 * minute)
    expect(await restarted('shipped-2')).toBe(own.version)
  } finally {
    await world.close()
  }
}, 60_000)
