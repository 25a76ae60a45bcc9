// What acts on the sum of the lines, in the order of the book; and every rounding.
import { describe, expect, test } from 'vitest'
import { explainPrice } from './explain-price.ts'
import type { Adjustment, Input, Rounding, Together } from './format.ts'
import { answerOf, baseTool, choice, compiledTool, faultOf, number } from './testing.ts'

type Act = Adjustment | Together
const inputs: Record<string, Input> = {
  n: number({ max: '1000' }),
  plan: { ...choice('free', 'pro'), default: 'free' },
  rush: { kind: 'flag', default: false },
}
const tool = (adjustments: readonly Act[]) => baseTool('n', inputs, { adjustments })
const price = (n: unknown, adjustments: readonly Act[], given: object = {}) => answerOf(tool(adjustments), { n, ...given })
const percent = (by: string, more: object = {}): Adjustment & { percent: string } => ({ label: `${by} %`, percent: by, ...more })

describe('each kind', () => {
  test.each<[string, number, Act, string]>([
    ['percent on top', 50, percent('10'), '55'],
    ['percent off', 50, percent('-10'), '45'],
    ['all off', 50, percent('-100'), '0'],
    ['percent that is derived', 50, percent('n'), '75'],
    ['a factor', 50, { label: 'x', factor: '1.5' }, '75'],
    ['a factor of nothing', 50, { label: 'x', factor: '0' }, '0'],
    ['an amount', 50, { label: 'x', add: '2.5' }, '52.5'],
    ['an amount off', 50, { label: 'x', add: '-50' }, '0'],
    ['at least', 50, { label: 'x', minimum: '60' }, '60'],
    ['at least, and more', 50, { label: 'x', minimum: '40' }, '50'],
    ['at most', 50, { label: 'x', maximum: '40' }, '40'],
    ['at most, and less', 50, { label: 'x', maximum: '60' }, '50'],
    ['rounded', 51, { label: 'x', round: { mode: 'up', step: '5' } }, '55'],
  ])('%s', (_, n, act, expected) => expect(price(n, [act])).toBe(expected))

  test('in the order of the list', () => {
    const half: Act = { label: 'half', factor: '0.5' }
    const more: Act = { label: 'more', add: '10' }
    expect(price(50, [half, more])).toBe('35')
    expect(price(50, [more, half])).toBe('30')
  })
  test('only where it applies', () => {
    const off = percent('-20', { when: { plan: 'pro' } })
    expect(price(50, [off])).toBe('50')
    expect(price(50, [off], { plan: 'pro' })).toBe('40')
  })
  test('percentages one after the other act on each other', () => expect(price(100, [percent('10'), percent('10')])).toBe('121'))
})

describe('together: percentages of the same sum', () => {
  test('are added up before they act', () => {
    expect(price(100, [{ together: [percent('10'), percent('10')] }])).toBe('120')
    expect(price(100, [{ together: [percent('50'), percent('-30')] }])).toBe('120')
  })
  test('only those that apply', () => {
    const both: Together = { together: [percent('50', { when: { rush: true } }), percent('-20', { when: { plan: 'pro' } })] }
    expect(price(100, [both])).toBe('100')
    expect(price(100, [both], { rush: true })).toBe('150')
    expect(price(100, [both], { plan: 'pro' })).toBe('80')
    expect(price(100, [both], { plan: 'pro', rush: true })).toBe('130')
  })
})

describe('of a range', () => {
  test.each<[string, Act[], string]>([
    ['percent', [percent('10')], '11 to 22'],
    ['a factor', [{ label: 'x', factor: '3' }], '30 to 60'],
    ['an amount', [{ label: 'x', add: '-5' }], '5 to 15'],
    ['at least', [{ label: 'x', minimum: '15' }], '15 to 20'],
    ['at most', [{ label: 'x', maximum: '15' }], '10 to 15'],
    ['rounded', [{ label: 'x', round: { mode: 'down', step: '15' } }], '0 to 15'],
    ['that perhaps applies', [{ label: 'x', add: '100', when: { n: { from: '15' } } }], '10 to 120 at most'],
    ['that surely applies', [{ label: 'x', add: '100', when: { n: { from: '10' } } }], '110 to 120'],
    ['that surely does not', [{ label: 'x', add: '100', when: { n: { from: '21' } } }], '10 to 20'],
    ['one that perhaps applies, on one that does', [percent('10'), { label: 'x', add: '100', when: { n: { from: '15' } } }], '11 to 122 at most'],
    ['together, perhaps', [{ together: [percent('10'), percent('-50', { when: { n: { from: '15' } } })] }], '6 to 22 at most'],
  ])('%s', (_, adjustments, expected) => expect(price({ from: 10, to: 20 }, adjustments)).toBe(expected))

  test('of which one perhaps applies takes off what may not be there: it is not offered below zero', () =>
    expect(price({ from: 10, to: 20 }, [{ label: 'x', add: '-15', when: { n: { from: '15' } } }])).toBe('0 to 20 at most'))

  test('sixty that perhaps apply take no longer than one', () => {
    const many = Array.from({ length: 60 }, (_, index): Act => ({ label: 'x', add: '1', when: { n: { from: String(11 + (index % 9)) } } }))
    expect(price({ from: 10, to: 20 }, many)).toBe('10 to 80 at most')
  })
})

describe('explained', () => {
  const shown = (n: string, adjustments: readonly Act[], rounding?: Rounding) => {
    const explained = explainPrice(compiledTool(baseTool('n', inputs, { adjustments, ...(rounding && { rounding }) })), { n })
    return explained.kind === 'explanation' ? explained.lines.map(({ label, amount }) => `${label}: ${amount}`) : [explained.kind]
  }
  test('each says what it changed; what changed nothing is not there', () => {
    const acts: Act[] = [
      { label: 'Rush', factor: '1.5' },
      { label: 'At least', minimum: '10' },
      { together: [percent('10'), { ...percent('-20'), label: 'Pro' }] },
      { label: 'Fee', add: '0.25' },
      { label: 'Rounded', round: { mode: 'up', step: '1' } },
    ]
    expect(shown('50', acts)).toEqual(['Price: 50', 'Rush: 25', '10 %, Pro: -7.5', 'Fee: 0.25', 'Rounded: 0.25'])
    expect(shown('50', [{ label: 'Off', when: { rush: true }, factor: '0' }])).toEqual(['Price: 50'])
  })
  test.each<[Rounding, string, string[]]>([
    [{ stage: 'total', mode: 'up', step: '1' }, '2.3', ['Price: 2.3', 'Rounded up to whole usd: 0.7']],
    [{ stage: 'total', mode: 'down', step: '0.5' }, '2.3', ['Price: 2.3', 'Rounded down to steps of 0.5 usd: -0.3']],
    [{ stage: 'total', mode: 'half-up', step: '0.01' }, '2.345', ['Price: 2.345', 'Rounded to steps of 0.01 usd: 0.005']],
    [{ stage: 'total', mode: 'half-down', step: '0.01' }, '2.345', ['Price: 2.345', 'Rounded to steps of 0.01 usd: -0.005']],
    [{ stage: 'total', mode: 'half-even', step: '0.01' }, '2.345', ['Price: 2.345', 'Rounded to steps of 0.01 usd: -0.005']],
    [{ stage: 'total', mode: 'up', digits: 2 }, '2.31', ['Price: 2.31', 'Rounded up to 2 significant digits: 0.09']],
    [{ stage: 'total', mode: 'up', step: '1' }, '2', ['Price: 2']],
  ])('rounded by %j, %s', (rounding, n, expected) => expect(shown(n, [], rounding)).toEqual(expected))
})

describe('every rounding of a total', () => {
  const rounded = (base: string, rounding: Omit<Rounding, 'stage'>) => answerOf(baseTool(base, {}, { rounding: { stage: 'total', ...rounding } as Rounding }))
  test.each<[Rounding['mode'], [string, string, string, string, string]]>([
    ['up', ['3', '3', '3', '4', '2']],
    ['down', ['2', '2', '2', '3', '2']],
    ['half-up', ['2', '3', '3', '4', '2']],
    ['half-down', ['2', '2', '3', '3', '2']],
    ['half-even', ['2', '2', '3', '4', '2']],
  ])('%s', (mode, expected) => expect(['2.4', '2.5', '2.6', '3.5', '2'].map((base) => rounded(base, { mode, step: '1' }))).toEqual(expected))

  test.each<[string, number, Rounding['mode'], string]>([
    ['1234.5', 2, 'half-up', '1200'],
    ['1250', 2, 'half-up', '1300'],
    ['1250', 2, 'half-down', '1200'],
    ['1250', 2, 'half-even', '1200'],
    ['1201', 2, 'up', '1300'],
    ['1299', 2, 'down', '1200'],
    ['0.0012345', 3, 'half-up', '0.00123'],
    ['0.0999', 1, 'up', '0.1'],
    ['0.95', 1, 'up', '1'],
    ['9.99', 2, 'half-up', '10'],
    ['1000', 1, 'half-up', '1000'],
    ['1', 30, 'half-up', '1'],
    ['0', 3, 'up', '0'],
    ['123456', 6, 'down', '123456'],
  ])('%s to %s significant digits, %s: %s', (base, digits, mode, expected) => expect(rounded(base, { mode, digits })).toBe(expected))

  test('the ends of a range are rounded, too', () =>
    expect(answerOf(baseTool('n', inputs, { rounding: { stage: 'total', mode: 'up', step: '10' } }), { n: { from: 11, to: 25 } })).toBe('20 to 30'))
})

describe('faults', () => {
  const at = 'tools.tool.adjustments[0]'
  const notNegative = 'is negative here. Keep it at zero or more, for instance with "max".'
  const fault = (act: Act, n: unknown = 1) => faultOf(() => price(n, [act]))
  test.each<[string, Act, string]>([
    ['more than everything off', percent('-101'), `${at}.percent: More than 100 percent is taken off: what is left ${notNegative}`],
    [
      'more than everything off, derived',
      percent('-101', { percent: { subtract: ['n', '102'] } }),
      `${at}.percent: More than 100 percent is taken off: what is left ${notNegative}`,
    ],
    ['a negative factor', { label: 'x', factor: '-1' }, `${at}.factor: The factor ${notNegative}`],
    ['more off than there is', { label: 'x', add: '-2' }, `${at}.add: The price ${notNegative}`],
    ['a negative minimum', { label: 'x', minimum: '-1' }, `${at}.minimum: The minimum ${notNegative}`],
    ['a negative maximum', { label: 'x', maximum: '-1' }, `${at}.maximum: The maximum ${notNegative}`],
    ['nothing together', { together: [] }, `${at}.together: There is nothing in it. Add a percentage, or leave it out.`],
    ['too much together', { together: [percent('-60'), percent('-60')] }, `${at}.together: More than 100 percent is taken off: what is left ${notNegative}`],
    ['an unknown percentage', percent('z'), `${at}.percent: There is no quantity or input "z". Derive it, or use one of n, plan, rush.`],
    ['an unknown factor', { label: 'x', factor: 'z' }, `${at}.factor: There is no quantity or input "z". Derive it, or use one of n, plan, rush.`],
    ['an unknown amount', { label: 'x', add: 'z' }, `${at}.add: There is no quantity or input "z". Derive it, or use one of n, plan, rush.`],
    ['an unknown minimum', { label: 'x', minimum: 'z' }, `${at}.minimum: There is no quantity or input "z". Derive it, or use one of n, plan, rush.`],
    ['an unknown condition', percent('1', { when: { z: 1 } }), `${at}.when.z: There is no quantity or input "z". Derive it, or use one of n, plan, rush.`],
    [
      'an unknown percentage together',
      { together: [percent('1'), percent('z')] },
      `${at}.together[1].percent: There is no quantity or input "z". Derive it, or use one of n, plan, rush.`,
    ],
    [
      'an unknown condition together',
      { together: [percent('1', { when: { z: 1 } })] },
      `${at}.together[0].when.z: There is no quantity or input "z". Derive it, or use one of n, plan, rush.`,
    ],
    ['rounding to nothing', { label: 'x', round: { mode: 'up', step: '0' } }, `${at}.round.step: 0 is not above zero. Use a step like "1" or "0.01".`],
  ])('%s', (_, act, message) => expect(fault(act)).toBe(message))

  test('a rounding of the tool', () =>
    expect(faultOf(() => answerOf(baseTool('1', {}, { rounding: { stage: 'total', mode: 'up', step: 'one' } })))).toBe(
      'tools.tool.rounding.step: "one" is not a decimal number. Write it in quotes, like "0.4" or "12".',
    ))
})
