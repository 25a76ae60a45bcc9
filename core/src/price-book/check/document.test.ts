import { describe, expect, test } from 'vitest'
import { checkPriceBook } from '../check.ts'
import type { PriceBook, ToolPrice } from '../format.ts'
import { baseTool, bookOf, choice, number } from '../testing.ts'
import { found, inWords } from './testing.ts'

const tool = baseTool('1')
const findings = (tools: Readonly<Record<string, ToolPrice>>, more: Partial<PriceBook> = {}) => checkPriceBook(bookOf(tools, more)).map(inWords)

test.each(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z'])('P20: %s is a date', (effective) => expect(found(tool, { effective })).toEqual([]))
test.each(['2026-01-01', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', 'soon'])('P20: %s is none', (effective) =>
  expect(found(tool, { effective })).toEqual([`error effective: "${effective}" is not a date and time in UTC.`]),
)

describe('P20: units and what they are worth', () => {
  test('a unit without money value cannot be compared', () => {
    expect(found(tool, { unit: 'credits' })).toEqual(['warning unit: Nothing says what one of "credits" is worth, so these prices cannot be compared.'])
    expect(found(tool, { unit: 'credits', units: { credits: { usd: '0.01' } } })).toEqual([])
    expect(found({ ...tool, unit: 'coins' })).toEqual(['warning tools.t.unit: Nothing says what one of "coins" is worth, so these prices cannot be compared.'])
  })
  test('a unit that no price is in', () =>
    expect(found(tool, { unit: 'credits', units: { credits: { usd: '1' }, credit: { usd: '1' } } })).toEqual([
      'warning units.credit: No price is in "credit". Did you mean "credits"?',
    ]))
})

describe('P20: names of two tools', () => {
  test('a name belongs to one of them, whatever its letters', () => {
    expect(findings({ One: { ...tool, aliases: ['Two'] }, two: tool })).toEqual(['error tools.two: "two" is a name of the tool "One", too, in the same unit.'])
    expect(findings({ a: { ...tool, title: 'Same' }, b: { ...tool, aliases: ['same'] } })).toHaveLength(1)
  })
  test('but published titles may be alike, and so may names in different units', () => {
    expect(findings({ a: { ...tool, title: 'Same' }, b: { ...tool, title: 'Same' } })).toEqual([
      'warning tools.b: "same" is a name of the tool "a", too, in the same unit.',
    ])
    expect(findings({ a: { ...tool, title: 'Same' }, b: { ...tool, aliases: ['Same'], unit: 'credits' } }, { units: { credits: { usd: '1' } } })).toEqual([])
    expect(findings({ a: { ...tool, title: 'A', aliases: ['a', 'A'] } })).toEqual([])
  })
})

describe('P20: how a tool compares with ours', () => {
  const inputs = { factor: choice(2, 4), megapixels: { ...number({ unit: 'megapixel' }), required: true as const }, style: choice('a', 'b') }
  const price = baseTool({ multiply: ['factor', 'megapixels', { cases: [{ when: { style: 'a' }, is: '1' }], else: '2' }] }, inputs)
  const compared = (inputs: NonNullable<ToolPrice['comparable']>[number]['inputs'], more: { tool?: string; when?: Record<string, string> } = {}) =>
    found({ ...price, comparable: [{ tool: 'image-upscale', inputs, ...more }] })
  const whole = { factor: { is: 'scale' }, megapixels: { is: { divide: ['resultPixels', '1000000'] } }, style: { value: 'a' } } as const

  test('all that it needs, by names that we have', () => expect(compared(whole)).toEqual([]))
  test('an input that it does not have, or a value that it cannot have', () =>
    expect(compared({ ...whole, stile: { value: 'a' }, style: { value: 'c' } })).toEqual([
      'error tools.t.comparable[0].inputs.style.value: "style" can never be "c".',
      'error tools.t.comparable[0].inputs.stile: The tool has no input "stile". Did you mean "style"?',
    ]))
  test('a required one that is left out; another makes it a range', () =>
    expect(compared({ factor: { is: 'scale' } })).toEqual([
      'error tools.t.comparable[0].inputs: "megapixels" is required and not among them.',
      'warning tools.t.comparable[0].inputs: "style" is not among them, so the price is a range.',
    ]))
  test('names that our job does not have', () =>
    expect(compared({ ...whole, factor: { is: { max: ['scal', '2'] } } }, { when: { qualty: 'draft' } })).toEqual([
      'error tools.t.comparable[0].when.qualty: Image upscale has nothing called "qualty". Did you mean "quality"?',
      'error tools.t.comparable[0].inputs.factor.is.max[0]: Image upscale has nothing called "scal". Did you mean "scale"?',
    ]))
  test('of a job that is not in our catalogue yet nobody knows the names', () =>
    expect(compared({ ...whole, factor: { is: 'strengthening' } }, { tool: 'video-colourise' })).toEqual([]))
})
