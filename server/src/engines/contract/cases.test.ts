// That no tool is left out of the contract, and that a reference which is not met is noticed.
import { tools } from '@keter/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { imageOf, type Rgb } from '../pictures/rgb.ts'
import { localTools } from '../tools.ts'
import { nameOf, pictureCases, videoCases } from './test-cases.ts'
import { distance, isNear, referenceFile, referenceFiles, referenceOf } from './test-references.ts'

const cases = [...pictureCases, ...videoCases]

test('every tool of this studio is under contract, in each of its qualities', () => {
  const wanted = localTools.flatMap(({ tool }) => {
    const { qualities } = tools.find(({ id }) => id === tool)!
    return qualities.length ? qualities.map(({ id }) => `${tool} ${id}`) : [tool]
  })
  const under = cases.map(({ tool, quality }) => [tool, quality].filter(Boolean).join(' '))
  expect(new Set(under)).toEqual(new Set(wanted))
  const mediaOf = (tool: string) => tools.find(({ id }) => id === tool)!.media
  expect(pictureCases.every(({ tool }) => mediaOf(tool) === 'image') && videoCases.every(({ tool }) => mediaOf(tool) === 'video')).toBe(true)
})

test('every case has a reference, and there are no others', () => {
  expect(referenceFiles().sort()).toEqual(cases.map(referenceFile).sort())
})

const wrong: readonly [string, (picture: Rgb) => Uint8Array][] = [
  ['red and blue exchanged', ({ rgb }) => rgb.map((_, at) => rgb[at % 3 === 0 ? at + 2 : at % 3 === 2 ? at - 2 : at]!)],
  ['a shift by two pixels', ({ rgb, width }) => rgb.map((value, at) => (at % (width * 3) < 6 ? value : rgb[at - 6]!))],
  ['a shift by two rows', ({ rgb, width }) => rgb.map((value, at) => rgb[at - 2 * width * 3] ?? value)],
  ['a blank result', ({ rgb }) => rgb.map(() => 128)],
  ['a black result', ({ rgb }) => rgb.map(() => 0)],
  ['a colour cast', ({ rgb }) => rgb.map((value, at) => (at % 3 === 0 ? Math.min(255, value + 10) : value))],
  ['noise', ({ rgb }) => Uint8Array.from(Uint8ClampedArray.from(rgb, (value, at) => value + ((at * 7919) % 41) - 20))],
  ['a lower half that is missing', ({ rgb }) => rgb.map((value, at) => (at < rgb.length / 2 ? value : 0))],
]

describe.each(cases.map((one) => [nameOf(one), one] as const))('the reference of %s', (_, one) => {
  let reference: Rgb
  beforeAll(async () => {
    reference = await referenceOf(one)
  })

  test.each(wrong)('is not met by %s', async (_, change) => {
    expect(isNear(await distance({ ...reference, rgb: change(reference) }, reference))).toBe(false)
  })

  test('is not met by a softer or a smaller result, and is met by one that differs by rounding', async () => {
    const soft = await imageOf(reference).blur(1.2).raw().toBuffer()
    expect(isNear(await distance({ ...reference, rgb: soft }, reference))).toBe(false)
    expect(isNear(await distance({ ...reference, width: reference.width / 2 }, reference))).toBe(false)
    const rounded = reference.rgb.map((value, at) => Math.min(255, Math.max(0, value + ((at * 31) % 3) - 1)))
    expect(isNear(await distance({ ...reference, rgb: rounded }, reference))).toBe(true)
  })
})
