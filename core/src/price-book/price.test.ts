import { describe, expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import type { ImageMeasurement, Measurement } from '../measurement.ts'
import { planNamed } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { type Edit, type Options, parseEdit } from '../tool.ts'
import { compilePriceBook } from './compile.ts'
import { PriceBookError } from './finding.ts'
import type { Expression, StudioBook } from './format.ts'
import { parseStudioBook } from './parse.ts'
import { priceAttempt } from './price.ts'
import { toText } from './rational.ts'

const document = parseStudioBook(keter)
const book = compilePriceBook(document, 'digest')
const image = (width: number, height: number): ImageMeasurement => ({ media: 'image', format: 'jpeg', width, height, bytes: 1000 })
const upscale = (quality: string, scale: number) => parseEdit({ tool: 'image-upscale', quality, options: { scale } })
const exact = (edit: Edit, measurement: Measurement, plan = 'free', under = book) =>
  toText(priceAttempt(under, planNamed(under, plan), edit, measurement).amount, 12)

describe('P4: our book counts started megapixels of the source, at least one', () => {
  test.each([
    [1, 1, '1'],
    [128, 128, '1'],
    [1000, 1000, '1'],
    [1001, 1000, '2'],
    [1600, 1200, '2'],
    [2000, 1500, '3'],
    [4000, 3000, '12'],
    [4032, 3024, '13'],
  ])('%i x %i counts %s', (width, height, megapixels) => {
    const [line] = priceAttempt(book, planNamed(book, 'free'), upscale('draft', 4), image(width, height)).lines
    expect(toText(line!.quantity!, 6)).toBe(megapixels)
  })
})

describe('P3, P5: the price of one attempt under a plan, worked by hand', () => {
  test.each([
    // 12.2 MP are 13 started: 13 x 1
    ['draft', 4, 4032, 3024, 'free', '13'],
    // 13 x 0.4 = 5.2
    ['draft', 2, 4032, 3024, 'free', '5.2'],
    // 3 x 0.6 = 1.8
    ['draft', 3, 2000, 1500, 'free', '1.8'],
    // 1 x 2
    ['draft', 8, 800, 600, 'free', '2'],
    // 2 x 1.4 = 2.8
    ['standard', 2, 1600, 1200, 'free', '2.8'],
    // 2 x 2.1 = 4.2, 10 % off: 3.78
    ['standard', 3, 1600, 1200, 'pro', '3.78'],
    // 1 x 3.5, 20 % off: 2.8
    ['standard', 4, 128, 128, 'team', '2.8'],
    // 3 x 7 = 21, 30 % off: 14.7
    ['standard', 8, 2000, 1500, 'business', '14.7'],
  ])('%s %ix of %i x %i under %s: %s', (quality, scale, width, height, plan, price) =>
    expect(exact(upscale(quality, scale), image(width, height), plan)).toBe(price),
  )

  test('draft costs more than nothing at every scale, and less than standard', () => {
    for (const scale of [2, 3, 4, 8]) {
      const [draft, standard] = ['draft', 'standard'].map(
        (quality) => priceAttempt(book, planNamed(book, 'business'), upscale(quality, scale), image(10, 10)).amount,
      )
      expect(draft!.sign()).toBe(1)
      expect(draft!.compare(standard!)).toBeLessThan(0)
    }
  })

  test('converting is free, which is a price', () => expect(exact(parseEdit({ tool: 'image-convert', options: { width: 100 } }), image(4000, 3000))).toBe('0'))
})

describe('P2: not offered is not free', () => {
  const codeOf = (work: () => unknown) => {
    try {
      work()
      return undefined
    } catch (error) {
      return error instanceof Refusal ? error.code : error
    }
  }
  test('no row for the options', () => {
    const { rows, ...rest } = document.tools['image-upscale']!
    const without8 = compilePriceBook(
      { ...document, tools: { 'image-upscale': { ...rest, rows: rows.filter(({ when }) => !JSON.stringify(when).includes('"scale":8')) } } },
      '',
    )
    expect(codeOf(() => exact(upscale('draft', 8), image(10, 10), 'free', without8))).toBe('not_offered')
    expect(codeOf(() => exact(parseEdit({ tool: 'image-convert' }), image(10, 10), 'free', without8))).toBe('not_offered')
  })
  test('the refusal says what was asked, and of which book', () => {
    const refused = (edit: Edit): Refusal => {
      try {
        priceAttempt(book, planNamed(book, 'free'), edit, image(10, 10))
      } catch (error) {
        if (error instanceof Refusal) return error
      }
      throw new Error('it was priced')
    }
    const quality = refused({ tool: 'image-upscale', quality: 'best', options: { scale: 4 } })
    expect(quality.message).toBe('The price book 2026-11-22 has no price for image-upscale with quality best, scale 4.')
    expect(quality.data).toEqual({ tool: 'image-upscale', quality: 'best', options: { scale: 4 }, book: '2026-11-22' })
    expect(refused({ tool: 'image-upscale', quality: null, options: { scale: 5, format: 'png' } }).message).toBe(
      'The price book 2026-11-22 has no price for image-upscale with scale 5, format png.',
    )
    const tool = refused({ tool: 'image-dream', quality: null, options: {} })
    expect([tool.code, tool.message, tool.data]).toEqual([
      'not_offered',
      'The price book 2026-11-22 has no price for image-dream.',
      { tool: 'image-dream', book: '2026-11-22' },
    ])
  })
  test('the first row that holds decides; a list means any of them', () => {
    const rows = [
      { when: { scale: [2, 3], quality: 'draft' }, lines: [{ label: 'small', base: '1' }] },
      { when: { scale: [2, 3, 4, 8] }, lines: [{ label: 'any', base: '5' }] },
    ]
    const under = compilePriceBook({ ...document, tools: { 'image-upscale': { ...document.tools['image-upscale']!, rows } } }, '')
    expect(exact(upscale('draft', 3), image(10, 10), 'free', under)).toBe('1')
    expect(exact(upscale('draft', 4), image(10, 10), 'free', under)).toBe('5')
    expect(exact(upscale('standard', 3), image(10, 10), 'free', under)).toBe('5')
  })
})

describe('P3: quantities derived by the closed set of operations', () => {
  const under = (is: Expression): StudioBook => ({
    ...document,
    tools: {
      'image-upscale': {
        ...document.tools['image-upscale']!,
        quantities: { counted: { unit: 'x', is } },
        rows: [{ when: {}, lines: [{ label: 'x', quantity: 'counted', rate: '1' }] }],
      },
    },
  })
  const price = (is: Expression, options: Options = {}) => {
    const edit = { tool: 'image-upscale', quality: 'draft', options: { scale: 4, ...options } }
    return exact(edit, { ...image(30, 20), bytes: 7, pages: 3 }, 'free', compilePriceBook(under(is), ''))
  }

  test.each<[string, Expression, string]>([
    ['a number', '2.5', '2.5'],
    ['width', 'width', '30'],
    ['pixels', 'pixels', '600'],
    ['bytes', 'bytes', '7'],
    ['pages', 'pages', '3'],
    ['an option', 'scale', '4'],
    ['pixels of the result', { multiply: ['pixels', 'scale', 'scale'] }, '9600'],
    ['sum', { add: ['width', 'height', '1'] }, '51'],
    ['difference', { subtract: ['width', 'height'] }, '10'],
    ['quotient', { divide: ['height', 'width'] }, '0.666666666667'],
    ['least', { min: ['width', 'height', '25'] }, '20'],
    ['greatest', { max: ['width', 'height', '25'] }, '30'],
    ['started', { ceil: { divide: ['width', '7'] } }, '5'],
    ['full', { floor: { divide: ['width', '7'] } }, '4'],
    ['nearest, half up', { round: { divide: ['width', '12'] } }, '3'],
  ])('%s', (_, is, expected) => expect(price(is)).toBe(expected))

  test.each<[string, Expression]>([
    ['division by zero', { divide: ['1', { subtract: ['width', '30'] }] }],
    ['a quantity below zero', { subtract: ['height', 'width'] }],
    ['an option that is no number', 'quality'],
    ['an option that there is not', 'depth'],
  ])('%s is an error of the book with its place, never a wrong price', (_, is) => {
    expect(() => price(is)).toThrow(PriceBookError)
    expect(() => price(is)).toThrow('tools.image-upscale.')
  })

  test('an option outside its domain is not offered', () => {
    expect(() => price('1', { scale: 'four' })).toThrow(Refusal)
    expect(() => price('1', { depth: 3 })).toThrow('has no price for image-upscale with quality draft, scale 4, depth 3')
  })
})
