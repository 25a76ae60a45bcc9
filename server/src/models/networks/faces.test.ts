import { expect, test } from 'vitest'
import { backCameraFaces, facesIn, fullRangeFaces } from './faces.ts'

const count = 48 * 48
/** What the full-range network says, with a face 48 pixels wide and high at each of these cells. */
function said(...faces: readonly { readonly x: number; readonly y: number; readonly score: number }[]) {
  const numbers = new Float32Array(count * 17).fill(0)
  for (let index = 0; index < count; index++) numbers[index * 17] = -9
  for (const { x, y, score } of faces) numbers.set([score, 2, 4, 48, 48, -10, -8, 10, -8], (y * 48 + x) * 17)
  return { faces: numbers }
}

test('a face lies where its cell and its numbers say, with its marks', () => {
  const [face, ...others] = facesIn(fullRangeFaces, said({ x: 10, y: 20, score: 2 }), 0.5)
  expect(others).toEqual([])
  expect(face!.certainty).toBeCloseTo(1 / (1 + Math.exp(-2)))
  const [x, y] = [10.5 / 48, 20.5 / 48]
  expect([face!.left, face!.top, face!.width, face!.height].map((each) => Math.round(each * 192))).toEqual([x * 192 + 2 - 24, y * 192 + 4 - 24, 48, 48])
  expect(face!.marks).toHaveLength(6)
  expect(face!.marks[0]!.map((each) => Math.round(each * 192))).toEqual([x * 192 - 10, y * 192 - 8])
  expect(face!.marks[1]!.map((each) => Math.round(each * 192))).toEqual([x * 192 + 10, y * 192 - 8])
})

test('of two that are the same face the more certain stays; two that are apart are two; what is not certain enough is none', () => {
  const results = said({ x: 10, y: 20, score: 1 }, { x: 11, y: 20, score: 3 }, { x: 40, y: 20, score: 2 }, { x: 25, y: 40, score: 0.1 })
  expect(facesIn(fullRangeFaces, results, 0.6).map(({ left, width }) => Math.round((left + width / 2) * 192))).toEqual([11.5 * 4 + 2, 40.5 * 4 + 2])
  expect(facesIn(fullRangeFaces, results, 0.5)).toHaveLength(3)
})

test('the back camera has two grids, with several faces for each cell', () => {
  const results = {
    scores16: new Float32Array(512).fill(-9),
    places16: new Float32Array(512 * 16),
    scores8: new Float32Array(384).fill(-9),
    places8: new Float32Array(384 * 16),
  }
  // The last of the six at the third cell of the second row.
  const index = (8 + 2) * 6 + 5
  results.scores8[index] = 4
  results.places8.set([0, 0, 64, 32], index * 16)
  const [face] = facesIn(backCameraFaces, results, 0.7)
  expect([face!.left, face!.top, face!.width, face!.height]).toEqual([2.5 / 8 - 1 / 8, 1.5 / 8 - 1 / 16, 0.25, 0.125])
})
