import { expect, test } from 'vitest'
import keter from '../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { type Credits, noCredits, parseCredits } from './credits.ts'
import { type EstimateRequest, estimate } from './estimate.ts'
import { compilePriceBook } from './price-book/compile.ts'
import { parseStudioBook } from './price-book/parse.ts'
import { Refusal } from './refusal.ts'
import { settingsFor } from './setting.ts'
import { parseEdit } from './tool.ts'

const book = compilePriceBook(parseStudioBook(keter), 'digest')
const request = (quality: string, scale: number, iterations: number, width = 1000, height = 1000): EstimateRequest => ({
  book,
  edit: parseEdit({ tool: 'image-upscale', quality, options: { scale, format: 'png' } }),
  iterations,
  plan: 'free',
  balance: { available: noCredits, held: noCredits },
  sources: [{ name: 'a.png', measurement: { media: 'image', format: 'png', width, height, bytes: 1 } }],
  at: '2026-11-22T10:00:00Z',
})
const credits = (text: string): Credits => parseCredits(text)
const inShort = ({ settings }: ReturnType<typeof settingsFor>) => settings.map(({ label, most }) => `${label}: ${most}`)

test('P21: what can be had for four credits, the best first', () => {
  // 1 MP, rounded up over the series: standard 2x 1.4, 2.1, 2.8, 3.5 -> 2 3 3 4; standard 3x 2.1, 3.15 -> 3 4; standard 4x 3.5 -> 4;
  // draft 8x 2, 3, 4 -> 2 3 4; draft 4x 1, 1.5, 2, 2.5 -> 1 2 2 3;
  // draft 3x 0.6, 0.9, 1.2, 1.5 -> 1 1 2 2; draft 2x 0.4, 0.6, 0.8, 1 -> 1 1 1 1.
  expect(inShort(settingsFor(request('standard', 4, 2), { credits: credits('4') }))).toEqual([
    'Standard, scale 4, 1 attempt: 4',
    'Standard, scale 3, 2 attempts: 4',
    'Standard, scale 2, 4 attempts: 4',
    'Draft, scale 8, 3 attempts: 4',
    'Draft, scale 4, 4 attempts: 3',
    'Draft, scale 3, 4 attempts: 2',
    'Draft, scale 2, 4 attempts: 1',
  ])
})

test('P21: none of them is as good in everything as another that costs no more', () => {
  const { settings } = settingsFor(request('draft', 2, 1), { credits: credits('20') })
  const rank = (quality: string | null) => ['draft', 'standard'].indexOf(quality ?? '')
  expect(settings.length).toBeGreaterThan(3)
  for (const a of settings)
    for (const b of settings) {
      if (a === b) continue
      const asGood = rank(a.quality) >= rank(b.quality) && a.longEdge >= b.longEdge && a.iterations >= b.iterations
      expect(asGood && parseCredits(a.most) <= parseCredits(b.most)).toBe(false)
    }
})

test('P21: the cheapest way to 4K comes first, and each price is that of its estimate', () => {
  const asked = request('standard', 8, 1)
  const { settings } = settingsFor(asked, { longEdge: 3840 })
  expect(settings[0]).toMatchObject({ quality: 'draft', options: { scale: 4 }, iterations: 1, most: '1', longEdge: 4000, saving: '6' })
  expect(settings.map(({ iterations }) => iterations)).toEqual(settings.map(() => 1))
  for (const { quality, options, iterations, most, low, longEdge } of settings) {
    expect(longEdge).toBeGreaterThanOrEqual(3840)
    const made = estimate({ ...asked, iterations, edit: { ...asked.edit, quality, options: { ...asked.edit.options, ...options } } })
    expect([made.low, made.most]).toEqual([low, most])
  }
})

test('P21: where nothing fits, what comes nearest', () => {
  expect(settingsFor(request('standard', 4, 1), { credits: credits('0.5') })).toMatchObject({
    settings: [],
    nearest: { label: 'Draft, scale 4, 1 attempt', most: '1' },
  })
  expect(settingsFor(request('standard', 4, 1), { longEdge: 20_000 })).toMatchObject({ settings: [], nearest: { longEdge: 8000 } })
})

test('P21: what was asked for is marked, and costs what it costs', () => {
  const { settings } = settingsFor(request('standard', 4, 2), {})
  expect(settings.filter(({ asked }) => asked)).toMatchObject([{ label: 'Standard, scale 4, 2 attempts', most: '6', saving: '0' }])
})

test('P21: only what the plan allows; where it allows nothing, the refusal of the estimate', () => {
  // 20 MP: only 2x stays within the 100 MP of the plan.
  expect(settingsFor(request('standard', 2, 1, 5000, 4000), {}).settings.every(({ options }) => options.scale === 2)).toBe(true)
  expect(() => settingsFor(request('standard', 2, 1, 6000, 5000), {})).toThrow(Refusal)
})
