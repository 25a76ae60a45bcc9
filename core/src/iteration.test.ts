import { describe, expect, test } from 'vitest'
import keter from '../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { type Credits, formatCredits, noCredits, parseCredits } from './credits.ts'
import { chargeForAttempt, likelyTotal, priceSeries, totalOf } from './iteration.ts'
import type { Measurement } from './measurement.ts'
import { compilePriceBook } from './price-book/compile.ts'
import { parseStudioBook } from './price-book/parse.ts'
import { decimal, toText } from './price-book/rational.ts'
import { parseEdit } from './tool.ts'

const book = compilePriceBook(parseStudioBook(keter), 'digest')
const image = (width: number, height: number): Measurement => ({ media: 'image', format: 'jpeg', width, height, bytes: 1000 })
const upscale = (quality: string, scale: number) => parseEdit({ tool: 'image-upscale', quality, options: { scale } })

/** The charge for each attempt in turn. */
function charges(edits: readonly ReturnType<typeof upscale>[], measurement: Measurement, plan: string): string[] {
  let charged: Credits = noCredits
  return edits.map((_, index) => {
    const charge = chargeForAttempt(priceSeries(book, { plan, measurement, edits: edits.slice(0, index + 1) }), charged)
    charged = (charged + charge) as Credits
    return formatCredits(charge)
  })
}

const standard4 = upscale('standard', 4)
const draft2 = upscale('draft', 2)

describe('P6, P7, P8: rounded once over the series; the charge for an attempt is the difference', () => {
  test.each([
    // 3.5 -> 4; 3.5 + 1.75 = 5.25 -> 6; 7 -> 7; 8.75 -> 9
    ['standard 4x of 1 MP', [standard4, standard4, standard4, standard4], image(128, 128), 'free', ['4', '2', '1', '2']],
    // 0.4 -> 1; 0.6 -> 1; 0.8 -> 1; 1.0 -> 1; 1.2 -> 2
    ['draft 2x of 1 MP', Array.from({ length: 5 }, () => draft2), image(128, 128), 'free', ['1', '0', '0', '0', '1']],
    // 2.8 -> 3; 2.8 + 1.4 = 4.2 -> 5
    ['standard 4x of 1 MP under Team', [standard4, standard4], image(128, 128), 'team', ['3', '2']],
    // 0.4 -> 1; a retry in a better quality: 0.4 + 1.75 = 2.15 -> 3; and 8x: 2.15 + 3.5 = 5.65 -> 6
    ['a retry with other settings', [draft2, standard4, upscale('standard', 8)], image(128, 128), 'free', ['1', '2', '3']],
    // 3.5 -> 4; 3.5 + 0.2 = 3.7 -> 4
    ['a cheaper retry', [standard4, draft2], image(128, 128), 'free', ['4', '0']],
  ])('%s', (_, edits, measurement, plan, expected) => expect(charges(edits, measurement, plan)).toEqual(expected))

  test('free stays free, however often', () => {
    const convert = parseEdit({ tool: 'image-convert' })
    expect(charges([convert, convert, convert], image(128, 128), 'free')).toEqual(['0', '0', '0'])
  })

  test('never negative: what was charged in error before is not taken back here', () => {
    const series = priceSeries(book, { plan: 'free', measurement: image(128, 128), edits: [draft2] })
    expect(chargeForAttempt(series, parseCredits('5'))).toBe(noCredits)
  })
})

test('P9: a defective first attempt keeps its place; its refund does not make the next one dearer', () => {
  const edits = [standard4, standard4]
  const series = priceSeries(book, { plan: 'free', measurement: image(128, 128), edits })
  expect(formatCredits(chargeForAttempt(series, parseCredits('4')))).toBe('2')
})

describe('P11: likely', () => {
  test.each([
    // two attempts, 0.7 kept: 4 + 0.3 x 2 = 4.6
    [2, '0.7', '4.6'],
    // 4 + 0.4 x 2 = 4.8
    [2, '0.6', '4.8'],
    // 4 + 0.3 x 2 + 0.09 x 1 + 0.027 x 2 = 4.744
    [4, '0.7', '4.744'],
    [4, '1', '4'],
    // 4 + 0.999 x 2 + 0.998001 x 1
    [3, '0.001', '6.996001'],
  ])('%i attempts, each kept with %s: %s', (count, chance, expected) => {
    const { totals } = priceSeries(book, { plan: 'free', measurement: image(128, 128), edits: Array.from({ length: count }, () => standard4) })
    expect(toText(likelyTotal(totals, decimal(chance)), 12)).toBe(expected)
  })
})

test('a series is one or more attempts with one tool', () => {
  const of = (edits: readonly ReturnType<typeof upscale>[]) => () => priceSeries(book, { plan: 'free', measurement: image(1, 1), edits })
  expect(of([])).toThrow(RangeError)
  expect(of([draft2, parseEdit({ tool: 'image-convert' })])).toThrow(RangeError)
  expect(totalOf(of([draft2])())).toBe(parseCredits('1'))
})
