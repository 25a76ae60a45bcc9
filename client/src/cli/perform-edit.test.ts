import type { IncomingMessage, ServerResponse } from 'node:http'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keter, temporaryFolder } from '../../test/command-line.ts'
import { estimate, iteration, receipt, receiptLine, run, source, version } from '../../test/documents.ts'
import { bytesOf, sendJson, serve } from '../../test/http-server.ts'
import { picture } from '../../test/images.ts'
import type { Run } from '../sdk/index.ts'

// What a real studio seldom does at the joints of the main job: a price that changed on the way, an answer that gets lost.

const bytes = picture(16, 16)
const result = { ...version, sha256: createHash('sha256').update(bytes).digest('hex') }
const delivered = run({ sources: [source({ iterations: [iteration({ result })] })] })
const price = { ...estimate, iterations: 1, low: '1', likely: '1', most: '1' }
const edit = ['edit', 'photo.png', '--tool', 'image-upscale', '--yes', '--out', 'out', '--json']

interface Behaviour {
  readonly quoted?: string
  readonly limits?: readonly object[]
  readonly onAccept?: (attempt: number, response: ServerResponse) => boolean
  readonly content?: Buffer
}

/** A studio that answers each step of the main job once, in the usual way unless told otherwise. */
async function studioThat({ quoted = '1', limits = [], onAccept = () => false, content = bytes }: Behaviour) {
  const accepts: { key: string; maxCredits: string }[] = []
  const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    'POST /estimates': () => ({ ...price, limits }),
    'POST /requests': () => ({ id: 'req_1', amount: quoted, state: 'open' }),
    'GET /projects': () => ({ items: [{ id: delivered.project, name: 'Command line' }], next: null }),
    'GET /projects/assets': () => ({ items: [{ id: version.asset, name: 'photo.png', source: { ...version, sha256: sha256 } }], next: null }),
    'POST /quotes': () => ({ ...price, limits, low: quoted, most: quoted, quote: delivered.quote }),
    'GET /runs': () => delivered,
    'POST /iterations/verdict': (): Run => delivered,
    'GET /receipts': () => receipt({ iterations: [receiptLine({ id: iteration().id })] }),
  }
  const server = await serve(async (request, response) => {
    const [, , , noun, , action] = new URL(request.url!, 'http://studio').pathname.split('/')
    const body = String(await bytesOf(request))
    if (noun === 'versions') return void response.writeHead(200).end(content)
    if (action === 'accept') {
      accepts.push({ key: String(request.headers['idempotency-key']), maxCredits: JSON.parse(body).maxCredits })
      return onAccept(accepts.length, response) ? undefined : sendJson(response, 201, delivered)
    }
    const answer = answers[`${request.method} /${[noun, action].filter(Boolean).join('/')}`]
    sendJson(response, 200, answer?.(request, response) ?? {})
  })
  return { url: server.url, accepts, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

const source16 = picture(8, 8)
const sha256 = createHash('sha256').update(source16).digest('hex')

async function folderWithPhoto() {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, 'photo.png'), source16)
  return folder
}

test('a lost answer to the acceptance is asked for again with the same key, never a second run', async () => {
  await using folder = await folderWithPhoto()
  await using studio = await studioThat({ onAccept: (attempt, response) => attempt === 1 && Boolean(response.destroy()) })
  const { exit, stdout } = await keter([...edit, '--url', studio.url], { folder: folder.path })
  expect(exit).toBe(0)
  expect(JSON.parse(stdout).iterations[0].result.path).toBe(join('out', 'photo-upscaled-4x.jpg'))
  expect(studio.accepts).toHaveLength(2)
  expect(new Set(studio.accepts.map(({ key }) => key)).size).toBe(1)
  expect(await readFile(join(folder.path, 'out', 'photo-upscaled-4x.jpg'))).toEqual(bytes)
})

test('a quote above the estimate is not accepted on --yes alone', async () => {
  await using folder = await folderWithPhoto()
  await using studio = await studioThat({ quoted: '2' })
  const { exit, stdout } = await keter([...edit, '--url', studio.url], { folder: folder.path })
  expect(exit).toBe(3)
  expect(JSON.parse(stdout)).toMatchObject({ code: 'quote_mismatch', charged: 'nothing' })
  expect(studio.accepts).toEqual([])
})

test('a quote above the estimate is accepted within --max-credits, and never above', async () => {
  await using folder = await folderWithPhoto()
  await using studio = await studioThat({ quoted: '2' })
  expect((await keter([...edit, '--url', studio.url, '--max-credits', '1.5'], { folder: folder.path })).exit).toBe(3)
  expect(studio.accepts).toEqual([])
  expect((await keter([...edit, '--url', studio.url, '--max-credits', '5'], { folder: folder.path })).exit).toBe(0)
  expect(studio.accepts).toMatchObject([{ maxCredits: '2' }])
})

test('a result that arrives damaged is not left in the folder, and the person learns where the paid one is', async () => {
  await using folder = await folderWithPhoto()
  await using studio = await studioThat({ content: bytes.subarray(0, 100) })
  const { exit, stdout } = await keter([...edit, '--url', studio.url], { folder: folder.path })
  expect(exit).toBe(5)
  expect(JSON.parse(stdout)).toMatchObject({ charged: expect.stringContaining(receipt().receipt), detail: expect.stringContaining('photo.jpg') })
  expect(await readdir(join(folder.path, 'out'))).toEqual([])
})

const limit = (mode: string) => ({ name: 'spending', label: 'Member, month', unit: 'credits', maximum: '1', used: '1', thisRun: '1', ok: false, mode })

test('a soft limit warns and stops nothing; a hard one stops the edit', async () => {
  await using folder = await folderWithPhoto()
  await using soft = await studioThat({ limits: [limit('soft')] })
  const said = await keter([...edit.filter((word) => word !== '--json'), '--url', soft.url], { folder: folder.path })
  expect([said.exit, soft.accepts.length]).toEqual([0, 1])
  expect(said.stdout).toContain('more than was meant to be spent')
  await using hard = await studioThat({ limits: [limit('hard')] })
  expect((await keter([...edit, '--force', '--url', hard.url], { folder: folder.path })).exit).toBe(3)
  expect(hard.accepts).toEqual([])
})

test('a limit that has to be asked for is asked for with --ask, and nothing is held', async () => {
  await using folder = await folderWithPhoto()
  await using studio = await studioThat({ limits: [limit('ask')] })
  const refused = await keter([...edit, '--url', studio.url], { folder: folder.path })
  expect([refused.exit, JSON.parse(refused.stdout).code]).toEqual([3, 'limit_reached'])
  const { exit, stdout } = await keter([...edit, '--url', studio.url, '--ask', 'for the fair'], { folder: folder.path })
  expect([exit, JSON.parse(stdout)]).toMatchObject([3, { id: 'req_1', state: 'open' }])
  expect(studio.accepts).toEqual([])
})

test('results never overwrite: found before anything is spent, and forced only when asked', async () => {
  await using folder = await folderWithPhoto()
  await using studio = await studioThat({})
  expect((await keter([...edit, '--url', studio.url], { folder: folder.path })).exit).toBe(0)
  expect((await keter([...edit, '--url', studio.url], { folder: folder.path })).exit).toBe(2)
  expect(studio.accepts).toHaveLength(1)
  expect((await keter([...edit, '--url', studio.url, '--force'], { folder: folder.path })).exit).toBe(0)
  expect(await readdir(join(folder.path, 'out'))).toEqual(['photo-upscaled-4x.jpg'])
})
