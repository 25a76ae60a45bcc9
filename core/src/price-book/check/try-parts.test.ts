import { describe, expect, test } from 'vitest'
import type { Expression, Input } from '../format.ts'
import { toText } from '../rational.ts'
import { baseTool, choice, compiledTool, number } from '../testing.ts'
import { type Dimension, dimensionsOf } from './dimension.ts'
import { pointInWords, type Trial, tryTool, valuesAt } from './try.ts'
import { partsOf } from './walk.ts'

const upTo = (max: number): Input => number({ max: String(max), whole: true })

function prepared(inputs: Readonly<Record<string, Input>>, base: Expression) {
  const tool = compiledTool(baseTool(base, inputs))
  return { tool, dimensions: dimensionsOf(tool, partsOf(tool, 'here'), false) }
}
const costs = ({ lines }: Trial) =>
  lines.map(
    ({ dimension, point, tried }) => `${dimension} [${point}] ${tried.map((each) => (each.kind === 'price' ? toText(each.low, 6) : each.kind)).join(' ')}`,
  )

describe('P20: a combination of samples', () => {
  const { tool, dimensions } = prepared({ usual: { ...upTo(9), default: 7 }, n: upTo(2), unread: upTo(2), m: upTo(1) }, { add: ['n', 'm'] })
  test('in words', () => {
    expect(pointInWords(dimensions, [2, 0])).toBe('n 2, m 0')
    expect(pointInWords([], [])).toBe('any inputs')
  })
  test('as values; what is not varied is what it is where nothing is said', () =>
    expect(valuesAt(tool, dimensions, [2, 1]).map((value) => (value === undefined ? value : toText(value as never, 6)))).toEqual(['7', '2', undefined, '1']))
})

describe('P20: the trial of a tool', () => {
  const { tool, dimensions } = prepared({ n: upTo(2), m: upTo(1) }, { add: [{ multiply: ['n', '10'] }, 'm'] })
  test('every line once, where there is effort for all', () => {
    const effort = { left: 6 }
    const trial = tryTool(tool, dimensions, effort)
    expect(costs(trial)).toEqual(['0 [0,0] 0 10 20', '1 [0,0] 0 1', '1 [1,0] 10 11', '1 [2,0] 20 21', '0 [0,1] 1 11 21'])
    expect(trial).toMatchObject({ complete: true, combinations: 6 })
    expect(effort.left).toBe(0)
  })
  test('as far as the effort suffices, else', () => {
    const trial = tryTool(tool, dimensions, { left: 5 })
    expect(trial).toMatchObject({ complete: false, combinations: 6 })
    // The second of six combinations is five, the number without a common part with six next to its 0.618, further: n 2, m 1.
    expect(costs(trial)).toEqual(['0 [0,0] 0 10 20', '1 [0,0] 0 1', '0 [2,1] 1 11'])
    expect(tryTool(tool, dimensions, { left: 0 })).toEqual({ lines: [], complete: false, combinations: 6 })
  })
  test('dear prices count for more', () => {
    expect(tryTool(tool, dimensions, { left: 18, each: 3 }).complete).toBe(true)
    expect(tryTool(tool, dimensions, { left: 17, each: 3 }).complete).toBe(false)
  })
  test('of nothing that can be asked is complete, and of nothing that is asked one price', () => {
    const none: Dimension = { ...dimensions[0]!, samples: [] }
    expect(tryTool(tool, [none, dimensions[1]!], { left: 100 })).toEqual({ lines: [], complete: true, combinations: 0 })
    const alone = prepared({}, '5')
    const trial = tryTool(alone.tool, [], { left: 1 })
    expect(costs(trial)).toEqual(['-1 [] 5'])
    expect(trial).toMatchObject({ complete: true, combinations: 1 })
  })
  test('meets every combination of choices before it meets one twice', () => {
    const size = choice(...Array.from({ length: 12 }, (_, at) => at))
    const { tool, dimensions } = prepared({ a: size, b: size, n: number() }, { add: ['a', 'b', 'n'] })
    const trial = tryTool(tool, dimensions, { left: 12 * 12 * 20 })
    const points = new Set(trial.lines.filter(({ dimension }) => dimension === 2).map(({ point }) => `${point[0]} ${point[1]}`))
    expect(trial).toMatchObject({ complete: true, combinations: 144 })
    expect(points.size).toBe(144)
    const thin = tryTool(tool, dimensions, { left: 1000 })
    expect(thin).toMatchObject({ complete: false, combinations: 144 })
    const order = thin.lines.filter(({ dimension }) => dimension === 2).map(({ point }) => `${point[0]} ${point[1]}`)
    expect(new Set(order).size).toBe(order.length)
    // Each 89 further than the one before, of 144.
    expect(order.slice(0, 4)).toEqual(['0 0', '5 7', '10 2', '3 10'])
  })
})
