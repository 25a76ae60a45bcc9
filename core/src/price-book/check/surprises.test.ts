import { describe, expect, test } from 'vitest'
import type { Expression, Input, Line } from '../format.ts'
import { baseTool, choice, linesTool, number } from '../testing.ts'
import { found, row } from './testing.ts'

const ten = number({ max: '10', whole: true })
const line = (more: Partial<Line>): Line => ({ label: 'x', ...more })

describe('P20: prices that fail are errors, with the inputs that do it', () => {
  test('a division by zero', () =>
    expect(found(baseTool({ divide: ['100', 'n'] }, { n: ten }))).toEqual([
      'error tools.t.rows[0].lines[0].base: It divides by zero here. It happens with n 0.',
      'warning tools.t.rows[0]: n 2 costs 50 usd, but n 1 costs 100 usd. It falls in 9 of the samples.',
    ]))
  test('a negative quantity', () =>
    expect(
      found(linesTool([line({ quantity: { subtract: ['4', 'n'] }, rate: '1' })], { n: number({ min: '4', max: '5', whole: true, unit: 'image' }) })),
    ).toEqual(['error tools.t.rows[0].lines[0].quantity: Its quantity is negative here. It happens with n 5.']))
  test('a price that an adjustment takes below zero', () =>
    expect(found(baseTool('k', { k: ten }, { adjustments: [{ label: 'Off', when: { k: { to: '1' } }, add: '-2' }] }))).toEqual([
      'error tools.t.adjustments[0].add: The price is negative here. It happens with k 0.',
    ]))
  test('only in the items of a list', () => {
    const shots: Input = { kind: 'list', items: { seconds: number({ max: '3', whole: true }), hd: { kind: 'flag' } }, max: 2 }
    const is: Expression = { cases: [{ when: { hd: true }, is: { divide: ['1', 'seconds'] } }], else: 'seconds' }
    expect(found(baseTool({ sum: 'shots', is }, { shots }))).toEqual([expect.stringContaining('It divides by zero here.')])
  })
  test('only where two inputs meet', () => {
    const base: Expression = { divide: ['60', { subtract: [{ multiply: ['n', 'm'] }, '12'] }] }
    const inputs = { n: number({ min: '3', max: '4', whole: true, help: '' }), m: number({ min: '4', max: '5', whole: true }) }
    expect(found(baseTool(base, inputs))).toContain('error tools.t.rows[0].lines[0].base: It divides by zero here. It happens with n 3, m 4.')
  })
  test('only for one number of a thousand, which a range over all of them meets', () => {
    const off: Expression = { subtract: ['k', '777'] }
    expect(found(baseTool({ divide: ['60', { multiply: [off, off] }] }, { k: number({ max: '1000', whole: true }) }))).toEqual([
      'error tools.t.rows[0].lines[0].base: It divides by zero here. It happens where nothing is known and a range is asked for.',
    ])
  })
})

describe('P20: more should not cost less', () => {
  const fall = (findings: string[]) => findings.filter((text) => text.includes(' costs ') || text.includes('is free'))
  test('a whole quantity at the rate of its step', () => {
    const steps = [{ upTo: '5', rate: '1' }, { rate: '0.5' }]
    expect(found(linesTool([line({ quantity: 'images', steps })], { images: ten }))).toEqual([
      'warning tools.t.rows[0]: images 6 costs 3 usd, but images 5 costs 5 usd.',
    ])
    expect(found(linesTool([line({ quantity: 'images', bands: steps })], { images: ten }))).toEqual([])
  })
  test('at the end of a step of a large domain', () => {
    const steps = [{ upTo: '777', amount: '2' }, { amount: '1' }]
    expect(found(linesTool([line({ quantity: 'pages', steps })], { pages: number({ whole: true }) }))).toEqual([
      'warning tools.t.rows[0]: pages 778 costs 1 usd, but pages 777 costs 2 usd.',
    ])
  })
  test('where a derived quantity crosses the end of a step', () => {
    const quantities = { megapixels: { unit: 'megapixel', is: { divide: [{ multiply: ['width', 'height'] }, '1000000'] } } } as const
    const lines = [line({ quantity: 'megapixels', steps: [{ upTo: '7.77', amount: '3' }, { amount: '2' }] })]
    const inputs = { width: number({ min: '1000', max: '9000', whole: true }), height: number({ min: '100', max: '1100', whole: true }) }
    const findings = found(linesTool(lines, inputs, { quantities }))
    expect(findings.map((text) => text.replace(/^.*: (\w+) .*$/, '$1'))).toEqual(['width', 'height'])
  })
  test('where it fails for a derived quantity of exactly one size', () => {
    const quantities = { area: { unit: 'pixel', is: { multiply: ['side', 'side'] } } } as const
    const failing: Expression = { cases: [{ when: { area: '1522756' }, is: { subtract: ['0', 'side'] } }], else: '1' }
    expect(found(baseTool(failing, { side: number({ max: '5000', whole: true }) }, { quantities }))).toEqual([
      'error tools.t.rows[0].lines[0].base: The amount is negative here. It happens with side 1234.',
    ])
  })
  test('a discount that begins at a size, in fractions', () => {
    const adjustments = [{ label: 'Long', when: { seconds: { from: '600' } }, percent: '-10' }]
    expect(found(linesTool([line({ quantity: 'seconds', rate: '1' })], { seconds: number() }, { adjustments }))).toEqual([
      'warning tools.t.rows[0]: seconds 600 costs 540 usd, but seconds 599.99 costs 599.99 usd.',
    ])
  })
  test('a longer one that is free', () => {
    const rows = [row({ seconds: { to: '5' } }, '1'), row({}, '0')]
    expect(found({ inputs: { seconds: number({ max: '20', whole: true }) }, rows })).toEqual([
      'warning tools.t.rows: seconds 6 is free, but seconds 5 costs 1 usd.',
    ])
  })
  test.each<[string, Input, [string, string]]>([
    ['resolution', choice('4K', '720p', '1080p'), ['1080p', '4K']],
    ['size', choice('2048x2048', '1024x1024'), ['1024x1024', '2048x2048']],
    ['scale', choice(8, 2, 4), ['4', '8']],
    ['duration', choice('10s', '5s'), ['5s', '10s']],
    ['quality', choice('high', 'low', 'auto'), ['low', 'high']],
  ])('%s', (name, input, [less, more]) => {
    const rows = [row({ [name]: more }, '1'), row({}, '2')]
    expect(found({ inputs: { [name]: input }, rows })).toEqual([`warning tools.t.rows: ${name} ${more} costs 1 usd, but ${name} ${less} costs 2 usd.`])
  })
  test('all else equal: what else was asked is told, and how often it falls', () => {
    const rows = [row({ resolution: '4k', audio: true }, '1'), row({ audio: true }, '3'), row({}, '2')]
    expect(found({ inputs: { resolution: choice('1080p', '4k'), audio: { kind: 'flag' } }, rows })).toEqual([
      'warning tools.t.rows: resolution 4k costs 1 usd, but resolution 1080p costs 3 usd, with audio true.',
    ])
  })
  test('a range falls where both of its ends do', () => {
    const between = (low: string, high: string): Expression => ({ between: [low, high] })
    const at = (six: Expression): Expression => ({ cases: [{ when: { seconds: { to: '5' } }, is: between('2', '4') }], else: six })
    const inputs = { seconds: number({ max: '9', whole: true }) }
    expect(fall(found(baseTool(at(between('1', '3')), inputs)))).toEqual([
      'warning tools.t.rows[0]: seconds 6 costs 1 to 3 usd, but seconds 5 costs 2 to 4 usd.',
    ])
    expect(fall(found(baseTool(at(between('1', '5')), inputs)))).toEqual([])
  })
  test('more items of a list', () => {
    const shots: Input = { kind: 'list', items: { seconds: number({ min: '1', max: '3' }) }, max: 4 }
    expect(
      found(baseTool({ divide: [{ sum: 'shots', is: 'seconds' }, { max: ['1', { multiply: [{ count: 'shots' }, { count: 'shots' }] }] }] }, { shots })),
    ).toEqual([expect.stringMatching(/^warning tools.t.rows\[0\]: shots 2 items costs .* but shots 1 items costs/)])
  })
  test('nothing is claimed of strengths, seeds and words', () => {
    for (const name of ['strength', 'seed', 'guidance_scale']) expect(found(baseTool({ subtract: ['10', name] }, { [name]: ten }))).toEqual([])
    expect(found({ inputs: { style: choice('a', 'b') }, rows: [row({ style: 'a' }, '2'), row({}, '1')] })).toEqual([])
  })
})

describe('P20: rounding once', () => {
  const total = { rounding: { stage: 'total', mode: 'half-up', step: '0.01' } } as const
  const round = { mode: 'half-up', step: '0.001' } as const
  test('a line that is rounded before the sum is', () => {
    expect(found(linesTool([line({ base: '1.5', round })], {}, total))).toEqual([
      'warning tools.t.rows[0].lines[0].round: It rounds the line, and "rounding" rounds the sum again.',
    ])
    expect(found(linesTool([line({ base: '1.5', round })]))).toEqual([])
  })
  test('a quantity or a rate that is rounded before', () => {
    expect(found(linesTool([line({ quantity: { round: 'n' }, rate: '1' })], { n: ten }, total))).toEqual([
      'warning tools.t.rows[0].lines[0].quantity: It rounds a part of the price, and "rounding" rounds the sum again.',
    ])
    expect(found(linesTool([line({ quantity: 'n', rate: { floor: '1.5', to: '0.1' } })], { n: ten }, total))).toEqual([
      'warning tools.t.rows[0].lines[0].rate: It rounds a part of the price, and "rounding" rounds the sum again.',
    ])
  })
  test('a part before the sum is rounded by an adjustment, of several the last', () => {
    const adjustments = [
      { label: 'a', round },
      { label: 'b', add: '1' },
      { label: 'c', round },
    ]
    expect(found(baseTool({ roundEven: 'n' }, { n: ten }, { adjustments }))).toEqual([
      'warning tools.t.rows[0].lines[0].base: It rounds a part of the price, and adjustments[2] rounds the sum again.',
    ])
    expect(found(baseTool({ roundEven: 'n' }, { n: ten }, { adjustments: [{ label: 'b', add: '1' }] }))).toEqual([])
  })
  test('the sum, twice', () =>
    expect(found(baseTool('1.5', {}, { ...total, adjustments: [{ label: 'Rounded', round }] }))).toEqual([
      'warning tools.t.adjustments[0].round: It rounds the sum, and "rounding" rounds it again.',
    ]))
  test('counting started units is no rounding', () =>
    expect(found(linesTool([line({ quantity: { ceil: 'n' }, rate: '1' }), line({ quantity: 'n', block: '3', rate: '1' })], { n: ten }, total))).toEqual([]))
})
