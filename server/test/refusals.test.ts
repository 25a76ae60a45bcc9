// Bad input at every door: a coded refusal with a next step, nothing charged, nothing held, the studio alive.
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accept, type Member, openWorld, picture, quoted, settled, type World } from './world.ts'

let world: World
let owner: Member
let project: string
beforeAll(async () => {
  world = await openWorld()
  await world.worker()
  owner = await world.workspace({ credits: '100', plan: 'free' })
  project = (await owner.call('POST', '/projects', { name: 'Bad input' })).body.id
})
afterAll(() => world.close())

const pixels = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: { r: 90, g: 20, b: 200 } } })

/** A PNG that says it is 60,000 x 60,000 and is a few hundred bytes. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    const check = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(60_000, 0)
  header.writeUInt32BE(60_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const animated = () =>
  sharp(Buffer.concat([Buffer.alloc(30 * 20 * 3, 10), Buffer.alloc(30 * 20 * 3, 200)]), { raw: { width: 30, height: 40, channels: 3, pageHeight: 20 } })
    .gif({ delay: [100, 100], loop: 0 })
    .toBuffer()

describe('an upload that is not what the studio edits is refused and leaves nothing', () => {
  const files: Record<string, { code: string; make: () => Promise<Buffer> | Buffer }> = {
    'text named .png': { code: 'source_not_media', make: () => Buffer.from('this is not an image') },
    'an SVG': { code: 'source_not_media', make: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>') },
    '0 bytes': { code: 'source_empty', make: () => Buffer.alloc(0) },
    'a truncated JPEG': { code: 'source_damaged', make: async () => (await picture(400, 300, 'jpeg')).subarray(0, 9000) },
    'a truncated PNG': { code: 'source_damaged', make: async () => (await picture(400, 300, 'png')).subarray(0, 900) },
    'a decompression bomb': { code: 'source_too_large', make: bomb },
    'an animated GIF': { code: 'source_animated', make: animated },
    'more megapixels than the plan allows': { code: 'source_too_large', make: () => pixels(6000, 5000).png().toBuffer() },
  }
  test.each(Object.entries(files))('%s', async (_, { code, make }) => {
    const { asset, status, problem } = await owner.upload(project, 'photo.png', await make())
    expect(asset).toBeNull()
    expect(status).toBeGreaterThanOrEqual(400)
    expect(problem).toMatchObject({ code, charged: 'nothing' })
    expect(problem!.next.length).toBeGreaterThan(10)
    expect((await owner.call('GET', `/projects/${project}/assets`)).body.items).toEqual([])
  })

  test('an upload larger than the plan allows', async () => {
    const metadata = `filename ${btoa('x.png')},project ${btoa(project)}`
    const made = await owner.call('POST', '/uploads', undefined, { 'tus-resumable': '1.0.0', 'upload-length': String(2e9), 'upload-metadata': metadata })
    expect(made.status).toBe(413)
  })

  test('an upload without a name or a project', async () => {
    const made = await owner.call('POST', '/uploads', undefined, { 'tus-resumable': '1.0.0', 'upload-length': '10' })
    expect(made.body).toMatchObject({ status: 400, code: 'malformed_request' })
  })
})

describe('an odd picture is edited right', () => {
  const files: Record<string, { make: () => Promise<Buffer>; width: number; height: number }> = {
    'a CMYK JPEG': { make: () => pixels(40, 30).toColourspace('cmyk').jpeg().toBuffer(), width: 80, height: 60 },
    'a 16-bit PNG': { make: () => pixels(40, 30).toColourspace('rgb16').png().toBuffer(), width: 80, height: 60 },
    'a JPEG turned by its orientation tag': {
      make: async () =>
        sharp(await picture(41, 30, 'jpeg'))
          .withMetadata({ orientation: 6 })
          .jpeg()
          .toBuffer(),
      width: 60,
      height: 82,
    },
    'a picture with transparency': {
      make: () =>
        sharp({ create: { width: 33, height: 21, channels: 4, background: { r: 9, g: 99, b: 200, alpha: 0.4 } } })
          .png()
          .toBuffer(),
      width: 66,
      height: 42,
    },
    'one pixel': { make: () => pixels(1, 1).png().toBuffer(), width: 2, height: 2 },
    'odd sizes': { make: () => picture(37, 53), width: 74, height: 106 },
    greyscale: {
      make: async () =>
        sharp(await picture(40, 30))
          .greyscale()
          .jpeg()
          .toBuffer(),
      width: 80,
      height: 60,
    },
  }
  test.each(Object.entries(files))('%s', async (_, { make, width, height }) => {
    const one = await quoted(owner, { project, bytes: await make() })
    const run = await settled(owner, (await accept(owner, one)).body.id)
    expect(run.sources[0].iterations[0]).toMatchObject({ state: 'done', result: { measurement: { width, height } } })
    expect(run.charged).toBe(one.quote.most)
    const result = await owner.call('GET', `/versions/${run.sources[0].iterations[0].result.id}/preview?edge=64`)
    expect(result.headers.get('content-type')).toBe('image/webp')
  })
})

describe('a request that asks for what there is not', () => {
  const measurement = { media: 'image', format: 'png', width: 100, height: 100, bytes: 1000 }
  const sources = [{ name: 'x.png', measurement }]
  const good = { tool: 'image-upscale', quality: 'draft', options: { scale: 2 }, iterations: 1, sources }
  let before: { available: string; held: string }
  beforeAll(async () => {
    before = await owner.balance()
  })
  afterEach(async () => expect(await owner.balance()).toEqual(before))

  const cases: Record<string, { body: object; code: string; status: number }> = {
    'an unknown tool': { body: { tool: 'image-dream' }, code: 'unknown_tool', status: 422 },
    'an unknown option': { body: { options: { sharpness: 3 } }, code: 'unknown_option', status: 422 },
    'an option named like a part of every object': { body: { options: { constructor: 3 } }, code: 'unknown_option', status: 422 },
    'a scale out of range': { body: { options: { scale: 16 } }, code: 'option_out_of_range', status: 422 },
    'a scale that is text': { body: { options: { scale: '2' } }, code: 'option_out_of_range', status: 422 },
    'an unknown quality': { body: { quality: 'ultra' }, code: 'unknown_quality', status: 422 },
    'no iterations': { body: { iterations: 0 }, code: 'iterations_out_of_range', status: 422 },
    'a thousand million iterations': { body: { iterations: 1e9 }, code: 'iterations_out_of_range', status: 422 },
    'half an iteration': { body: { iterations: 1.5 }, code: 'iterations_out_of_range', status: 422 },
    'an unknown plan': { body: { plan: 'gold' }, code: 'unknown_plan', status: 422 },
    'no sources': { body: { sources: [] }, code: 'no_sources', status: 422 },
    'too many sources': { body: { sources: Array(21).fill(sources[0]) }, code: 'too_many_sources', status: 422 },
    'a source too large': {
      body: { sources: [{ name: 'x', measurement: { ...measurement, width: 6000, height: 5000 } }] },
      code: 'source_too_large',
      status: 413,
    },
    'a result too large': {
      body: { options: { scale: 8 }, sources: [{ name: 'x', measurement: { ...measurement, width: 3000, height: 2000 } }] },
      code: 'result_too_large',
      status: 422,
    },
    'a width that is no number': { body: { sources: [{ name: 'x', measurement: { ...measurement, width: 'wide' } }] }, code: 'malformed_request', status: 400 },
    'a negative width': { body: { sources: [{ name: 'x', measurement: { ...measurement, width: -5 } }] }, code: 'malformed_request', status: 400 },
    'a balance that is no amount': { body: { balance: '1e9' }, code: 'malformed_request', status: 400 },
  }
  test.each(Object.entries(cases))('%s', async (_, { body, code, status }) => {
    const answer = await owner.call('POST', '/estimates', { ...good, ...body })
    expect(answer.body).toMatchObject({ code, status, charged: 'nothing' })
    expect(answer.body.next.length).toBeGreaterThan(10)
    expect(answer.body.detail.length).toBeGreaterThan(5)
  })

  test('a crop outside the picture', async () => {
    const answer = await owner.call('POST', '/estimates', { tool: 'image-convert', options: { cropLeft: 90, cropWidth: 50 }, sources })
    expect(answer.body).toMatchObject({ code: 'option_out_of_range', charged: 'nothing' })
  })

  test('a body that is not JSON, and one that is not an object', async () => {
    const headers = { host: '127.0.0.1:7420', authorization: `Bearer ${owner.key}`, 'content-type': 'application/json' }
    for (const body of ['{"tool":', '[]', 'null', '"x"', '']) {
      const answer = await world.app.request('http://127.0.0.1:7420/api/v1/estimates', { method: 'POST', headers, body })
      expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed_request' })
    }
  })

  test('a cursor, a kind and an address that do not exist', async () => {
    expect((await owner.call('GET', '/charges?cursor=abc')).body).toMatchObject({ code: 'malformed_request' })
    expect((await owner.call('GET', '/charges?kind=gift')).body).toMatchObject({ code: 'malformed_request' })
    expect((await owner.call('GET', '/charges?limit=0')).body).toMatchObject({ code: 'malformed_request' })
    expect((await owner.call('GET', '/nothing')).body).toMatchObject({ status: 404, code: 'not_found' })
    expect((await owner.call('GET', '/runs/run_%00')).body).toMatchObject({ status: 400, code: 'malformed_request' })
  })

  test('too few credits: the estimate says so, the acceptance is refused, and both say how many', async () => {
    const poor = await world.workspace({ credits: '2', plan: 'free' })
    const one = await quoted(poor, { quality: 'standard', scale: 8 })
    expect(one.quote.balance).toEqual({ available: '2', held: '0', after: '-5', enough: false })
    expect((await accept(poor, one)).body).toMatchObject({
      code: 'insufficient_credits',
      status: 402,
      charged: 'nothing',
      data: { needed: '7', available: '2' },
    })
    expect(await poor.balance()).toEqual({ available: '2', held: '0' })
  })
})

test('the studio is alive after all of it, and the ledger is whole', async () => {
  expect((await owner.call('GET', '/ledger/verification')).body).toMatchObject({ ok: true, findings: [] })
  expect((await world.app.request('http://127.0.0.1:7420/readyz', { headers: { host: '127.0.0.1:7420' } })).status).toBe(200)
})
