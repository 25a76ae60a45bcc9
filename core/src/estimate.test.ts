import { describe, expect, test } from 'vitest'
import keter from '../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { parseCredits } from './credits.ts'
import { type EstimateRequest, type EstimateSource, estimate } from './estimate.ts'
import type { ImageMeasurement } from './measurement.ts'
import { compilePriceBook } from './price-book/compile.ts'
import { parseStudioBook } from './price-book/parse.ts'
import { Refusal } from './refusal.ts'
import { type Options, parseEdit } from './tool.ts'

const book = compilePriceBook(parseStudioBook(keter), 'ab'.repeat(32))
const image = (width: number, height: number, more: Partial<ImageMeasurement> = {}): ImageMeasurement => ({
  media: 'image',
  format: 'jpeg',
  width,
  height,
  bytes: 1000,
  ...more,
})
const source = (name: string, width: number, height: number, sha256?: string): EstimateSource => ({
  name,
  measurement: image(width, height),
  ...(sha256 === undefined ? {} : { sha256 }),
})
const upscale = (quality: string, scale: number, options: Options = {}) => parseEdit({ tool: 'image-upscale', quality, options: { scale, ...options } })

const request = (changes: Partial<EstimateRequest> = {}): EstimateRequest => ({
  book,
  edit: upscale('standard', 4),
  iterations: 2,
  plan: 'pro',
  balance: { available: parseCredits('31'), held: parseCredits('12') },
  sources: [source('frame.png', 128, 128)],
  at: '2026-11-22T10:00:00.000Z',
  ...changes,
})

test('an estimate says everything a person needs before the run', () => {
  // 3.5 - 10 % = 3.15 -> 4; with the retry 5.25 - 10 % = 4.725 -> 5; likely 4 + 0.3 x 1 = 4.3
  expect(estimate(request())).toEqual({
    tool: 'image-upscale',
    options: { scale: 4, format: 'same' },
    quality: 'standard',
    iterations: 2,
    plan: 'pro',
    book: { id: 'keter', version: '2026-11-22', digest: 'ab'.repeat(32) },
    validUntil: '2026-11-22T10:30:00.000Z',
    sources: [
      {
        name: 'frame.png',
        measurement: image(128, 128),
        result: { width: 512, height: 512, format: 'jpeg' },
        lines: [
          { label: 'Standard 4×', quantity: '1', unit: 'started megapixel', rate: '3.5', amount: '3.5' },
          { label: 'Pro plan, 10 % off', amount: '-0.35' },
          { label: 'Rounded up to whole credits', amount: '0.85' },
        ],
        linesMost: [
          { label: 'Standard 4×', quantity: '1', unit: 'started megapixel', rate: '3.5', amount: '3.5' },
          { label: 'Standard 4×, attempt 2, half price', quantity: '1', unit: 'started megapixel', rate: '1.75', amount: '1.75' },
          { label: 'Pro plan, 10 % off', amount: '-0.525' },
          { label: 'Rounded up to whole credits', amount: '0.275' },
        ],
        low: '4',
        likely: '4.3',
        most: '5',
      },
    ],
    low: '4',
    likely: '4.3',
    most: '5',
    onFailure: {
      failed: 'If it fails, nothing is charged.',
      cancelled: 'If you cancel, what was delivered before is charged and the rest comes back.',
      defective: 'If a result is defective, its charge is refunded.',
    },
    balance: { available: '31', held: '12', after: '26', enough: true },
    limits: [
      { name: 'sources_per_run', label: 'Files in one run', unit: 'files', maximum: '100', used: '0', thisRun: '1', ok: true },
      { name: 'iterations', label: 'Attempts per file', unit: 'attempts', maximum: '8', used: '0', thisRun: '2', ok: true },
      { name: 'source_megapixels', label: 'Largest source', unit: 'megapixels', maximum: '50', used: '0', thisRun: '0.017', ok: true },
      { name: 'upload_megabytes', label: 'Largest file', unit: 'megabytes', maximum: '100', used: '0', thisRun: '0.001', ok: true },
      { name: 'result_megapixels', label: 'Largest result', unit: 'megapixels', maximum: '200', used: '0', thisRun: '0.263', ok: true },
    ],
    eta: null,
  })
})

test('P12: several re-runs with the same settings are one line', () => {
  const [first] = estimate(request({ iterations: 4, plan: 'free' })).sources
  expect(first!.linesMost[1]).toEqual({
    label: 'Standard 4×, attempts 2 to 4, half price',
    quantity: '3',
    unit: 'started megapixel',
    rate: '1.75',
    amount: '5.25',
  })
})

test('a batch of 16 files, two of them twice, each rounded by itself', () => {
  const sizes = [
    [3000, 2000, 1],
    [2000, 1500, 2],
    [1600, 1200, 4],
    [1000, 1000, 3],
  ] as const
  const files = sizes.flatMap(([width, height, count]) => Array.from({ length: count }, (_, i) => source(`${width}-${i}.jpg`, width, height, `${width}${i}`)))
  const copies = [source('copy.jpg', 1000, 1000, '10000'), source('final.png', 1600, 1200, '16000')]
  // Team, standard 2x, 1.4 - 20 % = 1.12 each MP: 6 MP 6.72 -> 7; 3 MP 3.36 -> 4 twice; 2 MP 2.24 -> 3 four times; 1 MP 1.12 -> 2 three times
  const { most, sources } = estimate(request({ edit: upscale('standard', 2), iterations: 1, plan: 'team', sources: [...files, ...copies] }))
  expect(most).toBe('33')
  expect(sources.slice(-2).map((copy) => [copy.most, copy.lines])).toEqual([
    ['0', [{ label: 'Same bytes as 1000-0.jpg: edited once, free here', amount: '0' }]],
    ['0', [{ label: 'Same bytes as 1600-0.jpg: edited once, free here', amount: '0' }]],
  ])
})

describe('P13: identical is free', () => {
  const twice = (a: EstimateSource, b: EstimateSource) => estimate(request({ sources: [a, b], iterations: 1, plan: 'free' })).most
  test('the same bytes under another name', () => expect(twice(source('a', 9, 9, 'x'), source('b', 9, 9, 'x'))).toBe('4'))
  test('other bytes of the same size', () => expect(twice(source('a', 9, 9, 'x'), source('b', 9, 9, 'y'))).toBe('8'))
  test('nothing is taken to be the same where the bytes are not known', () => expect(twice(source('a', 9, 9), source('a', 9, 9))).toBe('8'))
  test('one digest for two sizes makes nothing free', () => expect(twice(source('a', 9, 9, 'x'), source('b', 2000, 1000, 'x'))).toBe('11'))
})

describe('P15: balance', () => {
  test.each([
    ['31', '27', true],
    ['4', '0', true],
    ['3.999', '-0.001', false],
    ['0', '-4', false],
  ])('with %s available, %s remain', (available, after, enough) => {
    const { balance } = estimate(request({ plan: 'free', iterations: 1, balance: { available: parseCredits(available), held: parseCredits('0') } }))
    expect(balance).toEqual({ available, held: '0', after, enough })
  })
})

describe('P11: likely', () => {
  test("by the team's own keep rate where it is given", () => expect(estimate(request({ plan: 'free', keepChance: '0.6' })).likely).toBe('4.8'))
  test('of several files is rounded up once from the exact sum', () => {
    // 4 + 0.3 x 2 + 0.09 x 1 = 4.69; with chance 0.6667: 4 + 0.3333 x 2 + 0.3333 ^ 2 = 4.77768889 each, 14.33306667 for three
    const sources = [source('a', 9, 9), source('b', 9, 9), source('c', 9, 9)]
    const made = estimate(request({ plan: 'free', iterations: 3, keepChance: '0.6667', sources }))
    expect(made.sources.map(({ likely }) => likely)).toEqual(['4.778', '4.778', '4.778'])
    expect(made.likely).toBe('14.334')
  })
})

test('what the caller knows of the time is passed on', () => expect(estimate(request({ eta: { low: 2, high: 4 } })).eta).toEqual({ low: 2, high: 4 }))

describe('P16: refused before anything is priced, with the maximum and what was given', () => {
  const refusal = (changes: Partial<EstimateRequest>) => {
    try {
      return estimate(request({ plan: 'free', ...changes }))
    } catch (error) {
      if (error instanceof Refusal) return [error.code, error.data.maximum, error.data.given]
      throw error
    }
  }
  const many = (count: number) => Array.from({ length: count }, (_, i) => source(`${i}.jpg`, 10, 10))

  test.each<[string, Partial<EstimateRequest>, unknown[]]>([
    ['no attempt', { iterations: 0 }, ['iterations_out_of_range', 4, 0]],
    ['a thousand million attempts', { iterations: 1e9 }, ['iterations_out_of_range', 4, 1e9]],
    ['one attempt too many', { iterations: 5 }, ['iterations_out_of_range', 4, 5]],
    ['half an attempt', { iterations: 1.5 }, ['iterations_out_of_range', 4, 1.5]],
    ['a negative attempt', { iterations: -1 }, ['iterations_out_of_range', 4, -1]],
    ['no number', { iterations: Number.NaN }, ['iterations_out_of_range', 4, Number.NaN]],
    ['no file', { sources: [] }, ['no_sources', undefined, undefined]],
    ['one file too many', { sources: many(21) }, ['too_many_sources', 20, 21]],
    ['one pixel row too many', { sources: [source('x', 5000, 5001)], edit: upscale('draft', 2) }, ['source_too_large', 25, 25.005]],
    ['a decompression bomb', { sources: [source('x.png', 60_000, 60_000)] }, ['source_too_large', 25, 3600]],
    ['sizes no picture has', { sources: [source('x', 1_000_000, 1_000_000)] }, ['source_too_large', 25, 1_000_000]],
    ['too heavy a file', { sources: [{ name: 'x', measurement: image(10, 10, { bytes: 50_000_001 }) }] }, ['source_too_large', 50, 50.001]],
    ['too large a result', { sources: [source('x', 2001, 1000)], edit: upscale('draft', 8) }, ['result_too_large', 100, 128.064]],
    ['a pixel that is none', { sources: [source('x', 0, 10)] }, ['malformed_request', undefined, undefined]],
    ['half a pixel', { sources: [source('x', 0.5, 10)] }, ['malformed_request', undefined, undefined]],
    ['a size beyond exact numbers', { sources: [source('x', 1e9, 1e9)] }, ['malformed_request', undefined, undefined]],
    ['another plan', { plan: 'gold' }, ['unknown_plan', undefined, undefined]],
    ['a name that every object has', { plan: 'constructor' }, ['unknown_plan', undefined, undefined]],
  ])('%s', (_, changes, expected) => expect(refusal(changes)).toEqual(expected))

  test('exactly at the limits nothing is refused', () => {
    const { limits } = estimate(request({ plan: 'free', iterations: 4, edit: upscale('draft', 2), sources: [source('x', 5000, 5000), ...many(19)] }))
    expect(limits.map(({ maximum, thisRun }) => [maximum, thisRun])).toEqual([
      ['20', '20'],
      ['4', '4'],
      ['25', '25'],
      ['50', '0.001'],
      ['100', '100'],
    ])
  })

  test('an edit the book does not offer', () => {
    const { 'image-upscale': upscaling } = book.book.tools
    const without = compilePriceBook({ ...book.book, tools: { 'image-upscale': { ...upscaling!, rows: upscaling!.rows.slice(0, 3) } } }, '')
    expect(refusal({ book: without })).toEqual(['not_offered', undefined, undefined])
    expect(refusal({ book: without, edit: parseEdit({ tool: 'image-convert' }) })).toEqual(['not_offered', undefined, undefined])
  })
})

test('free tools are estimated like any other, at 0', () => {
  const made = estimate(request({ edit: parseEdit({ tool: 'image-convert', options: { width: 64 } }), iterations: 1 }))
  expect([made.low, made.likely, made.most]).toEqual(['0', '0', '0'])
  expect(made.sources[0]!.lines).toEqual([{ label: 'Free', quantity: '1', unit: 'attempt', rate: '0', amount: '0' }])
})

test('[P13] an edit that was done before is free the first time; a further attempt is priced as the first of its series', () => {
  const known = { ...source('a.jpg', 1000, 1000), doneBefore: true }
  const once = estimate(request({ edit: upscale('standard', 4), iterations: 1, sources: [known] }))
  expect(once).toMatchObject({ low: '0', likely: '0', most: '0' })
  expect(once.sources[0]).not.toHaveProperty('doneBefore')
  const fresh = estimate(request({ edit: upscale('standard', 4), iterations: 1, sources: [source('a.jpg', 1000, 1000)] }))
  const twice = estimate(request({ edit: upscale('standard', 4), iterations: 2, sources: [known] }))
  expect(twice).toMatchObject({ low: '0', most: fresh.most })
})
