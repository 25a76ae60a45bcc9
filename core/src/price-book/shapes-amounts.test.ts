// The shapes of published prices 16 to 22 (research paper "pricing", section 3): chains, add-ons, tokens, ranges; figures worked by hand.
import { describe } from 'vitest'
import type { Adjustment, Expression, ToolPrice } from './format.ts'
import { flag, line, nothing, priced } from './shapes-testing.ts'
import { baseTool, choice, linesTool, number } from './testing.ts'

const off = { kind: 'flag', optional: true } as const

describe('16 each step works on the result of the last', () => {
  const step: Expression = {
    cases: [
      { when: { mp: { to: '1.3' } }, is: '35.91' },
      { when: { mp: { to: '3' } }, is: '71.82' },
      { when: { mp: { to: '6.4' } }, is: '107.73' },
    ],
    else: '430.88',
  }
  const times: Expression = {
    table: ['scale'],
    rows: [
      [2, '1'],
      [4, '2'],
      [8, '3'],
    ],
  }
  const chain: Expression = { chain: { times, start: { mp: 'megapixels' }, next: { mp: { multiply: ['mp', '4'] } }, sum: step } }
  priced(
    'twice as large, and again',
    baseTool(chain, { scale: choice(2, 4, 8), megapixels: number() }),
    [{ scale: 2, megapixels: 1.3 }, '35.91'],
    // 1 -> 4: 35.91 + 107.73
    [{ scale: 4, megapixels: 1 }, '143.64'],
    // 0.5 -> 2 -> 8: 35.91 + 71.82 + 430.88
    [{ scale: 8, megapixels: 0.5 }, '538.61'],
    [{ scale: 2, megapixels: 6.5 }, '430.88'],
    [{ megapixels: 1 }, '35.91 to 574.52'],
  )
})

describe('17 add-ons', () => {
  const inputs = { faces: { ...number(), default: 500000 }, version: choice('v2', 'v3', 'v3.1'), pack: flag, detail: flag, subtitles: flag }
  const adjustments: Adjustment[] = [
    { label: 'Faces', when: { faces: { not: 500000 } }, add: '15' },
    { label: 'High pack', when: { pack: true }, add: '168.8' },
    { label: 'Detail', when: { detail: true, version: { startsWith: 'v3' } }, add: '20' },
    { label: 'Subtitles', when: { subtitles: true }, percent: '30' },
  ]
  priced(
    'fixed, on a condition, a percentage, where it is not the default',
    linesTool([line({ base: '100' })], inputs, { adjustments }),
    [{ version: 'v2' }, '100'],
    [{ version: 'v2', detail: true }, '100'],
    [{ version: 'v3.1', detail: true }, '120'],
    [{ version: 'v2', faces: 499999 }, '115'],
    [{ version: 'v2', faces: '500000', pack: true }, '268.8'],
    [{ version: 'v2', faces: 1, subtitles: true }, '149.5'],
    [{ detail: true }, '100 to 120'],
  )
})

describe('18 multipliers', () => {
  const adjustments: Adjustment[] = [
    { label: 'Above 30 fps', when: { fps: { over: '30' } }, factor: '2' },
    { label: 'Pro', when: { tier: 'pro' }, factor: '10' },
    { label: 'Draft', when: { tier: 'draft' }, factor: '0.25' },
    { label: 'Batch', when: { batch: true }, factor: '0.5' },
    { label: 'Reseller', factor: '1.43' },
  ]
  priced(
    'one after the other',
    linesTool(
      [line({ quantity: 'seconds', rate: '0.01' })],
      { seconds: number(), fps: { ...number(), default: 24 }, tier: { ...choice('standard', 'pro', 'draft'), default: 'standard' }, batch: flag },
      { adjustments },
    ),
    [{ seconds: 10 }, '0.143'],
    [{ seconds: 10, fps: 30 }, '0.143'],
    [{ seconds: 10, fps: 30.1 }, '0.286'],
    [{ seconds: 10, fps: 60, tier: 'pro', batch: true }, '1.43'],
    [{ seconds: 10, tier: 'draft' }, '0.03575'],
  )
})

describe('19 tokens of several kinds', () => {
  const tier = (below: string, above: string): Expression => ({ cases: [{ when: { input_tokens: { over: '200000' } }, is: above }], else: below })
  const tokens = (quantity: string, rate: Expression) => line({ quantity, per: '1000000', rate })
  const lines = [
    tokens('input_tokens', tier('2', '4')),
    tokens('output_tokens', tier('12', '18')),
    tokens('image_tokens', '120'),
    tokens('cached_tokens', '0.2'),
  ]
  const none = { ...number(), default: 0 }
  priced(
    'a tier for everything',
    linesTool(lines, { input_tokens: number(), output_tokens: none, image_tokens: none, cached_tokens: none }),
    [{ input_tokens: 200000, output_tokens: 1000 }, '0.412'],
    [{ input_tokens: 200001, output_tokens: 1000 }, '0.818004'],
    [{ input_tokens: 560, image_tokens: 1120, cached_tokens: 5000 }, '0.13652'],
    [{ input_tokens: { from: 100000, to: 300000 } }, '0.2 to 1.2 at most'],
  )
  const swap: Expression = { cases: [{ when: { has_video: true }, is: '4.3' }], else: '7' }
  priced(
    'one visual input changes the rate',
    linesTool([tokens('tokens', swap)], { tokens: number(), has_video: flag }),
    [{ tokens: 108900 }, '0.7623'],
    [{ tokens: 108900, has_video: true }, '0.46827'],
    [{ tokens: 0, has_video: true }, '0'],
  )
})

describe('20 ranges', () => {
  priced('published so', baseTool({ multiply: ['n', { between: ['1', '2'] }] }, { n: number() }), [{ n: 1 }, '1 to 2'], [{ n: 3 }, '3 to 6'], [{ n: 0 }, '0'])
  const clip = linesTool(
    [
      line({
        quantity: 'seconds',
        rate: {
          table: ['size'],
          rows: [
            ['720p', '0.1'],
            ['1080p', '0.25'],
          ],
        },
      }),
    ],
    { seconds: number({ min: '3', max: '10' }), size: choice('720p', '1080p') },
  )
  priced(
    'of what is not known yet',
    clip,
    [{ seconds: 4 }, '0.4 to 1'],
    [{ size: '720p' }, '0.3 to 1'],
    [{}, '0.3 to 2.5'],
    [{ seconds: { from: 4, to: 6 }, size: '1080p' }, '1 to 1.5'],
  )
  const used: ToolPrice = {
    inputs: { gpu_seconds: { ...number(), optional: true } },
    rows: [
      { when: { gpu_seconds: { given: true } }, lines: [line({ quantity: 'gpu_seconds', rate: '0.000225' })] },
      { when: {}, answer: 'metered', message: 'Paid by GPU second.' },
    ],
  }
  priced(
    'paid by use',
    used,
    [{}, 'metered: Paid by GPU second.'],
    [{ gpu_seconds: 100 }, '0.0225'],
    [{ gpu_seconds: { from: 10, to: 100 } }, '0.00225 to 0.0225'],
  )
})

describe('21 what is attached', () => {
  const views: Expression = { add: ['left', 'right', 'back'].map((view): Expression => ({ cases: [{ when: { [view]: true }, is: '1' }], else: '0' })) }
  const tool = linesTool(
    [line({ base: '20' }), line({ base: '10', when: { views: { over: '0' } } }), line({ quantity: 'images', rate: '0.6' })],
    { left: off, right: off, back: off, images: { ...number({ whole: true }), default: 0 } },
    { quantities: { views: { unit: 'view', is: views } } },
  )
  priced('any view, and each image', tool, [{}, '20'], [{ left: true }, '30'], [{ left: true, back: 'true', images: 2 }, '31.2'], [{ right: false }, '20'])
})

describe('22 versions of each', () => {
  const kive = linesTool([line({ quantity: 'versions', rate: '5' })], { versions: { ...number({ min: '1', max: '4', whole: true }), default: 4 } })
  priced('four unless said otherwise', kive, [{}, '20'], [{ versions: 1 }, '5'], [{ versions: 5 }, nothing])
  const batch = linesTool([line({ quantity: { ceil: 'images', to: '4' }, rate: '4' })], { images: number({ min: '1' }) })
  priced('in batches of four', batch, [{ images: 1 }, '16'], [{ images: 4 }, '16'], [{ images: 5 }, '32'])
  const samples = baseTool('40', { samples: { ...number(), optional: true } })
  priced('several for one charge', samples, [{ samples: 3 }, '40'], [{ samples: 4 }, '40'], [{}, '40'])
})
