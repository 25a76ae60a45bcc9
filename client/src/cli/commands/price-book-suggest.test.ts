import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keter, temporaryFolder } from '../../../test/command-line.ts'
import { measuredIn, measuredTyped } from './price-book-seconds.ts'

const limits = { sourcesPerRun: 20, iterations: 4, sourceMegapixels: 25, resultMegapixels: 100, uploadMegabytes: 50 }
const plan = { name: 'Free', grant: '60', period: 'month', rollOver: '0', discountPercent: '0', limits }
const book = {
  format: 1,
  id: 'test',
  version: '1',
  effective: '2026-01-01T00:00:00Z',
  unit: 'credits',
  units: { credits: { usd: '0.01' } },
  studio: { quoteMinutes: 30, holdHours: 24, keepChance: '0.7', plans: { free: plan, team: { ...plan, name: 'Team', discountPercent: '20' } } },
  tools: {
    'image-upscale': {
      rows: [
        { when: { quality: 'draft' }, lines: [{ label: 'Draft', quantity: { divide: ['pixels', '1000000'] }, unit: 'megapixel', rate: '1' }] },
        {
          when: { quality: 'standard', scale: [2, 3, 4] },
          lines: [{ label: 'Standard', quantity: { divide: ['pixels', '1000000'] }, unit: 'megapixel', rate: '2' }],
        },
      ],
      rounding: { stage: 'source', mode: 'up', step: '1' },
      charges: { succeeded: 'price', partial: 'delivered', failed: 'nothing', cancelled: 'delivered', defective: 'refunded' },
    },
  },
}
const bench = `a table for people\n${JSON.stringify({
  bench: 'image-upscale',
  cases: [
    { name: '1 MP JPEG to 16 MP JPEG, draft (s)', ours: 1.8 },
    { name: 'peak memory of the child (MB)', ours: 400 },
  ],
})}\n`

async function suggest(words: readonly string[], files: Readonly<Record<string, string>> = {}) {
  await using folder = await temporaryFolder()
  for (const [name, text] of Object.entries({ 'book.json': JSON.stringify(book), 'bench.txt': bench, ...files })) await writeFile(join(folder.path, name), text)
  return await keter(['price-book', 'suggest', ...words], { folder: folder.path })
}

describe('keter price-book suggest', () => {
  test('cost, margin and a rate that keeps the wanted margin under the largest discount', async () => {
    // 1.8 s at $2 an hour are $0.001; at $0.01 that leaves 90 %, with 20 % off 87.5 %. For 75 % of $0.008 a megapixel would have to be sold at $0.005, half a credit.
    const { exit, stdout } = await suggest(['book.json', '--cost-per-hour', '2', '--margin', '75', '--bench', 'bench.txt', '--json'])
    expect(exit).toBe(0)
    const { rates, notMeasured, largestDiscount, creditWorth } = JSON.parse(stdout)
    expect([creditWorth, largestDiscount]).toEqual([0.01, { plan: 'Team', percent: '20' }])
    expect(rates).toHaveLength(1)
    expect(rates[0]).toMatchObject({
      tool: 'image-upscale',
      setting: { quality: 'draft', scale: '4' },
      seconds: 1.8,
      credits: '1',
      usd: 0.01,
      suggested: { credits: '0.5' },
    })
    expect(rates[0].cost).toBeCloseTo(0.001, 12)
    expect(rates[0].margin).toBeCloseTo(0.9, 12)
    expect(rates[0].marginLeast).toBeCloseTo(0.875, 12)
    // Standard 8x is not offered, so it is not missing either.
    expect(notMeasured).toHaveLength(6)
  })

  test('typed seconds count for their quality and scale, the last one said wins, and the table says it all', async () => {
    const words = ['--seconds-per-megapixel', '90', '--seconds-per-megapixel', 'standard/4=18']
    const { exit, stdout } = await suggest(['book.json', '--cost-per-hour', '2', ...words])
    expect(exit).toBe(0)
    expect(stdout).toMatch(/^Image upscale: margin -400 % to 50 %$/m)
    expect(stdout).toMatch(/standard, scale 4 +18 +\$0\.01 +2 +\$0\.02 +50 % +38 % +3\.2$/m)
    expect(stdout).toMatch(/draft, scale 8 +90 +\$0\.05 +1 +\$0\.01 +-400 % +-525 % +15\.7$/m)
    expect(stdout).toContain('a credit is worth $0.01, the machine costs $2 an hour (price book test 1)')
  })

  test('without a book it is our own', async () => {
    const { exit, stdout } = await suggest(['--cost-per-hour', '0.5', '--bench', 'bench.txt', '--json'])
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ book: { id: 'keter' }, rates: [{ setting: { quality: 'draft', scale: '4' } }] })
  })

  test.each([
    ['bad_usage', ['book.json', '--cost-per-hour', '2']],
    ['bad_usage', ['book.json', '--cost-per-hour', 'much', '--bench', 'bench.txt']],
    ['bad_usage', ['book.json', '--cost-per-hour', '2', '--margin', '100', '--bench', 'bench.txt']],
    ['bad_usage', ['book.json', '--cost-per-hour', '2', '--seconds-per-megapixel', '4/4']],
    ['bad_usage', ['book.json', '--bench', 'bench.txt']],
    ['bad_usage', ['worthless.json', '--cost-per-hour', '2', '--bench', 'bench.txt']],
    ['bad_usage', ['list.json', '--cost-per-hour', '2', '--bench', 'bench.txt']],
    ['source_missing', ['book.json', '--cost-per-hour', '2', '--bench', 'nowhere.txt']],
    ['malformed_request', ['book.json', '--cost-per-hour', '2', '--bench', 'book.json']],
  ])('2 where nothing can be derived (%s): %j', async (code, words) => {
    const { units: _, ...worthless } = book
    const { studio: __, ...list } = book
    const files = { 'worthless.json': JSON.stringify(worthless), 'list.json': JSON.stringify({ ...list, tools: {} }) }
    const { exit, stdout } = await suggest([...words, '--json'], files)
    expect([exit, JSON.parse(stdout).code]).toEqual([2, code])
  })
})

test('seconds as they are typed', () => {
  expect(measuredTyped('4.8')).toEqual({ setting: {}, secondsPerMegapixel: 4.8 })
  expect(measuredTyped('standard/4=4.8')).toEqual({ setting: { quality: 'standard', scale: '4' }, secondsPerMegapixel: 4.8 })
  expect(measuredTyped('image-upscale/draft/2=1')).toEqual({ tool: 'image-upscale', setting: { quality: 'draft', scale: '2' }, secondsPerMegapixel: 1 })
  for (const wrong of ['', '=', '0', '-1', 'draft=2', 'a/b/c/d=2', 'draft/2=']) expect(() => measuredTyped(wrong)).toThrow('--seconds-per-megapixel')
})

test('seconds as a benchmark prints them: of the source’s megapixels, and of nothing else', () => {
  const cases = [
    { name: '4 MP JPEG to 16 MP JPEG, standard (s)', ours: 20 },
    { name: '1 MP JPEG to 16 MP JPEG, draft (ms)', ours: 20 },
    { name: '1 MP JPEG to 16 MP JPEG, draft (s)', ours: null },
    null,
  ]
  expect(measuredIn(JSON.stringify({ bench: 'image-upscale', cases }, null, 2))).toEqual([
    { tool: 'image-upscale', setting: { quality: 'standard', scale: '2' }, secondsPerMegapixel: 5 },
  ])
  for (const text of ['', 'no JSON', '{', '[]', '{"bench":1}']) expect(measuredIn(text)).toEqual([])
})
