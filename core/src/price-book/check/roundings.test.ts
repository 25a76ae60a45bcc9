import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Expression, Line, ToolPrice } from '../format.ts'
import { compiledTool, linesTool, number } from '../testing.ts'
import { checkRoundings } from './roundings.ts'
import { partsOf } from './walk.ts'

const round = { mode: 'half-up', step: '0.01' } as const
const total: Partial<ToolPrice> = { rounding: { stage: 'total', ...round } }
const inputs = { n: number() }
const said = (price: ToolPrice) => checkRoundings(price, partsOf(compiledTool(price), 'here'), 'here')
const line = (more: Partial<Line>, price: Partial<ToolPrice> = total) =>
  said(
    linesTool(
      [
        { label: 'a', base: '1' },
        { label: 'b', ...more },
      ],
      inputs,
      price,
    ),
  )
const twice = (place: string, problem: string): BookFinding => ({
  severity: 'warning',
  place,
  problem,
  fix: 'Round once, at the end; keep both only where the price is published so.',
})
const ofLine = (last = '"rounding"') => twice('here.rows[0].lines[1].round', `It rounds the line, and ${last} rounds the sum again.`)
const ofPart = (place: string, last = '"rounding"') =>
  twice(`here.rows[0].lines[1].${place}`, `It rounds a part of the price, and ${last} rounds the sum again.`)
const rounded = { label: 'r', round }

describe('P20: rounding what is rounded again', () => {
  test('a line', () => {
    expect(line({ base: '1', round })).toEqual([ofLine()])
    expect(line({ base: '1' })).toEqual([])
  })
  test.each<[string, Expression]>([
    ['round', { round: 'n' }],
    ['roundEven', { roundEven: 'n' }],
    ['floor', { floor: 'n' }],
  ])('%s of a part', (_, is) => {
    expect(line({ base: is })).toEqual([ofPart('base')])
    expect(line({ quantity: 'n', rate: { add: ['1', is] } })).toEqual([ofPart('rate.add[1]')])
  })
  test('counting what is started is none', () => expect(line({ quantity: { ceil: 'n' }, block: '3', rate: '1' })).toEqual([]))
  test('the sum itself', () => {
    const adjustments = [{ label: 'p', percent: '-1' }, rounded]
    expect(line({ base: '1' }, { ...total, adjustments })).toEqual([twice('here.adjustments[1].round', 'It rounds the sum, and "rounding" rounds it again.')])
    expect(line({ base: '1' }, { adjustments })).toEqual([])
  })
  test('the last adjustment that rounds counts where the tool has no rounding of its own', () => {
    const adjustments = [rounded, { label: 'p', percent: '-1' }, rounded, { label: 'q', percent: '-1' }]
    expect(line({ base: { floor: 'n' }, round }, { adjustments })).toEqual([ofLine('adjustments[2]'), ofPart('base', 'adjustments[2]')])
    expect(line({ base: '1', round }, { adjustments: [rounded] })).toEqual([ofLine('adjustments[0]')])
  })
  test('nothing where nothing is rounded at the end', () => {
    expect(line({ base: { floor: 'n' }, round }, {})).toEqual([])
    expect(line({ base: { floor: 'n' }, round }, { adjustments: [{ label: 'p', percent: '-1' }] })).toEqual([])
  })
  test('beside a row that only answers', () => {
    const rows: ToolPrice['rows'] = [
      { when: { n: 1 }, answer: 'metered', message: 'By use.' },
      { when: {}, lines: [{ label: 'x', base: '1', round }] },
    ]
    expect(said({ inputs, rows, ...total }).map(({ place }) => place)).toEqual(['here.rows[1].lines[0].round'])
  })
  test('ten are told, and how many more there are', () => {
    const findings = said(
      linesTool(
        Array.from({ length: 12 }, () => ({ label: 'x', base: '1', round })),
        inputs,
        total,
      ),
    )
    expect(findings).toHaveLength(11)
    expect(findings.at(-1)).toEqual({ severity: 'warning', place: 'here', problem: 'There are 2 more findings of this kind.', fix: 'Correct these first.' })
  })
})
