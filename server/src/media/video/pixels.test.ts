import { expect, test } from 'vitest'
import { ffmpeg } from './ffmpeg.ts'
import { toFrame } from './pixels.ts'

test('a frame holds its pixels itself: what becomes of the buffer they came from changes nothing', async () => {
  const [width, height] = [30, 24]
  const rgb = Buffer.from(Array.from({ length: width * height * 3 }, (_, at) => at % 251))
  const known = Buffer.from(rgb)
  const frame = toFrame(await ffmpeg(), { rgb, width, height }, { timeBase: { num: 1, den: 15 }, pts: 4n, duration: 2n, aspect: { num: 4, den: 3 } })
  rgb.fill(255)
  expect(frame.toBuffer().equals(known)).toBe(true)
  expect(frame).toMatchObject({ width, height, pts: 4n, duration: 2n, timeBase: { num: 1, den: 15 }, sampleAspectRatio: { num: 4, den: 3 } })
  frame.free()
})
