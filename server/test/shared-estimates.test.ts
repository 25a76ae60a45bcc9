// Shared estimates: who may read one, what those outside never see, what it says when prices have changed, and how it becomes a quote.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkAnswer } from './contract.ts'
import { accept, type Member, openWorld, picture, settled, type World } from './world.ts'

for (const server of [false, true])
  describe.skipIf(server && !process.env.TEST_DATABASE_URL)(server ? 'on PostgreSQL' : 'on the embedded database', () => {
    let world: World
    let owner: Member
    let stranger: Member
    beforeAll(async () => {
      world = await openWorld({ server })
      stranger = await world.workspace({ credits: '50' })
    }, 60_000)
    beforeEach(async () => {
      owner = await world.workspace({ credits: '123.5' })
    })
    afterAll(() => world.close())

    const edit = { tool: 'image-upscale', quality: 'standard', options: { scale: 4 }, iterations: 2 }
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const measured = { name: 'bride.png', sha256: '5'.repeat(64), measurement: { media: 'image', format: 'png', width: 2000, height: 1500, bytes: 1000 } }
    const share = async (body: object = {}, member = owner) => (await member.call('POST', '/estimates/shared', { ...edit, sources: [measured], ...body })).body
    const open = (shareEstimates: boolean) => owner.call('PATCH', '/workspace/settings', { shareEstimates })

    /** Without any credentials. */
    async function anyone(path: string) {
      const answer = await world.app.request(`http://127.0.0.1:7420/api/v1${path}`, { headers: { host: '127.0.0.1:7420' } })
      // biome-ignore lint/suspicious/noExplicitAny: as `call` of a member
      const body: any = await answer.json()
      checkAnswer('GET', path, answer.status, answer.headers.get('content-type') ?? '', body)
      return { status: answer.status, body, headers: answer.headers }
    }

    describe('who may read', () => {
      test('members may, of every role; others are not told whether it exists', async () => {
        const shared = await share({ title: 'Wedding' })
        expect(shared).toMatchObject({
          path: `/e/${shared.id}`,
          title: 'Wedding',
          reader: 'member',
          readableBy: 'members',
          createdBy: 'owner key',
          mayQuote: true,
        })
        const viewer = await owner.withRole('viewer')
        expect((await viewer.call('GET', `/shared-estimates/${shared.id}`)).body).toMatchObject({
          reader: 'member',
          mayQuote: false,
          estimate: shared.estimate,
        })

        const unknown = `est_${'0'.repeat(26)}`
        const [closed, absent] = await Promise.all([shared.id, unknown].map((id) => anyone(`/shared-estimates/${id}`)))
        expect(closed!.body).toMatchObject({ status: 401, code: 'not_signed_in', charged: 'nothing' })
        expect(closed!.body).toEqual(absent!.body)
        const [other, nothing] = await Promise.all([shared.id, unknown].map((id) => stranger.call('GET', `/shared-estimates/${id}`)))
        expect(other!.body).toMatchObject({ status: 404, code: 'not_found' })
        expect(JSON.stringify(other!.body).replaceAll(shared.id, '')).toBe(JSON.stringify(nothing!.body).replaceAll(unknown, ''))
      })

      test('P29: anyone with the link may where the workspace allows it, until it does not; and sees no balance, names, hashes or limits', async () => {
        const shared = await share({ balance: '77777' })
        expect((await open(true)).body).toMatchObject({ shareEstimates: true, changedBy: 'owner key' })
        for (const read of [await anyone(`/shared-estimates/${shared.id}`), await stranger.call('GET', `/shared-estimates/${shared.id}`)]) {
          expect(read.body).toMatchObject({ reader: 'outsider', readableBy: 'anyone', createdBy: null, mayQuote: false })
          expect(read.body.estimate).toMatchObject({ low: shared.estimate.low, most: shared.estimate.most, book: shared.estimate.book, limits: null })
          expect(read.body.estimate.sources[0]).toMatchObject({ name: 'bride.png', lines: shared.estimate.sources[0].lines })
          expect(read.body.now).toMatchObject({ changed: false, difference: { low: '0', likely: '0', most: '0' } })
          const text = JSON.stringify(read.body)
          for (const secret of [owner.workspace, owner.user, 'Test owner', 'owner key', 'Test workspace', '123.5', '77777', measured.sha256, 'balance', 'held'])
            expect(text).not.toContain(secret)
          expect(read.headers.get('cache-control')).toBe('no-store')
        }
        await open(false)
        expect((await anyone(`/shared-estimates/${shared.id}`)).status).toBe(401)
      })

      test('a link that was withdrawn says so, and can be withdrawn again', async () => {
        await open(true)
        const shared = await share()
        expect((await owner.call('DELETE', `/shared-estimates/${shared.id}`)).status).toBe(204)
        expect((await owner.call('DELETE', `/shared-estimates/${shared.id}`)).status).toBe(204)
        expect((await anyone(`/shared-estimates/${shared.id}`)).body).toMatchObject({ status: 410, code: 'shared_estimate_revoked', charged: 'nothing' })
        expect((await owner.call('POST', `/shared-estimates/${shared.id}/quote`, {})).body).toMatchObject({ code: 'shared_estimate_revoked' })
        expect((await owner.call('GET', '/shared-estimates')).body.items).toMatchObject([{ id: shared.id, revokedAt: expect.any(String) }])
      })

      test('the list is of this workspace, newest first, page by page', async () => {
        const ids = [(await share()).id, (await share({ title: 'b' })).id, (await share()).id]
        const first = (await owner.call('GET', '/shared-estimates?limit=2')).body
        const rest = (await owner.call('GET', `/shared-estimates?cursor=${first.next}`)).body
        expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.reverse())
        expect(first.items[1]).toMatchObject({ title: 'b', tool: 'image-upscale', sources: 1, createdBy: 'owner key', revokedAt: null })
      })

      test('only an owner decides whether links are open', async () => {
        expect((await owner.call('GET', '/workspace/settings')).body).toEqual({ shareEstimates: false, changedAt: null, changedBy: null })
        const admin = await owner.withRole('admin')
        expect((await admin.call('PATCH', '/workspace/settings', { shareEstimates: true })).body).toMatchObject({ status: 403, code: 'not_allowed' })
        await open(true)
        expect((await owner.call('PATCH', '/workspace/settings', {})).body).toMatchObject({ shareEstimates: true })
        expect((await stranger.call('GET', '/workspace/settings')).body).toMatchObject({ shareEstimates: false, changedBy: null })
      })

      test('what has no price is refused as an estimate is, and nothing is kept', async () => {
        expect(await share({ options: { scale: 5 } })).toMatchObject({ status: 422, code: 'option_out_of_range', charged: 'nothing' })
        expect(await share({ sources: [] })).toMatchObject({ code: 'no_sources' })
        expect((await owner.call('GET', '/shared-estimates')).body.items).toEqual([])
      })
    })

    describe('becoming a quote', () => {
      const project = async (member = owner) => (await member.call('POST', '/projects', { name: 'Shared' })).body.id as string
      const sourceOf = async (name: string, bytes: Buffer) => ({
        name,
        sha256: sha256(bytes),
        measurement: { media: 'image', format: 'png', width: 96, height: 64, bytes: bytes.length },
      })
      const quoteOf = (id: string, body: object = {}, member = owner) => member.call('POST', `/shared-estimates/${id}/quote`, body)

      test('is refused with the files that are missing, then quotes those that were uploaded, found by their bytes', async () => {
        const files = [await picture(), await picture()]
        const sources = [await sourceOf('one.png', files[0]!), await sourceOf('two.png', files[1]!)]
        const shared = await share({ sources })
        const refused = await quoteOf(shared.id)
        expect(refused.body).toMatchObject({ status: 409, code: 'sources_not_uploaded', charged: 'nothing', data: { project: null } })
        expect(refused.body.data.missing).toMatchObject([
          { source: 0, name: 'one.png', sha256: sources[0]!.sha256 },
          { source: 1, name: 'two.png', sha256: sources[1]!.sha256 },
        ])
        const id = await project()
        await owner.upload(id, 'renamed.png', files[0]!)
        expect((await quoteOf(shared.id)).body).toMatchObject({ data: { project: id, missing: [{ source: 1, name: 'two.png' }] } })
        await owner.upload(await project(), 'elsewhere.png', files[1]!)
        expect((await quoteOf(shared.id)).body).toMatchObject({ code: 'sources_not_uploaded' })
        await owner.upload(id, 'two.png', files[1]!)
        const quote = await quoteOf(shared.id)
        expect(quote.status).toBe(201)
        expect(quote.body).toMatchObject({ project: id, state: 'open', low: shared.estimate.low, most: shared.estimate.most, iterations: 2 })
        expect(quote.body.sources.map((source: { sha256: string }) => source.sha256)).toEqual(sources.map((source) => source.sha256))
        expect((await quoteOf(shared.id, { project: id })).status).toBe(201)
        expect((await quoteOf(shared.id, { project: await project() })).body).toMatchObject({ code: 'sources_not_uploaded' })
      })

      test('is for those who may spend, in its own workspace alone', async () => {
        await open(true)
        const bytes = await picture()
        const shared = await share({ sources: [await sourceOf('x.png', bytes)] })
        await stranger.upload(await project(stranger), 'x.png', bytes)
        expect((await quoteOf(shared.id, {}, stranger)).body).toMatchObject({ status: 404, code: 'not_found' })
        expect((await quoteOf(shared.id, {}, await owner.withRole('reviewer'))).body).toMatchObject({ status: 403, code: 'not_allowed' })
        // The same bytes in another workspace are not there for this one.
        expect((await quoteOf(shared.id)).body).toMatchObject({ code: 'sources_not_uploaded' })
      })

      test('takes a file whose bytes were not known by name, if it is of that size', async () => {
        const bytes = await picture()
        const { sha256: _, ...unhashed } = await sourceOf('x.png', bytes)
        const shared = await share({ sources: [unhashed] })
        const id = await project()
        const { asset } = await owner.upload(id, 'x.png', bytes)
        const refused = await quoteOf(shared.id)
        expect(refused.body).toMatchObject({ code: 'sources_not_uploaded', data: { missing: [{ sha256: null }] } })
        expect(refused.body.detail).toContain('"assets"')
        const other = await owner.upload(id, 'y.png', await picture(100, 64))
        expect((await quoteOf(shared.id, { assets: [{ source: 0, asset: other.asset }] })).body).toMatchObject({ status: 409, code: 'quote_mismatch' })
        expect((await quoteOf(shared.id, { assets: [{ source: 1, asset }] })).body).toMatchObject({ code: 'malformed_request' })
        const theirs = await stranger.upload(await project(stranger), 'x.png', bytes)
        expect((await quoteOf(shared.id, { assets: [{ source: 0, asset: theirs.asset }] })).body).toMatchObject({ status: 404, code: 'not_found' })
        const quote = await quoteOf(shared.id, { assets: [{ source: 0, asset }] })
        expect(quote.body).toMatchObject({ project: id, most: shared.estimate.most })
      })

      test('refuses a named asset with other bytes, and keeps two equal files two assets', async () => {
        const bytes = await picture()
        const source = await sourceOf('x.png', bytes)
        const shared = await share({ sources: [source, { ...source, name: 'copy.png' }] })
        const id = await project()
        const other = await owner.upload(id, 'y.png', await picture())
        const assets = [(await owner.upload(id, 'x.png', bytes)).asset, (await owner.upload(id, 'copy.png', bytes)).asset]
        expect((await quoteOf(shared.id, { assets: [{ source: 0, asset: other.asset }] })).body).toMatchObject({ code: 'quote_mismatch' })
        const quote = (await quoteOf(shared.id)).body
        expect(quote.most).toBe(shared.estimate.most)
        const stored = await world.studio.database.query.selectFrom('keter.quotes').select('sources').where('id', '=', quote.quote).executeTakeFirstOrThrow()
        expect(stored.sources.map(({ asset }) => asset).sort()).toEqual(assets.sort())
      })
    })

    test('P29: when prices have changed it says so, side by side, and quotes at the price of today', async () => {
      await world.worker()
      await open(true)
      const bytes = await picture()
      const source = { name: 'x.png', sha256: sha256(bytes), measurement: { media: 'image', format: 'png', width: 96, height: 64, bytes: bytes.length } }
      const shared = await share({ sources: [source], plan: 'free' })
      expect(shared).toMatchObject({ estimate: { low: '4', most: '6' }, now: { changed: false, refusal: null } })
      const { book, digest } = world.studio.books.current
      const dearer = JSON.parse(JSON.stringify(book))
      for (const row of dearer.tools['image-upscale'].rows) for (const line of row.lines) line.rate = String(Number(line.rate) * 2)
      Object.assign(dearer, { version: 'dearer', effective: new Date(world.studio.now().getTime() + 60_000).toISOString() })
      expect((await owner.call('POST', '/price-books', { document: dearer })).status).toBe(201)
      world.advance(120_000)

      const read = (await anyone(`/shared-estimates/${shared.id}`)).body
      expect(read.estimate).toMatchObject({ low: '4', most: '6', book: { digest } })
      expect(read.now).toMatchObject({ changed: true, book: { version: 'dearer' }, difference: { low: '3', most: '5' }, estimate: { low: '7', most: '11' } })
      const project = (await owner.call('POST', '/projects', { name: 'Shared' })).body.id
      await owner.upload(project, 'x.png', bytes)
      const quote = (await owner.call('POST', `/shared-estimates/${shared.id}/quote`, {})).body
      // 2 x 3.5 and half of it again, less the 30 % of the plan the workspace really has: 7.35, rounded up.
      expect(quote).toMatchObject({ plan: 'business', low: '5', most: '8', book: { version: 'dearer' } })
      const run = await settled(owner, (await accept(owner, { project, asset: '', quote })).body.id)
      expect(run.charged).toBe('5')
      // The result is there now, so an estimate of today would be free; what was shared is compared without it.
      expect((await owner.call('GET', `/shared-estimates/${shared.id}`)).body.now.difference).toEqual(read.now.difference)
    }, 60_000)
  })
