// What holds for every vendor's book and everything that can be asked of it. Books are made at random, of every construct of the format.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../canonical.ts'
import { compilePrices } from './compile.ts'
import { explainPrice } from './explain-price.ts'
import type { Adjustment, Line, Together, ToolPrice } from './format.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { parsePriceBook } from './parse.ts'
import { type Rational, toText } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'
import { bookOf, compiledTool, linesTool, number } from './testing.ts'
import { fullInputs, inputs, toolOf } from './testing-books.ts'

const text = (value: Rational): string => toText(value, 30)
const shown = (outcome: Outcome): string =>
  JSON.stringify(outcome, (_, value) => (value && typeof value === 'object' && 'terms' in value ? text(value) : value))

/** In units of 10^-12, of text alone. */
function scaled(text: string): bigint {
  const [, sign, units, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text)!
  return BigInt(`${sign}${units}${fraction.padEnd(12, '0')}`)
}

test('P24: an explanation adds up to the price by itself', () => {
  let explained = 0
  fc.assert(
    fc.property(toolOf({ between: false }), fullInputs, (price, given) => {
      const tool = compiledTool(price)
      const outcome = outcomeOf(tool, given)
      const explanation = explainPrice(tool, given)
      if (outcome.kind !== 'price') {
        // Where several parts cannot be priced, either may be named.
        expect(explanation.kind).toBe(outcome.kind)
        return
      }
      if (explanation.kind !== 'explanation') throw new Error(explanation.kind)
      explained++
      expect(explanation.total).toBe(toText(outcome.amount, 12))
      expect(explanation.lines.reduce((sum, { amount }) => sum + scaled(amount), 0n)).toBe(scaled(explanation.total))
      for (const { quantity, rate, amount } of explanation.lines.filter((line) => line.rate !== undefined)) {
        const off = scaled(quantity!) * scaled(rate!) - scaled(amount) * 10n ** 12n
        // Each of the two is written with an error of half of 10^-12.
        const most = (scaled(quantity!) + scaled(rate!) + 10n ** 12n) / 2n + 10n ** 12n
        expect(off < 0n ? -off <= most : off <= most).toBe(true)
      }
    }),
    { numRuns: 3 * (fc.readConfigureGlobal().numRuns ?? 100) },
  )
  expect(explained).toBeGreaterThan(10)
})

describe('P23: a range', () => {
  const values: Record<string, readonly unknown[]> = {
    a: [0, 1, 2, 3],
    b: [0.5, 1, 1.7, 2.25, 3.6, 4],
    four: [1, 2, 4],
    size: ['s', 'm', 'l'],
    hd: [true, false],
  }
  const leftOut = fc.uniqueArray(fc.constantFrom(...Object.keys(values)), { minLength: 1, maxLength: 3 })

  function completions(given: Record<string, unknown>, [name, ...others]: readonly string[]): Record<string, unknown>[] {
    if (name === undefined) return [given]
    return values[name]!.flatMap((value) => completions({ ...given, [name]: value }, others))
  }
  const bounds = (outcome: Outcome): readonly [Rational, Rational] | undefined =>
    outcome.kind === 'price' ? [outcome.amount, outcome.amount] : outcome.kind === 'range' ? [outcome.low, outcome.high] : undefined

  function holds(tool: CompiledTool, given: Record<string, unknown>, unknown: readonly string[], mayBeMissing: boolean): string {
    const partial = Object.fromEntries(Object.entries(given).filter(([name]) => !unknown.includes(name)))
    const outcome = outcomeOf(tool, partial)
    const all = completions(partial, unknown).map((each) => outcomeOf(tool, each))
    const priced = all.map(bounds).filter((each) => each !== undefined)
    if (outcome.kind === 'missing' && mayBeMissing) return 'missing'
    const range = bounds(outcome)
    if (!range) {
      expect([outcome.kind, priced.length]).toEqual([outcome.kind, 0])
      return outcome.kind
    }
    for (const [low, high] of priced) {
      expect(`${text(low)} in ${text(range[0])} to ${text(range[1])}: ${low.compare(range[0]) >= 0}`).toMatch(/true$/)
      expect(`${text(high)} in ${text(range[0])} to ${text(range[1])}: ${high.compare(range[1]) <= 0}`).toMatch(/true$/)
    }
    if (outcome.kind === 'range' && outcome.outer) return 'outer'
    expect(priced.length).toBeGreaterThan(0)
    if (all.some((each) => each.kind === 'range' && each.outer)) return 'outer within'
    expect(priced.some(([low]) => low.compare(range[0]) === 0)).toBe(true)
    expect(priced.some(([, high]) => high.compare(range[1]) === 0)).toBe(true)
    return outcome.kind
  }

  test.each([false, true])('contains every price there can be, and reaches its ends (with what is between: %s)', { timeout: 60_000 }, (between) => {
    const seen: Record<string, number> = {}
    fc.assert(
      fc.property(toolOf({ between }), fullInputs, leftOut, (price, given, unknown) => {
        const found = holds(compiledTool(price), given, unknown, unknown.includes('b') || between)
        seen[found] = (seen[found] ?? 0) + 1
      }),
      { numRuns: 3 * (fc.readConfigureGlobal().numRuns ?? 100) },
    )
    expect(seen.range).toBeGreaterThan(seen.missing ?? 0)
  })

  test('of what is known to lie between two numbers', () => {
    fc.assert(
      fc.property(toolOf({ between: false }), fullInputs, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), (price, given, x, y) => {
        const [from, to] = x < y ? [x, y] : [y, x]
        const tool = compiledTool(price)
        const range = bounds(outcomeOf(tool, { ...given, a: { from, to } }))
        for (let a = from; a <= to; a++) {
          const each = bounds(outcomeOf(tool, { ...given, a }))
          if (each) expect(range && each[0].compare(range[0]) >= 0 && each[1].compare(range[1]) <= 0).toBe(true)
        }
      }),
    )
  })
})

describe('order', () => {
  const shuffled = <Item>(all: readonly Item[]) => fc.shuffledSubarray([...all], { minLength: all.length })
  const isTogether = (adjustment: Adjustment | Together): adjustment is Together => 'together' in adjustment
  const percents = fc.array(fc.record({ label: fc.constantFrom('x', 'y'), percent: fc.integer({ min: -9, max: 40 }).map(String) }), {
    minLength: 2,
    maxLength: 6,
  })

  test('within "together" changes no price', () => {
    const pair = fc.tuple(toolOf({ between: false }), percents).chain(([price, together]) =>
      shuffled(together).map((other): [ToolPrice, ToolPrice] => {
        const rest = (price.adjustments ?? []).filter((each) => !isTogether(each))
        return [
          { ...price, adjustments: [...rest, { together }] },
          { ...price, adjustments: [...rest, { together: other }] },
        ]
      }),
    )
    fc.assert(
      fc.property(pair, fullInputs, ([a, b], given) => {
        expect(shown(outcomeOf(compiledTool(a), given))).toBe(shown(outcomeOf(compiledTool(b), given)))
      }),
    )
  })

  test('of keys, in what is given and in the book, changes no price', () => {
    const asked = fullInputs.chain((given) => shuffled(Object.entries(given)).map((entries) => [given, Object.fromEntries(entries)] as const))
    fc.assert(
      fc.property(toolOf({ between: false }), asked, (price, [given, other]) => {
        const stored = compilePrices(parsePriceBook(JSON.parse(canonicalJson(bookOf({ tool: price })))), '').tools.get('tool')!
        expect(shown(outcomeOf(stored, other))).toBe(shown(outcomeOf(compiledTool(price), given)))
      }),
    )
  })
})

test('a book survives being written and read', () => {
  fc.assert(
    fc.property(toolOf({ between: true }), (price) => {
      const written = canonicalJson(bookOf({ tool: price }))
      expect(canonicalJson(parsePriceBook(JSON.parse(written)))).toBe(written)
    }),
  )
})

test('a book that compiles answers whatever it is asked with one of the outcomes', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.constantFrom(Number.NaN, -0, 1e300, '__proto__', { from: 1, to: 2 }, { from: {}, to: [] }, [{}], [{ s: 1, size: 'm' }]),
  )
  const names = fc.constantFrom(...Object.keys(inputs), '__proto__', 'constructor', 'nothing')
  fc.assert(
    fc.property(toolOf({ between: true }), fc.dictionary(names, anything, { maxKeys: 4 }), fullInputs, (price, odd, given) => {
      const tool = compiledTool(price)
      for (const asked of [odd, { ...given, ...odd }])
        expect(['price', 'range', 'not-offered', 'metered', 'missing', 'invalid']).toContain(outcomeOf(tool, asked).kind)
    }),
  )
})

describe('figures that scale are those of whole-number arithmetic', () => {
  const millionths = fc.bigInt({ min: 0n, max: 10n ** 9n })
  const decimalOf = (millionths: bigint): string => `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`
  const price = (line: Partial<Line>, n: bigint): bigint => {
    const outcome = outcomeOf(compiledTool(linesTool([{ label: 'x', quantity: 'n', ...line }], { n: number() })), { n: n.toString() })
    if (outcome.kind !== 'price') throw new Error(outcome.kind)
    return scaled(toText(outcome.amount, 12)) / 1_000_000n
  }
  const count = fc.bigInt({ min: 0n, max: 10n ** 15n })

  test('blocks, after what is free', () => {
    fc.assert(
      fc.property(count, fc.bigInt({ min: 1n, max: 10n ** 6n }), fc.bigInt({ min: 0n, max: 10n ** 9n }), millionths, (n, block, free, rate) => {
        let left = n > free ? n - free : 0n
        const full = left / block
        left -= full * block
        expect(price({ block: block.toString(), free: free.toString(), rate: decimalOf(rate) }, n)).toBe((full + (left > 0n ? 1n : 0n)) * rate)
      }),
    )
  })

  const widths = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 6n }), millionths), { minLength: 1, maxLength: 6 })
  test('bands: each part by itself', () => {
    fc.assert(
      fc.property(count, widths, millionths, (n, widths, last) => {
        let [left, end, expected] = [n, 0n, 0n]
        const bands = widths.map(([width, rate]) => {
          const part = left < width ? left : width
          left -= part
          end += width
          expected += part * rate
          return { upTo: end.toString(), rate: decimalOf(rate) }
        })
        expect(price({ bands: [...bands, { rate: decimalOf(last) }] }, n)).toBe(expected + left * last)
      }),
    )
  })

  test('steps: the whole of it by the first that holds it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 3_000_000n }), widths, fc.boolean(), (n, widths, flat) => {
        let [end, expected] = [0n, -1n]
        const steps = widths.map(([width, rate]) => {
          end += width
          if (expected < 0n && n <= end) expected = flat ? rate : n * rate
          return { upTo: end.toString(), ...(flat ? { amount: decimalOf(rate) } : { rate: decimalOf(rate) }) }
        })
        if (expected < 0n) expect(() => price({ steps }, n)).toThrow('not-offered')
        else expect(price({ steps }, n)).toBe(expected)
      }),
    )
  })

  test('twice as much costs twice as much, and no more than its parts do in blocks', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.bigInt({ min: 1n, max: 1000n }),
        millionths,
        (n, m, block, rate) => {
          const plain = { rate: decimalOf(rate) }
          expect(price(plain, n + m)).toBe(price(plain, n) + price(plain, m))
          const blocks = { ...plain, block: block.toString() }
          expect(price(blocks, n + m)).toBeLessThanOrEqual(price(blocks, n) + price(blocks, m))
          expect(price(blocks, n + m)).toBeGreaterThanOrEqual(price(plain, n + m) / block)
        },
      ),
    )
  })
})
