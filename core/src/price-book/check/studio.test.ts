import { describe, expect, test } from 'vitest'
import type { Tool } from '../../tool.ts'
import type { BookFinding } from '../finding.ts'
import type { Input, Row, ToolPrice } from '../format.ts'
import { baseTool, bookOf, choice, compiledTool, number } from '../testing.ts'
import { checkCatalogue, checkStudioTool } from './studio.ts'
import { partsOf } from './walk.ts'

const error = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'error', place, problem, fix })
const warning = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'warning', place, problem, fix })
const catalogued = (id: string, options: Tool['options'] = {}): Tool => ({
  id,
  verb: 'Do',
  title: 'Do',
  media: 'image',
  summary: '',
  help: '',
  qualities: [],
  options,
})

describe("P20: a studio's book and the catalogue", () => {
  const tool = baseTool('1')
  const said = (...ids: string[]) => checkCatalogue(bookOf(Object.fromEntries(ids.map((id) => [id, tool]))), [catalogued('upscale'), catalogued('convert')])
  const unpriced = (id: string) => error(`tools.${id}`, 'The tool has no price.', 'Add it; if it is free, with a line of base "0".')
  const unknown = (id: string, more = '') => warning(`tools.${id}`, `No such tool is in the catalogue.${more}`, 'Correct the name, remove it, or add the tool.')
  test('price the same tools', () => expect(said('convert', 'upscale')).toEqual([]))
  test('a tool without a price', () => {
    expect(said('convert')).toEqual([unpriced('upscale')])
    expect(said()).toEqual([unpriced('upscale'), unpriced('convert')])
  })
  test('a price without a tool', () => {
    expect(said('convert', 'upscale', 'paint')).toEqual([unknown('paint')])
    expect(said('convert', 'upscales')).toEqual([unpriced('upscale'), unknown('upscales', ' Did you mean "upscale"?')])
  })
})

describe("P20: a studio's quote is exact", () => {
  const said = (price: ToolPrice) => {
    const tool = compiledTool(price)
    return checkStudioTool(tool, partsOf(tool, 'here'), undefined, [], 'here')
  }
  test('a range is none', () => {
    const range = (place: string) => error(`here.rows[0].lines[0].base${place}.between`, 'A quote is exact; this is a range.', 'Give one price.')
    expect(said(baseTool({ between: ['1', '2'] }))).toEqual([range('')])
    expect(said(baseTool({ add: ['1', { between: ['1', '2'] }] }))).toEqual([range('.add[1]')])
    expect(said(baseTool({ add: ['1', '2'] }))).toEqual([])
  })
  test('an answer is none', () => {
    const rows: Row[] = [
      { when: {}, lines: [{ label: 'x', base: '1' }] },
      { when: {}, answer: 'metered', message: 'By use.' },
    ]
    expect(said({ inputs: {}, rows })).toEqual([
      error('here.rows[1].answer', 'What a studio offers has a price; this row has none.', 'Give it lines, or take the choice out of the catalogue.'),
    ])
  })
  test.each([
    ['0.5', false],
    ['1', false],
    ['1.01', true],
  ])('a second attempt at %s of the first', (factor, told) =>
    expect(said(baseTool('1', {}, { rerun: { factor, label: 'Again' } }))).toEqual(
      told ? [warning('here.rerun.factor', `A second attempt costs ${factor} times the first.`, 'Use at most "1", unless it is meant.')] : [],
    ),
  )
  test('a factor that is no decimal is told by the compiler', () => {
    const tool = compiledTool(baseTool('1'))
    const price = { ...tool.price, rerun: { factor: 'twice', label: 'Again' } }
    expect(checkStudioTool({ ...tool, price }, partsOf(tool, 'here'), undefined, [], 'here')).toEqual([])
  })
})

describe('P20: a tool with inputs of its own has what every estimate passes on', () => {
  const offered = catalogued('image-upscale', {
    scale: { kind: 'choice', values: [2, 4], default: 2, label: 'Scale', help: '' },
    sharp: { kind: 'flag', default: false, label: 'Sharp', help: '' },
    count: { kind: 'integer', min: 1, max: 5, label: 'Count', help: '' },
  })
  const whole: Record<string, Input> = {
    ...{ quality: choice('draft', 'standard'), plan: choice('free'), scale: choice(2, 4), format: choice('same', 'jpeg', 'png', 'webp') },
    ...{ width: number(), height: number(), pixels: number(), bytes: number(), pages: number(), sharp: { kind: 'flag' }, count: number() },
  }
  const said = (inputs: Record<string, Input>, more: Tool | undefined = offered) => {
    const tool = compiledTool(baseTool('1', inputs))
    return checkStudioTool(tool, partsOf(tool, 'here'), more, ['free'], 'here')
  }
  const missing = (name: string) =>
    error(
      'here.inputs',
      `"${name}" is not among them, but every estimate passes it on.`,
      `Add "${name}", or leave "inputs" out to have those of the catalogue.`,
    )
  const outside = (name: string, value: string) =>
    error(`here.inputs.${name}`, `The catalogue offers ${value}, which is not in its domain.`, 'Add the value and its price, or take it out of the catalogue.')
  const without = (name: string) => Object.fromEntries(Object.entries(whole).filter(([own]) => own !== name))

  test('all of it', () => expect(said(whole)).toEqual([]))
  test.each(['scale', 'sharp', 'count', 'width', 'height', 'pixels', 'bytes', 'pages', 'quality', 'plan'])('without "%s"', (name) =>
    expect(said(without(name))).toEqual([missing(name)]),
  )
  test('each value that is offered', () => {
    expect(said({ ...whole, scale: choice(2, 3) })).toEqual([outside('scale', '4')])
    expect(said({ ...whole, scale: choice(3) })).toEqual([outside('scale', '2'), outside('scale', '4')])
    expect(said({ ...whole, sharp: choice('false') })).toEqual([outside('sharp', 'true')])
    expect(said({ ...whole, sharp: choice('true') })).toEqual([outside('sharp', 'false')])
  })
  test('not where the tool is in no catalogue, or has the inputs of the catalogue', () => {
    const tool = compiledTool(baseTool('1', {}))
    expect(checkStudioTool(tool, partsOf(tool, 'here'), undefined, ['free'], 'here')).toEqual([])
    const { inputs: _, ...price } = tool.price
    expect(checkStudioTool({ ...tool, price }, partsOf(tool, 'here'), offered, ['free'], 'here')).toEqual([])
  })
})
