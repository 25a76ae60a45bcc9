import { expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { parseCredits } from '../credits.ts'
import { priceSeries } from '../iteration.ts'
import type { Measurement } from '../measurement.ts'
import { type Edit, parseEdit } from '../tool.ts'
import { compilePriceBook } from './compile.ts'
import { explainCharge, explainSeries } from './explain.ts'
import type { Rounding, ToolPrice } from './format.ts'
import { parseStudioBook } from './parse.ts'

const document = parseStudioBook(keter)
const measurement: Measurement = { media: 'image', format: 'png', width: 1600, height: 1200, bytes: 1 }
const edit = (quality: string, scale: number): Edit => parseEdit({ tool: 'image-upscale', quality, options: { scale } })
const series = (edits: readonly Edit[], plan = 'pro', change: Partial<ToolPrice> = {}) => {
  const { rerun, ...rest } = document.tools['image-upscale']!
  const price = { ...rest, ...('rows' in change || !rerun ? {} : { rerun }), ...change }
  return priceSeries(compilePriceBook({ ...document, tools: { 'image-upscale': price } }, ''), { plan, measurement, edits })
}
const standard4 = edit('standard', 4)
const shown = (lines: ReturnType<typeof explainSeries>) =>
  lines.map(({ label, quantity, rate, amount }) => (quantity === undefined ? `${label} ${amount}` : `${label} ${quantity} x ${rate} = ${amount}`))

test('P12: the charge for a second attempt is explained by that attempt alone', () => {
  // 2 MP x 3.5 = 7, 10 % off 6.3 -> 7; with the retry 10.5, 10 % off 9.45 -> 10: the charge is 3
  expect(shown(explainCharge(series([standard4, standard4]), parseCredits('7')))).toEqual([
    'Standard 4×, attempt 2, half price 2 x 1.75 = 3.5',
    'Pro plan, 10 % off -0.35',
    'Rounded up to whole credits -0.15',
  ])
})

test('P12: attempts with other settings each have their line', () => {
  expect(shown(explainSeries(series([edit('draft', 2), standard4, standard4, edit('draft', 2)], 'free')))).toEqual([
    'Draft 2× 2 x 0.4 = 0.8',
    'Standard 4×, attempts 2 to 3, half price 4 x 1.75 = 7',
    'Draft 2×, attempt 4, half price 2 x 0.2 = 0.4',
    'Rounded up to whole credits 0.8',
  ])
})

test('P12: what bounds or adjusts a price has its line, too, and steps have no rate', () => {
  const rows = [{ when: {}, lines: [{ label: 'Edit', quantity: 'pages', steps: [{ amount: '2' }], minimum: '3' }] }]
  const changes = { rows, adjustments: [{ label: 'Rush', percent: '50' }] }
  // 3 and a half: twice 4.5
  expect(shown(explainSeries(series([standard4, standard4], 'free', changes)))).toEqual([
    'Edit 2',
    'Edit, at least 1',
    'Rush 1.5',
    'Edit, attempt 2 2',
    'Edit, at least, attempt 2 1',
    'Rush, attempt 2 1.5',
  ])
})

test('P12: each stretch of attempts that are alike has its line', () => {
  const edits = [edit('draft', 2), standard4, standard4, edit('draft', 4), edit('draft', 4)]
  // one edit is the same edit again only where it is the same object
  const [first, second, third, fourth] = edits as [Edit, Edit, Edit, Edit]
  expect(shown(explainSeries(series([first, second, third, fourth, fourth, second], 'free')))).toEqual([
    'Draft 2× 2 x 0.4 = 0.8',
    'Standard 4×, attempts 2 to 3, half price 4 x 1.75 = 7',
    'Draft 4×, attempts 4 to 5, half price 4 x 0.5 = 2',
    'Standard 4×, attempt 6, half price 2 x 1.75 = 3.5',
    'Rounded up to whole credits 0.7',
  ])
})

test('P7: without a re-run rule a later attempt costs its own price, on a line of its own', () => {
  const rows = [
    {
      when: {},
      lines: [
        { label: 'Start', base: '1' },
        { label: 'Edit', quantity: 'pages', rate: '2' },
      ],
    },
  ]
  expect(shown(explainSeries(series([standard4, standard4, standard4], 'free', { rows })))).toEqual([
    'Start 1 x 1 = 1',
    'Edit 1 x 2 = 2',
    'Start, attempts 2 to 3 2 x 1 = 2',
    'Edit, attempts 2 to 3 2 x 2 = 4',
  ])
})

test.each<[Rounding['mode'], string, string, string]>([
  ['up', '5', '7.03', 'Rounded up to steps of 5 credits 2.97'],
  ['down', '1', '7.03', 'Rounded down to whole credits -0.03'],
  ['half-up', '0.5', '7.26', 'Rounded to steps of 0.5 credits 0.24'],
  ['half-even', '0.5', '7.25', 'Rounded to steps of 0.5 credits -0.25'],
  // finer than an amount can be written: the line reads 7.03 and 7.031
  ['up', '0.001', '7.0301', 'Rounded up to steps of 0.001 credits 0.001'],
  ['down', '0.001', '7.0306', 'Rounded down to steps of 0.001 credits -0.001'],
])('P6: rounded %s in steps of %s', (mode, step, base, expected) => {
  const rows = [{ when: {}, lines: [{ label: 'Edit', base }] }]
  const lines = shown(explainSeries(series([standard4], 'free', { rows, rounding: { stage: 'source', mode, step } })))
  expect(lines.slice(1)).toEqual([expected])
})
