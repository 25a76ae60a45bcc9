// The edges of the engine: what is proved never to fall below zero and what is looked at, what work costs, and whose inputs a tool has.
import { describe, expect, test } from 'vitest'
import { tools } from '../tool.ts'
import { catalogueInputs } from './catalogue-inputs.ts'
import { compilePrices } from './compile.ts'
import { explainPrice } from './explain-price.ts'
import { bookError, PriceBookError } from './finding.ts'
import type { Adjustment, Expression, Input, ToolPrice } from './format.ts'
import { compileInputs, type Frame, frameOf, InvalidInput, knownInputs, MissingInput, readInputs, spend } from './input.ts'
import { NotOffered } from './node.ts'
import { outcomeOf } from './outcome.ts'
import { BeyondLimits } from './rational.ts'
import { Answered } from './tool-price.ts'
import { answerOf, baseTool, bookOf, choice, compiledTool, faultOf, linesTool, number } from './testing.ts'

const n = number({ max: '10' })
const below: Expression = { subtract: ['x', '20'] }
const at = 'tools.tool.rows[0].lines[0].base'
const negative = `${at}: The amount is negative here. Keep it at zero or more, for instance with "max".`
const fault = (is: Expression, given: object = { x: 1 }, inputs: Record<string, Input> = { x: n }, more: Partial<ToolPrice> = {}) =>
  faultOf(() => answerOf(baseTool(is, inputs, more), { ...given }))

describe('an amount below zero is a fault, whatever it is made of', () => {
  test.each<[string, Expression]>([
    ['a difference', below],
    ['a sum', { add: ['x', below] }],
    ['a sum, the other way round', { add: [below, 'x'] }],
    ['a product', { multiply: ['x', below] }],
    ['a product, the other way round', { multiply: [below, 'x'] }],
    ['a quotient', { divide: [below, 'x'] }],
    ['a quotient, the other way round', { divide: ['x', below] }],
    ['the least', { min: ['x', below] }],
    ['the least, the other way round', { min: [below, 'x'] }],
    ['the greatest of two', { max: [below, { subtract: ['x', '30'] }] }],
    ['rounded', { floor: below }],
    [
      'a case',
      {
        cases: [
          { when: { x: '2' }, is: '1' },
          { when: { x: '1' }, is: below },
        ],
        else: '1',
      },
    ],
    ['else', { cases: [{ when: { x: '2' }, is: '1' }], else: below }],
    [
      'a row of a table',
      {
        table: ['x'],
        rows: [
          ['2', '1'],
          ['1', below],
        ],
      },
    ],
    ['else of a table', { table: ['x'], rows: [['2', '1']], else: below }],
    ['the sum of a chain', { chain: { times: '1', start: { a: 'x' }, next: { a: 'a' }, sum: { subtract: ['a', '5'] } } }],
    ['the state of a chain', { chain: { times: '2', start: { a: '0' }, next: { a: { subtract: ['a', '5'] } }, sum: 'a' } }],
  ])('%s', (_, is) => expect(fault(is)).toBe(negative))

  test('a table that is found by its key', () => {
    const inputs = { x: choice(1, 2), hd: choice('a', 'b') }
    expect(
      fault(
        {
          table: ['hd'],
          rows: [
            ['a', '1'],
            ['b', { subtract: ['x', '20'] }],
          ],
        },
        { x: 1, hd: 'b' },
        inputs,
      ),
    ).toBe(negative)
    expect(fault({ table: ['hd'], rows: [['a', '1']], else: { subtract: ['x', '20'] } }, { x: 1, hd: 'b' }, inputs)).toBe(negative)
    expect(
      fault(
        {
          table: ['hd'],
          rows: [
            ['a', '1'],
            ['b', '2'],
          ],
        },
        { x: 1, hd: 'b' },
        inputs,
      ),
    ).toBe('no fault')
  })
  test('an input that may be below zero', () => {
    expect(fault('x', { x: -1 }, { x: number({ min: '-5' }) })).toBe(negative)
    expect(fault('x', { x: 1 }, { x: number({ min: '-5' }) })).toBe('no fault')
    expect(fault('x', { x: -1 }, { x: choice(-1, 1) })).toBe(negative)
    expect(fault('x', { x: 1 }, { x: choice(1, -1) })).toBe('no fault')
    expect(fault({ sum: 'l', is: 's' }, { l: [{ s: -1 }] }, { l: { kind: 'list', items: { s: number({ min: '-2' }) } } })).toBe(negative)
  })
  test('what is only between', () => {
    expect(answerOf(baseTool({ between: [{ subtract: ['x', '20'] }, 'x'] }, { x: n }), { x: 5 })).toBe('0 to 5 at most')
    expect(fault({ between: [{ subtract: ['x', '20'] }, { subtract: ['x', '15'] }] })).toBe(negative)
  })
  test('a total that an adjustment brings there', () => {
    const off: Adjustment[] = [{ label: 'Off', add: { subtract: ['0', 'x'] } }]
    expect(fault('1', { x: 2 }, { x: n }, { adjustments: off })).toBe(
      'tools.tool.adjustments[0].add: The price is negative here. Keep it at zero or more, for instance with "max".',
    )
    expect(answerOf(baseTool('1', { x: n }, { adjustments: off }), { x: 1 })).toBe('0')
  })
})

describe('work', () => {
  const frame = (left?: number): Frame => ({ values: [], derived: [], ...(left !== undefined && { left }) })
  test('comes off what is left of the outermost frame', () => {
    const outermost = frame(10)
    spend({ ...frame(1), outer: { ...frame(), outer: outermost } }, 4)
    expect(outermost.left).toBe(6)
    spend(outermost, 6)
    expect(outermost.left).toBe(0)
    expect(() => spend(outermost, 1)).toThrow(new BeyondLimits('It takes more than 500000 steps to price this.'))
  })
  test('is free where nobody counts', () => expect(() => spend(frame(), 1e9)).not.toThrow())
  test('is counted in steps of chains and items of lists', () => {
    const tool = compiledTool({
      ...baseTool(
        { add: [{ chain: { times: '3', start: { a: '1' }, next: { a: 'a' }, sum: 'x' } }, { sum: 'l', is: 's' }, { count: 'l' }] },
        {
          x: n,
          l: { kind: 'list', items: { s: n }, optional: true },
        },
      ),
    })
    const asked = tool.read({ x: 1, l: [{ s: 1 }, { s: 2 }] })
    tool.total.exact(asked)
    expect(frameOf([]).left! - asked.left!).toBe(3 + 2 + 2)
    const unknown = tool.read({ l: [{ s: 1 }, { s: 2 }] })
    tool.total.range(unknown)
    expect(frameOf([]).left! - unknown.left!).toBe(3 + 2 + 2)
    const none = tool.read({ x: 1 })
    tool.total.exact(none)
    expect(frameOf([]).left! - none.left!).toBe(3)
  })
  test('of all that is tried comes off the same', () => {
    const inputs = { x: choice(1, 2, 3), l: { kind: 'list', items: {}, max: 500_000 } as const }
    const items = (length: number) => ({ l: Array<object>(length).fill({}) })
    expect(answerOf(baseTool({ add: ['x', { count: 'l' }] }, inputs), items(150_000))).toBe('150001 to 150003')
    expect(answerOf(baseTool({ add: ['x', { count: 'l' }] }, inputs), items(170_000))).toBe('missing: "x" is missing.')
  })
})

describe('limits', () => {
  test('of adjustments', () => {
    const adjustments = (length: number) => Array.from({ length }, (): Adjustment => ({ label: 'x', factor: '1' }))
    expect(faultOf(() => compiledTool(baseTool('1', {}, { adjustments: adjustments(1000) })))).toBe('no fault')
    expect(faultOf(() => compiledTool(baseTool('1', {}, { adjustments: adjustments(1001) })))).toBe(
      'tools.tool.adjustments: There are 1001 of them. Use at most 1000.',
    )
  })
  const tower = (count: number, is: (below: string) => Expression): ToolPrice => {
    const quantities: Record<string, { unit: string; is: Expression }> = { q0: { unit: 'x', is: 'x' } }
    for (let i = 1; i < count; i++) quantities[`q${i}`] = { unit: 'x', is: is(`q${i - 1}`) }
    return baseTool(`q${count - 1}`, { x: n }, { quantities })
  }
  const upsideDown = (price: ToolPrice): ToolPrice => ({ ...price, quantities: Object.fromEntries(Object.entries(price.quantities!).toReversed()) })
  const tooDeep = (name: string) => `tools.tool.quantities.${name}: Quantities that use each other are more than 1000 deep here. Derive it in fewer steps.`
  test('of quantities that use each other: each counts by how deep it is', () => {
    // A name is 1 deep, { add: [name, name] } 3: 1 + 3 x 333
    const added = (below: string): Expression => ({ add: [below, '1'] })
    expect(answerOf(tower(334, added), { x: 1 })).toBe('334')
    expect(answerOf(upsideDown(tower(334, added)), { x: 1 })).toBe('334')
    expect(faultOf(() => compiledTool(tower(335, added)))).toBe(tooDeep('q334'))
    expect(faultOf(() => compiledTool(upsideDown(tower(335, added))))).toBe(tooDeep('q1'))
    // { ceil: name } is 2 deep, with "to" no deeper
    const rounded = (below: string): Expression => ({ ceil: below, to: '1' })
    expect(answerOf(tower(500, rounded), { x: 1 })).toBe('1')
    expect(faultOf(() => compiledTool(tower(501, rounded)))).toBe(tooDeep('q500'))
  })
  test('a fault in the value of a unit is found, too', () => {
    const tall = (depth: number): Expression => (depth === 0 ? '1'.padEnd(40, '0') : { multiply: [tall(depth - 1), tall(depth - 1)] })
    expect(faultOf(() => compilePrices(bookOf({}, { units: { points: { usd: tall(5) } } }), ''))).toBe(
      'units.points.usd: A number of more than 1,000 digits comes up. Make its numbers smaller.',
    )
    expect(faultOf(() => compilePrices(bookOf({}, { units: { points: { label: 'Points' } } }), ''))).toBe('no fault')
  })
  test('what is no operation', () =>
    expect(fault({ power: 'x', of: '2' } as unknown as Expression)).toBe(`${at}: power, of is no operation. Use one of those that the format has.`))
})

describe('what is walked', () => {
  const whole = number({ max: '10', whole: true })
  test('stays within a share for each choice', () => {
    const is: Expression = { add: ['c', { multiply: ['x', { max: ['0', { subtract: ['10', 'x'] }] }] }] }
    expect(answerOf(baseTool(is, { c: choice(1, 2), x: whole }))).toBe('1 to 27')
  })
  test('only numbers are: a text beside them is missing', () => {
    const is: Expression = { add: [{ characters: 't' }, { subtract: ['x', 'x'] }] }
    expect(answerOf(baseTool(is, { t: { kind: 'text' }, x: whole }))).toBe('missing: "t" is missing.')
  })
  test('an unknown flag is tried as both', () => {
    const flag: Record<string, Input> = { hd: { kind: 'flag' } }
    expect(
      answerOf(
        baseTool(
          {
            cases: [
              { when: { hd: false }, is: '1' },
              { when: { hd: true }, is: '2' },
            ],
          },
          flag,
        ),
      ),
    ).toBe('1 to 2')
  })
  test('a fault of the book on the way is not hidden', () =>
    expect(
      fault(
        {
          table: ['c'],
          rows: [
            ['1', '1'],
            ['2', below],
          ],
        },
        { x: 1 },
        { x: n, c: choice(1, 2) },
      ),
    ).toBe(negative))
  test('what the book itself leaves open is missing where only one price is asked for', () => {
    const tool = compiledTool(baseTool({ between: ['1', '2'] }))
    expect(() => tool.total.exact(tool.read({}))).toThrow(`"what ${at} depends on" is missing.`)
    expect(outcomeOf(tool, {})).toMatchObject({ kind: 'range', unknown: [] })
  })
  test('between what is not proved is not proved either', () => {
    const loose: Expression = { subtract: [{ add: ['x', '10'] }, 'x'] }
    expect(answerOf(baseTool({ between: [loose, '30'] }, { x: n }))).toBe('0 to 30 at most')
    expect(answerOf(baseTool({ between: ['0', loose] }, { x: n }))).toBe('0 to 20 at most')
    expect(answerOf(baseTool({ subtract: [{ add: [{ between: ['x', '10'] }, '10'] }, 'x'] }, { x: n }))).toBe('0 to 20 at most')
    expect(answerOf(baseTool({ subtract: [{ add: [{ between: ['0', { add: ['x', '1'] }] }, '10'] }, 'x'] }, { x: n }))).toBe('0 to 21 at most')
    expect(answerOf(baseTool({ add: ['x', { between: [{ subtract: ['10', 'x'] }, '30'] }] }, { x: n }))).toBe('0 to 40 at most')
    const same: Expression = { between: ['1', '2'] }
    expect(answerOf(baseTool({ subtract: [{ add: [same, '5'] }, same] }))).toBe('4 to 6')
  })
})

describe('inputs', () => {
  const problem = (work: () => unknown): InvalidInput | MissingInput => {
    try {
      work()
    } catch (error) {
      if (error instanceof InvalidInput || error instanceof MissingInput) return error
    }
    throw new Error('it was read')
  }
  const read = (inputs: Record<string, Input>, given: object) => {
    const compiled = compileInputs(inputs)
    return readInputs(compiled, knownInputs(compiled), { ...given })
  }
  test.each<[Input, unknown, string]>([
    [n, 'x', 'malformed'],
    [n, 11, 'not-offered'],
    [n, -1, 'not-offered'],
    [number({ whole: true }), 0.5, 'not-offered'],
    [n, { from: 2, to: 1 }, 'malformed'],
    [n, null, 'read'],
    [choice('a'), 'b', 'not-offered'],
    [choice('a'), {}, 'malformed'],
    [{ kind: 'date' }, 'x', 'malformed'],
    [{ kind: 'date' }, 'x2026-11-22', 'malformed'],
    [{ kind: 'text' }, 'a'.repeat(1_000_001), 'malformed'],
    [{ kind: 'list', items: {} }, 'x', 'malformed'],
    [{ kind: 'list', items: {}, max: 1 }, [{}, {}], 'not-offered'],
    [{ kind: 'list', items: {} }, [1], 'malformed'],
  ])('%j, given %j: %s', (input, given, kind) => {
    if (kind === 'read') expect(read({ x: input }, { x: given })).toEqual([undefined])
    else expect(problem(() => read({ x: input }, { x: given }))).toMatchObject({ name: 'InvalidInput', input: 'x', kind })
  })
  test('an unknown name', () => expect(problem(() => read({ x: n }, { y: 1 }))).toMatchObject({ input: 'y', kind: 'unknown' }))
  test('names that are missing', () => expect(problem(() => read({ x: { ...n, required: true } }, {}))).toMatchObject({ name: 'MissingInput', inputs: ['x'] }))

  const size: Input = { ...choice('s', 'l'), names: ['Resolution', 'res'] }
  test('other names of an input', () => {
    expect(read({ size }, { RESOLUTION: 's' })).toEqual(['s'])
    expect(read({ size }, { res: 'l' })).toEqual(['l'])
    expect(read({ size }, { Size: 'l' })).toEqual(['l'])
    const twice = problem(() => read({ size, x: n }, { x: 1, res: 's', resolution: 'l' }))
    expect(twice).toMatchObject({ kind: 'malformed', message: '"res" and "resolution" are the same input; give one of them.' })
    expect(problem(() => read({ size }, { size: 's', res: 's' })).message).toBe('"res" and "size" are the same input; give one of them.')
    expect(compiledTool(baseTool('1', { size })).knows('RES')).toBe(true)
    expect(compiledTool(baseTool('1', { size })).knows('ratio')).toBe(false)
  })
  test('an other name that is taken', () => {
    const taken = (other: Record<string, Input>) => fault('1', {}, other)
    expect(taken({ size, res: n })).toBe('tools.tool.inputs: "res" names both "res" and "size". Correct the domain or the default.')
    expect(taken({ size, ratio: { ...n, names: ['RES'] } })).toBe('tools.tool.inputs: "RES" names both "size" and "ratio". Correct the domain or the default.')
    expect(taken({ size: { ...size, names: ['SIZE'] } })).toBe('no fault')
  })
  test('spellings of a choice: as it is written, then in any case, the first that was written', () => {
    const odd: Input = { kind: 'choice', values: ['a', 'A', 1], aliases: { B: 'a', b: 'A', one: 1 } }
    expect(['a', 'A', 'B', 'b', 'ONE', 1, '1', ' a '].map((given) => read({ odd }, { odd: given })[0])).toEqual(['a', 'A', 'a', 'A', '1', '1', '1', 'a'])
  })
  test('whole numbers at the edges of a domain', () => {
    const edges = (min: string, max: string, given: unknown) => answerOf(baseTool({ add: ['x', '100'] }, { x: number({ min, max }) }), { x: given })
    expect(edges('-5', '5', 5)).toBe('105')
    expect(edges('-5', '5', -5)).toBe('95')
    expect(edges('-5', '5', 6)).toBe('not-offered: "x" is 6; the most is 5.')
    expect(edges('-5', '5', -6)).toBe('not-offered: "x" is -6; the least is -5.')
    expect(edges('0.5', '4.5', 4)).toBe('104')
    expect(edges('0.5', '4.5', 5)).toBe('not-offered: "x" is 5; the most is 4.5.')
    expect(edges('0.5', '4.5', 0)).toBe('not-offered: "x" is 0; the least is 0.5.')
    expect(edges('0', '9007199254740993', 9007199254740991)).toBe('9007199254741091')
    expect(edges('0', '9007199254740991', '9007199254740992')).toBe('not-offered: "x" is "9007199254740992"; the most is 9007199254740991.')
  })
  test('what is shown of what was given', () => {
    const shown = (given: unknown) => answerOf(baseTool('x', { x: n }), { x: given })
    expect(shown({ a: 10n })).toBe('invalid: "x" is {"a":"10"}; write a number.')
    expect(shown(undefined)).toBe('0 to 10')
    expect(shown(null)).toBe('0 to 10')
    expect(shown(() => 1)).toMatch(/^invalid: "x" is \(\) => 1; write a number\.$/)
  })
})

describe('our own tools have the inputs of the catalogue', () => {
  test('upscaling', () =>
    expect(catalogueInputs('image-upscale', ['free', 'pro'])).toEqual({
      quality: { kind: 'choice', values: ['draft', 'standard', 'restore', 'faithful'] },
      scale: { kind: 'choice', values: [2, 3, 4, 8], default: 4 },
      format: { kind: 'choice', values: ['same', 'jpeg', 'png', 'webp'], default: 'same' },
      width: { kind: 'number', unit: 'pixel', whole: true },
      height: { kind: 'number', unit: 'pixel', whole: true },
      pixels: { kind: 'number', unit: 'pixel', whole: true },
      bytes: { kind: 'number', unit: 'byte', whole: true },
      pages: { kind: 'number', unit: 'page', whole: true },
      plan: { kind: 'choice', values: ['free', 'pro'] },
    }))
  test('what is measured hides an option of its name; a number without a default may be left out', () => {
    const inputs = catalogueInputs('image-convert', [])
    expect(inputs).not.toHaveProperty('quality')
    expect(inputs).not.toHaveProperty('plan')
    expect(inputs.cropLeft).toEqual({ kind: 'number', min: '0', max: '100000', whole: true, optional: true })
    expect(inputs.encoding).toEqual({ kind: 'number', min: '1', max: '100', whole: true, default: 90 })
  })
  test('a tool of another name has what is measured', () =>
    expect(Object.keys(catalogueInputs('z', []))).toEqual(['width', 'height', 'pixels', 'bytes', 'pages']))
  test('every tool of the catalogue has some', () => {
    for (const { id, options } of tools) for (const name of Object.keys(options)) expect(catalogueInputs(id, [])).toHaveProperty(name)
  })
})

test('faults and refusals say what they are', () => {
  const error = new PriceBookError([...bookError('a', 'It is.', 'Do.').findings, ...bookError('b', 'So.', 'Be.').findings])
  expect([error.name, error.message]).toEqual(['PriceBookError', 'a: It is. Do.\nb: So. Be.'])
  expect([new NotOffered('x').name, new Answered('metered', 'x').name, new Answered('metered', 'x').answer]).toEqual(['NotOffered', 'Answered', 'metered'])
  expect(bookError('a', 'It is.', 'Do.').findings).toEqual([{ severity: 'error', place: 'a', problem: 'It is.', fix: 'Do.' }])
})

test('lines without a rate are explained without one', () => {
  const steps = linesTool([{ label: 'Steps', quantity: 'x', steps: [{ amount: '5' }] }], { x: n })
  expect(explainPrice(compiledTool(steps), { x: 4 })).toMatchObject({ lines: [{ label: 'Steps', quantity: '4', unit: 'x', amount: '5' }] })
  const third = linesTool(
    [
      { label: 'Rate', quantity: 'x', rate: { divide: ['1', '3'] } },
      { label: 'Base', base: '1' },
    ],
    { x: n },
  )
  expect(explainPrice(compiledTool(third), { x: 2 })).toMatchObject({ total: '1.666666666667', lines: [{ amount: '0.666666666667' }, { amount: '1' }] })
  expect(explainPrice(compiledTool(third), { x: 3 })).toMatchObject({ total: '2', lines: [{ rate: '0.333333333333', amount: '1' }, { amount: '1' }] })
})
