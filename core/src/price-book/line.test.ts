// What one amount of a price is made of, with figures worked by hand, and the lines that explain it.
import { describe, expect, test } from 'vitest'
import { explainPrice } from './explain-price.ts'
import type { Input, Line } from './format.ts'
import { answerOf, compiledTool, faultOf, linesTool, number } from './testing.ts'

const inputs: Record<string, Input> = { n: number({ max: '1000', unit: 'image' }), m: number({ max: '9' }), hd: { kind: 'flag', default: false } }
const quantities = { frames: { unit: 'frame', is: { multiply: ['n', '24'] } } }
const line = (of: Partial<Line>): Line => ({ label: 'Work', ...of })
const tool = (...of: Partial<Line>[]) => linesTool(of.map(line), inputs, { quantities })
const price = (of: Partial<Line>, given: object = {}) => answerOf(tool(of), { ...given })
const fault = (of: Partial<Line>) => faultOf(() => price(of, { n: 1 }))
const at = 'tools.tool.rows[0].lines[0]'

/** "label quantity unit x rate = amount", a line each. */
function shown(given: object, ...of: Partial<Line>[]): string[] {
  const explained = explainPrice(compiledTool(tool(...of)), { ...given })
  if (explained.kind !== 'explanation') return [explained.kind]
  return explained.lines.map(
    ({ label, quantity, unit, rate, amount }) => `${label}: ${quantity === undefined ? '' : `${quantity} ${unit} x ${rate} = `}${amount}`,
  )
}

describe('rate times quantity', () => {
  test.each<[string, Partial<Line>, number, string]>([
    ['a base is charged once', { base: '2.5' }, 9, '2.5'],
    ['a base that is derived', { base: { multiply: ['n', '2'] } }, 9, '18'],
    ['each unit', { quantity: 'n', rate: '0.04' }, 9, '0.36'],
    ['a rate that is derived', { quantity: 'n', rate: { divide: ['1', 'n'] } }, 9, '1'],
    ['without the free ones', { quantity: 'n', rate: '2', free: '5' }, 9, '8'],
    ['without the free ones, of which there are more', { quantity: 'n', rate: '2', free: '5' }, 3, '0'],
    // 12 started hundreds would be 11; (1150 - 50) / 100
    ['for so many units', { quantity: 'n', rate: '2', per: '100' }, 150, '3'],
    ['for each started block', { quantity: 'n', rate: '2', block: '100' }, 150, '4'],
    ['for each started block, which is full', { quantity: 'n', rate: '2', block: '100' }, 200, '4'],
    ['for each started block, of none', { quantity: 'n', rate: '2', block: '100' }, 0, '0'],
    ['the free ones come off before the block', { quantity: 'n', rate: '2', free: '100', block: '100' }, 150, '2'],
    ['the free ones come off before the units', { quantity: 'n', rate: '2', free: '50', per: '100' }, 150, '2'],
    ['at least', { quantity: 'n', rate: '2', minimum: '10' }, 3, '10'],
    ['at least, and more', { quantity: 'n', rate: '2', minimum: '10' }, 6, '12'],
    ['at most', { quantity: 'n', rate: '2', maximum: '10' }, 6, '10'],
    ['at most, and less', { quantity: 'n', rate: '2', maximum: '10' }, 3, '6'],
    ['the most after the least', { quantity: 'n', rate: '2', minimum: '10', maximum: '5' }, 3, '5'],
    ['rounded', { quantity: 'n', rate: '0.3', round: { mode: 'up', step: '1' } }, 4, '2'],
    ['rounded after the bounds', { quantity: 'n', rate: '0.3', maximum: '1.4', round: { mode: 'up', step: '1' } }, 9, '2'],
    ['a base with bounds', { base: '1.2', minimum: '1.5', round: { mode: 'half-even', step: '1' } }, 9, '2'],
  ])('%s', (_, of, n, expected) => expect(price(of, { n })).toBe(expected))

  test('a line that does not apply is absent; lines add up', () => {
    const both = tool({ base: '1' }, { base: '2', when: { hd: true } }, { quantity: 'n', rate: '3' })
    expect(answerOf(both, { n: 1, hd: true })).toBe('6')
    expect(answerOf(both, { n: 1 })).toBe('4')
    expect(shown({ n: 1 }, { base: '1' }, { base: '2', when: { hd: true } })).toEqual(['Work: 1 attempt x 1 = 1'])
  })
})

describe('steps: the whole quantity at the price of the first that holds it', () => {
  const amounts: Partial<Line> = {
    quantity: 'n',
    steps: [
      { upTo: '10', amount: '5' },
      { upTo: '20', amount: '8' },
      { upTo: '30', amount: { multiply: ['m', '2'] } },
    ],
  }
  test.each([
    [0, '5'],
    [10, '5'],
    [10.1, '8'],
    [20, '8'],
    [30, '14'],
    [31, 'not-offered: There is no price above 30.'],
  ])('%s costs %s', (n, expected) => expect(price(amounts, { n, m: 7 })).toBe(expected))

  const rates: Partial<Line> = { quantity: 'n', steps: [{ upTo: '10', rate: '1' }, { rate: '0.5' }] }
  test.each([
    [10, '10'],
    [12, '6'],
    [1000, '500'],
  ])('by a rate for all of it, %s costs %s', (n, expected) => expect(price(rates, { n })).toBe(expected))

  test('after the block', () => expect(price({ ...rates, block: '5' }, { n: 52 })).toBe('5.5'))

  test.each<[Partial<Line>, object, string]>([
    [amounts, { n: { from: 0, to: 10 }, m: 7 }, '5'],
    [amounts, { n: { from: 5, to: 15 }, m: 7 }, '5 to 8 at most'],
    [amounts, { n: { from: 5, to: 25 }, m: 7 }, '5 to 14 at most'],
    [amounts, { n: { from: 21, to: 25 } }, '0 to 18'],
    [amounts, { n: { from: 31, to: 32 } }, 'not-offered: There is no price above 30.'],
    // 10 is not offered above 30
    [amounts, { n: { from: 25, to: 35 }, m: 7 }, '14'],
    [
      {
        quantity: 'n',
        steps: [
          { upTo: '10', amount: '5' },
          { upTo: '20', amount: '8' },
        ],
      },
      { n: { from: 5, to: 15 } },
      '5 to 8',
    ],
    [
      {
        quantity: 'n',
        steps: [
          { upTo: '10', amount: '5' },
          { upTo: '20', amount: '8' },
        ],
      },
      { n: { from: 5, to: 25 } },
      '5 to 8 at most',
    ],
    [
      {
        quantity: 'n',
        steps: [
          { upTo: '10', amount: '5' },
          { upTo: '20', amount: '8' },
        ],
      },
      {},
      '5 to 8 at most',
    ],
    [
      {
        quantity: 'n',
        steps: [
          { upTo: '10', amount: '9' },
          { upTo: '20', amount: '8' },
        ],
      },
      { n: { from: 5, to: 15 } },
      '8 to 9 at most',
    ],
    // 10 to 12 at 1, or at 0.5
    [rates, { n: { from: 9, to: 12 } }, '4.5 to 12 at most'],
    [rates, { n: { from: 1, to: 10 } }, '1 to 10'],
    [{ quantity: 'n', steps: [{ upTo: '20', rate: '2' }] }, { n: { from: 1, to: 20 } }, '2 to 40'],
    [
      {
        quantity: 'n',
        steps: [
          { upTo: '10', amount: '5' },
          { upTo: '20', amount: { cases: [{ when: { m: { over: '8' } }, is: '1' }] } },
        ],
      },
      { n: { from: 1, to: 20 }, m: 1 },
      '5',
    ],
    [{ quantity: 'n', steps: [{ upTo: '20', rate: '2' }] }, { n: { from: 1, to: 21 } }, '2 to 42 at most'],
    [{ quantity: 'n', steps: [{ upTo: '20', amount: '2' }] }, { n: { from: 1, to: 20 } }, '2'],
    [
      { quantity: { subtract: [{ add: ['n', '9'] }, 'n'] }, steps: [{ upTo: '10', amount: '2' }, { amount: '5' }] },
      { n: { from: 1, to: 8 } },
      '2 to 5 at most',
    ],
    [
      {
        quantity: 'n',
        steps: [
          { upTo: '10', amount: '5' },
          { upTo: '20', amount: '5' },
        ],
      },
      { n: { from: 5, to: 15 } },
      '5',
    ],
  ])('%j, given %j: %s', (of, given, expected) => expect(price(of, given)).toBe(expected))
})

describe('bands: each part at the price of the band it lies in', () => {
  const bands: Partial<Line> = { quantity: 'n', bands: [{ upTo: '10', rate: '1' }, { upTo: '30', rate: '0.5' }, { rate: '0.1' }] }
  test.each([
    [0, '0'],
    [4, '4'],
    [10, '10'],
    // 10 + 10 x 0.5
    [20, '15'],
    // 10 + 20 x 0.5
    [30, '20'],
    // 10 + 10 + 70 x 0.1
    [100, '27'],
  ])('%s costs %s', (n, expected) => expect(price(bands, { n })).toBe(expected))
  test('of unknown quantity: a sum that rises', () => expect(price(bands)).toBe('0 to 117'))
  test('explained band by band, as far as it reaches', () => {
    expect(shown({ n: 100 }, bands)).toEqual(['Work up to 10: 10 image x 1 = 10', 'Work up to 30: 20 image x 0.5 = 10', 'Work above 30: 70 image x 0.1 = 7'])
    expect(shown({ n: 20 }, bands)).toEqual(['Work up to 10: 10 image x 1 = 10', 'Work up to 30: 10 image x 0.5 = 5'])
    expect(shown({ n: 0 }, bands)).toEqual(['Work up to 10: 0 image x 1 = 0'])
    expect(shown({ n: 3 }, { quantity: 'n', bands: [{ rate: '2' }] })).toEqual(['Work: 3 image x 2 = 6'])
  })
})

describe('the unit of a quantity', () => {
  test.each<[string, Partial<Line>, string]>([
    ['of an input', { quantity: 'n', rate: '1' }, 'Work: 5 image x 1 = 5'],
    ['of an input without one: its name', { quantity: 'm', rate: '1' }, 'Work: 2 m x 1 = 2'],
    ['of a derived quantity', { quantity: 'frames', rate: '1' }, 'Work: 120 frame x 1 = 120'],
    ['the own one of the line', { quantity: 'n', unit: 'picture', rate: '1' }, 'Work: 5 picture x 1 = 5'],
    ['of what has none', { quantity: { add: ['n', '1'] }, rate: '1' }, 'Work: 6 unit x 1 = 6'],
    ['of what has none, with its own', { quantity: { add: ['n', '1'] }, unit: 'frame', rate: '1' }, 'Work: 6 frame x 1 = 6'],
    ['of blocks', { quantity: 'n', rate: '1', block: '2' }, 'Work: 3 started 2 image x 1 = 3'],
    ['of so many', { quantity: 'n', rate: '1', per: '2' }, 'Work: 2.5 2 image x 1 = 2.5'],
    ['of a number', { quantity: '7', rate: '1' }, 'Work: 7 7 x 1 = 7'],
  ])('%s', (_, of, expected) => expect(shown({ n: 5, m: 2 }, of)).toEqual([expected]))
})

describe('what bounds and rounds a line is a line', () => {
  test('of what it changes', () => {
    const of: Partial<Line> = { quantity: 'n', rate: '0.3', minimum: '2', maximum: '4.2', round: { mode: 'up', step: '1' } }
    expect(shown({ n: 4 }, of)).toEqual(['Work: 4 image x 0.3 = 1.2', 'Work, at least: 0.8'])
    expect(shown({ n: 9 }, of)).toEqual(['Work: 9 image x 0.3 = 2.7', 'Rounded up to whole units: 0.3'])
    expect(shown({ n: 20 }, of)).toEqual(['Work: 20 image x 0.3 = 6', 'Work, at most: -1.8', 'Rounded up to whole units: 0.8'])
  })
  test('steps have no single rate', () => expect(shown({ n: 4 }, { quantity: 'n', steps: [{ amount: '5' }] })).toEqual(['Work: 4 image x undefined = 5']))
})

describe('faults', () => {
  const notNegative = 'is negative here. Keep it at zero or more, for instance with "max".'
  const only = 'means nothing beside "base". Use two lines.'
  test.each<[string, Partial<Line>, string]>([
    ['nothing to charge', {}, `${at}: The line charges nothing. Give it a "base", or a "quantity" with a "rate".`],
    ['no rate', { quantity: 'n' }, `${at}: A quantity is charged in one way; here are 0. Use one of "rate", "steps" and "bands".`],
    [
      'two',
      { quantity: 'n', rate: '1', bands: [{ rate: '1' }] },
      `${at}: A quantity is charged in one way; here are 2. Use one of "rate", "steps" and "bands".`,
    ],
    ['a base with a quantity', { base: '1', quantity: 'n' }, `${at}.quantity: "quantity" ${only}`],
    ['a base with a unit', { base: '1', unit: 'n' }, `${at}.unit: "unit" ${only}`],
    ['a base with free ones', { base: '1', free: '1' }, `${at}.free: "free" ${only}`],
    ['a base with a block', { base: '1', block: '1' }, `${at}.block: "block" ${only}`],
    ['a base with units', { base: '1', per: '1' }, `${at}.per: "per" ${only}`],
    ['a base with a rate', { base: '1', rate: '1' }, `${at}.rate: "rate" ${only}`],
    ['a base with steps', { base: '1', steps: [{ amount: '1' }] }, `${at}.steps: "steps" ${only}`],
    ['a base with bands', { base: '1', bands: [{ rate: '1' }] }, `${at}.bands: "bands" ${only}`],
    ['a block of units', { quantity: 'n', rate: '1', block: '5', per: '5' }, `${at}.per: The rate of a block is for the whole block. Leave "per" out.`],
    ['a block of nothing', { quantity: 'n', rate: '1', block: '0' }, `${at}.block: 0 is not above zero. Use a step like "1" or "0.01".`],
    ['for no units', { quantity: 'n', rate: '1', per: '0' }, `${at}.per: 0 is not above zero. Use a step like "1" or "0.01".`],
    ['an unknown quantity', { quantity: 'z', rate: '1' }, `${at}.quantity: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`],
    [
      'an unknown free quantity',
      { quantity: 'n', rate: '1', free: 'z' },
      `${at}.free: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`,
    ],
    ['an unknown rate', { quantity: 'n', rate: 'z' }, `${at}.rate: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`],
    ['an unknown minimum', { base: '1', minimum: 'z' }, `${at}.minimum: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`],
    ['an unknown maximum', { base: '1', maximum: 'z' }, `${at}.maximum: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`],
    ['an unknown condition', { base: '1', when: { z: 1 } }, `${at}.when.z: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`],
    ['a negative base', { base: '-1' }, `${at}.base: The amount ${notNegative}`],
    ['a negative rate', { quantity: 'n', rate: '-1' }, `${at}.rate: The rate ${notNegative}`],
    ['a negative minimum', { base: '1', minimum: '-1' }, `${at}.minimum: The minimum ${notNegative}`],
    ['a negative maximum', { base: '1', maximum: '-1' }, `${at}.maximum: The maximum ${notNegative}`],
    ['a negative quantity', { quantity: { subtract: ['n', '2'] }, rate: '1' }, `${at}.quantity: Its quantity ${notNegative}`],
    ['a negative step', { quantity: 'n', steps: [{ amount: '-1' }] }, `${at}.steps[0].amount: The amount ${notNegative}`],
    ['a negative step rate', { quantity: 'n', steps: [{ rate: '-1' }] }, `${at}.steps[0].rate: The rate ${notNegative}`],
    ['a negative band', { quantity: 'n', bands: [{ rate: '-1' }] }, `${at}.bands[0].rate: The rate ${notNegative}`],
    [
      'an unknown step',
      { quantity: 'n', steps: [{ amount: '1', upTo: '2' }, { amount: 'z' }] },
      `${at}.steps[1].amount: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`,
    ],
    [
      'an unknown step rate',
      { quantity: 'n', steps: [{ rate: 'z' }] },
      `${at}.steps[0].rate: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`,
    ],
    [
      'an unknown band',
      { quantity: 'n', bands: [{ rate: 'z' }] },
      `${at}.bands[0].rate: There is no quantity or input "z". Derive it, or use one of n, m, hd, frames.`,
    ],
    ['no step', { quantity: 'n', steps: [] }, `${at}.steps: It is empty. Add a step.`],
    ['no band', { quantity: 'n', bands: [] }, `${at}.bands: It is empty. Add a step.`],
    ['a step without an amount', { quantity: 'n', steps: [{ upTo: '1' }] }, `${at}.steps[0]: A step has an amount or a rate. Give it one of them.`],
    ['a step with both', { quantity: 'n', steps: [{ amount: '1', rate: '1' }] }, `${at}.steps[0]: A step has an amount or a rate. Give it one of them.`],
    [
      'a step after the end',
      { quantity: 'n', steps: [{ amount: '1' }, { upTo: '5', amount: '2' }] },
      `${at}.steps[0]: Without an end it takes everything after it. Give it "upTo".`,
    ],
    [
      'steps that fall',
      {
        quantity: 'n',
        steps: [
          { upTo: '5', amount: '1' },
          { upTo: '4', amount: '2' },
        ],
      },
      `${at}.steps[1].upTo: It does not lie above the one before. Write them in rising order.`,
    ],
    [
      'steps that stay',
      {
        quantity: 'n',
        steps: [
          { upTo: '5', amount: '1' },
          { upTo: '5', amount: '2' },
        ],
      },
      `${at}.steps[1].upTo: It does not lie above the one before. Write them in rising order.`,
    ],
    [
      'an end in words',
      { quantity: 'n', steps: [{ upTo: 'five', amount: '1' }] },
      `${at}.steps[0].upTo: "five" is not a decimal number. Write it in quotes, like "0.4" or "12".`,
    ],
    ['bands that end', { quantity: 'n', bands: [{ upTo: '5', rate: '1' }] }, `${at}.bands: Nothing says what is above 5. Leave "upTo" of the last band out.`],
    ['rounding to nothing', { base: '1', round: { mode: 'up', step: '0' } }, `${at}.round.step: 0 is not above zero. Use a step like "1" or "0.01".`],
    ['no digit', { base: '1', round: { mode: 'up', digits: 0 } }, `${at}.round.digits: 0 digits cannot be kept. Keep 1 to 30.`],
    ['31 digits', { base: '1', round: { mode: 'up', digits: 31 } }, `${at}.round.digits: 31 digits cannot be kept. Keep 1 to 30.`],
    ['half a digit', { base: '1', round: { mode: 'up', digits: 1.5 } }, `${at}.round.digits: 1.5 digits cannot be kept. Keep 1 to 30.`],
  ])('%s', (_, of, message) => expect(fault(of)).toBe(message))

  test('a place in the second line', () => expect(faultOf(() => answerOf(tool({ base: '1' }, { base: 'z' })))).toContain('tools.tool.rows[0].lines[1].base: '))
})
