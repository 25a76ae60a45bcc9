// P26: the books of vendors, held against what their own lists say: every published case that is exact, and every case whose right answer is
// a message. Failures that are known are named in docs/rules/pricing.md, each by its id, with the reason.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type CaseResult, isExact, type NoPriceCase, type PriceCase, runCase, runNoPriceCase } from './cases.ts'
import { compilePrices } from './compile.ts'
import { explainPrice } from './explain-price.ts'
import { readPriceBook } from './parse.ts'
import { priceLists } from './price-lists.ts'
import { toText } from './rational.ts'
import { outcomeOf } from './outcome.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const text = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8')
const read = <Content>(...path: string[]): Content => JSON.parse(text(...path)) as Content

const files = globSync('price-books/vendors/**/*.json', { cwd: root }).sort()
const lists = priceLists(files.map((file) => compilePrices(readPriceBook(text(file)), file)))
const cases = read<PriceCase[]>('price-books', 'cases', 'cases.json').filter(isExact)
const results: readonly CaseResult[] = [
  ...cases.map((each) => runCase(lists, each)),
  ...read<NoPriceCase[]>('price-books', 'cases', 'no-price-cases.json').map((each) => runNoPriceCase(lists, each)),
]
const failed = results.filter(({ passed }) => !passed)

/** The ids between backticks, behind "Known failures". */
const [, paragraph = ''] = /Known\s+failures:([\s\S]*?)(?=\n\*\*P27\.)/.exec(text('docs', 'rules', 'pricing.md')) ?? []
const known = new Set([...paragraph.matchAll(/`([^`]+)`/g)].map(([, id]) => id!))

describe('P26: the books price what their vendors publish', () => {
  test('there are thousands of cases, of dozens of vendors', () => {
    expect(cases.length).toBeGreaterThan(2000)
    expect(new Set(cases.map(({ vendor }) => vendor)).size).toBeGreaterThan(50)
    expect(new Set(results.map(({ id }) => id)).size).toBe(results.length)
  })

  test('at least 99.5 % of them', () => {
    const some = failed.slice(0, 20).map(({ id, message }) => `${id}: ${message}`)
    expect(failed.length / results.length, `${failed.length} of ${results.length} fail:\n${some.join('\n')}`).toBeLessThanOrEqual(0.005)
  })

  test('every failure is known, with its reason', () =>
    expect(failed.filter(({ id }) => !known.has(id)).map(({ id, message }) => `${id}: ${message}`)).toEqual([]))

  test('what is known to fail does fail', () => expect([...known].filter((id) => !failed.some((each) => each.id === id))).toEqual([]))
})

test('P24: every price of the cases explains itself', () => {
  const scaled = (amount: string): bigint => {
    const [, sign, units, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(amount)!
    return BigInt(`${sign}${units}${fraction.padEnd(12, '0')}`)
  }
  let explained = 0
  for (const { vendor, tool, unit, inputs, as_of } of cases) {
    const asked = { ...(vendor !== undefined && { vendor }), ...(as_of !== undefined && { asOf: as_of }), ...(unit !== undefined && { unit }) }
    const found = lists.find({ tool, ...asked, inputs: Object.keys(inputs) })
    if (!found) continue
    const explanation = explainPrice(found.tool, inputs)
    if (explanation.kind !== 'explanation') continue
    const outcome = outcomeOf(found.tool, inputs)
    expect(outcome.kind === 'price' && toText(outcome.amount, 12)).toBe(explanation.total)
    expect(explanation.lines.reduce((sum, { amount }) => sum + scaled(amount), 0n)).toBe(scaled(explanation.total))
    explained++
  }
  expect(explained).toBeGreaterThan(1500)
})
