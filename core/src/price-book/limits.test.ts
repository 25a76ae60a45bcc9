// Bad input of every kind: a finding with its place, or an outcome with a message. Never a wrong price, never a hang.
import { describe, expect, test } from 'vitest'
import { compilePrices } from './compile.ts'
import { explainPrice } from './explain-price.ts'
import type { Adjustment, Expression, Input, Line, ToolPrice } from './format.ts'
import { outcomeOf } from './outcome.ts'
import { parsePriceBook } from './parse.ts'
import { BeyondLimits, decimal, whole } from './rational.ts'
import { answerOf, baseTool, bookOf, choice, compiledTool, faultOf, linesTool, number } from './testing.ts'

const n = number({ max: '10' })
/** Long before anyone would call it a hang. */
const soon = { timeout: 20_000 }

describe('quantities of any size are exact', () => {
  const area = baseTool({ multiply: ['w', 'h'] }, { w: number(), h: number() })
  test.each<[unknown, unknown, string]>([
    ['1'.padEnd(31, '0'), '3', `3${'0'.repeat(30)}`],
    [1e30, 3, `3${'0'.repeat(30)}`],
    ['1'.padEnd(40, '0'), '1'.padEnd(40, '0'), `1${'0'.repeat(78)}`],
    [`${'1'.padEnd(40, '0')}.${'0'.repeat(39)}1`, 1, '1'.padEnd(40, '0')],
    [1e308, 1e308, `1${'0'.repeat(616)}`],
    [5e-324, 1e308, '0'],
    [-0, 5, '0'],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, '81129638414606663681390495662081'],
    [Number.MAX_VALUE, 1, BigInt('17976931348623157').toString().padEnd(309, '0')],
  ])('%s x %s', (w, h, expected) => expect(answerOf(area, { w, h })).toBe(expected))

  test.each<[unknown, string]>([
    [Number.NaN, 'invalid: "w" is NaN; write a number.'],
    [Number.POSITIVE_INFINITY, 'invalid: "w" is Infinity; write a number.'],
    ['1'.padEnd(41, '0'), `invalid: "w" is "1${'0'.repeat(40)}"; write a number.`],
    ['NaN', 'invalid: "w" is "NaN"; write a number.'],
    [-1, 'not-offered: "w" is -1; the least is 0.'],
    ['-4000', 'not-offered: "w" is "-4000"; the least is 0.'],
    [10n, 'invalid: "w" is 10; write a number.'],
  ])('%s is none', (w, message) => expect(answerOf(area, { w, h: 1 })).toBe(message))

  test('of 10^30 in blocks, bands and digits', () => {
    const line: Line = { label: 'x', quantity: 'w', block: '7', rate: '0.001' }
    // 10^30 / 7 is 142857142857142857142857142857.14...
    expect(answerOf(linesTool([line], { w: number() }), { w: 1e30 })).toBe('142857142857142857142857142.858')
    const bands: Line = { label: 'x', quantity: 'w', bands: [{ upTo: '10', rate: '1' }, { rate: '0.5' }] }
    expect(answerOf(linesTool([bands], { w: number() }), { w: 1e30 })).toBe('500000000000000000000000000005')
    const round = { stage: 'total', mode: 'half-up', digits: 3 } as const
    expect(answerOf(baseTool({ divide: ['w', '3'] }, { w: number() }, { rounding: round }), { w: 1e30 })).toBe(`333${'0'.repeat(27)}`)
  })
})

describe('numbers that would fill the memory', () => {
  /** Each the square of the one before: 10^(2^40). */
  const squares = (count: number): ToolPrice => {
    const quantities: Record<string, { unit: string; is: Expression }> = { q0: { unit: 'x', is: 'w' } }
    for (let i = 1; i <= count; i++) quantities[`q${i}`] = { unit: 'x', is: { multiply: [`q${i - 1}`, `q${i - 1}`] } }
    return baseTool(`q${count}`, { w: number() }, { quantities })
  }
  test('are not computed', soon, () => {
    expect(answerOf(squares(9), { w: 10 })).toBe(`1${'0'.repeat(512)}`)
    expect(answerOf(squares(40), { w: 10 })).toBe('invalid: A number of more than 1,000 digits comes up.')
    expect(answerOf(squares(40), { w: '0.1' })).toBe('invalid: A number of more than 1,000 digits comes up.')
    expect(answerOf(squares(40), { w: { from: 9, to: 10 } })).toBe('missing: "w" is missing.')
    expect(explainPrice(compiledTool(squares(40)), { w: 10 })).toMatchObject({ kind: 'invalid' })
  })
  test('are a fault where the book itself has them', soon, () => {
    const tall = (of: Expression, count: number): Expression => (count === 0 ? of : { multiply: [tall(of, count - 1), tall(of, count - 1)] })
    expect(faultOf(() => compiledTool(baseTool(tall('10', 11))))).toBe('tools.tool: A number of more than 1,000 digits comes up. Make its numbers smaller.')
  })
  test('in a chain, too', soon, () => {
    const chain: Expression = { chain: { times: '100', start: { a: 'w' }, next: { a: { multiply: ['a', 'a'] } }, sum: 'a' } }
    expect(answerOf(baseTool(chain, { w: number() }), { w: 7 })).toBe('invalid: A number of more than 1,000 digits comes up.')
  })
  test('of exactly 1,000 digits are computed', () => {
    let value = whole(1)
    for (let i = 0; i < 25; i++) value = value.mul(decimal('1'.padEnd(40, '0')))
    expect(value.terms[0].toString()).toHaveLength(976)
    expect(value.mul(decimal('1'.padEnd(25, '0'))).terms[0].toString()).toHaveLength(1000)
    expect(value.mul(decimal('1'.padEnd(26, '0'))).terms[0].toString()).toHaveLength(1001)
    expect(() => value.mul(decimal('11'.padEnd(26, '0')))).toThrow(BeyondLimits)
    expect(() =>
      whole(0)
        .sub(value)
        .mul(decimal('11'.padEnd(26, '0'))),
    ).toThrow('A number of more than 1,000 digits comes up.')
    expect(() =>
      whole(1)
        .div(value)
        .div(decimal('11'.padEnd(26, '0'))),
    ).toThrow(BeyondLimits)
  })
})

describe('work that would not end', () => {
  const shots: Input = { kind: 'list', items: { s: n } }
  const list = (length: number) => Array<object>(length).fill({ s: 1 })
  test('a list of ten thousand', soon, () => expect(answerOf(baseTool({ sum: 'shots', is: 's' }, { shots }), { shots: list(10_000) })).toBe('10000'))
  test('a list of ten thousand of which nothing is known', soon, () =>
    expect(answerOf(baseTool({ sum: 'shots', is: 's' }, { shots }), { shots: Array<object>(10_000).fill({}) })).toBe('0 to 100000'),
  )
  test('a sum in a sum in a sum', soon, () => {
    const cubed: Expression = { sum: 'shots', is: { sum: 'shots', is: { sum: 'shots', is: 's' } } }
    expect(answerOf(baseTool(cubed, { shots }), { shots: list(20) })).toBe('8000')
    expect(answerOf(baseTool(cubed, { shots }), { shots: list(1000) })).toBe('invalid: It takes more than 500000 steps to price this.')
    expect(answerOf(baseTool({ add: ['x', cubed] }, { shots, x: n }), { shots: list(1000) })).toBe('missing: "x" is missing.')
  })
  test('a chain in a chain in a chain', soon, () => {
    const deep = (depth: number): Expression => (depth === 0 ? '1' : { chain: { times: '100', start: { a: 'x' }, next: { a: 'a' }, sum: deep(depth - 1) } })
    expect(answerOf(baseTool(deep(2), { x: n }), { x: 1 })).toBe('10000')
    expect(answerOf(baseTool(deep(6), { x: n }), { x: 1 })).toBe('invalid: It takes more than 500000 steps to price this.')
    expect(answerOf(baseTool(deep(6), { x: n }))).toBe('missing: "x" is missing.')
    expect(answerOf(baseTool({ add: [deep(2), 'y'] }, { x: n, y: choice(...Array.from({ length: 100 }, (_, at) => at)) }), { x: 1 })).toBe(
      'missing: "y" is missing.',
    )
  })
  test('a range over huge domains', soon, () => {
    const huge = number({ max: '1'.padEnd(40, '0'), whole: true })
    const inputs = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`i${at}`, huge]))
    const names = Object.keys(inputs)
    expect(answerOf(baseTool({ add: names }, inputs))).toBe(`0 to 3${'0'.repeat(40)}`)
    // 10^1200 is more than is computed
    expect(answerOf(baseTool({ max: ['0', { subtract: [{ add: names }, { multiply: names }] }] }, inputs))).toMatch(/^missing: "i0", .* are missing\.$/)
    expect(answerOf(baseTool({ max: ['0', { subtract: [{ add: names }, { multiply: names.slice(0, 20) }] }] }, inputs))).toBe(`0 to 3${'0'.repeat(40)} at most`)
  })
  test('many choices, all unknown', soon, () => {
    const inputs = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`c${at}`, choice(1, 2)]))
    expect(answerOf(baseTool({ add: Object.keys(inputs) }, inputs))).toMatch(/^missing: "c0", "c1", .* are missing\.$/)
  })
})

describe('nesting', () => {
  const nested = (depth: number): Expression => {
    let is: Expression = 'x'
    for (let i = 0; i < depth; i++) is = { ceil: is }
    return is
  }
  test('of ten thousand is a finding', soon, () => {
    expect(faultOf(() => parsePriceBook(bookOf({ tool: baseTool(nested(10_000), { x: n }) })))).toBe(
      'the book: It is nested more than 64 deep. Name parts of it as quantities, and use their names.',
    )
    expect(faultOf(() => parsePriceBook(bookOf({ tool: baseTool(nested(40), { x: n }) })))).toBe('no fault')
  })

  /** Each quantity uses the next, or the one before. */
  const tower = (count: number, up: boolean): ToolPrice => {
    const quantities: Record<string, { unit: string; is: Expression }> = {}
    const next = (i: number) => (up ? i - 1 : i + 1)
    for (let i = 0; i < count; i++) quantities[`q${i}`] = { unit: 'x', is: next(i) < 0 || next(i) >= count ? 'x' : { add: [`q${next(i)}`, '1'] } }
    return baseTool(up ? `q${count - 1}` : 'q0', { x: n }, { quantities })
  }
  test.each([true, false])('of quantities in quantities (upwards: %s) has an end', soon, (up) => {
    expect(answerOf(tower(300, up), { x: 1 })).toBe('300')
    expect(answerOf(tower(300, up))).toBe('299 to 309')
    expect(faultOf(() => compiledTool(tower(10_000, up)))).toMatch(
      /^tools\.tool\.quantities\.q\d+: Quantities that use each other are more than 1000 deep here\. Derive it in fewer steps\.$/,
    )
  })
  test('of many parts, each of many parts', soon, () => {
    const wide: Expression = { add: Array<Expression>(100).fill({ max: Array<Expression>(100).fill('x') }) }
    expect(answerOf(baseTool(wide, { x: n }), { x: 1 })).toBe('100')
    expect(answerOf(baseTool(wide, { x: n }))).toBe('0 to 1000')
  })
  test('of lines and adjustments is not deep', soon, () => {
    const lines = Array.from({ length: 20_000 }, (): Line => ({ label: 'x', base: 'x' }))
    expect(answerOf(linesTool(lines, { x: n }), { x: 1 })).toBe('20000')
    const adjustments = Array.from({ length: 1000 }, (): Adjustment => ({ label: 'x', add: 'x' }))
    expect(answerOf(baseTool('x', { x: n }, { adjustments }), { x: 1 })).toBe('1001')
    expect(faultOf(() => compiledTool(baseTool('x', { x: n }, { adjustments: [...adjustments, adjustments[0]!] })))).toBe(
      'tools.tool.adjustments: There are 1001 of them. Use at most 1000.',
    )
  })
})

describe('circles', () => {
  const circle = (of: Record<string, Expression>): ToolPrice =>
    baseTool('1', { x: n }, { quantities: Object.fromEntries(Object.entries(of).map(([name, is]) => [name, { unit: 'x', is }])) })
  test.each<[Record<string, Expression>, string]>([
    [{ a: 'a' }, 'tools.tool.quantities.a: It depends on itself: a -> a. Break the circle.'],
    [{ a: { add: ['x', 'b'] }, b: { ceil: 'a' } }, 'tools.tool.quantities.a: It depends on itself: a -> b -> a. Break the circle.'],
    [{ z: 'a', a: 'b', b: 'a' }, 'tools.tool.quantities.a: It depends on itself: z -> a -> b -> a. Break the circle.'],
    [{ a: { cases: [{ when: { a: '1' }, is: '1' }] } }, 'tools.tool.quantities.a: It depends on itself: a -> a. Break the circle.'],
    [{ a: { table: ['b'], rows: [['1', '1']] }, b: 'a' }, 'tools.tool.quantities.a: It depends on itself: a -> b -> a. Break the circle.'],
  ])('%j', (of, message) => expect(faultOf(() => compiledTool(circle(of)))).toBe(message))
  test('a quantity that is named like an input', () =>
    expect(faultOf(() => compiledTool(circle({ x: '1' })))).toBe('tools.tool.quantities.x: "x" is an input. Give the quantity another name.'))
})

describe('names that every object has', () => {
  const own = JSON.parse('{"__proto__": "1"}') as Record<string, string>
  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('%s is a tool, a quantity, an option like any other', (name) => {
    const tool: ToolPrice = {
      inputs: { [name]: { kind: 'choice', values: ['toString', 'constructor'], aliases: { valueOf: 'toString' } } },
      quantities: {
        [`${name}Price`]: {
          unit: 'x',
          is: {
            table: [name],
            rows: [
              ['toString', '1'],
              ['constructor', '2'],
            ],
          },
        },
      },
      rows: [{ when: { [name]: ['toString', 'constructor'] }, lines: [{ label: name, quantity: `${name}Price`, rate: '1' }] }],
    }
    const compiled = compilePrices(parsePriceBook(bookOf({ [name]: tool })), '').tools.get(name)!
    expect(outcomeOf(compiled, { [name]: 'ValueOf' })).toMatchObject({ kind: 'price' })
    expect(outcomeOf(compiled, { [name]: 'prototype' })).toMatchObject({ kind: 'not-offered' })
    expect(faultOf(() => compiledTool(baseTool(name)))).toContain(`There is no quantity or input "${name}".`)
    expect(faultOf(() => compiledTool(baseTool({ cases: [{ when: { [name]: 1 }, is: '1' }] })))).toContain(`There is no quantity or input "${name}".`)
    expect(compilePrices(bookOf({}), '').tools.get(name)).toBeUndefined()
  })
  test('__proto__ is never a name: it would be lost on the way', () => {
    const found = (document: unknown) => faultOf(() => parsePriceBook(document))
    expect(found(bookOf({ tool: { ...baseTool('1'), rows: [{ when: own, lines: [{ label: 'x', base: '1' }] }] } }))).toContain('"__proto__" cannot be a name.')
    expect(found({ ...bookOf({}), tools: JSON.parse('{"__proto__": {"rows": []}}') })).toContain('"__proto__" cannot be a name.')
    expect(found(bookOf({ tool: { ...baseTool('1'), inputs: JSON.parse('{"__proto__": {"kind": "flag"}}') } }))).toContain('"__proto__" cannot be a name.')
  })
  test('a table by such names', () => {
    const odd: ToolPrice = baseTool(
      { table: ['__proto__'], rows: [['1', '5']], else: '7' },
      JSON.parse('{"__proto__": {"kind": "choice", "values": ["1", "2"]}}'),
    )
    expect(answerOf(odd, JSON.parse('{"__proto__": "1"}'))).toBe('5')
    expect(answerOf(odd, JSON.parse('{"__proto__": "2"}'))).toBe('7')
  })
})
