import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Expression, Input, ToolPrice } from '../format.ts'
import { baseTool, choice, compiledTool, linesTool, number } from '../testing.ts'
import { checkUnread } from './unread.ts'
import { partsOf } from './walk.ts'

const said = (price: ToolPrice) => {
  const tool = compiledTool(price)
  return checkUnread(tool, partsOf(tool, 'here'), 'here')
}
const input = (name: string): BookFinding => ({
  severity: 'warning',
  place: `here.inputs.${name}`,
  problem: 'Nothing reads this input.',
  fix: 'Remove it, or say that it has no effect on the price: "optional": true and a "help".',
})
const quantity = (name: string): BookFinding => ({
  severity: 'warning',
  place: `here.quantities.${name}`,
  problem: 'Nothing uses this quantity.',
  fix: 'Remove it, or charge by it.',
})
const text: Input = { kind: 'text' }
const optional = { optional: true } as const
const list = (items: Record<string, Input>): Input => ({ kind: 'list', items, max: 3 })
const of = (base: Expression, inputs: Record<string, Input>, more: Partial<ToolPrice> = {}) => said(baseTool(base, inputs, more))

describe('P20: inputs that nothing reads', () => {
  test('are told', () => expect(of('n', { n: number(), m: number(), style: choice('a', 'b') })).toEqual([input('m'), input('style')]))
  test.each<[string, Input, boolean]>([
    ['a choice of one value is a label', choice('a'), false],
    ['a choice of two is not', choice('a', 'b'), true],
    ['a text that may be left out is passed on', { ...text, ...optional }, false],
    ['one that may not is asked for', text, true],
    ['a number that may be left out is asked for', { ...number(), ...optional }, true],
    ['unless a help says what for', { ...number(), ...optional, help: 'No effect on the price.' }, false],
    ['a help alone is not enough', { ...number(), help: 'No effect on the price.' }, true],
  ])('%s', (_, m, told) => expect(of('1', { m })).toEqual(told ? [input('m')] : []))
  test("those of the studio's own tool are none of the book's", () => {
    const tool = compiledTool(baseTool('1', { m: number() }))
    const { inputs: _, ...price } = tool.price
    expect(checkUnread({ ...tool, price }, partsOf(tool, 'here'), 'here')).toEqual([])
  })
  test('quantities too', () => {
    const quantities = { used: { unit: 'image', is: '5' }, spare: { unit: 'image', is: '5' } }
    expect(of('used', { n: number() }, { quantities })).toEqual([input('n'), quantity('spare')])
    expect(of({ multiply: ['used', 'spare'] }, {}, { quantities })).toEqual([])
  })
  test('twenty are told, and how many more there are', () => {
    const findings = of('1', Object.fromEntries(Array.from({ length: 23 }, (_, at) => [`n${at}`, number()])))
    expect(findings).toHaveLength(21)
    expect(findings.at(-1)).toEqual({ severity: 'warning', place: 'here', problem: 'There are 3 more findings of this kind.', fix: 'Correct these first.' })
  })
})

describe('P20: what reads an input', () => {
  const when = { hd: true }
  const hd = { hd: { kind: 'flag' } } as const
  test.each<[string, ToolPrice]>([
    ['the condition of a row', { inputs: hd, rows: [{ when, lines: [{ label: 'x', base: '1' }] }] }],
    ['one of several', { inputs: hd, rows: [{ when: [{}, when], lines: [{ label: 'x', base: '1' }] }] }],
    [
      'that of a line',
      linesTool(
        [
          { label: 'x', when, base: '1' },
          { label: 'y', base: '1' },
        ],
        hd,
      ),
    ],
    ['that of an adjustment', baseTool('1', hd, { adjustments: [{ label: 'x', when, percent: '1' }] })],
    ['that of a case', baseTool({ cases: [{ when, is: '1' }], else: '2' }, hd)],
    ['one of several of a case', baseTool({ cases: [{ when: [{}, when], is: '1' }], else: '2' }, hd)],
    ['a column of a table', baseTool({ table: ['hd'], rows: [['*', '1']] }, hd)],
    ['characters', baseTool({ characters: 'hd' }, { hd: text })],
    ['bytes', baseTool({ bytes: 'hd' }, { hd: text })],
    ['a count', baseTool({ count: 'hd' }, { hd: list({ n: choice(1) }) })],
    ['a sum', baseTool({ sum: 'hd', is: '1' }, { hd: list({ n: choice(1) }) })],
    ['a name in an operation', baseTool({ add: ['1', { ceil: 'hd' }] }, { hd: number() })],
  ])('%s', (_, price) => expect(said(price)).toEqual([]))
})

describe('P20: inputs of items', () => {
  const shots = list({ seconds: number(), takes: number() })
  test('are told by their place in the list', () => {
    expect(of({ sum: 'shots', is: 'seconds' }, { shots })).toEqual([input('shots.items.takes')])
    expect(of({ count: 'shots' }, { shots })).toEqual([input('shots.items.seconds'), input('shots.items.takes')])
    expect(of({ sum: 'shots', is: { multiply: ['seconds', 'takes'] } }, { shots })).toEqual([])
  })
  test('one of the same name outside is another', () => {
    const inputs = { seconds: number(), shots: list({ seconds: number() }) }
    expect(of({ sum: 'shots', is: 'seconds' }, inputs)).toEqual([input('seconds')])
    expect(of({ add: ['seconds', { count: 'shots' }] }, inputs)).toEqual([input('shots.items.seconds')])
  })
  test('one outside may be read from inside, also from a list in a list', () => {
    const deep = list({ inner: list({ n: number() }), m: number() })
    expect(of({ sum: 'deep', is: { sum: 'inner', is: { multiply: ['n', 'm', 'k'] } } }, { deep, k: number() })).toEqual([])
    expect(of({ sum: 'deep', is: { sum: 'inner', is: 'k' } }, { deep, k: number() })).toEqual([input('deep.items.inner.items.n'), input('deep.items.m')])
    expect(of({ sum: 'deep', is: 'm' }, { deep })).toEqual([input('deep.items.inner'), input('deep.items.inner.items.n')])
  })
  test('conditions and tables inside read those of the item', () => {
    const items = { hd: { kind: 'flag' }, size: choice('s', 'm'), words: text, parts: list({ n: choice(1) }) } as const
    const is: Expression = {
      add: [{ cases: [{ when: { hd: true }, is: '1' }], else: '2' }, { table: ['size'], rows: [['*', '1']] }, { characters: 'words' }, { count: 'parts' }],
    }
    expect(of({ sum: 'shots', is }, { shots: list(items) })).toEqual([])
  })
})

describe('P20: states of a chain', () => {
  const chain = (sum: Expression, times: Expression = '2'): Expression => ({ chain: { times, start: { n: '1' }, next: { n: 'n' }, sum } })
  test('hide inputs of their name', () => {
    expect(of(chain('n'), { n: number() })).toEqual([input('n')])
    expect(of(chain('m'), { m: number() })).toEqual([])
    expect(of(chain('n', 'n'), { n: number({ max: '5' }) })).toEqual([])
  })
  test('a chain around a list is no list', () => {
    const shots = list({ seconds: number() })
    expect(of(chain({ sum: 'shots', is: { multiply: ['seconds', 'n'] } }), { shots })).toEqual([])
    expect(of({ sum: 'shots', is: chain({ multiply: ['seconds', 'n'] }) }, { shots })).toEqual([])
  })
})
