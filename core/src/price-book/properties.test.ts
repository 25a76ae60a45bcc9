// What holds for every book, every source and every series: books are made at random, with rates that no binary float can hold.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { canonicalJson } from '../canonical.ts'
import { type Credits, formatCredits, noCredits, parseCredits } from '../credits.ts'
import { type EstimateSource, estimate } from '../estimate.ts'
import { chargeForAttempt, likelyTotal, priceSeries, totalOf } from '../iteration.ts'
import type { Measurement } from '../measurement.ts'
import { type Edit, parseEdit, tools } from '../tool.ts'
import { checkPriceBook } from './check.ts'
import { compilePriceBook } from './compile.ts'
import { type EstimateLine, explainCharge, explainSeries } from './explain.ts'
import { type Expression, type Line, roundingModes, type StudioBook } from './format.ts'
import { parseStudioBook } from './parse.ts'
import { decimal, ofCredits, toText } from './rational.ts'

const own = parseStudioBook(keter)
const plan = own.studio.plans.business!

const amount = (places: number, max: number) =>
  fc.tuple(fc.nat(max), fc.nat(10 ** places - 1)).map(([whole, fraction]) => `${whole}.${String(fraction).padStart(places, '0')}`)
const expression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    amount(2, 50),
    fc.constantFrom('pixels', 'width', 'bytes', 'scale'),
    fc
      .tuple(fc.constantFrom('add', 'multiply', 'min', 'max'), fc.array(tie('any'), { minLength: 1, maxLength: 3 }))
      .map(([key, of]) => ({ [key]: of }) as never),
    fc.tuple(fc.constantFrom('ceil', 'floor', 'round', 'roundEven'), tie('any')).map(([key, of]) => ({ [key]: of }) as never),
    fc.tuple(tie('any'), amount(3, 1000)).map(([of, by]): Expression => ({ divide: [of, { max: ['0.001', by] }] })),
  ),
})).any
const line = fc.oneof(
  fc.record({ label: fc.constant('Once'), base: amount(5, 9) }),
  fc.record({ label: fc.constant('Counted'), quantity: fc.constantFrom('counted', 'pixels', 'bytes'), rate: amount(7, 2) }),
) satisfies fc.Arbitrary<Line>
const rows = fc.tuple(fc.array(line, { minLength: 1, maxLength: 3 }), fc.array(line, { minLength: 1, maxLength: 3 })).map(([draft, other]) => [
  { when: { quality: 'draft' }, lines: draft },
  { when: {}, lines: other },
])
const book: fc.Arbitrary<StudioBook> = fc
  .record({
    is: expression,
    rows,
    factor: fc.option(amount(2, 1)),
    mode: fc.constantFrom(...roundingModes),
    step: fc.constantFrom('0.001', '0.01', '0.5', '1', '5'),
    percent: fc.oneof(fc.constantFrom('0', '10', '100'), amount(3, 99)),
    keepChance: fc.integer({ min: 1, max: 1000 }).map((thousandths) => `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`),
  })
  .map(({ is, rows, factor, mode, step, percent, keepChance }) => ({
    ...own,
    studio: { ...own.studio, keepChance, plans: { any: { ...plan, discountPercent: percent, limits: { ...plan.limits, resultMegapixels: 1000 } } } },
    tools: {
      'image-upscale': {
        quantities: { counted: { unit: 'thing', is } },
        rows,
        ...(factor === null ? {} : { rerun: { factor, label: 'again' } }),
        rounding: { stage: 'source' as const, mode, step },
        charges: own.tools['image-upscale']!.charges!,
      },
    },
  }))

const measurement: fc.Arbitrary<Measurement> = fc.record({
  media: fc.constant('image' as const),
  format: fc.constant('png'),
  width: fc.integer({ min: 1, max: 2000 }),
  height: fc.integer({ min: 1, max: 2000 }),
  bytes: fc.nat(20_000_000),
})
const edit: fc.Arbitrary<Edit> = fc
  .record({ quality: fc.constantFrom('draft', 'standard'), scale: fc.constantFrom(2, 3, 4, 8) })
  .map(({ quality, scale }) => parseEdit({ tool: 'image-upscale', quality, options: { scale } }))
/** Some attempts are the same edit again, as planned ones are. */
const edits = fc
  .array(fc.tuple(edit, fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 4 })
  .map((each) => each.flatMap(([edit, count]) => Array<Edit>(count).fill(edit)))
const sources: fc.Arbitrary<EstimateSource[]> = fc.array(
  fc.record({ name: fc.string(), measurement, sha256: fc.constantFrom('a', 'b', 'c') }, { requiredKeys: ['name', 'measurement'] }),
  { minLength: 1, maxLength: 6 },
)
const asked = { plan: 'any', balance: { available: noCredits, held: noCredits }, at: '2026-11-22T10:00:00Z' }
const totalOfLines = (lines: readonly EstimateLine[]): Credits => lines.reduce((sum, { amount }) => (sum + parseCredits(amount)) as Credits, noCredits)

test('P12: lines add up to the price by themselves, and each is its quantity times its rate', () => {
  fc.assert(
    fc.property(book, measurement, edits, (document, measurement, edits) => {
      const series = priceSeries(compilePriceBook(document, ''), { plan: 'any', measurement, edits })
      const lines = explainSeries(series)
      expect(totalOfLines(lines)).toBe(totalOf(series))
      for (const { quantity, rate, amount } of lines.filter((line) => line.quantity !== undefined)) {
        const off = decimal(quantity!).mul(decimal(rate!)).sub(decimal(amount))
        // quantities are written with six places, amounts with three
        expect(Math.abs(Number(toText(off, 12)))).toBeLessThan(0.0006)
      }
    }),
  )
})

test('P12: the lines of one charge add up to that charge', () => {
  fc.assert(
    fc.property(book, measurement, edits, (document, measurement, edits) => {
      const compiled = compilePriceBook(document, '')
      let charged: Credits = noCredits
      for (let count = 1; count <= edits.length; count++) {
        const series = priceSeries(compiled, { plan: 'any', measurement, edits: edits.slice(0, count) })
        const charge = chargeForAttempt(series, charged)
        expect(totalOfLines(explainCharge(series, charged))).toBe(charge)
        charged = (charged + charge) as Credits
      }
    }),
  )
})

test('P8: the charges of any series are never negative and add up to its rounded total', () => {
  fc.assert(
    fc.property(book, measurement, edits, (document, measurement, edits) => {
      const compiled = compilePriceBook(document, '')
      const whole = priceSeries(compiled, { plan: 'any', measurement, edits })
      let charged: Credits = noCredits
      for (let count = 1; count <= edits.length; count++) {
        const charge = chargeForAttempt(priceSeries(compiled, { plan: 'any', measurement, edits: edits.slice(0, count) }), charged)
        expect(charge).toBeGreaterThanOrEqual(0n)
        charged = (charged + charge) as Credits
      }
      expect(charged).toBe(totalOf(whole))
    }),
  )
})

test('P10, P11: low <= likely <= most, and what is charged on the way never exceeds most', () => {
  fc.assert(
    fc.property(book, sources, edit, fc.integer({ min: 1, max: 6 }), (document, sources, edit, iterations) => {
      const compiled = compilePriceBook(document, '')
      const made = estimate({ ...asked, book: compiled, edit, iterations, sources })
      for (const part of [made, ...made.sources]) {
        const [low, likely, most] = [parseCredits(part.low), parseCredits(part.likely), parseCredits(part.most)]
        expect(low <= likely && likely <= most).toBe(true)
      }
      for (const source of made.sources) {
        expect(totalOfLines(source.lines)).toBe(parseCredits(source.low))
        expect(totalOfLines(source.linesMost)).toBe(parseCredits(source.most))
      }
      for (const [index, { measurement }] of sources.entries()) {
        if (made.sources[index]!.lines[0]!.label.startsWith('Same bytes')) continue
        const { totals } = priceSeries(compiled, { plan: 'any', measurement, edits: Array<Edit>(iterations).fill(edit) })
        expect(totals.every((total) => total <= parseCredits(made.sources[index]!.most))).toBe(true)
        expect(likelyTotal(totals, compiled.keepChance).compare(ofCredits(parseCredits(made.sources[index]!.likely)))).toBeLessThanOrEqual(0)
      }
    }),
  )
})

test('P14: the order of sources changes no total', () => {
  fc.assert(
    fc.property(
      book,
      sources.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      edit,
      (document, [sources, shuffled], edit) => {
        const compiled = compilePriceBook(document, '')
        const [a, b] = [sources, shuffled].map((order) => estimate({ ...asked, book: compiled, edit, iterations: 3, sources: order }))
        expect([b!.low, b!.likely, b!.most]).toEqual([a!.low, a!.likely, a!.most])
      },
    ),
  )
})

test('P1: the price is the one that whole-number arithmetic gives', () => {
  const tenMillionths = fc.bigInt({ min: 0n, max: 10n ** 12n })
  fc.assert(
    fc.property(tenMillionths, fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 1, max: 16 }), (rate, pages, attempts) => {
      const text = `${rate / 10n ** 7n}.${String(rate % 10n ** 7n).padStart(7, '0')}`
      const rounding = { stage: 'source' as const, mode: 'up' as const, step: '0.001' }
      const price = {
        quantities: {},
        rows: [{ when: {}, lines: [{ label: 'x', quantity: 'pages', rate: text }] }],
        rounding,
        charges: own.tools['image-upscale']!.charges!,
      }
      const compiled = compilePriceBook({ ...own, tools: { 'image-upscale': price } }, '')
      const one = parseEdit({ tool: 'image-upscale' })
      const measurement: Measurement = { media: 'image', format: 'png', width: 1, height: 1, bytes: 1, pages }
      const series = priceSeries(compiled, { plan: 'free', measurement, edits: Array<Edit>(attempts).fill(one) })
      const expected = (rate * BigInt(pages) * BigInt(attempts) + 9_999n) / 10_000n
      expect(formatCredits(totalOf(series))).toBe(formatCredits(expected as Credits))
    }),
  )
})

test('P20: a book without error findings compiles and prices everything the catalogue offers', () => {
  const upscale = tools.filter(({ id }) => id === 'image-upscale')
  let clean = 0
  fc.assert(
    fc.property(book, edit, measurement, (document, edit, measurement) => {
      // Such as pixels added to bytes.
      if (checkPriceBook(document, upscale).some(({ severity }) => severity === 'error')) return
      clean++
      expect(() => priceSeries(compilePriceBook(document, ''), { plan: 'any', measurement, edits: [edit] })).not.toThrow()
    }),
  )
  expect(clean).toBeGreaterThan((fc.readConfigureGlobal().numRuns ?? 100) / 2)
})

test('a book survives being written and read', () => {
  fc.assert(fc.property(book, (document) => canonicalJson(parseStudioBook(JSON.parse(canonicalJson(document)))) === canonicalJson(document)))
})
