// Where the squares lie that faces are looked for in, and what becomes of a face, with a network whose answer is known.
import { expect, test } from 'vitest'
import { fullRangeFaces } from '../../models/networks/faces.ts'
import { widened } from './blur-faces.ts'
import { findFaces } from './find.ts'
import { squaresOf } from './squares.ts'

test.each([
  [1600, 1200],
  [400, 3000],
  [100, 80],
])('every place of a picture of %i x %i is seen as a whole and, where it is large enough, close by', (width, height) => {
  const [whole, ...close] = squaresOf(width, height)
  expect(whole!.edge).toBe(Math.max(width, height))
  for (const { left, top, edge } of close) expect([left >= 0, top >= 0, left + edge <= width, top + edge <= height, edge >= 160]).not.toContain(false)
  if (Math.min(width, height) < 160) return expect(close).toEqual([])
  const least = Math.min(...close.map(({ edge }) => edge))
  for (let y = 0; y < height; y += 37)
    for (let x = 0; x < width; x += 37)
      expect(close.some(({ left, top, edge }) => edge === least && x >= left && x < left + edge && y >= top && y < top + edge)).toBe(true)
})

test('a face that is seen in several squares is one, in pixels of the picture', async () => {
  const [width, height] = [800, 600]
  const rgb = new Uint8Array(width * height * 3).fill(10)
  // A white face of 60 x 60 that the pretended network tells from where it is bright.
  for (let y = 300; y < 360; y++) rgb.fill(255, (y * width + 420) * 3, (y * width + 480) * 3)
  const { size, grids } = fullRangeFaces
  const [grid] = grids
  const look = async (pixels: Uint8Array) => {
    const bright = Array.from({ length: size * size }, (_, at) => at).filter((at) => pixels[at * 3]! > 200)
    const faces = new Float32Array(2304 * 17).fill(-20)
    if (bright.length < 20) return { faces }
    const [xs, ys] = [bright.map((at) => at % size), bright.map((at) => Math.floor(at / size))]
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs) + 1, Math.min(...ys), Math.max(...ys) + 1]
    const index = Math.min(47, Math.floor((top + bottom) / 8)) * 48 + Math.min(47, Math.floor((left + right) / 8))
    const [x, y] = grid!.middle(index)
    faces.set([5, (left + right) / 2 - x * size, (top + bottom) / 2 - y * size, right - left, bottom - top], index * 17)
    return { faces }
  }
  const shares: number[] = []
  const found = await findFaces({ rgb, width, height }, fullRangeFaces, look, 0.6, (share) => shares.push(share))
  expect(found).toHaveLength(1)
  expect(Math.abs(found[0]!.left - 420)).toBeLessThan(8)
  expect(Math.abs(found[0]!.top + found[0]!.height - 360)).toBeLessThan(8)
  expect(shares.at(-1)).toBe(1)
})

test('a margin widens the cover on all sides, most above, where the hair is', () => {
  expect(widened({ left: 100, top: 100, width: 50, height: 50 }, 0)).toEqual({ left: 100, top: 100, width: 50, height: 50 })
  const { left, top, width, height } = widened({ left: 100, top: 100, width: 50, height: 50 }, 0.5)
  expect([left, top, width, Math.round(height)]).toEqual([75, 60, 100, 115])
})
