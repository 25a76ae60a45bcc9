// The explanation of any tool's price: its amounts, added up by whoever reads them, are the price.
import { describe, expect, test } from 'vitest'
import { type Explanation, explainPrice } from './explain-price.ts'
import type { ToolPrice } from './format.ts'
import { baseTool, choice, compiledTool, faultOf, linesTool, number } from './testing.ts'

const explain = (price: ToolPrice, given: object = {}): Explanation => {
  const explained = explainPrice(compiledTool(price), { ...given })
  if (explained.kind !== 'explanation') throw new Error(`no price: ${JSON.stringify(explained.kind)}`)
  return explained
}

/** In units of 10^-12, of text alone. */
function scaled(text: string): bigint {
  const [, sign, units, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text)!
  return BigInt(`${sign}${units}${fraction.padEnd(12, '0')}`)
}
const addsUp = ({ total, lines }: Explanation) => lines.reduce((sum, { amount }) => sum + scaled(amount), 0n) === scaled(total)

test('lines, adjustments and rounding, in the order in which they act', () => {
  const tool: ToolPrice = {
    inputs: { seconds: number({ unit: 'second' }), size: choice('720p', '1080p'), rush: { kind: 'flag', default: true } },
    quantities: { frames: { unit: 'frame', is: { multiply: ['seconds', '24'] } } },
    rows: [
      {
        when: { size: '1080p' },
        lines: [
          { label: 'Start', base: '0.05' },
          { label: 'Frames', quantity: 'frames', rate: '0.003', per: '2' },
          { label: 'Video', quantity: 'seconds', block: '5', rate: '0.1', minimum: '0.5' },
        ],
      },
      { when: {}, answer: 'not-offered', message: 'No.' },
    ],
    adjustments: [{ label: 'Rush', when: { rush: true }, percent: '50' }],
    rounding: { stage: 'total', mode: 'up', step: '0.01' },
  }
  const explained = explain(tool, { seconds: 7, size: '1080p' })
  // 0.05 + 84 x 0.003 + 2 x 0.1 (at least 0.5) = 0.802; half more is 1.203
  expect(explained).toEqual({
    kind: 'explanation',
    unit: 'usd',
    total: '1.21',
    lines: [
      { label: 'Start', quantity: '1', unit: 'attempt', rate: '0.05', amount: '0.05' },
      { label: 'Frames', quantity: '84', unit: '2 frame', rate: '0.003', amount: '0.252' },
      { label: 'Video', quantity: '2', unit: 'started 5 second', rate: '0.1', amount: '0.2' },
      { label: 'Video, at least', amount: '0.3' },
      { label: 'Rush', amount: '0.401' },
      { label: 'Rounded up to steps of 0.01 usd', amount: '0.007' },
    ],
  })
  expect(addsUp(explained)).toBe(true)
})

describe('what 12 decimal places cannot hold', () => {
  test('is a line where the lines alone do not add up', () => {
    const third = { label: 'Third', base: { divide: ['1', '3'] as const } }
    expect(explain(linesTool([third, third]))).toMatchObject({
      total: '0.666666666667',
      lines: [{ amount: '0.333333333333' }, { amount: '0.333333333333' }, { label: 'What 12 decimal places cannot hold', amount: '0.000000000001' }],
    })
    expect(explain(linesTool([third, third, third])).lines.at(-1)).toEqual({ label: 'What 12 decimal places cannot hold', amount: '0.000000000001' })
  })
  test('also where only some of them cannot be written, and their sum can', () => {
    const third = { label: 'Third', base: { divide: ['1', '3'] as const } }
    const explained = explain(linesTool([{ label: 'One', base: '1' }, third, third, third]))
    expect(explained.total).toBe('2')
    expect(addsUp(explained)).toBe(true)
  })
  test('is no line where they do', () => {
    expect(explain(baseTool({ divide: ['1', '3'] })).lines).toHaveLength(1)
    expect(explain(baseTool({ divide: ['1', '3'] })).total).toBe('0.333333333333')
  })
  test('comes after the rounding of the tool', () => {
    const sixth = { label: 'Sixth', base: { divide: ['1', '6'] as const } }
    const explained = explain(linesTool([sixth, sixth], {}, { rounding: { stage: 'total', mode: 'up', digits: 1 } }))
    expect(explained.lines.map(({ label }) => label)).toEqual(['Sixth', 'Sixth', 'Rounded up to 1 significant digits', 'What 12 decimal places cannot hold'])
    expect(addsUp(explained)).toBe(true)
  })
  test('of amounts that no text of a book could hold', () => {
    const explained = explain(baseTool({ multiply: ['n', 'n'] }, { n: number() }), { n: '9'.repeat(40) })
    expect(explained.total).toBe((BigInt('9'.repeat(40)) ** 2n).toString())
    expect(addsUp(explained)).toBe(true)
  })
})

test('free is explained, too', () =>
  expect(explain(baseTool('0'))).toEqual({
    kind: 'explanation',
    unit: 'usd',
    total: '0',
    lines: [{ label: 'Price', quantity: '1', unit: 'attempt', rate: '0', amount: '0' }],
  }))

test('a price that is the same for everything left open is one line', () => {
  const tool = baseTool(
    {
      table: ['size'],
      rows: [
        ['s', '2'],
        ['l', '2'],
      ],
    },
    { size: choice('s', 'l') },
  )
  expect(explain(tool)).toEqual({ kind: 'explanation', unit: 'usd', total: '2', lines: [{ label: 'The same for everything that is left open', amount: '2' }] })
})

test('what has no one price is answered as it is', () => {
  const tool = compiledTool(baseTool('n', { n: number({ max: '9' }), m: number({ required: true }) }, {}))
  expect(explainPrice(tool, { m: 1 })).toMatchObject({ kind: 'range', unknown: ['n'] })
  expect(explainPrice(tool, {})).toMatchObject({ kind: 'missing', inputs: ['m'] })
  expect(explainPrice(tool, { m: 1, n: 10 })).toMatchObject({ kind: 'not-offered', inputs: ['n'] })
  expect(explainPrice(tool, { m: 'x', n: 1 })).toMatchObject({ kind: 'invalid', inputs: ['m'] })
  expect(explainPrice(compiledTool({ inputs: {}, rows: [{ when: {}, answer: 'metered', message: 'After.' }] }), {})).toEqual({
    kind: 'metered',
    message: 'After.',
    inputs: [],
  })
  expect(faultOf(() => explainPrice(compiledTool(baseTool({ divide: ['1', 'n'] }, { n: number() })), { n: 0 }))).toContain('It divides by zero here.')
})
