import { describe, expect, test } from 'vitest'
import type { Expression, Input, ToolPrice } from '../format.ts'
import { baseTool, choice, compiledTool, linesTool, number } from '../testing.ts'
import { valueInWords } from './axis.ts'
import { dimensionsOf, sampleInWords } from './dimension.ts'
import { partsOf } from './walk.ts'

function dimensions(price: ToolPrice, measured = false) {
  const tool = compiledTool(price)
  return dimensionsOf(tool, partsOf(tool, 'tools.tool'), measured).map(({ inputs, samples, rising, complete }) => ({
    names: inputs.map(({ name }) => name).join(' '),
    samples: samples.map((values) => values.map(valueInWords).join(' ')),
    rising,
    complete,
  }))
}
const samplesOf = (input: Input, base: Expression = 'x', name = 'x') => dimensions(baseTool(base, { [name]: input }))[0]!

describe('samples of an input', () => {
  test('a choice: all of its values, those that have a rank first', () => {
    const base: Expression = { table: ['quality'], rows: [['*', '1']] }
    expect(samplesOf(choice('auto', 'high', 'low'), base, 'quality')).toMatchObject({ samples: ['low', 'high', 'auto'], rising: 2, complete: true })
  })
  test('a flag: both', () =>
    expect(samplesOf({ kind: 'flag' }, { table: ['x'], rows: [[true, '1']], else: '0' })).toMatchObject({
      samples: ['false', 'true'],
      rising: 0,
      complete: true,
    }))
  test('few whole numbers: all of them; "not given" where it may be left out', () => {
    expect(samplesOf(number({ min: '1.5', max: '5', whole: true }), 'images', 'images')).toMatchObject({
      samples: ['2', '3', '4', '5'],
      rising: 4,
      complete: true,
    })
    expect(samplesOf({ kind: 'number', max: '2', whole: true, optional: true }, 'pages', 'pages')).toMatchObject({
      samples: ['0', '1', '2', 'not given'],
      rising: 3,
      complete: true,
    })
    expect(samplesOf({ kind: 'number', max: '2', whole: true, optional: true, default: 1 })).toMatchObject({ samples: ['0', '1', '2'] })
    expect(samplesOf(number({ max: '24', whole: true })).samples).toHaveLength(25)
    expect(samplesOf(number({ max: '25', whole: true })).complete).toBe(false)
  })
  test('many: the ends, the middle, usual ones, and what is around each bound', () => {
    const base: Expression = { cases: [{ when: { x: { over: '777' } }, is: '1' }], else: 'x' }
    expect(samplesOf(number({ min: '2', max: '2000', whole: true }), base).samples).toEqual([
      '2',
      '3',
      '4',
      '5',
      '8',
      '10',
      '15',
      '30',
      '60',
      '100',
      '776',
      '777',
      '778',
      '1000',
      '1001',
      '2000',
    ])
    expect(samplesOf(number({ min: '500', max: '800' }), base).samples).toEqual(['500', '650', '776.99', '777', '777.01', '800'])
    expect(samplesOf(number(), 'width', 'width').samples).toContain('1920')
    expect(samplesOf(number({ unit: 'pixel' }), 'x').samples).toContain('100000000')
  })
  test('of steps and bands of its own, not of others', () => {
    const bands = [{ upTo: '321', rate: '1' }, { rate: '2' }]
    const price = linesTool(
      [
        { label: 'x', quantity: 'a', bands, free: '55', block: '7' },
        { label: 'y', quantity: 'b', rate: '1' },
      ],
      { a: number({ whole: true }), b: number({ whole: true }) },
    )
    const [a, b] = dimensions(price)
    for (const bound of ['6', '7', '8', '54', '55', '56', '320', '321', '322']) expect(a!.samples).toContain(bound)
    for (const bound of ['320', '321', '322', '55']) expect(b!.samples).not.toContain(bound)
  })
  test('a text: rising in length where it is counted, else what conditions name', () => {
    const lengths = ['""', 'a', 'a'.repeat(100), 'a'.repeat(1001)]
    const words: Input = { kind: 'text', default: '' }
    expect(samplesOf(words, { characters: 'x' })).toMatchObject({ samples: [...lengths, 'any other text'], rising: 4, complete: false })
    expect(samplesOf(words, { bytes: 'x' })).toMatchObject({ rising: 4 })
    expect(samplesOf(words, { cases: [{ when: { x: { contains: 'pro' } }, is: '1' }], else: '2' })).toMatchObject({
      samples: ['pro', 'pro~', 'any other text'],
      rising: 0,
    })
    const other = dimensions(baseTool({ add: [{ characters: 'y' }, { cases: [{ when: { x: 'b' }, is: '1' }], else: '2' }] }, { x: words, y: words }))
    expect(other.map(({ rising }) => rising)).toEqual([0, 4])
    expect(samplesOf({ kind: 'text', optional: true }, { cases: [{ when: { x: 'b' }, is: '1' }], else: '2' }).samples).toEqual([
      'b',
      'any other text',
      'not given',
    ])
  })
  test('a date: around each bound', () => {
    const base: Expression = { cases: [{ when: { x: { from: '2026-03-01' } }, is: '1' }], else: '2' }
    expect(samplesOf({ kind: 'date' }, base)).toMatchObject({ samples: ['2026-02-28', '2026-03-01', '2026-03-02'], rising: 0, complete: false })
  })
  test('a list: of more and more items, then one with each value of an item', () => {
    const items = { seconds: number({ max: '2', whole: true }) }
    const base: Expression = { sum: 'x', is: 'seconds' }
    const counts = (more: object) => samplesOf({ kind: 'list', items, ...more }, base)
    expect(counts({ max: 4 })).toMatchObject({ samples: [0, 1, 2, 3, 4, 1, 1, 1].map((count) => `${count} items`), rising: 5, complete: false })
    expect(counts({ min: 2, max: 3 })).toMatchObject({ samples: [2, 3, 2, 2, 2].map((count) => `${count} items`), rising: 2 })
    expect(counts({})).toMatchObject({ samples: [0, 1, 2, 3, 10, 100, 1, 1, 1].map((count) => `${count} items`), rising: 6 })
    expect(counts({ min: 5 }).samples.slice(0, 4)).toEqual(['5 items', '6 items', '10 items', '100 items'])
  })
  test('what nothing reads is left out', () => expect(dimensions(baseTool('x', { x: number({ max: '1', whole: true }), idle: number() }))).toHaveLength(1))
})

describe('what is measured of one source varies together', () => {
  const sides = { width: number(), height: number(), pixels: number(), pages: number({ max: '3', whole: true }) }
  test('pixels are width times height, and rise with them; a source has a page', () => {
    const [pictures, pages] = dimensions(baseTool({ add: ['pixels', 'pages'] }, sides), true)
    expect(pictures!.names).toBe('width height pixels')
    expect(pages!.samples).toEqual(['1', '2', '3'])
    const sizes = pictures!.samples.map((text) => text.split(' ').map(Number))
    for (const [width, height, pixels] of sizes) expect(width! * height!).toBe(pixels)
    expect(pictures!.rising).toBe(sizes.length)
    for (const [at, [width, height]] of sizes.entries())
      if (at > 0) expect(width! >= sizes[at - 1]![0]! && height! >= sizes[at - 1]![1]!, `${width} x ${height}`).toBe(true)
  })
  test('around the bounds of conditions as well, those do not rise', () => {
    const base: Expression = {
      cases: [
        { when: { pixels: { to: '123456' } }, is: '1' },
        { when: { width: { over: '7777' } }, is: '2' },
      ],
      else: 'height',
    }
    const [pictures] = dimensions(baseTool(base, sides), true)
    for (const size of ['123455 1 123455', '123456 1 123456', '123457 1 123457', '7776 1000 7776000', '7778 1000 7778000'])
      expect(pictures!.samples).toContain(size)
    expect(pictures!.samples.length).toBeGreaterThan(pictures!.rising)
  })
  test('a vendor knows no such thing', () =>
    expect(dimensions(baseTool({ add: ['pixels', 'pages'] }, sides)).map(({ names }) => names)).toEqual(['pixels', 'pages']))
})

test('a sample in words', () => {
  const tool = compiledTool(baseTool({ add: ['a', 'b'] }, { a: choice('1', '2'), b: number({ max: '1', whole: true }) }))
  const [a, b] = dimensionsOf(tool, partsOf(tool, 't'), false)
  expect([sampleInWords(a!, 1), sampleInWords(b!, 0)]).toEqual(['a 2', 'b 0'])
})
