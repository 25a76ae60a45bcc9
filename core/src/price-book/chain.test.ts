// State that is worked on step by step, with figures worked by hand.
import { describe, expect, test } from 'vitest'
import type { Chain, Expression } from './format.ts'
import { answerOf, baseTool, choice, faultOf, number } from './testing.ts'

describe('chain', () => {
  /** Magnific: as many 2x steps as the scale has; each costs by the class of its own input's megapixels, which grow fourfold. */
  const magnific: Chain = {
    times: {
      table: ['scale'],
      rows: [
        ['2x', '1'],
        ['4x', '2'],
        ['8x', '3'],
        ['16x', '4'],
      ],
    },
    start: { mp: { divide: ['pixels', '1000000'] } },
    next: { mp: { multiply: ['mp', '4'] } },
    sum: {
      cases: [
        { when: { mp: { to: '1.5' } }, is: '0.1' },
        { when: { mp: { to: '6' } }, is: '0.2' },
        { when: { mp: { to: '24' } }, is: '0.4' },
      ],
    },
  }
  const tool = (chain: Chain) =>
    baseTool({ chain }, { scale: choice('2x', '4x', '8x', '16x'), pixels: number({ max: '100000000' }), n: number({ optional: true }) })
  test.each([
    ['2x', 1_000_000, '0.1'],
    // 1 MP, then 4 MP
    ['4x', 1_000_000, '0.3'],
    // 1, 4, 16
    ['8x', 1_000_000, '0.7'],
    // 1.6, 6.4
    ['4x', 1_600_000, '0.6'],
    // 1.5, 6
    ['4x', 1_500_000, '0.3'],
    // 1, 4, 16, 64: no class
    ['16x', 1_000_000, 'not-offered: Nothing is published for this (tools.tool.rows[0].lines[0].base.chain.sum).'],
  ])('%s of %s pixels: %s', (scale, pixels, expected) => expect(answerOf(tool(magnific), { scale, pixels })).toBe(expected))

  test('every name goes on from the step before, all at once', () => {
    // a, b = 0, 1; 1, 1; 1, 2; 2, 3; 3, 5: the a's are 0 + 1 + 1 + 2 + 3
    const fibonacci: Chain = { times: '5', start: { a: '0', b: '1' }, next: { a: 'b', b: { add: ['a', 'b'] } }, sum: 'a' }
    expect(answerOf(tool(fibonacci))).toBe('7')
  })
  test('of no step is nothing; part of a step is none', () => {
    const chain = (times: string): Chain => ({ times, start: { a: '5' }, next: { a: 'a' }, sum: 'a' })
    expect(answerOf(tool(chain('0')))).toBe('0')
    expect(answerOf(tool(chain('2.9')))).toBe('10')
    expect(answerOf(tool(chain('100')))).toBe('500')
  })
  test('sees the inputs outside, in every step', () =>
    // 0 + 3 + 6
    expect(answerOf(tool({ times: '3', start: { a: '0' }, next: { a: { add: ['a', 'n'] } }, sum: 'a' }), { n: 3 })).toBe('9'))
  test('how it would go on after the last step does not matter', () => {
    const ends: Chain = { times: 'n', start: { a: '1' }, next: { a: { cases: [{ when: { a: { under: '2' } }, is: { add: ['a', '1'] } }] } }, sum: 'a' }
    expect(answerOf(tool(ends), { n: 2 })).toBe('3')
    expect(answerOf(tool(ends), { n: 3 })).toMatch(/^not-offered: Nothing is published for this/)
    const some = { ...tool(ends), inputs: { n: number({ max: '5', whole: true }) } }
    expect(answerOf(some)).toBe('0 to 3')
    expect(answerOf({ ...some, inputs: { n: number({ max: '5' }) } })).toBe('0 to 3 at most')
    expect(answerOf({ ...some, inputs: { n: number({ min: '1', max: '5' }) } })).toBe('1 to 3 at most')
    expect(answerOf({ ...some, inputs: { n: number({ min: '3', max: '5' }) } })).toMatch(/^not-offered: Nothing is published for this/)
  })
  test('a chain within a chain', () => {
    const inner: Expression = { chain: { times: 'a', start: { b: 'a' }, next: { b: { add: ['b', '1'] } }, sum: 'b' } }
    // a = 1: 1; a = 2: 2 + 3; a = 3: 3 + 4 + 5
    expect(answerOf(tool({ times: '3', start: { a: '1' }, next: { a: { add: ['a', '1'] } }, sum: inner }))).toBe('18')
  })
  const place = 'tools.tool.rows[0].lines[0].base.chain'
  test.each<[string, Partial<Chain>, string]>([
    ['101 steps', { times: '101' }, `${place}.times: The chain would have 101 steps. Keep it from 0 to 100.`],
    ['a thousand million steps', { times: '1000000000' }, `${place}.times: The chain would have 1000000000 steps. Keep it from 0 to 100.`],
    ['-1 steps', { times: '-1' }, `${place}.times: The chain would have -1 steps. Keep it from 0 to 100.`],
    ['a name that does not go on', { next: {} }, `${place}.next: It does not have the same names as "start". Say for each name how it goes on.`],
    [
      'a name that does not start',
      { next: { a: 'a', b: 'a' } },
      `${place}.next: It does not have the same names as "start". Say for each name how it goes on.`,
    ],
    ['another name', { next: { b: '1' } }, `${place}.next: It does not have the same names as "start". Say for each name how it goes on.`],
    ['a start that uses a step', { start: { a: 'a' } }, `${place}.start.a: There is no quantity or input "a". Derive it, or use one of scale, pixels, n.`],
    ['an unknown name', { next: { a: 'z' } }, `${place}.next.a: There is no quantity or input "z". Derive it, or use one of scale, pixels, n.`],
    ['an unknown number of times', { times: 'z' }, `${place}.times: There is no quantity or input "z". Derive it, or use one of scale, pixels, n.`],
    ['an unknown sum', { sum: 'z' }, `${place}.sum: There is no quantity or input "z". Derive it, or use one of scale, pixels, n.`],
  ])('%s', (_, change, message) => {
    const chain: Chain = { times: '2', start: { a: '1' }, next: { a: 'a' }, sum: 'a', ...change }
    expect(faultOf(() => answerOf(tool(chain)))).toBe(message)
  })
})
