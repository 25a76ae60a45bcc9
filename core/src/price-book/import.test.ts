import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePrices } from './compile.ts'
import { importRules } from './import.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { parsePriceBook } from './parse.ts'
import { toText } from './rational.ts'

const options = { id: 'acme', version: 'list-2026-08-20', effective: '2026-08-20T00:00:00Z' }

const ruleOf = (change: object) => ({
  id: 'acme:video',
  vendor: 'Acme',
  tool: 'VideoNode',
  tool_name: 'Acme Video',
  media: 'video',
  unit: 'usd',
  reads: { widgets: [], inputs: [], groups: [] },
  numeric: [],
  no_effect: [],
  rows: [{ when: {}, type: 'usd', per: null, price: [0.4] }],
  source: 'https://example.com/prices (as of 2026-08-20)',
  deprecated: null,
  ...change,
})

const inWords = (outcome: Outcome): string => {
  if (outcome.kind === 'price') return toText(outcome.amount, 12)
  return outcome.kind === 'range' ? `${toText(outcome.low, 12)} to ${toText(outcome.high, 12)}` : outcome.kind
}

/** What the imported book says, read back from its JSON: so the document is whole, and says the same as the rule. */
function priced(change: object, inputs: Record<string, unknown>): string {
  const [{ book, skipped }] = importRules([ruleOf(change)], options) as [ReturnType<typeof importRules>[number]]
  expect(skipped).toEqual([])
  const { tools } = compilePrices(parsePriceBook(JSON.parse(JSON.stringify(book))), '')
  return inWords(outcomeOf(tools.get('VideoNode')!, inputs))
}

const toolOf = (change: object) => importRules([ruleOf(change)], options)[0]!.book.tools.VideoNode!

describe('A rule of prices and rates becomes a tool of a book', () => {
  test('a flat price, with its name, medium, unit and source', () => {
    const [{ book }] = importRules([ruleOf({})], options) as [ReturnType<typeof importRules>[number]]
    expect(book).toEqual({
      format: 1,
      ...options,
      vendor: 'Acme',
      unit: 'usd',
      tools: {
        VideoNode: {
          title: 'Acme Video',
          media: 'video',
          source: { url: 'https://example.com/prices', asOf: '2026-08-20' },
          inputs: {},
          rows: [{ when: {}, lines: [{ label: 'Price', base: '0.4' }] }],
        },
      },
    })
    expect(priced({}, {})).toBe('0.4')
  })

  const table = {
    rows: [
      { when: { model: 'a', sound: false }, type: 'usd', price: [0.1] },
      { when: { model: 'a', sound: true }, type: 'usd', price: [0.3] },
      { when: { model: 'b', sound: false }, type: 'usd', price: [0.2] },
    ],
  }
  test.each([
    [{ model: 'a', sound: true }, '0.3'],
    [{ model: 'b', sound: false }, '0.2'],
    [{ model: 'b', sound: true }, 'not-offered'],
  ])('a table of options, what is not in it not offered: %j', (inputs, price) => expect(priced(table, inputs)).toBe(price))

  test('the noise of binary floats is cleaned, and small prices stay', () => {
    const rows = [{ when: {}, type: 'usd', base: [4.440892099e-16], perUnit: { seconds: [0.16800000000000001] } }]
    expect(toolOf({ numeric: ['seconds'], rows }).rows).toEqual([{ when: {}, lines: [{ label: 'Seconds', quantity: 'seconds', rate: '0.168' }] }])
    expect(toolOf({ rows: [{ when: {}, price: [5e-8] }] }).rows[0]?.lines?.[0]?.base).toBe('0.00000005')
    expect(toolOf({ rows: [{ when: {}, price: ['0.10'] }] }).rows[0]?.lines?.[0]?.base).toBe('0.1')
  })

  test('a base and rates; what is connected is counted or asked', () => {
    const change = {
      numeric: ['model.images'],
      reads: { widgets: ['prompt'], inputs: ['mask'], groups: ['model.images'] },
      rows: [
        { when: { 'mask.connected': false }, base: [0.0404], perUnit: { 'model.images': [0.003] } },
        { when: { 'mask.connected': true }, base: [0.1], perUnit: { 'model.images': [0.003] } },
      ],
    }
    expect(Object.keys(toolOf(change).inputs!)).toEqual(['mask_connected', 'images_count', 'prompt'])
    expect(priced(change, { mask_connected: true, images_count: 6 })).toBe('0.118')
    expect(priced(change, { mask_connected: false, images_count: 0, prompt: 'a cat' })).toBe('0.0404')
  })

  test('a pair is a range', () => {
    expect(priced({ rows: [{ when: {}, type: 'range_usd', price: [0.03, 0.06] }] }, {})).toBe('0.03 to 0.06')
    const images = { numeric: ['n'], rows: [{ when: {}, type: 'range_usd', base: [0, 0], perUnit: { n: [0.011, 0.02] } }] }
    expect(priced(images, { n: 8 })).toBe('0.088 to 0.16')
  })

  test('a list is the rates of input and output tokens', () => {
    const tokens = { rows: [{ when: {}, type: 'list_usd', per: ' per 1K tokens', price: [0.005, 0.025] }] }
    expect(priced(tokens, { input_tokens: 2000, output_tokens: 1000 })).toBe('0.035')
  })

  test.each<[string, Record<string, number>, string]>([
    ['/second', { billable_seconds: 7 }, '2.8'],
    ['/minute', { billable_minutes: 2 }, '0.8'],
    ['/Image (1K)', { images: 3 }, '1.2'],
    [' x images/Run', { images: 3 }, '1.2'],
    ['/8MP', { output_megapixels: 12 }, '0.6'],
    ['/1K chars', { characters: 500 }, '0.2'],
    ['/30 frames', { frames: 60 }, '0.8'],
  ])('a price quoted by %j', (per, inputs, price) => expect(priced({ rows: [{ when: {}, per, price: [0.4] }] }, inputs)).toBe(price))

  test('a price in words that are a number, in its own unit', () => {
    const rows = [
      { when: { smooth: false }, text: '~1.72 credits/src frame' },
      { when: { smooth: true }, text: '~1.72–1.86 credits/src frame' },
    ]
    expect(priced({ rows }, { smooth: true, source_frames: 100 })).toBe('172 to 186')
    expect(importRules([ruleOf({ rows })], options)[0]?.book.unit).toBe('credits')
    expect(priced({ rows: [{ when: {}, text: 'Free' }] }, {})).toBe('0')
  })
})

test('a row that is paid by use says so, beside rows with prices', () => {
  const rows = [
    { when: { model: 'a' }, price: [1] },
    { when: { model: 'b' }, text: 'Token-based' },
  ]
  expect(priced({ rows }, { model: 'a' })).toBe('1')
  expect(priced({ rows }, { model: 'b' })).toBe('metered')
})

describe('Rows are folded without changing a price', () => {
  test('an option that makes no difference is left out of the table', () => {
    const rows = ['a', 'b'].flatMap((model) => ['x', 'y'].map((size) => ({ when: { model, size }, price: [model === 'a' ? 1 : 2] })))
    expect(toolOf({ rows }).rows[0]?.lines).toEqual([
      {
        label: 'Price',
        base: {
          table: ['model'],
          rows: [
            ['a', '1'],
            ['b', '2'],
          ],
        },
      },
    ])
    const gap = rows.slice(1)
    expect(priced({ rows: gap }, { model: 'a', size: 'x' })).toBe('not-offered')
    expect(priced({ rows: gap }, { model: 'a', size: 'y' })).toBe('1')
  })

  test('prices in proportion to a number are a rate, and only then', () => {
    const lengths = (prices: readonly number[]) => prices.map((price, index) => ({ when: { duration: String(5 * (index + 1)) }, price: [price] }))
    expect(toolOf({ rows: lengths([0.35, 0.7, 1.05]) }).rows[0]?.lines).toEqual([{ label: 'Duration', quantity: 'duration', rate: '0.07' }])
    expect(priced({ rows: lengths([0.35, 0.7, 1.05]) }, { duration: '7' })).toBe('not-offered')
    expect(priced({ rows: lengths([0.35, 0.6, 1.05]) }, { duration: '10' })).toBe('0.6')
  })

  test('rows of different quantities stand apart', () => {
    const change = {
      numeric: ['long', 'short'],
      rows: [
        { when: { shot: 'one', hd: true }, base: [0], perUnit: { long: [0.2] } },
        { when: { shot: 'one', hd: false }, base: [0], perUnit: { long: [0.1] } },
        { when: { shot: 'two', hd: true }, base: [0], perUnit: { long: [0.2], short: [0.2] } },
      ],
    }
    expect(toolOf(change).rows.map(({ when }) => when)).toEqual([{ shot: 'one' }, { shot: 'two' }])
    expect(priced(change, { shot: 'two', hd: true, long: 3, short: 4 })).toBe('1.4')
    expect(priced(change, { shot: 'one', hd: false, long: 3 })).toBe('0.3')
    expect(priced(change, { shot: 'two', hd: false, long: 3, short: 4 })).toBe('not-offered')
  })

  test('an option that only some rows name may be left out', () => {
    const rows = [
      { when: { model: 'new', task: 'edit' }, price: [2] },
      { when: { model: 'new', task: 'draw' }, price: [1] },
      { when: { model: 'old' }, price: [0.5] },
    ]
    expect(priced({ rows }, { model: 'old' })).toBe('0.5')
    expect(priced({ rows }, { model: 'new', task: 'edit' })).toBe('2')
  })
})

describe('What cannot be imported is skipped, with the reason', () => {
  test.each<[string, object, RegExp]>([
    ['words only', { rows: undefined, spec: { price: 'ask us' } }, /says its rule in words/],
    ['samples', { rows: [{ when: {}, nonlinearIn: ['width', 'height'], samples: [{ at: { width: 9 }, price: [1] }] }] }, /not linear in width, height/],
    ['an unknown unit', { rows: [{ when: {}, per: '/furlong', price: [1] }] }, /"\/furlong", which is no known unit/],
    ['a text', { rows: [{ when: {}, text: 'Ask us' }] }, /"Ask us" is no price/],
    ['nothing but use', { rows: [{ when: {}, text: 'Token-based' }] }, /no price, only what is paid by use/],
    ['a row without a price', { rows: [{ when: {} }] }, /neither a price nor a text/],
    [
      'two units',
      {
        rows: [
          { when: { a: 1 }, price: [1] },
          { when: { a: 2 }, text: '2 credits' },
        ],
      },
      /different units/,
    ],
    ['a pair of what', { rows: [{ when: {}, type: 'list_usd', price: [1, 2] }] }, /not for input and output tokens/],
    ['a range that runs backwards', { rows: [{ when: {}, price: [0.6, 0.3] }] }, /0\.6 to 0\.3 runs backwards/],
    ['a number that is none', { rows: [{ when: {}, price: ['1e5'] }] }, /cannot be read: rows\.0\.price/],
  ])('%s', (_, change, reason) => {
    const [{ book, skipped }] = importRules([ruleOf(change)], options) as [ReturnType<typeof importRules>[number]]
    expect(book.tools).toEqual({})
    expect(skipped).toEqual([{ id: 'acme:video', reason: expect.stringMatching(reason) }])
  })

  test('the second rule of a tool, and what is no rule', () => {
    const [acme, unknown] = importRules([ruleOf({}), ruleOf({ id: 'again' }), 'nonsense'], options)
    expect(acme?.skipped).toEqual([{ id: 'again', reason: 'There is a rule for VideoNode already.' }])
    expect(unknown?.skipped).toEqual([{ id: 'rules[2]', reason: expect.stringMatching(/no rows/) }])
    expect(() => importRules({}, options)).toThrow('A rules document is a list of rules.')
  })
})

test('whatever the options and gaps, every row has its own price and nothing else has one', () => {
  const values = fc.constantFrom<(string | number | boolean)[]>(['a', 'b', 'c'], [true, false], ['5', '10'], [4, 8, 12], ['auto', '5'])
  const cents = fc.nat(3).map((amount) => amount / 100)
  const rule = fc.dictionary(fc.constantFrom('model', 'model.size', 'hd', 'duration'), values, { minKeys: 1, maxKeys: 3 }).chain((options) => {
    const combinations = Object.entries(options).reduce<Record<string, string | number | boolean>[]>(
      (sofar, [name, all]) => sofar.flatMap((when) => all.map((value) => ({ ...when, [name]: value }))),
      [{}],
    )
    const proportional = fc.boolean()
    const row = fc.tuple(
      cents,
      fc.option(cents),
      fc.nat(9).map((one) => one > 0),
    )
    return fc.record({ combinations: fc.constant(combinations), proportional, rows: fc.tuple(...combinations.map(() => row)) })
  })
  fc.assert(
    fc.property(rule, ({ combinations, proportional, rows }) => {
      const all = combinations.map((when, index) => {
        const [price, perUnit, kept] = rows[index]!
        const seconds = Number(when.duration ?? 1)
        if (proportional) return { kept, row: { when, price: [seconds * 0.07] }, cost: seconds * 7 }
        if (perUnit === null) return { kept, row: { when, price: [price] }, cost: Math.round(price * 100) }
        return { kept, row: { when, base: [price + 1e-16], perUnit: { n: [perUnit] } }, cost: Math.round((price + 3 * perUnit) * 100) }
      })
      const offered = all.filter(({ kept, cost }) => kept && !Number.isNaN(cost))
      fc.pre(offered.length > 0)
      const [{ book }] = importRules([ruleOf({ numeric: ['n'], rows: offered.map(({ row }) => row) })], options) as [ReturnType<typeof importRules>[number]]
      const tool = compilePrices(parsePriceBook(JSON.parse(JSON.stringify(book))), '').tools.get('VideoNode')!
      for (const each of all) {
        const cost = inWords(outcomeOf(tool, { ...each.row.when, n: 3 }))
        expect(cost).toBe(offered.includes(each) ? String(each.cost / 100) : 'not-offered')
      }
    }),
  )
})

test('each vendor has a book of its own, and one can be asked for', () => {
  const rules = [ruleOf({}), ruleOf({ vendor: 'Other & Sons', id: 'other' })]
  expect(importRules(rules, options).map(({ book }) => [book.id, book.vendor])).toEqual([
    ['acme-acme', 'Acme'],
    ['acme-other-sons', 'Other & Sons'],
  ])
  expect(importRules(rules, { ...options, vendor: 'Acme' }).map(({ book }) => book.id)).toEqual(['acme'])
})
