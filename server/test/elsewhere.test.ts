// Prices elsewhere: the whole folder of vendors can be read, a list at fault hurts nobody, and the answer is what the lists say.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openVendorLists } from '../src/price-books/vendor-lists.ts'
import { type Member, openWorld, type World } from './world.ts'

let world: World
let owner: Member
const folder = mkdtempSync(join(tmpdir(), 'keter-vendors-'))
const warnings: string[] = []
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

/** Half a dollar cent a credit; 3 credits each started megapixel of the result. */
const list = (change: object = {}, tool: object = {}) => ({
  format: 1,
  id: 'example',
  version: '2026-01-01',
  effective: '2026-01-01T00:00:00Z',
  vendor: 'Example',
  source: { url: 'https://example.com/pricing', asOf: '2026-01' },
  unit: 'credits',
  units: { credits: { usd: '0.005' } },
  tools: {
    upscaler: {
      title: 'Upscaler',
      inputs: { megapixels: { kind: 'number' } },
      rows: [{ when: {}, lines: [{ label: 'Upscale', quantity: 'megapixels', block: '1', rate: '3' }] }],
      comparable: [
        {
          tool: 'image-upscale',
          when: { scale: [2, 4] },
          inputs: { megapixels: { is: { divide: ['resultPixels', '1000000'] } } },
          note: 'Counts the result.',
        },
      ],
      ...tool,
    },
  },
  ...change,
})

beforeAll(async () => {
  world = await openWorld()
  owner = await world.workspace({ credits: '10' })
  write('example.json', JSON.stringify(list()))
  write('example-old.json', JSON.stringify(list({ version: '2025-01-01', effective: '2025-01-01T00:00:00Z', units: { credits: { usd: '1' } } })))
  write('no-money.json', JSON.stringify(list({ id: 'tokens', vendor: 'Tokens', unit: 'tokens', units: {} })))
  write('other-work.json', JSON.stringify(list({ id: 'other', vendor: 'Other' }, { comparable: undefined })))
  write('not-json.json', '{ "format": 1, ')
  write('not-a-book.json', JSON.stringify(list({ format: 2 })))
  write('circle.json', JSON.stringify(list({ vendor: 'Circle' }, { quantities: { a: { unit: 'x', is: 'a' } } })))
  write('notes.txt', 'not a list')
}, 60_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

const job = {
  tool: 'image-upscale',
  quality: 'standard',
  options: { scale: 2 },
  iterations: 3,
  sources: [
    { name: 'a.png', measurement: { media: 'image', format: 'png', width: 1000, height: 1000, bytes: 1000 } },
    { name: 'b.png', measurement: { media: 'image', format: 'png', width: 1100, height: 1000, bytes: 1000 } },
  ],
}
const elsewhere = async (body: object = {}) => (await owner.call('POST', '/estimates/elsewhere', { ...job, ...body })).body

test('P27: the lists that can be read are priced by their own rule, the others are left out and named', async () => {
  const { vendorLists } = world.studio
  Object.assign(world.studio, { vendorLists: openVendorLists((problem) => warnings.push(problem), folder) })
  try {
    const answer = await elsewhere()
    // 4 and 4.4 megapixels of result are 4 and 5 started ones: 9 x 3 credits, at half a cent.
    const example = { tool: 'upscaler', title: 'Upscaler', low: '27', high: '27', exact: true, asOf: '2026-01', note: 'Counts the result.' }
    expect(answer.items).toMatchObject([
      { vendor: 'Example', ...example, unit: 'credits', usd: { low: '0.135', high: '0.135' }, url: 'https://example.com/pricing' },
      { vendor: 'Tokens', ...example, unit: 'tokens', usd: null },
    ])
    // One attempt on each: 1 + 2 started megapixels at 1.4, less 30 %, each rounded up.
    expect(answer.ours.amount).toBe('3')
    expect(answer.book.digest).toBe(world.studio.books.current.digest)
    expect(warnings.map((warning) => /price list (\S+) is left out/.exec(warning)?.[1]).sort()).toEqual(['circle.json', 'not-a-book.json', 'not-json.json'])
    expect((await elsewhere({ options: { scale: 3 } })).items).toEqual([])
    expect(await elsewhere({ options: { scale: 5 } })).toMatchObject({ status: 422, code: 'option_out_of_range', charged: 'nothing' })
    expect(warnings).toHaveLength(3)
  } finally {
    Object.assign(world.studio, { vendorLists })
  }
})

test('a folder that is not there is tried again, and nothing else suffers', async () => {
  const missing = join(folder, 'later')
  const lists = openVendorLists(() => {}, missing)
  await expect(lists()).rejects.toThrow('ENOENT')
  expect((await owner.call('POST', '/estimates', job)).status).toBe(200)
})

test('every list of ours can be read, and those that compare answer with a price or a reason', async () => {
  const problems: string[] = []
  const lists = await openVendorLists((problem) => problems.push(problem))()
  expect(problems).toEqual([])
  expect(lists.all.length).toBeGreaterThan(5)
  expect(lists.all.length).toBeLessThanOrEqual(readdirSync(new URL('../../price-books/vendors/', import.meta.url), { recursive: true }).length)
  const answer = await elsewhere()
  expect(answer.items.length).toBeGreaterThan(2)
  for (const { low, high, asOf, vendor } of answer.items) {
    expect(Number(low), vendor).toBeGreaterThan(0)
    expect(Number(high), vendor).toBeGreaterThanOrEqual(Number(low))
    expect(asOf).toMatch(/^\d{4}/)
  }
  const known = answer.items.filter(({ usd }: { usd: unknown }) => usd).map(({ usd }: { usd: { low: string } }) => Number(usd.low))
  expect(known).toEqual([...known].sort((a, b) => a - b))
  for (const { reason } of answer.unpriced) expect(reason.length).toBeGreaterThan(5)
})
