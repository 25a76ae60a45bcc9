// The shapes of published prices 23 to 30 (research paper "pricing", section 3): plans, channels, history, units, dates, messages; figures worked by hand.
import { describe, expect, test } from 'vitest'
import { outcomeInWords } from './cases.ts'
import { compilePrices } from './compile.ts'
import type { Expression, PriceBook, ToolPrice } from './format.ts'
import { outcomeOf } from './outcome.ts'
import { priceLists } from './price-lists.ts'
import { flag, line, nothing, priced } from './shapes-testing.ts'
import { baseTool, bookOf, choice, linesTool, number } from './testing.ts'

describe('23 plans', () => {
  const plan = choice('starter', 'professional', 'unlimited')
  const tool: ToolPrice = {
    inputs: { plan, seconds: number(), relaxed: flag },
    rows: [
      { when: { plan: 'unlimited', relaxed: true }, lines: [line({ base: '0' })] },
      { when: { relaxed: true }, answer: 'not-offered', message: 'Relaxed mode comes with Unlimited.' },
      { when: {}, lines: [line({ quantity: 'seconds', rate: { table: ['plan'], rows: [['unlimited', '0.05']], else: '0.07' } })] },
    ],
    adjustments: [{ label: 'Professional', when: { plan: 'professional' }, percent: '-5' }],
  }
  priced(
    'percent off, another rate, free',
    tool,
    [{ plan: 'starter', seconds: 10 }, '0.7'],
    [{ plan: 'professional', seconds: 10 }, '0.665'],
    [{ plan: 'unlimited', seconds: 10 }, '0.5'],
    [{ plan: 'unlimited', relaxed: true }, '0'],
    [{ plan: 'starter', relaxed: true }, 'not-offered: Relaxed mode comes with Unlimited.'],
    [{ seconds: 10 }, '0.5 to 0.7'],
  )
  // A fixed money price in credits that cost more or less by plan: 0.60 a minute; 22 for 100,000 credits, 330 for 2,000,000
  const credits: Expression = {
    divide: [
      { multiply: ['minutes', '0.6'] },
      {
        table: ['plan'],
        rows: [
          ['creator', { divide: ['22', '100000'] }],
          ['scale', { divide: ['330', '2000000'] }],
        ],
      },
    ],
  }
  priced(
    'credits of a fixed value',
    baseTool(credits, { minutes: number(), plan: choice('creator', 'scale') }, { rounding: { stage: 'total', mode: 'up', step: '1' } }),
    [{ minutes: 1, plan: 'creator' }, '2728'],
    [{ minutes: 1, plan: 'scale' }, '3637'],
    [{ minutes: 0, plan: 'scale' }, '0'],
  )
})

describe('24 the channel', () => {
  const rate: Expression = {
    table: ['channel', 'automatic'],
    rows: [
      ['web', true, '200'],
      ['web', false, { multiply: ['seconds', '40'] }],
      ['api', true, '100'],
      ['api', false, { multiply: ['seconds', '20'] }],
    ],
  }
  const inputs = { channel: choice('web', 'api'), automatic: { kind: 'flag' } as const, seconds: { ...number({ max: '22' }), optional: true as const } }
  priced(
    'web and API',
    baseTool(rate, inputs),
    [{ channel: 'web', automatic: true }, '200'],
    [{ channel: 'API', automatic: 'no', seconds: 3 }, '60'],
    [{ channel: 'web', automatic: false, seconds: 0.5 }, '20'],
    [{ automatic: true }, '100 to 200'],
  )
})

describe('25 what happened before', () => {
  const inputs = {
    characters: number(),
    channel: { ...choice('web', 'api'), default: 'web' },
    same: flag,
    reruns: { ...number({ whole: true }), default: 0 },
    minutes: { ...number(), default: 0 },
  }
  const free = { channel: 'web', same: true, reruns: { from: '1', to: '2' }, minutes: { to: '120' } }
  const tool: ToolPrice = {
    inputs,
    rows: [
      { when: free, lines: [line({ base: '0' })] },
      { when: {}, lines: [line({ quantity: 'characters', rate: '0.5' })] },
    ],
  }
  priced(
    'two re-runs within two hours',
    tool,
    [{ characters: 100 }, '50'],
    [{ characters: 100, same: true, reruns: 2, minutes: 120 }, '0'],
    [{ characters: 100, same: true, reruns: 3 }, '50'],
    [{ characters: 100, same: true, reruns: 1, minutes: 120.5 }, '50'],
    [{ characters: 100, same: true, reruns: 1, channel: 'api' }, '50'],
  )
  const retries = linesTool(
    [
      line({
        quantity: {
          add: [
            '1',
            {
              max: [
                '0',
                {
                  subtract: [
                    'retries',
                    {
                      table: ['plan'],
                      rows: [
                        ['free', '0'],
                        ['pro', '4'],
                        ['studio', '8'],
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
        rate: '10',
      }),
    ],
    { plan: choice('free', 'pro', 'studio'), retries: { ...number({ whole: true }), default: 0 } },
  )
  priced(
    'free retries by plan',
    retries,
    [{ plan: 'free', retries: 1 }, '20'],
    [{ plan: 'pro', retries: 4 }, '10'],
    [{ plan: 'pro', retries: 5 }, '20'],
    [{ retries: 9 }, '20 to 100'],
  )
  const changed = linesTool(
    [line({ quantity: { sum: 'paragraphs', is: { cases: [{ when: { changed: true }, is: { characters: 'text' } }], else: '0' } }, rate: '1' })],
    { paragraphs: { kind: 'list', items: { text: { kind: 'text' }, changed: { kind: 'flag' } } } },
  )
  priced(
    'changed paragraphs',
    changed,
    [
      {
        paragraphs: [
          { text: 'Hello', changed: true },
          { text: 'World!', changed: false },
        ],
      },
      '5',
    ],
    [{ paragraphs: [{ text: 'Grüße', changed: true }] }, '5'],
    [{ paragraphs: [] }, '0'],
  )
})

describe('26 to 28 workflows, several units, equivalence', () => {
  const workflow = (card: string) =>
    linesTool(
      [
        line({
          quantity: 'assets',
          rate: {
            table: ['card'],
            rows: [
              ['default', '10'],
              ['A', '25'],
            ],
          },
        }),
      ],
      { assets: number(), card: { ...choice('default', 'A'), default: card } },
    )
  priced('a workflow by its results, on either rate card', workflow('default'), [{ assets: 3 }, '30'], [{ assets: 3, card: 'a' }, '75'], [{ assets: 0 }, '0'])

  const units: PriceBook['units'] = { unit: { usd: '0.14' }, 'image unit': { usd: { divide: ['35', '10000'] } } }
  const book = compilePrices(
    bookOf(
      { video: baseTool('7', {}, { unit: 'unit' }), image: baseTool('8', {}, { unit: 'image unit' }), dollars: baseTool({ multiply: ['7', '0.14'] }) },
      { units },
    ),
    '',
  )
  test('each tool in its own unit', () => {
    const shown = (id: string) => outcomeOf(book.tools.get(id)!, {})
    expect([shown('video'), shown('image'), shown('dollars')]).toMatchObject([{ unit: 'unit' }, { unit: 'image unit' }, { unit: 'usd' }])
    expect(outcomeInWords(shown('dollars'))).toBe('0.98')
  })
  const calls = linesTool([line({ quantity: 'edits', rate: '5' }), line({ quantity: 'removals', rate: '1' })], {
    edits: { ...number(), default: 0 },
    removals: { ...number(), default: 0 },
  })
  priced('an edit is five removals', calls, [{ edits: 1 }, '5'], [{ edits: 2, removals: 3 }, '13'], [{}, '0'])
})

describe('29 dates', () => {
  const book = (version: string, effective: string, base: string) => compilePrices(bookOf({ upscale: baseTool(base) }, { version, effective }), '')
  const lists = priceLists([book('b', '2026-03-01T00:00:00Z', '2'), book('a', '2025-08-08T00:00:00Z', '1'), book('c', '2026-11-01T00:00:00Z', '3')])
  test.each([
    ['2025-08-07', '1'],
    ['2026-02-28', '1'],
    ['2026-03-01', '2'],
    ['2026-03', '2'],
    ['2026-10', '2'],
    ['2026', '3'],
    ['2026 (older)', '1'],
    ['2027-01-01', '3'],
    [undefined, '3'],
  ])('the list in force on %s', (asOf, amount) => {
    const { tool } = lists.find({ vendor: 'Acme', tool: 'Upscale', ...(asOf !== undefined && { asOf }) })!
    expect(outcomeInWords(outcomeOf(tool, {}))).toBe(amount)
  })
  const promotion: ToolPrice = {
    inputs: { seconds: number(), on: { kind: 'date' } },
    rows: [
      { when: { on: { from: '2027-02-01' } }, answer: 'not-offered', message: 'Retired on 2027-02-01.' },
      { when: {}, lines: [line({ quantity: 'seconds', rate: '0.04' })] },
    ],
    adjustments: [{ label: 'Introduction', when: { on: { from: '2026-11-01', to: '2026-11-30' } }, factor: '0.5' }],
  }
  priced(
    'a promotion, a retirement',
    promotion,
    [{ seconds: 5, on: '2026-10-31' }, '0.2'],
    [{ seconds: 5, on: '2026-11-01' }, '0.1'],
    [{ seconds: 5, on: '2026-11-30' }, '0.1'],
    [{ seconds: 5, on: '2026-12-01' }, '0.2'],
    [{ seconds: 5, on: '2027-02-01' }, 'not-offered: Retired on 2027-02-01.'],
  )
})

describe('30 answers that are no price', () => {
  const tool: ToolPrice = {
    inputs: {
      model: { ...choice('one', 'pro', 'chat'), required: true },
      size: { ...choice('720p', '1080p'), required: true },
      seconds: number({ min: '4', max: '12' }),
    },
    rows: [
      { when: { model: 'chat' }, answer: 'metered', message: 'Paid by token.' },
      { when: { model: 'one', size: '1080p' }, answer: 'not-offered', message: 'One supports only 720p.' },
      { when: {}, lines: [line({ quantity: 'seconds', rate: '0.1' })] },
    ],
  }
  priced(
    'a reason for each',
    tool,
    [{ model: 'one', size: '1080p', seconds: 4 }, 'not-offered: One supports only 720p.'],
    [{ model: 'chat', size: '720p' }, 'metered: Paid by token.'],
    [{ model: 'pro' }, 'missing: "size" is missing.'],
    [{ model: 'pro', size: '640x640' }, nothing],
    [{ model: 'pro', size: '720p', seconds: 13 }, nothing],
    [{ model: 'pro', size: '720p', seconds: 'oops' }, /^invalid/],
    [{ model: 'pro', size: '720p', colour: 'red' }, /^invalid/],
    [{ model: 'pro', size: '720p', seconds: '12' }, '1.2'],
  )
})
