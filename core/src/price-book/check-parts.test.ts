import { describe, expect, test } from 'vitest'
import type { Tool } from '../tool.ts'
import { checkPriceBook } from './check.ts'
import type { BookFinding } from './finding.ts'
import type { Expression, Input, PriceBook, StudioTerms, ToolPrice } from './format.ts'
import { baseTool, bookOf, choice, number } from './testing.ts'
import { row } from './check/testing.ts'

const error = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'error', place, problem, fix })
const warning = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'warning', place, problem, fix })
const said = (price: ToolPrice, more: Partial<PriceBook> = {}) => checkPriceBook(bookOf({ t: price }, more), [])
const numbered = (count: number) => choice(...Array.from({ length: count }, (_, at) => `v${at}`))
const tableBy = (name: string): Expression => ({ table: [name], rows: [['*', '1']] })
const size = choice('s', 'm', 'l')
const hd: Input = { kind: 'flag' }
const limits = { sourcesPerRun: 1, iterations: 1, sourceMegapixels: 1, resultMegapixels: 1, uploadMegabytes: 1 }
const free = { name: 'Free', grant: '1', period: 'month', rollOver: '1', discountPercent: '0', limits } as const
const terms = {
  rounding: { stage: 'source', mode: 'up', step: '1' },
  charges: { succeeded: 'price', partial: 'delivered', failed: 'nothing', cancelled: 'delivered', defective: 'refunded' },
} as const
const studio: StudioTerms = { quoteMinutes: 1, holdHours: 1, keepChance: '0.5', plans: { free } }

describe('P20: every part of the check is asked', () => {
  test('a book without fault', () => expect(said(baseTool('n', { n: number({ max: '9', unit: 'image' }) }))).toEqual([]))
  test('the book as a whole', () =>
    expect(said(baseTool('1'), { effective: 'soon' })).toEqual([
      error('effective', '"soon" is not a date and time in UTC.', 'Write it like "2026-11-22T00:00:00Z".'),
    ]))
  test('each tool by itself, one that does not compile beside one that does', () => {
    const book = bookOf({ bad: baseTool('nobody'), unread: baseTool('1', { n: number() }) })
    expect(checkPriceBook(book, [])).toEqual([
      error('tools.bad.rows[0].lines[0].base', 'There is no quantity or input "nobody".', 'Derive it, or use one of those you add.'),
      warning('tools.unread.inputs.n', 'Nothing reads this input.', 'Remove it, or say that it has no effect on the price: "optional": true and a "help".'),
    ])
  })
  test('a book that does not compile at all', () =>
    expect(checkPriceBook(bookOf({ t: baseTool('nobody') }, { studio: { ...studio, plans: {} }, unit: 'credits' }), []).map(({ place }) => place)).toEqual([
      'studio.plans',
    ]))
  test.each<[string, ToolPrice, string]>([
    ['domains', { inputs: { size }, rows: [row({ size: 'xl' }, '1'), row({}, '2')] }, 'tools.t.rows[0].when.size'],
    ['rows', { inputs: { size }, rows: [row({}, '1'), row({ size: 's' }, '1')] }, 'tools.t.rows[1]'],
    ['cases', baseTool({ cases: [{ when: {}, is: '1' }], else: '2' }, {}), 'tools.t.rows[0].lines[0].base.else'],
    ['gaps of rows', { inputs: { size }, rows: [row({ size: ['s', 'm'] }, '1')] }, 'tools.t.rows'],
    [
      'gaps of tables',
      baseTool(
        {
          table: ['size'],
          rows: [
            ['s', '1'],
            ['m', '2'],
          ],
        },
        { size },
      ),
      'tools.t.rows[0].lines[0].base.rows',
    ],
    ['overlaps', { inputs: { size, hd }, rows: [row({ size: 's' }, '1'), row({ hd: true }, '2'), row({}, '3')] }, 'tools.t.rows[1]'],
    ['units', baseTool({ add: ['n', 'm'] }, { n: number({ unit: 'pixel' }), m: number({ unit: 'second' }) }), 'tools.t.rows[0].lines[0].base.add'],
    ['roundings', baseTool({ floor: 'n' }, { n: number() }, { rounding: { stage: 'total', mode: 'up', step: '1' } }), 'tools.t.rows[0].lines[0].base'],
    ['comparable', baseTool('1', {}, { comparable: [{ tool: 'x', inputs: { n: { value: 1 } } }] }), 'tools.t.comparable[0].inputs.n'],
    ['faults', baseTool({ subtract: ['1', 'n'] }, { n: number({ min: '1', max: '2', whole: true }) }), 'tools.t.rows[0].lines[0].base'],
    ['order', baseTool({ subtract: ['9', 'images'] }, { images: number({ max: '2', whole: true }) }), 'tools.t.rows[0]'],
  ])('%s', (_, price, place) => expect(said(price).map((finding) => finding.place)).toEqual([place]))
  test('steps', () => {
    const steps = [{ upTo: '5', amount: '1' }, { amount: '2' }]
    const price: ToolPrice = { inputs: { n: number({ max: '5' }) }, rows: [{ when: {}, lines: [{ label: 'x', quantity: 'n', steps }] }] }
    expect(said(price).map(({ place }) => place)).toEqual(['tools.t.rows[0].lines[0].steps[1]'])
  })
  test('prices that take too long', () => {
    const shots: Input = { kind: 'list', items: { n: number() }, max: 10_000 }
    const chain = (sum: Expression): Expression => ({ chain: { times: '100', start: { s: '1' }, next: { s: 's' }, sum } })
    expect(said(baseTool({ sum: 'shots', is: chain('n') }, { shots }))).toEqual([
      error(
        'tools.t.rows[0].lines[0].base',
        'One price could take more than 1000000 steps to work out.',
        'Nest fewer chains and sums in each other, or set a smaller "max" for the lists.',
      ),
    ])
  })
})

describe('P20: what is measured', () => {
  const sides = { width: number(), height: number(), pixels: number() }
  const base: Expression = { divide: ['1', { multiply: ['width', 'height', 'pixels'] }] }
  const fails = (findings: BookFinding[]) => findings.filter(({ problem }) => problem.startsWith('It divides by zero')).length
  test("is a picture only where the studio's own tool has its inputs", () => {
    expect(fails(said(baseTool(base, sides)))).toBe(1)
    const upscale = { ...terms, rows: [row({}, '1')] }
    const own = (price: ToolPrice) => checkPriceBook(bookOf({ 'image-upscale': price }, { studio, unit: 'credits' }), [])
    expect(fails(own({ ...terms, rows: [{ when: {}, lines: [{ label: 'x', base }] }] }))).toBe(0)
    expect(fails(own(baseTool(base, sides, terms)))).toBe(1)
    expect(fails(own(upscale))).toBe(0)
  })
})

describe("P20: a studio's book", () => {
  const upscale = (id: string, ...values: number[]): Tool => {
    const scale = { kind: 'choice', values, default: 2, label: 'Scale', help: '' } as const
    return { id, verb: 'Do', title: 'Do', media: 'image', summary: '', help: '', qualities: [], options: { scale } }
  }
  const book = bookOf({ 'image-upscale': { ...terms, rows: [row({ scale: [2, 3, 4] }, '1')] } }, { studio, unit: 'credits' })
  const gap = error('tools.image-upscale.rows', 'No row prices scale 8.', 'Add a row, or take the choice out.')
  test('prices what its own tool offers', () => {
    const unpriced = error('tools.convert', 'The tool has no price.', 'Add it; if it is free, with a line of base "0".')
    expect(checkPriceBook(book, [upscale('image-upscale', 2, 4, 8)])).toEqual([gap])
    expect(checkPriceBook(book, [upscale('convert', 2), upscale('image-upscale', 2, 8)])).toEqual([unpriced, gap])
    expect(checkPriceBook(book, [upscale('convert', 8), upscale('image-upscale', 2, 4)])).toEqual([unpriced])
  })
  test("has odd gaps like a vendor's never", () => {
    const { studio: _, ...vendors } = book
    const own = { ...vendors, unit: 'usd', tools: { t: { inputs: { size }, rows: [row({ size: ['s', 'm'] }, '1')] } } }
    expect(checkPriceBook(own, [])).toEqual([warning('tools.t.rows', 'size l never has a price.', 'Add its price, or take it out of the domain.')])
  })
  test('is exact', () =>
    expect(
      checkPriceBook({ ...book, tools: { 'image-upscale': { ...terms, rows: [row({}, '1')], rerun: { factor: '2', label: 'Again' } } } }, [
        upscale('image-upscale', 2),
      ]),
    ).toEqual([warning('tools.image-upscale.rerun.factor', 'A second attempt costs 2 times the first.', 'Use at most "1", unless it is meant.')]))
})

describe('P20: what is too large to be checked whole says so', () => {
  // Ten values, and those of the list: nothing reads it.
  const sized = (values: number): ToolPrice => ({ ...baseTool('1'), media: Array(values - 10).fill('') as never })
  test('a tool of very many values is not compiled', () => {
    const fix = 'Split it into several tools.'
    expect(said(sized(1_000_000))).toEqual([error('tools.t', 'It has more than 1000000 values; it was not checked at all.', fix)])
  })
  test.each([
    [999_999, true],
    [100_000, true],
    [99_999, false],
  ])('one of %s is looked at in its structure alone: %s', (values, told) => {
    const warned = warning(
      'tools.t',
      'It has more than 100000 values; only its structure and its names were checked.',
      'Split it into several tools to have all of it checked.',
    )
    expect(said(sized(values))).toEqual(told ? [warned] : [])
  })
  test('a dear price is tried with a few inputs', () => {
    const of = (max: number) => said(baseTool({ sum: 'shots', is: 'n' }, { shots: { kind: 'list', items: { n: number({ max: '5' }) }, max } }))
    expect(of(1998)).toEqual([])
    expect(of(1999)).toEqual([warning('tools.t', 'One price can take 2000 steps; only a few were tried.', 'Use shorter chains, or smaller lists.')])
  })
  test('so no range is asked of it', () => {
    // Ten steps with the sum itself, of which only k 777 fails; and the decimals.
    const off: Expression = { subtract: ['k', '777'] }
    const failing: Expression = { divide: ['60', { multiply: [off, off] }] }
    const of = (steps: number) =>
      said(baseTool({ add: [failing, ...Array.from({ length: steps - 10 }, () => '1')] }, { k: number({ max: '1000', whole: true }) }))
    expect(of(1999).map(({ place, problem }) => [place, problem])).toEqual([
      ['tools.t.rows[0].lines[0].base.add[0]', 'It divides by zero here. It happens where nothing is known and a range is asked for.'],
    ])
    expect(of(2000).map(({ place, problem }) => [place, problem])).toEqual([['tools.t', 'One price can take 2000 steps; only a few were tried.']])
  })
  // From the 2000th on they have an input that nothing reads.
  const many = (count: number) =>
    checkPriceBook(
      bookOf(Object.fromEntries(Array.from({ length: count }, (_, at) => [`t${at}`, at < 1999 ? baseTool('1') : baseTool('1', { n: number() })]))),
      [],
    )
  const unread = warning(
    'tools.t1999.inputs.n',
    'Nothing reads this input.',
    'Remove it, or say that it has no effect on the price: "optional": true and a "help".',
  )
  test('two thousand tools are looked at closely', () => expect(many(2000)).toEqual([unread]))
  test('of more than two thousand tools the first', () =>
    expect(many(2001)).toEqual([
      warning('tools', 'There are 2001 tools; 2000 were looked at closely.', 'Split the book up to have all of them checked.'),
      unread,
    ]))

  const thin = (combinations: string) =>
    warning(
      'tools.t',
      `Its choices have ${combinations} combinations; only some of them were tried.`,
      'Look at those that matter with "keter price-book price".',
    )
  /** Of 201 steps: each combination costs eleven of the ten thousand that there are. */
  const by = (inputs: Readonly<Record<string, Input>>) => {
    const names = Object.keys(inputs)
    return said(baseTool({ add: [...names.map(tableBy), ...Array.from({ length: 200 - 2 * names.length }, () => '1')] }, inputs))
  }
  test('more combinations than are tried', () => {
    expect(by({ a: numbered(30), b: numbered(30) })).toEqual([])
    expect(by({ a: numbered(31), b: numbered(30) })).toEqual([thin('930')])
    expect(by({ a: numbered(300), n: { kind: 'number' } })).toEqual([])
  })
  test.each([
    [11, '100000000000'],
    [12, 'more than 1,000,000,000,000'],
    [13, 'more than 1,000,000,000,000'],
  ])('ten values of %s inputs', (count, combinations) =>
    expect(by(Object.fromEntries(Array.from({ length: count }, (_, at) => [`i${at}`, numbered(10)])))).toEqual([thin(combinations)]),
  )
})
