import { describe, expect, test } from 'vitest'
import { importRules } from './import.ts'

const options = { id: 'acme', version: '1', effective: '2026-08-20T00:00:00Z' }
const ruleOf = (change: object = {}) => ({ id: 'acme:draw', vendor: 'Acme', tool: 'Draw', unit: 'usd', rows: [{ when: {}, price: [1] }], ...change })
const books = (...rules: unknown[]) => importRules(rules, options)
const bookOf = (...rules: object[]) => books(...rules)[0]!.book
const toolOf = (change: object) => {
  const [{ book, skipped }] = books(ruleOf(change)) as [ReturnType<typeof books>[number]]
  expect(skipped).toEqual([])
  return book.tools.Draw!
}
const inputsOf = (change: object) => toolOf(change).inputs
const linesOf = (change: object) => toolOf(change).rows[0]!.lines
const reasonOf = (rule: unknown) =>
  books(rule)[0]!
    .skipped.map(({ reason }) => reason)
    .join()
const priced = (when: object, price = 1) => ({ when, price: [price] })

describe('a tool and where it is from', () => {
  const bare = { inputs: {}, rows: [{ when: {}, lines: [{ label: 'Price', base: '1' }] }] }
  test('of what is not said nothing', () => {
    expect(toolOf({})).toStrictEqual(bare)
    expect(toolOf({ tool_name: null, media: null, source: null, deprecated: null, numeric: undefined })).toStrictEqual(bare)
    expect(toolOf({ tool_name: 'Draw', media: '', source: '', deprecated: false })).toStrictEqual(bare)
  })
  test('its title, medium and that it is deprecated', () =>
    expect(toolOf({ tool_name: 'Draw it', media: 'image', deprecated: true })).toStrictEqual({
      title: 'Draw it',
      media: 'image',
      note: 'The vendor marks it as deprecated.',
      ...bare,
    }))
  test.each<[string, object | undefined]>([
    ['https://example.com/prices (as of 2026-08-20)', { url: 'https://example.com/prices', asOf: '2026-08-20' }],
    ['http://example.com seen as of 2026-08', { url: 'http://example.com', asOf: '2026-08' }],
    ['https://example.com as of 2026', { url: 'https://example.com', asOf: '2026' }],
    ['https://example.com', undefined],
    ['https://example.com has of 2026', undefined],
    ['see https://example.com as of 2026-08-20', undefined],
    ['as of 2026-08-20', undefined],
  ])('the source "%s"', (source, expected) => expect(toolOf({ source }).source).toEqual(expected))
})

describe('a book of a vendor', () => {
  const rule = (tool: string, unit: string) => ruleOf({ id: tool, tool, unit })
  test('is in the unit of most of its tools; the others name their own', () => {
    const { unit, tools } = bookOf(rule('a', 'coins'), rule('b', 'usd'), rule('c', 'usd'), rule('d', 'gems'))
    expect(unit).toBe('usd')
    expect(Object.values(tools).map((tool) => ['unit' in tool, tool.unit])).toEqual([
      [true, 'coins'],
      [false, undefined],
      [false, undefined],
      [true, 'gems'],
    ])
    expect(bookOf(rule('a', 'coins'), rule('b', 'coins'), rule('c', 'usd')).unit).toBe('coins')
    expect(bookOf(rule('a', 'coins'), rule('b', 'usd')).unit).toBe('coins')
  })
  test('without tools is in dollars', () => expect(bookOf(ruleOf({ rows: [] }))).toEqual({ format: 1, ...options, vendor: 'Acme', unit: 'usd', tools: {} }))
  test('of several has its name in its id', () => {
    const ids = books(ruleOf(), ruleOf({ vendor: '  Other & Sons!' })).map(({ book }) => book.id)
    expect(ids).toEqual(['acme-acme', 'acme-other-sons'])
  })
  test('of one that is asked for has nothing of the others', () => {
    const found = importRules([ruleOf({ vendor: 'Other' }), ruleOf({ id: 'bad', vendor: 'Other', rows: [] }), ruleOf()], { ...options, vendor: 'Acme' })
    expect(found.map(({ book, skipped }) => [book.id, book.vendor, Object.keys(book.tools), skipped])).toEqual([['acme', 'Acme', ['Draw'], []]])
  })
  test('of nobody is that of "unknown"', () => expect(books(ruleOf({ vendor: undefined })).map(({ book }) => book.vendor)).toEqual(['unknown']))
})

describe('rules that are skipped', () => {
  test.each<[string, unknown, string]>([
    ['nothing', null, 'It has no rows; it says its rule in words.'],
    ['no rows', ruleOf({ rows: [] }), 'It has no rows; it says its rule in words.'],
    ['words', ruleOf({ rows: 'ask us' }), 'It has no rows; it says its rule in words.'],
    ['samples alone', ruleOf({ rows: [{ when: {}, samples: [1] }] }), 'It is not linear in its inputs; only samples of it are given.'],
    [
      'bent inputs, each once',
      ruleOf({
        rows: [
          { when: {}, nonlinearIn: ['a', 'b'] },
          { when: {}, nonlinearIn: ['b'] },
        ],
      }),
      'It is not linear in a, b; only samples of it are given.',
    ],
    [
      'tokens by the dozen',
      ruleOf({ rows: [{ when: {}, type: 'list_usd', per: 'per 12 tokens', price: [1, 2] }] }),
      'Its rates are for "per 12 tokens", not for input and output tokens.',
    ],
    ['tokens by nothing', ruleOf({ rows: [{ when: {}, type: 'list_usd', price: [1, 2] }] }), 'Its rates are for "nothing", not for input and output tokens.'],
    [
      'about tokens',
      ruleOf({ rows: [{ when: {}, type: 'list_usd', per: 'as per 1k tokens', price: [1, 2] }] }),
      'Its rates are for "as per 1k tokens", not for input and output tokens.',
    ],
    [
      'tokens and more',
      ruleOf({ rows: [{ when: {}, type: 'list_usd', per: 'per 1k tokens or so', price: [1, 2] }] }),
      'Its rates are for "per 1k tokens or so", not for input and output tokens.',
    ],
    [
      'tokens of one rate',
      ruleOf({ rows: [{ when: {}, type: 'list_usd', per: 'per 1k tokens', price: [1] }] }),
      'Its rates are for "per 1k tokens", not for input and output tokens.',
    ],
    ['different units', ruleOf({ rows: [priced({ a: 1 }), { when: { a: 2 }, text: '2 credits' }] }), 'Its rows are in different units.'],
    ['use alone', ruleOf({ rows: [{ when: {}, text: 'Metered' }] }), 'It has no price, only what is paid by use.'],
    ['a row without a price', ruleOf({ rows: [{ when: {} }] }), 'A row of it has neither a price nor a text.'],
  ])('%s', (_, rule, reason) => expect(reasonOf(rule)).toBe(reason))
  test('a fault of the program is no reason', () => {
    const rule = ruleOf()
    Object.defineProperty(rule, 'rows', {
      get: () => {
        throw new RangeError('broken')
      },
    })
    expect(() => books(rule)).toThrow('broken')
  })
})

describe('the inputs of a tool', () => {
  test('a choice of the values that rows name, once, decimals exact', () => {
    expect(inputsOf({ rows: [priced({ size: 's', n: 1 }), priced({ size: 'm', n: 0.5 }, 2), priced({ size: 's', n: 2 }, 3)] })).toEqual({
      size: { kind: 'choice', values: ['s', 'm'] },
      n: { kind: 'choice', values: [1, '0.5', 2] },
    })
  })
  test('a flag where all of them are true or false', () =>
    expect(inputsOf({ rows: [priced({ hd: true, mixed: true }), priced({ hd: false, mixed: 'auto' }, 2)] })).toEqual({
      hd: { kind: 'flag' },
      mixed: { kind: 'choice', values: [true, 'auto'] },
    }))
  test('one that a row does not name may be left out', () =>
    expect(inputsOf({ rows: [priced({ size: 's' }), priced({}, 2)] })).toEqual({ size: { kind: 'choice', values: ['s'], optional: true } }))
  test('numbers, in seconds where their names say so, counts of a group in whole numbers', () =>
    expect(
      inputsOf({
        numeric: ['steps', 'duration', 'video_seconds', 'seconds_left', 'duration_mode', 'model.images'],
        reads: { groups: ['model.images'] },
        rows: [{ when: {}, base: [1], perUnit: { strength: [2] } }],
      }),
    ).toEqual({
      steps: { kind: 'number' },
      duration: { kind: 'number', unit: 'second' },
      video_seconds: { kind: 'number', unit: 'second' },
      seconds_left: { kind: 'number' },
      duration_mode: { kind: 'number' },
      images_count: { kind: 'number', whole: true },
      strength: { kind: 'number' },
    }))
  test('what has no effect may be passed on, under the names of the others never', () =>
    expect(
      inputsOf({
        no_effect: ['seed', 'size'],
        numeric: ['steps'],
        reads: { widgets: ['prompt', 'steps'], inputs: ['mask', 'model.image', 'seen'], groups: ['refs', 'model.images'] },
        rows: [{ when: { size: 's', 'seen.connected': true }, base: [1], perUnit: { refs: [2] } }],
      }),
    ).toEqual({
      size: { kind: 'choice', values: ['s'] },
      seen_connected: { kind: 'flag' },
      steps: { kind: 'number' },
      refs_count: { kind: 'number', whole: true },
      seed: { kind: 'text', optional: true },
      prompt: { kind: 'text', optional: true },
      mask_connected: { kind: 'flag', optional: true },
      image_connected: { kind: 'flag', optional: true },
      images_count: { kind: 'number', optional: true },
    }))
  test('a name that only holds "connected" is asked as it is', () =>
    expect(Object.keys(inputsOf({ rows: [priced({ 'is.connected.now': 'a', 'ref.connected': true })] })!)).toEqual(['is.connected.now', 'ref_connected']))
})

describe('the lines of a row', () => {
  test('tokens by the thousand or the million', () => {
    const tokens = (per: string) => linesOf({ rows: [{ when: {}, type: 'list_usd', per, price: [1, 2] }] })
    const lines = (per: string) => [
      { label: 'Input tokens', quantity: 'input_tokens', per, rate: '1' },
      { label: 'Output tokens', quantity: 'output_tokens', per, rate: '2' },
    ]
    expect(tokens('per 1K tokens')).toEqual(lines('1000'))
    expect(tokens(' Per 1m Tokens ')).toEqual(lines('1000000'))
    expect(inputsOf({ rows: [{ when: {}, type: 'list_usd', per: 'per 1K tokens', price: [1, 2] }] })).toEqual({
      input_tokens: { kind: 'number', whole: true, unit: 'token' },
      output_tokens: { kind: 'number', whole: true, unit: 'token' },
    })
  })
  test('a price by a unit, "per" only where it is not for one', () => {
    const by = (per: string) => linesOf({ rows: [{ when: {}, per, price: [3] }] })
    expect(by('/second')).toStrictEqual([{ label: 'Per second', quantity: 'billable_seconds', rate: '3' }])
    expect(by('/30 frames')).toStrictEqual([{ label: 'Per 30 frames', quantity: 'frames', per: '30', rate: '3' }])
    expect(by('  ')).toStrictEqual([{ label: 'Price', base: '3' }])
  })
  test('a price by a unit that grows with inputs', () => {
    const rows = [{ when: {}, per: '/second', base: [3], perUnit: { steps: [0.5], idle: [0] } }]
    expect(linesOf({ rows })).toEqual([{ label: 'Per second', quantity: 'billable_seconds', rate: { add: ['3', { multiply: ['0.5', 'steps'] }] } }])
    expect(linesOf({ rows: [{ when: {}, per: '/second', base: [3], perUnit: { idle: [0] } }] })).toEqual([
      { label: 'Per second', quantity: 'billable_seconds', rate: '3' },
    ])
    expect(inputsOf({ rows })).toMatchObject({ billable_seconds: { kind: 'number', unit: 'second' } })
  })
  test('a base and rates; what is always nothing is left out, unless all is', () => {
    const lines = (base: number, steps: number, n: number) => linesOf({ rows: [{ when: {}, base: [base], perUnit: { steps: [steps], n: [n] } }] })
    expect(lines(1, 2, 3)).toEqual([
      { label: 'Price', base: '1' },
      { label: 'Steps', quantity: 'steps', rate: '2' },
      { label: 'N', quantity: 'n', rate: '3' },
    ])
    expect(lines(0, 2, 0)).toEqual([{ label: 'Steps', quantity: 'steps', rate: '2' }])
    expect(lines(0, 0, 0)).toEqual([{ label: 'Price', base: '0' }])
  })
  test('rows of other quantities, or other units of them, are rows of the tool', () => {
    const rows = (one: object, other: object) =>
      toolOf({
        rows: [
          { when: { m: 'a' }, ...one },
          { when: { m: 'b' }, ...other },
        ],
      }).rows
    expect(rows({ per: '/frame', price: [1] }, { per: '/30 frames', price: [2] })).toEqual([
      { when: { m: 'a' }, lines: [{ label: 'Per frame', quantity: 'frames', rate: '1' }] },
      { when: { m: 'b' }, lines: [{ label: 'Per 30 frames', quantity: 'frames', per: '30', rate: '2' }] },
    ])
    expect(rows({ per: '/frame', price: [1] }, { per: '/frame', price: [2] })).toEqual([
      {
        when: {},
        lines: [
          {
            label: 'Per frame',
            quantity: 'frames',
            rate: {
              table: ['m'],
              rows: [
                ['a', '1'],
                ['b', '2'],
              ],
            },
          },
        ],
      },
    ])
    expect(rows({ per: '/frame', price: [1] }, { text: 'By usage' })).toEqual([
      { when: { m: 'a' }, lines: [{ label: 'Per frame', quantity: 'frames', rate: '1' }] },
      { when: { m: 'b' }, answer: 'metered', message: 'By usage' },
    ])
  })
  test('a flag makes no difference where both of its values are there', () => {
    const flags = (...all: boolean[]) => linesOf({ rows: all.map((hd) => priced({ hd })) })
    expect(flags(true, false)).toEqual([{ label: 'Price', base: '1' }])
    expect(flags(true)).toEqual([{ label: 'Price', base: { table: ['hd'], rows: [['true', '1']] } }])
    expect(flags(false)).toEqual([{ label: 'Price', base: { table: ['hd'], rows: [['false', '1']] } }])
  })
  test('a number among the inputs is not folded as if it were a choice', () => {
    const rows = [
      { when: { m: 'a' }, base: [1], perUnit: { n: [1] } },
      { when: { m: 'b' }, base: [1], perUnit: { n: [2] } },
    ]
    expect(linesOf({ rows })).toEqual([
      { label: 'Price', base: '1' },
      {
        label: 'N',
        quantity: 'n',
        rate: {
          table: ['m'],
          rows: [
            ['a', '1'],
            ['b', '2'],
          ],
        },
      },
    ])
  })
})
