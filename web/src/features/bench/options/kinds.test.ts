import { describe, expect, it } from 'vitest'
import { rectanglesIn, rectanglesText } from '@keter/core'
import { isColour, isRectangles, isSlider, unusedBecause } from './kinds.ts'

const text = (pattern: string, example: string) => ({ kind: 'text', pattern, most: 800, example, label: '', help: '' }) as const
const number = (min: number, max: number, standard?: number) =>
  ({ kind: 'integer', min, max, label: '', help: '', ...(standard !== undefined && { default: standard }) }) as const

describe('what an option is to a person', () => {
  it('knows a colour and a list of rectangles by what their pattern accepts', () => {
    const colour = text('#[0-9a-fA-F]{6}', '#1a2b3c')
    const rectangles = text('\\d{1,5},\\d{1,5},\\d{1,5},\\d{1,5}( \\d{1,5},\\d{1,5},\\d{1,5},\\d{1,5}){0,31}', '1,2,3,4')
    const anything = text('.*', 'a word')
    expect([colour, rectangles, anything].map(isColour)).toEqual([true, false, false])
    expect([colour, rectangles].map(isRectangles)).toEqual([false, true])
  })

  it('moves short ranges along a line and has wide or optional ones typed', () => {
    expect([number(-100, 100, 0), number(0, 100, 25), number(1, 100_000, 5), number(1, 100)].map(isSlider)).toEqual([true, true, false, false])
  })

  it('writes rectangles as it read them', () => {
    const written = '120,80,60,40 300,10,50,50'
    expect(rectanglesIn(written)[1]).toEqual({ left: 300, top: 10, width: 50, height: 50 })
    expect(rectanglesText(rectanglesIn(written))).toBe(written)
    expect(rectanglesIn('')).toEqual([])
  })

  it('says which choice leaves an option without effect', () => {
    const cut = (background: string) => ({ tool: 'image-remove-background', options: { background } })
    expect(unusedBecause(cut('transparent'), 'colour')).toEqual({ choice: 'Background', value: 'colour' })
    expect(unusedBecause(cut('blurred'), 'blur')).toBeNull()
    expect(unusedBecause(cut('transparent'), 'format')).toBeNull()
  })
})
