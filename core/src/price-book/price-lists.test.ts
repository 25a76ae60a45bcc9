// Which book answers for a vendor's tool on a day, what its amounts are worth in money, and how cases are held against it.
import { describe, expect, test } from 'vitest'
import { isExact, kindOfMessage, type PriceCase, runCase, runNoPriceCase } from './cases.ts'
import { compilePrices } from './compile.ts'
import type { Expression, PriceBook, ToolPrice } from './format.ts'
import { dollarsPer, moneyValue } from './money.ts'
import { type Asked, priceLists } from './price-lists.ts'
import { listedRates } from './rates.ts'
import { toText } from './rational.ts'
import { baseTool, bookOf, choice, compiledTool, faultOf, number } from './testing.ts'

const listed = (id: string, effective: string, tools: Record<string, ToolPrice>, more: Partial<PriceBook> = {}) =>
  compilePrices(bookOf(tools, { id, effective: `${effective}T00:00:00Z`, ...more }), '')

const lists = priceLists([
  listed('acme-2026', '2026-03-01', { upscale: baseTool('3', {}, { title: 'Acme Upscale', aliases: ['UpscaleNode', 'magnify'] }) }),
  listed('acme-2024', '2024-05-10', { upscale: baseTool('1'), retired: baseTool('9') }),
  listed('acme-2025', '2025-12-31', { upscale: baseTool('2') }),
  listed('other', '2026-06-01', { upscale: baseTool('7', {}, { aliases: ['Upscale'] }) }, { vendor: 'Other' }),
])
const found = (asked: Asked): string => lists.find(asked)?.prices.book.id ?? 'none'

describe('P25: the list that was in force', () => {
  test('lists are in the order of their dates', () => expect(lists.all.map(({ book }) => book.id)).toEqual(['acme-2024', 'acme-2025', 'acme-2026', 'other']))
  test.each<[string | undefined, string]>([
    [undefined, 'acme-2026'],
    ['2030', 'acme-2026'],
    ['2026-03-01', 'acme-2026'],
    ['2026-02-28', 'acme-2025'],
    ['2026-03', 'acme-2026'],
    ['2026-02', 'acme-2025'],
    ['2026', 'acme-2026'],
    ['2025', 'acme-2025'],
    ['2025-12-30', 'acme-2024'],
    ['2025-11', 'acme-2024'],
    ['2024', 'acme-2024'],
    // nothing was in force: the oldest
    ['2023', 'acme-2024'],
    ['2026 (older)', 'acme-2025'],
    ['2025 (older)', 'acme-2024'],
    ['2026-03 (older)', 'acme-2025'],
    ['2026-04 (older)', 'acme-2026'],
    ['2026-03-02 (older)', 'acme-2026'],
    ['long ago', 'acme-2026'],
  ])('as of %s: %s', (asOf, id) => expect(found({ vendor: 'Acme', tool: 'upscale', ...(asOf !== undefined && { asOf }) })).toBe(id))
})

describe('a tool by its names', () => {
  test.each([
    ['Acme', 'UPSCALE', 'acme-2026'],
    ['Acme', 'acme upscale', 'acme-2026'],
    ['Acme', 'upscalenode', 'acme-2026'],
    ['Acme', 'Magnify', 'acme-2026'],
    ['Acme', 'retired', 'acme-2024'],
    ['Other', 'upscale', 'other'],
    ['Other', 'retired', 'none'],
    ['Nobody', 'upscale', 'none'],
    ['Acme', 'downscale', 'none'],
    ['Acme', 'constructor', 'none'],
    ['Acme', '__proto__', 'none'],
  ])('%s, %s: %s', (vendor, tool, id) => expect(found({ vendor, tool })).toBe(id))
  test('of any vendor: the newest', () => {
    expect(found({ tool: 'upscale' })).toBe('other')
    expect(found({ tool: 'upscale', asOf: '2026-05' })).toBe('acme-2026')
  })
  test('an alias that is also its id is one name', () => expect(lists.find({ vendor: 'Other', tool: 'upscale' })!.tool.id).toBe('upscale'))
})

describe('the order of lists', () => {
  const days = ['2026-05-01', '2024-01-01', '2025-07-01', '2023-02-01', '2026-04-30']
  test.each([days, days.toReversed(), days.toSorted()].map((order) => [order]))('%j is put by date', (order) => {
    const many = priceLists(order.map((day) => listed(`l${day}`, day, { x: baseTool('1') })))
    expect(many.all.map(({ book }) => book.effective.slice(0, 10))).toEqual(days.toSorted())
    expect(many.find({ tool: 'x', asOf: '2025' })?.prices.book.id).toBe('l2025-07-01')
  })
  test('lists of one day stay in the order in which they came', () => {
    const same = ['b', 'c', 'a'].map((id) => listed(id, '2026-01-01', { [id]: baseTool('1', {}, { aliases: ['x'] }) }))
    expect(priceLists(same).all.map(({ book }) => book.id)).toEqual(['b', 'c', 'a'])
    expect(priceLists(same).find({ tool: 'X' })?.prices.book.id).toBe('a')
    // of one day, the one whose id it is
    expect(priceLists(same).find({ tool: 'b' })?.prices.book.id).toBe('b')
    const named = [listed('one', '2026-01-01', { x: baseTool('1') }), listed('two', '2026-01-01', { y: baseTool('1', {}, { aliases: ['x'] }) })]
    expect(priceLists(named).find({ tool: 'x' })?.prices.book.id).toBe('one')
    const later = [listed('one', '2026-01-01', { x: baseTool('1') }), listed('two', '2026-01-02', { y: baseTool('1', {}, { aliases: ['x'] }) })]
    expect(priceLists(later).find({ tool: 'x' })?.prices.book.id).toBe('two')
  })
  test('a list that names no vendor is asked where none of the vendor has the tool', () => {
    const { vendor: _, ...nobody } = bookOf({ x: baseTool('1'), y: baseTool('1') }, { id: 'anyone' })
    const mixed = priceLists([compilePrices(nobody, ''), listed('own', '2020-01-01', { x: baseTool('2') }, { vendor: 'Acme Inc' })])
    expect(mixed.find({ vendor: ' acme inc', tool: 'x' })?.prices.book.id).toBe('own')
    expect(mixed.find({ vendor: 'Acme Inc', tool: 'y' })?.prices.book.id).toBe('anyone')
    expect(mixed.find({ vendor: 'Other', tool: 'x' })?.prices.book.id).toBe('anyone')
    expect(mixed.find({ vendor: 'Other', tool: 'z' })).toBeUndefined()
    expect(mixed.find({ tool: ' X ' })?.prices.book.id).toBe('anyone')
  })
})

describe('two tools of one name', () => {
  const both = priceLists([
    listed('a', '2026-01-01', { x: baseTool('1', {}, { unit: 'credits' }) }),
    listed('b', '2026-02-01', { x: baseTool('2', { size: choice('s') }) }),
    listed('c', '2026-03-01', { x: baseTool('3', {}) }),
  ])
  const id = (asked: Omit<Asked, 'tool'>) => both.find({ tool: 'x', ...asked })?.prices.book.id
  test('that in the unit that is asked for', () => {
    expect(id({ unit: 'credits' })).toBe('a')
    expect(id({ unit: 'usd' })).toBe('c')
    expect(id({ unit: 'yen' })).toBe('c')
  })
  test('that which knows the inputs', () => {
    expect(id({ inputs: ['size'] })).toBe('b')
    expect(id({ inputs: ['size', 'colour'] })).toBe('c')
    expect(id({ inputs: [] })).toBe('c')
    expect(id({ unit: 'credits', inputs: ['size'] })).toBe('a')
  })
})

describe('P26: cases', () => {
  const books = priceLists([
    listed('acme', '2026-01-01', {
      real: baseTool({ divide: ['n', '3'] }, { n: number({ max: '30' }) }),
      node: baseTool(
        {
          table: ['size'],
          rows: [
            ['s', '1'],
            ['m', '2'],
          ],
        },
        { size: { ...choice('s', 'm', 'l'), required: true } },
      ),
      chat: { inputs: { model: { ...choice('a', 'b'), optional: true } }, rows: [{ when: {}, answer: 'metered', message: 'By the token.' }] },
    }),
  ])
  const base: PriceCase = { id: 'one', vendor: 'Acme', tool: 'real', inputs: { n: 3 }, expected: 1 }
  const run = (change: Partial<PriceCase>) => runCase(books, { ...base, ...change })
  test.each<[Partial<PriceCase>, boolean]>([
    [{}, true],
    [{ unit: 'usd' }, true],
    [{ as_of: '2026' }, true],
    [{ expected: 1.000001 }, false],
    [{ expected: 1.000000001 }, true],
    [{ expected: 0.999999999 }, true],
    [{ expected: 1.0000000011 }, false],
    [{ expected: 0.9999999989 }, false],
    [{ inputs: { n: 1 }, expected: 0.333333333333 }, true],
    // equal to one part in a thousand million, where it is more than one
    [{ inputs: { n: 30 }, expected: 10.00000001 }, true],
    [{ inputs: { n: 30 }, expected: 10.000000011 }, false],
    [{ expected: { min: 1, max: 1 } }, true],
    [{ expected: { min: 1, max: 2 } }, false],
    [{ expected: { min: 0, max: 1 } }, false],
    [{ inputs: {}, expected: { min: 0, max: 10 } }, true],
    [{ inputs: {}, expected: { min: 0, max: 9 } }, false],
    [{ inputs: {}, expected: { min: 1, max: 10 } }, false],
    [{ inputs: {}, expected: 10 }, false],
    [{ inputs: { n: 40 } }, false],
    [{ unit: 'credits' }, false],
    [{ vendor: 'Other' }, false],
    [{ tool: 'unreal' }, false],
  ])('%j passes: %s', (change, passed) => expect(run(change)).toMatchObject({ id: 'one', passed }))

  test('a case is held against the list of its day, in its unit', () => {
    const two = priceLists([
      listed('old', '2024-01-01', { real: baseTool('1') }),
      listed('other', '2025-01-01', { real: baseTool('3', {}, { unit: 'credits' }) }, { vendor: 'Other' }),
      listed('credits', '2026-01-01', { real: baseTool('2', {}, { unit: 'credits' }) }),
      listed('new', '2026-02-01', { real: baseTool('4') }),
    ])
    const holds = (change: Partial<PriceCase>) => runCase(two, { ...base, inputs: {}, ...change }).passed
    expect(holds({ expected: 1, as_of: '2024' })).toBe(true)
    expect(holds({ expected: 1, as_of: '2025' })).toBe(true)
    expect(holds({ expected: 4 })).toBe(true)
    expect(holds({ expected: 2, unit: 'credits' })).toBe(true)
    expect(holds({ expected: 3, vendor: 'Other' })).toBe(true)
    expect(holds({ expected: 4, unit: 'usd' })).toBe(true)
  })

  test('the message says what was expected, and what came', () => {
    expect(run({ expected: 2 }).message).toBe('Acme, real, {"n":3} (acme 1): expected 2, got 1')
    expect(run({ expected: { min: 1, max: 2 }, inputs: {} }).message).toBe('Acme, real, {} (acme 1): expected 1 to 2, got 0 to 10')
    expect(run({ inputs: { n: 40 } }).message).toBe('Acme, real, {"n":40} (acme 1): expected 1, got not-offered: "n" is 40; the most is 30.')
    expect(run({ unit: 'credits' }).message).toBe('Acme, real, {"n":3} (acme 1): expected 1, got 1; expected in credits, got usd')
    expect(run({ tool: 'unreal' }).message).toBe('Acme, unreal, {"n":3}: no book has this tool')
    const { vendor: _, ...anyone } = base
    expect(runCase(books, anyone).message).toBe('any vendor, real, {"n":3} (acme 1): expected 1, got 1')
  })

  test('only exact ones prove anything', () => {
    expect(isExact(base)).toBe(true)
    expect(isExact({ ...base, kind: 'total' })).toBe(true)
    for (const inexact of [{ ambiguous: true }, { approximate: true }, { tolerance: 0.1 }, { confidence: 'low' }, { kind: 'metered' }])
      expect(isExact({ ...base, ...inexact })).toBe(false)
  })

  test.each([
    ['', 'no-tool'],
    ['Token-based', 'metered'],
    ['this is token-based pricing', 'metered'],
    ['Set model, duration and resolution', 'missing'],
    ['set size first', 'missing'],
    ['Please set size', 'not-offered'],
    ['Invalid size', 'not-offered'],
  ])('the message "%s" is of the kind %s', (message, kind) => expect(kindOfMessage(message)).toBe(kind))

  test.each<[string, object, string, boolean]>([
    ['node', {}, 'Set size', true],
    ['node', { size: 'l' }, 'Invalid size', true],
    ['node', { size: 's' }, 'Invalid size', false],
    ['node', { size: 'l' }, 'Set size', false],
    ['chat', { model: 'a' }, 'Token-based', true],
    ['chat', {}, '', false],
    ['unknown', {}, '', true],
    ['unknown', {}, 'Token-based', false],
  ])('%s %j is answered as "%s" says: %s', (node, inputs, message, passed) =>
    expect(runNoPriceCase(books, { node, inputs: { ...inputs }, message, date: '2026-01-22' }).passed).toBe(passed),
  )
  test('what is said of them', () => {
    const result = runNoPriceCase(books, { node: 'node', inputs: { size: 's' }, message: 'Set size', date: '2026-01-22' })
    expect(result).toEqual({ id: 'node {"size":"s"} 2026-01-22', passed: false, message: 'node, {"size":"s"}: expected missing ("Set size"), got price' })
    expect(runNoPriceCase(books, { node: 'z', inputs: {}, message: 'x', date: '2026' }).message).toBe('z, {}: expected not-offered ("x"), got no-tool')
  })
  test('on its day', () => {
    const dated = priceLists([
      listed('old', '2025-01-01', { t: baseTool('1', { n: number({ required: true }) }) }),
      listed('new', '2026-01-01', { t: baseTool('1') }),
    ])
    expect(runNoPriceCase(dated, { node: 't', inputs: {}, message: 'Set model', date: '2025-06' }).passed).toBe(true)
    expect(runNoPriceCase(dated, { node: 't', inputs: {}, message: 'Set model', date: '2026-06' }).passed).toBe(false)
  })
})

describe('money', () => {
  const units = { credits: { label: 'Credits', usd: { divide: ['1', '211'] as const } }, points: { usd: '0.01' }, tokens: { label: 'Tokens' } }
  const book = bookOf({}, { units })
  test('a dollar is a dollar', () => expect(toText(dollarsPer(bookOf({}), 'usd')!, 3)).toBe('1'))
  test.each([
    ['credits', '0.004739336493'],
    ['points', '0.01'],
  ])('%s are worth %s', (unit, expected) => {
    expect(toText(dollarsPer(book, unit)!, 12)).toBe(expected)
  })
  test.each(['tokens', 'yen', 'constructor', '__proto__'])('nobody says what %s are worth', (unit) => expect(dollarsPer(book, unit)).toBeUndefined())
  test('where no unit has a value', () => expect(dollarsPer(bookOf({}), 'credits')).toBeUndefined())
  test('211 credits are exactly a dollar', () => expect(toText(moneyValue({ multiply: ['211', units.credits.usd] }, 'x'), 30)).toBe('1'))
  test('a value that depends on anything is a fault, with its place', () => {
    const fault = (usd: Expression) => faultOf(() => compilePrices(bookOf({}, { units: { points: { usd } } }), ''))
    expect(faultOf(() => dollarsPer(bookOf({}, { units: { points: { usd: 'rate' } } }), 'points'))).toContain('units.points.usd: ')
    expect(fault('rate')).toBe('units.points.usd: There is no quantity or input "rate". Derive it, or use one of those you add.')
    expect(fault({ divide: ['1', '0'] })).toBe('units.points.usd: It divides by zero here. Keep the divisor above zero, for instance with "max".')
    expect(fault({ between: ['1', '2'] })).toBe(
      'units.points.usd: The value of a unit cannot depend on anything. Write a decimal, or { "divide": ["1", "211"] }.',
    )
    expect(fault('0.01')).toBe('no fault')
  })
})

test('a table of rates: what is the same for everyone has its figure', () => {
  const tool = compiledTool({
    inputs: { n: number({ unit: 'image' }), size: choice('s', 'l') },
    rows: [
      {
        when: { size: 's' },
        lines: [
          { label: 'Start', base: '0.5' },
          { label: 'Images', quantity: 'n', rate: { divide: ['1', '8'] } },
        ],
      },
      {
        when: {},
        lines: [
          { label: 'Images', quantity: 'n', rate: { divide: ['1', { add: ['n', '1'] }] } },
          { label: 'Steps', quantity: 'n', steps: [{ amount: '1' }] },
        ],
      },
    ],
  })
  expect(listedRates(tool)).toEqual([
    { label: 'Start', when: { size: 's' }, rate: '0.5' },
    { label: 'Images', when: { size: 's' }, rate: '0.125', per: 'image' },
    { label: 'Images', when: {}, per: 'image' },
    { label: 'Steps', when: {}, per: 'image' },
  ])
})

describe('a book that names no vendor', () => {
  const nameless = priceLists([
    compilePrices({ ...bookOf({ upscale: baseTool('5'), sharpen: baseTool('6') }, { id: 'nameless' }), vendor: undefined } as unknown as PriceBook, ''),
    listed('acme', '2024-01-01', { upscale: baseTool('1'), other: baseTool('2', {}, { aliases: ['upscale'] }) }),
  ])
  const id = (asked: Asked) => nameless.find(asked)?.prices.book.id

  test('is asked where the vendor has no such tool', () => {
    expect(id({ vendor: 'Acme', tool: 'sharpen' })).toBe('nameless')
    expect(id({ vendor: 'Acme', tool: 'upscale' })).toBe('acme')
  })
  test('vendors are named in any case', () => expect(id({ vendor: ' ACME ', tool: 'upscale' })).toBe('acme'))
  test('in one list a tool of this id comes before one of this alias', () =>
    expect(nameless.find({ vendor: 'Acme', tool: 'Upscale' })!.tool.id).toBe('upscale'))
})
