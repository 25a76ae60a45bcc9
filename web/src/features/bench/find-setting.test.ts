import { type EstimateRequest, noCredits, parseCredits, toolNamed } from '@keter/core'
import { describe, expect, it } from 'vitest'
import { testBook } from '../prices/test-book.ts'
import { creditsIn, pixelsIn, waysFor, withSetting } from './find-setting.ts'
import { defaultsOf, editOf } from './settings.ts'

const settings = { ...defaultsOf(toolNamed('image-upscale')), iterations: 2 }
const request: EstimateRequest = {
  book: testBook(),
  edit: editOf(settings),
  iterations: 2,
  plan: 'free',
  balance: { available: parseCredits('60'), held: noCredits },
  sources: [{ name: 'a.png', measurement: { media: 'image', format: 'png', width: 1000, height: 500, bytes: 1 } }],
  at: '2026-11-22T12:00:00.000Z',
}

describe('what can be had', () => {
  it('for an amount: best first, each within it, the present setting marked', () => {
    const { ways, nearest } = waysFor(request, { by: 'credits', credits: parseCredits('4') })
    expect(nearest).toBeNull()
    expect(ways[0]).toMatchObject({ label: 'Standard 4×, 1 attempt', longEdge: 4000, price: '4 credits', saving: '-2' })
    expect(ways.map(({ label }) => label)).toContain('Draft 4×, 4 attempts')
    expect(ways.every(({ setting }) => Number(setting.most) <= 4)).toBe(true)
  })

  it('to a size: cheapest first, with as many attempts as are planned, and what it saves', () => {
    const { ways } = waysFor({ ...request, edit: { ...request.edit, quality: 'standard' } }, { by: 'size', longEdge: 3000 })
    expect(ways.map(({ label, price, saving, asked }) => [label, price, saving, asked])).toEqual([
      ['Draft 4×, 2 attempts', '1 to 2 credits', '4', false],
      ['Standard 4×, 2 attempts', '4 to 6 credits', '0', true],
    ])
  })

  it('where nothing fits, names what comes nearest', () => {
    const { ways, nearest } = waysFor(request, { by: 'size', longEdge: 7680 })
    expect(ways).toEqual([])
    expect(nearest).toMatchObject({ longEdge: 4000 })
  })

  it('is applied whole: quality, options and attempts, the other options stay', () => {
    const { ways } = waysFor(request, { by: 'credits', credits: parseCredits('4') })
    const applied = withSetting({ ...settings, options: { ...settings.options, format: 'webp' } }, ways[0]!.setting)
    expect(applied).toEqual({ tool: 'image-upscale', quality: 'standard', options: { scale: 4, format: 'webp' }, iterations: 1 })
  })

  it('reads amounts and pixels as people type them, and refuses the rest', () => {
    expect(['4', '4,5', ' 0.125 '].map(creditsIn)).toEqual([parseCredits('4'), parseCredits('4.5'), parseCredits('0.125')])
    expect(['', '-1', '1.2345', '1e3', 'x'].map(creditsIn)).toEqual([null, null, null, null, null])
    expect(['3840', '7 680', '0', '-5', '1.5', ''].map(pixelsIn)).toEqual([3840, 7680, null, null, null, null])
  })
})
