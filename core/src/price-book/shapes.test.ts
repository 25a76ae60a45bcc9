// Each shape that published prices take (research paper "pricing", section 3), 1 to 15, said in this format; figures worked by hand.
import { describe, expect, test } from 'vitest'
import type { Expression, Line, ToolPrice } from './format.ts'
import { flag, line, nothing, type Priced, priced } from './shapes-testing.ts'
import { baseTool, choice, kindOf, linesTool, number } from './testing.ts'

const text = { kind: 'text' } as const

describe('1 flat, and free', () => {
  const tool: ToolPrice = {
    inputs: { operation: choice('remove-background', 'generate', 'relight'), images: { ...number({ whole: true }), default: 1 } },
    rows: [
      { when: { operation: 'remove-background' }, lines: [line({ base: '0' })] },
      { when: { operation: 'generate' }, lines: [line({ quantity: 'images', rate: '1' })] },
    ],
  }
  test('free is a price of nothing; no row is no price', () => {
    expect(kindOf(tool, { operation: 'remove-background' })).toBe('price 0')
    expect(kindOf(tool, { operation: 'relight' })).toBe('not-offered')
    expect(kindOf(tool, { operation: 'generate' })).toBe('price 1')
    expect(kindOf(tool, { operation: 'generate', images: '4' })).toBe('price 4')
  })
})

describe('2 a table over several options', () => {
  const rate: Expression = {
    table: ['quality', 'seconds', 'motion'],
    rows: [
      ['540p', 5, 'normal', '0.45'],
      ['540p', 8, 'normal', '0.90'],
      ['540p', 5, 'fast', '0.90'],
      ['1080p', 5, 'normal', '1.20'],
      ['draft', '*', '*', '0.10'],
    ],
  }
  const inputs = { quality: choice('540p', '1080p', 'draft'), seconds: { ...choice(5, 8), aliases: { '5s': 5, '8s': 8 } }, motion: choice('normal', 'fast') }
  priced(
    'clip',
    baseTool(rate, inputs),
    [{ quality: '540p', seconds: 8, motion: 'normal' }, '0.9'],
    [{ quality: '1080P', seconds: '5s', motion: 'Normal' }, '1.2'],
    [{ quality: '1080p', seconds: 8, motion: 'normal' }, nothing],
    [{ quality: '540p', seconds: 8, motion: 'fast' }, nothing],
    [{ quality: 'draft', seconds: 8, motion: 'fast' }, '0.1'],
    // What is not offered is no part of a range.
    [{ quality: '1080p' }, '1.2'],
    [{ quality: '540p' }, '0.45 to 0.9'],
    [{}, '0.1 to 1.2'],
    [{ quality: '4k', seconds: 5, motion: 'normal' }, nothing],
  )
})

describe('3 a rate for each unit', () => {
  const n = { n: number() }
  const each = (title: string, of: Omit<Line, 'label'>, ...prices: Priced[]) => priced(title, linesTool([line(of)], n), ...prices)
  each('a minute, of seconds', { quantity: 'n', per: '60', rate: '0.15' }, [{ n: 60 }, '0.15'], [{ n: 90 }, '0.225'], [{ n: 7.5 }, '0.01875'])
  each('a thousand characters', { quantity: 'n', per: '1000', rate: '0.24' }, [{ n: 1000 }, '0.24'], [{ n: 1 }, '0.00024'], [{ n: 1250 }, '0.3'])
  each('30 frames', { quantity: 'n', per: '30', rate: '0.08' }, [{ n: 30 }, '0.08'], [{ n: 45 }, '0.12'], [{ n: 0 }, '0'])
  each('a million tokens', { quantity: 'n', per: '1000000', rate: '2.5' }, [{ n: 1 }, '0.0000025'], [{ n: '1000000' }, '2.5'], [{ n: 40000 }, '0.1'])
  priced(
    'a gigabyte and day',
    linesTool([line({ quantity: { multiply: ['gigabytes', 'days'] }, rate: '0.01' })], { gigabytes: number(), days: number() }),
    [{ gigabytes: 2.5, days: 30 }, '0.75'],
    [{ gigabytes: 2.5, days: 0 }, '0'],
    [{ gigabytes: 1, days: { from: 1, to: 7 } }, '0.01 to 0.07'],
  )
})

describe('4 so many units for one credit', () => {
  const credits = (per: string, n: string) => linesTool([line({ quantity: n, per, rate: '1' })], { [n]: number() })
  priced('50 characters', credits('50', 'characters'), [{ characters: 50 }, '1'], [{ characters: 75 }, '1.5'], [{ characters: 0 }, '0'])
  const frames = { ...credits('26.0417', 'frames'), rounding: { stage: 'total', mode: 'up', step: '1' } } as const
  // 1440 / 26.0417 = 55.296; 260.417 are exactly 10, which a float would make 11 of
  priced('26.0417 frames', frames, [{ frames: 1440 }, '56'], [{ frames: '260.417' }, '10'], [{ frames: '260.418' }, '11'], [{ frames: 1 }, '1'])
})

describe('5 the first has its own price', () => {
  const inputs = { images: number({ min: '1', whole: true }) }
  const tool = linesTool([line({ base: '0.03' }), line({ quantity: { subtract: ['images', '1'] }, rate: '0.015' })], inputs)
  priced(
    '0.03, then 0.015',
    tool,
    [{ images: 1 }, '0.03'],
    [{ images: 2 }, '0.045'],
    [{ images: 9 }, '0.15'],
    [{ images: 0 }, nothing],
    [{ images: 1.5 }, nothing],
  )
})

describe('6 started blocks', () => {
  const seconds = { seconds: number({ suffixes: ['s', ' seconds'] }) }
  const tool = linesTool([line({ quantity: 'seconds', block: '15', rate: '2' })], seconds)
  priced(
    '15 seconds',
    tool,
    [{ seconds: 15 }, '2'],
    [{ seconds: 15.01 }, '4'],
    [{ seconds: '30s' }, '4'],
    [{ seconds: '31 seconds' }, '6'],
    [{ seconds: 0 }, '0'],
  )
  const bytes = linesTool([line({ quantity: { bytes: 'speech' }, block: '15', rate: '0.04' })], { speech: text })
  // "ä" is two bytes, "語" three, a smile four
  priced(
    '15 bytes',
    bytes,
    [{ speech: 'exactly fifteen' }, '0.04'],
    [{ speech: 'exactly fifteän' }, '0.08'],
    [{ speech: '語語語語語' }, '0.04'],
    [{ speech: '語語語語😀' }, '0.08'],
  )
})

describe('7 which stage is rounded, in which direction', () => {
  const inputs = { seconds: number() }
  const product = linesTool([line({ quantity: 'seconds', rate: '4', round: { mode: 'up', step: '1' } })], inputs)
  const quantity = linesTool([line({ quantity: { ceil: 'seconds' }, rate: '4' })], inputs)
  // 2.1 x 4 = 8.4
  priced('the product', product, [{ seconds: 2.1 }, '9'], [{ seconds: 2 }, '8'], [{ seconds: 2.25 }, '9'])
  priced('the quantity', quantity, [{ seconds: 2.1 }, '12'], [{ seconds: 2 }, '8'], [{ seconds: 2.25 }, '12'])
  const shown = (mode: 'half-up' | 'half-even' | 'down', step = '0.01') =>
    linesTool([line({ quantity: 'seconds', rate: '1' })], inputs, { rounding: { stage: 'total', mode, step } })
  priced('half up', shown('half-up'), [{ seconds: 0.125 }, '0.13'], [{ seconds: 0.124 }, '0.12'], [{ seconds: 0.135 }, '0.14'])
  priced('half to even', shown('half-even'), [{ seconds: 0.125 }, '0.12'], [{ seconds: 0.1251 }, '0.13'], [{ seconds: 0.135 }, '0.14'])
  priced('down to a multiple of 0.25', shown('down', '0.25'), [{ seconds: 0.74 }, '0.5'], [{ seconds: 0.75 }, '0.75'], [{ seconds: 0.2 }, '0'])
  const digits = linesTool([line({ quantity: 'seconds', rate: '0.0428' })], inputs, { rounding: { stage: 'total', mode: 'half-up', digits: 3 } })
  priced('3 digits', digits, [{ seconds: 1 }, '0.0428'], [{ seconds: 3 }, '0.128'], [{ seconds: 26 }, '1.11'], [{ seconds: 2600 }, '111'])
})

describe('8 the least and the most that is charged', () => {
  const run = linesTool([line({ quantity: 'seconds', rate: '28', minimum: '56' })], { seconds: number() })
  priced('56 a run', run, [{ seconds: 1 }, '56'], [{ seconds: 2 }, '56'], [{ seconds: 2.5 }, '70'])
  const files: ToolPrice = linesTool(
    [
      line({
        quantity: { sum: 'files', is: { cases: [{ when: { format: ['docx', 'pdf'] }, is: { max: ['characters', '50000'] } }], else: 'characters' } },
        rate: '1',
      }),
    ],
    { files: { kind: 'list', items: { format: choice('docx', 'pdf', 'txt'), characters: number() } } },
  )
  priced(
    '50,000 for each file of some formats',
    files,
    [{ files: [{ format: 'txt', characters: 10 }] }, '10'],
    [{ files: [{ format: 'docx', characters: 10 }] }, '50000'],
    [
      {
        files: [
          { format: 'PDF', characters: 50001 },
          { format: 'docx', characters: 1 },
          { format: 'txt', characters: 9 },
        ],
      },
      '100010',
    ],
  )
  const job = linesTool([line({ quantity: 'seconds', block: '30', rate: '3' })], { seconds: number() }, { adjustments: [{ label: 'A job', minimum: '20' }] })
  priced('20 a job, after rounding', job, [{ seconds: 180 }, '20'], [{ seconds: 181 }, '21'], [{ seconds: 210 }, '21'])
  const step = linesTool([line({ quantity: { max: ['30', { ceil: 'seconds' }] }, per: '60', rate: '1' })], { seconds: number() })
  priced('30 seconds, then each second', step, [{ seconds: 4 }, '0.5'], [{ seconds: 30 }, '0.5'], [{ seconds: 44.2 }, '0.75'])
  const cap = linesTool([line({ quantity: { add: [{ min: ['input', '15'] }, 'output'] }, rate: '0.14' })], { input: number(), output: number() })
  priced('15 seconds of input at most', cap, [{ input: 15, output: 5 }, '2.8'], [{ input: 60, output: 5 }, '2.8'], [{ input: 3, output: 5 }, '1.12'])
})

describe('9 steps that are no line', () => {
  const of = (steps: Line['steps']) => linesTool([line({ quantity: 'megapixels', steps: steps! })], { megapixels: number() })
  const levels = of([
    { upTo: '0.25', amount: '1' },
    { upTo: '1.5', amount: '3' },
    { upTo: '4', amount: '5' },
    { upTo: '10', amount: '8' },
  ])
  priced(
    'levels',
    levels,
    [{ megapixels: 0.25 }, '1'],
    [{ megapixels: 0.251 }, '3'],
    [{ megapixels: 4 }, '5'],
    [{ megapixels: 10 }, '8'],
    [{ megapixels: 10.01 }, nothing],
  )
  priced(
    'a size between two',
    levels,
    [{ megapixels: { from: 1, to: 3 } }, '3 to 5'],
    [{ megapixels: { from: 2, to: 4 } }, '5'],
    [{ megapixels: { from: 4, to: 12 } }, '5 to 8 at most'],
  )
})

describe('10 bands on a derived number', () => {
  const area = { unit: 'megapixel', is: { divide: [{ multiply: ['width', 'height'] }, '1000000'] } } as const
  const rate: Expression = {
    cases: [
      { when: { area: { to: '1' } }, is: '0.17' },
      { when: { area: { to: '2' } }, is: '0.29' },
    ],
  }
  const tool = linesTool([line({ quantity: { ceil: 'seconds' }, rate })], { width: number(), height: number(), seconds: number() }, { quantities: { area } })
  priced(
    'by frame area',
    tool,
    [{ width: 1000, height: 1000, seconds: 4.2 }, '0.85'],
    [{ width: 1001, height: 1000, seconds: 4.2 }, '1.45'],
    [{ width: 2000, height: 1000, seconds: 1 }, '0.29'],
    [{ width: 2000, height: 1001, seconds: 1 }, nothing],
  )
  const bands = linesTool([line({ quantity: 'fps', bands: [{ upTo: '30', rate: '0.1' }, { upTo: '60', rate: '0.2' }, { rate: '0.4' }] })], { fps: number() })
  priced('each part at its own rate', bands, [{ fps: 30 }, '3'], [{ fps: 45 }, '6'], [{ fps: 60 }, '9'], [{ fps: 61 }, '9.4'])
})

describe('11 derived quantities', () => {
  const side = number({ whole: true })
  const scaled: Expression = { divide: [{ multiply: ['width', 'scale', 'height', 'scale'] }, '1048576'] }
  const upscale = linesTool([line({ quantity: scaled, block: '8', rate: '0.05' })], { width: side, height: side, scale: number({ whole: true }) })
  // 1024 x 1024 x 4 = 4 MiP; x 16 = 16 MiP; one pixel more is a third block
  priced(
    'the result of an upscale',
    upscale,
    [{ width: 1024, height: 1024, scale: 2 }, '0.05'],
    [{ width: 1024, height: 1024, scale: 4 }, '0.1'],
    [{ width: 1025, height: 1024, scale: 4 }, '0.15'],
  )
  const frames = linesTool([line({ quantity: { add: [{ multiply: ['seconds', '24'] }, '1'] }, rate: '0.002' })], { seconds: number() })
  priced('frames', frames, [{ seconds: 5 }, '0.242'], [{ seconds: 0 }, '0.002'], [{ seconds: 10 }, '0.482'])
  const pages: Expression = {
    cases: [
      { when: { format: 'pdf' }, is: 'pages' },
      { when: { format: 'docx' }, is: { ceil: { divide: ['characters', '3000'] } } },
    ],
  }
  const parse = linesTool([line({ quantity: { max: ['1', pages] }, rate: '1' })], {
    format: choice('pdf', 'docx'),
    pages: { ...number(), optional: true },
    characters: { ...number(), optional: true },
  })
  priced(
    'pages of a file without pages',
    parse,
    [{ format: 'pdf', pages: 7 }, '7'],
    [{ format: 'docx', characters: 3000 }, '1'],
    [{ format: 'docx', characters: 3001 }, '2'],
    [{ format: 'docx', characters: 0 }, '1'],
  )
})

describe('12 the first are free', () => {
  const tool = linesTool([line({ quantity: 'seconds', rate: '0.08' }), line({ quantity: 'images', free: '5', rate: '0.04' })], {
    seconds: number(),
    images: number(),
  })
  priced(
    '5 images',
    tool,
    [{ seconds: 5, images: 0 }, '0.4'],
    [{ seconds: 5, images: 5 }, '0.4'],
    [{ seconds: 5, images: 7 }, '0.48'],
    [{ seconds: 5, images: { from: 3, to: 6 } }, '0.4 to 0.44'],
  )
  const first = linesTool([line({ quantity: 'exports', free: '1', rate: '2' })], { exports: number() })
  priced('the first export', first, [{ exports: 0 }, '0'], [{ exports: 1 }, '0'], [{ exports: 3 }, '4'])
})

describe('13 input and output, each with its own rate or end', () => {
  const rates = linesTool([line({ quantity: { min: ['input', '15'] }, rate: '0.01' }), line({ quantity: 'output', rate: '0.05' })], {
    input: number(),
    output: number(),
  })
  priced('extend', rates, [{ input: 4, output: 6 }, '0.34'], [{ input: 15, output: 0 }, '0.15'], [{ input: 100, output: 2 }, '0.25'])
  const retake = linesTool([line({ quantity: 'input', rate: '0.10' })], { input: number(), redone: { ...number(), optional: true } })
  priced('all of the input, though a part is redone', retake, [{ input: 20, redone: 3 }, '2'], [{ input: 20 }, '2'], [{ input: 8.5, redone: 8.5 }, '0.85'])
})

describe('14 two measures multiplied', () => {
  const tool = linesTool([line({ quantity: { multiply: ['megapixels', 'seconds'] }, rate: '0.10' })], {
    megapixels: number({ min: '0.5', max: '8' }),
    seconds: number(),
  })
  priced('megapixels and seconds', tool, [{ megapixels: 2.0736, seconds: 10 }, '2.0736'], [{ megapixels: 1, seconds: 0 }, '0'], [{ seconds: 10 }, '0.5 to 8'])
})

describe('15 sums over a list', () => {
  const shots = { kind: 'list', items: { seconds: number({ min: '1', max: '15' }) }, min: 1, max: 6 } as const
  const rate: Expression = { cases: [{ when: { sound: true }, is: '0.168' }], else: '0.112' }
  const board = linesTool([line({ quantity: { sum: 'shots', is: 'seconds' }, rate })], { shots, sound: flag })
  priced(
    'shots',
    board,
    [{ shots: [{ seconds: 3 }, { seconds: 2 }] }, '0.56'],
    [{ shots: [{ seconds: 3 }, { seconds: 2 }], sound: true }, '0.84'],
    [{ shots: [{ seconds: 3 }, {}] }, '0.448 to 2.016'],
    [{ shots: [] }, nothing],
  )
  const parts = linesTool(
    [line({ quantity: 'pages', rate: '2' }), line({ quantity: { count: 'updates' }, rate: '5' }), line({ base: '10', when: { schema: true } })],
    {
      pages: number(),
      updates: { kind: 'list', items: {}, optional: true },
      schema: flag,
    },
  )
  priced('pages, updates, a schema', parts, [{ pages: 3 }, '6'], [{ pages: 3, updates: [{}, {}] }, '16'], [{ pages: 3, updates: [{}], schema: 'yes' }, '21'])
})
