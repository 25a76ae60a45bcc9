import { parseEdit, resultOf } from '@keter/core'
import { expect, test } from 'vitest'
import type { AskedEdit } from './test-edit.ts'
import { localTools } from './tools.ts'

/** Seconds that are guessed for a JPEG so wide, four by three. */
function guess(asked: AskedEdit, width: number): number {
  const edit = parseEdit(asked)
  const measurement = { media: 'image', format: 'jpeg', width, height: (width * 3) / 4, bytes: 1, pages: 1, alpha: false } as const
  const { start, work } = localTools.find(({ tool }) => tool === asked.tool)!.work(edit, measurement, resultOf(edit, measurement))
  return start + work
}

const adjust = (settings: Record<string, number>, format: string) => ({ tool: 'image-adjust', options: { ...settings, format } })

test('a network that always sees as many pixels takes about as long for a picture of any size', () => {
  const cut = { tool: 'image-remove-background', options: { background: 'transparent', format: 'png' } }
  expect(guess(cut, 2400) / guess(cut, 600)).toBeLessThan(1.5)
  expect(guess(cut, 2400)).toBeGreaterThan(guess(cut, 600))
})

test('a network that is run tile by tile takes as long as its tiles are many, overlaps included', () => {
  const enlarge = { tool: 'image-upscale', quality: 'draft', options: { scale: 2, format: 'jpeg' } }
  const ratio = guess(enlarge, 1200) / guess(enlarge, 200)
  expect(ratio).toBeGreaterThan(25)
  // Thirty-six times as many pixels, but what a small tile sees around it is a larger part of it.
  expect(ratio).toBeLessThan(36)
})

test('settings and formats cost what they cost to make', () => {
  const quick = guess(adjust({ contrast: 20 }, 'jpeg'), 2000)
  expect(guess(adjust({ saturation: 20 }, 'jpeg'), 2000)).toBeGreaterThan(quick * 2)
  expect(guess(adjust({ contrast: 20 }, 'webp'), 2000)).toBeGreaterThan(quick * 2)
  expect(guess(adjust({ contrast: 20 }, 'avif'), 2000)).toBeGreaterThan(guess(adjust({ contrast: 20 }, 'webp'), 2000) * 10)
})
