import { describe, expect, test } from 'vitest'
import { bookError } from '../finding.ts'
import type { Expression, Input } from '../format.ts'
import { MissingInput } from '../input.ts'
import { NotOffered } from '../node.ts'
import { BeyondLimits, toText } from '../rational.ts'
import { baseTool, choice, compiledTool, number } from '../testing.ts'
import { Answered, type CompiledTool } from '../tool-price.ts'
import { dimensionsOf } from './dimension.ts'
import { pointInWords, priceOf, type Trial, tryTool, withoutPrice } from './try.ts'
import { partsOf } from './walk.ts'

function trial(inputs: Readonly<Record<string, Input>>, base: Expression, left: number, each?: number) {
  const tool = compiledTool(baseTool(base, inputs))
  const dimensions = dimensionsOf(tool, partsOf(tool, 'tools.tool'), false)
  const effort = { left, ...(each !== undefined && { each }) }
  return { tool, dimensions, effort, trial: tryTool(tool, dimensions, effort) }
}

const pointsOf = ({ lines }: Trial): Set<string> =>
  new Set(lines.flatMap(({ dimension, point, tried }) => tried.map((_, at) => (dimension < 0 ? point : point.with(dimension, at)).join())))

const abc = { a: choice('1', '2', '3'), b: choice('1', '2'), c: { kind: 'flag' } } satisfies Record<string, Input>
const all: Expression = { add: ['a', 'b', { cases: [{ when: { c: true }, is: '1' }], else: '0' }] }

describe('samples are tried', () => {
  test('in every combination where they are few, each priced once, along every dimension', () => {
    const { trial: found, effort } = trial(abc, all, 12)
    expect(found).toMatchObject({ complete: true, combinations: 12 })
    expect(pointsOf(found).size).toBe(12)
    expect(effort.left).toBe(0)
    expect(found.lines).toHaveLength(4 + 6 + 6)
    for (const { dimension, point, tried } of found.lines) {
      expect(point[dimension]).toBe(0)
      expect(tried).toHaveLength([3, 2, 2][dimension]!)
    }
  })
  test('along lines through as many as there is time for, where they are not', () => {
    const { trial: found, effort } = trial(abc, all, 8)
    expect(found).toMatchObject({ complete: false, combinations: 12 })
    expect(pointsOf(found).size).toBe(8)
    expect(effort.left).toBe(0)
    const dear = trial(abc, all, 12, 2)
    expect(dear.trial.complete).toBe(false)
    expect(pointsOf(dear.trial).size).toBe(6)
  })
  test('each combination of choices once, before any a second time', () => {
    const inputs = { ...abc, n: number({ max: '9000' }) }
    const { trial: found } = trial(inputs, { add: [all, 'n'] }, 150)
    expect(found.complete).toBe(false)
    const choices = new Set([...pointsOf(found)].map((point) => point.split(',').slice(0, 3).join()))
    expect(choices.size).toBe(12)
  })
  test('of more combinations than a number can count some', () => {
    const inputs = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`i${at}`, choice('1', '2')]))
    const { trial: found } = trial(inputs, { add: Object.keys(inputs) }, 500)
    expect(found.complete).toBe(false)
    expect(pointsOf(found).size).toBe(500)
  })
  test('a tool that asks nothing, once', () => {
    const { trial: found } = trial({}, '5', 10)
    expect(found).toMatchObject({ complete: true, combinations: 1, lines: [{ dimension: -1, point: [], tried: [{ kind: 'price' }] }] })
    expect(pointInWords([], [])).toBe('any inputs')
  })
  test('the same samples every time', () => {
    const inputs = { ...abc, n: number({ max: '9000' }), m: number({ max: '9000' }) }
    const once = () => [...pointsOf(trial(inputs, { add: [all, 'n', 'm'] }, 400).trial)]
    expect(once()).toEqual(once())
  })
})

describe('what comes of it', () => {
  const kind = (base: Expression, inputs: Readonly<Record<string, Input>> = {}) => {
    const tool = compiledTool(baseTool(base, inputs))
    return priceOf(
      tool,
      tool.inputs.map(({ absent }) => absent),
    )
  }
  test('a price, or a range where the book says so', () => {
    const shown = (found: ReturnType<typeof kind>) => (found.kind === 'price' ? `${toText(found.low, 3)} ${toText(found.high, 3)}` : found.kind)
    expect(shown(kind('3'))).toBe('3 3')
    expect(shown(kind({ between: ['2', '4'] }))).toBe('2 4')
    expect(shown(kind('x', { x: number({ optional: true } as object) }))).toBe('missing')
  })
  test('or the reason why there is none', () => {
    expect(withoutPrice(new NotOffered('No.'))).toEqual({ kind: 'not-offered', message: 'No.' })
    expect(withoutPrice(new Answered('metered', 'By use.'))).toEqual({ kind: 'answered', message: 'By use.' })
    expect(withoutPrice(new MissingInput(['x']))).toEqual({ kind: 'missing', message: '"x" is missing.' })
    expect(withoutPrice(bookError('here', 'It fails.', 'Mend it.'))).toMatchObject({ kind: 'fault', place: 'here', problem: 'It fails.', fix: 'Mend it.' })
    expect(withoutPrice(new BeyondLimits('Too long. Far.'))).toEqual({
      kind: 'fault',
      place: '',
      problem: 'It cannot be worked out: Too long. Far.',
      fix: 'Use smaller numbers.',
    })
    expect(() => withoutPrice(new TypeError('mine'))).toThrow('mine')
  })
  test('a range that fails is a fault as well', () => {
    const tool: CompiledTool = compiledTool(baseTool({ multiply: [{ between: ['1', '2'] }, { divide: ['1', 'n'] }] }, { n: number({ default: 0 } as object) }))
    expect(priceOf(tool, [tool.inputs[0]!.absent])).toMatchObject({ kind: 'fault', problem: 'It divides by zero here.' })
  })
})
