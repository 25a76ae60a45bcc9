import { afterAll, describe, expect, test } from 'vitest'
import { leftOf } from '../../../test/pictures.ts'
import type { Pixels } from '../../media/video/video-edit.ts'
import { framesShown, makeClip, picturesOf, soundOf, turnClip } from '../../media/video/test-clip.ts'
import { videoFolder } from '../test-video.ts'
import { type Piece, pathThrough } from './path.ts'

const files = videoFolder()
afterAll(() => files.remove())

/** On grey, a chequered square of 24 pixels whose left edge is at `place`. */
const thing = (place: string) =>
  `format=yuv444p,geq=lum='if(between(X,${place},${place}+23)*between(Y,36,59),if(mod(floor(X/6)+floor(Y/6),2),235,16),128)':cb=128:cr=128,format=yuv420p`
const wide = { width: 192, height: 96, rate: '12', seconds: 3, picture: 'color' }
/** From left to right in three seconds. */
const moving = { ...wide, filter: thing('4+T*54') }

test('what moves stays in the cut-out, whole', async () => {
  const { path, result, source } = await files.edited(await makeClip(files.at('moving.mp4'), moving), { tool: 'video-reframe' })
  expect(result).toMatchObject({ width: 54, height: 96, frames: 36, durationMs: source.durationMs })
  const seen = (await picturesOf(path)).map(thingIn)
  expect(Math.min(...seen.map(({ columns }) => columns))).toBeGreaterThanOrEqual(22)
  expect(await soundOf(path, result)).toEqual(await soundOf(files.at('moving.mp4'), source))
})

test('with a cut to another scene the cut-out jumps, at that frame', async () => {
  // On the left for a second and a half; then on the right, before another background.
  const other = "drawbox=x=0:y=64:w=192:h=32:color=white:t=fill:enable='gte(t,1.49)',drawbox=x=0:y=0:w=192:h=32:color=black:t=fill:enable='gte(t,1.49)'"
  const source = await makeClip(files.at('cut.mp4'), { ...wide, filter: `${thing('if(gte(T,1.49),160,8)')},${other}` })
  const seen = (await picturesOf((await files.edited(source, { tool: 'video-reframe' })).path)).map(thingIn)
  expect(Math.min(...seen.map(({ columns }) => columns))).toBeGreaterThanOrEqual(22)
})

test('frames that have nothing in common, one after the other, are no scenes of their own: the cut-out does not jitter', async () => {
  // A thing in the middle; for a second, what is around it flashes to the left and to the right in turn.
  const flashing = 'gte(T,1)*lt(T,2)*if(mod(N,2),lt(X,76),gt(X,116))'
  const around = `if(${flashing},if(mod(floor(X/8)+floor(Y/12),2),250,5),if(mod(floor(Y/24)+mod(N,2)*gte(T,1)*lt(T,2),2),150,100))`
  const square = 'between(X,84,107)*between(Y,36,59)'
  const filter = `format=yuv444p,geq=lum='if(${square},if(mod(floor(X/6)+floor(Y/6),2),235,16),${around})':cb=128:cr=128,format=yuv420p`
  const source = await makeClip(files.at('flashing.mp4'), { ...wide, filter, sound: false })
  const { path } = await files.edited(source, { tool: 'video-reframe' })
  const whole = await picturesOf(source)
  const places = (await picturesOf(path)).map((picture, index) => leftOf(picture, whole[index]!))
  // Two fifths of the edge in a second, and a pixel for the rounding.
  for (const [index, place] of places.entries()) if (index > 0) expect(Math.abs(place - places[index - 1]!)).toBeLessThanOrEqual((0.4 * wide.width) / 12 + 1)
})

test('the middle: the same place all the time', async () => {
  const clip = { ...wide, seconds: 1, filter: thing('84') }
  const { path } = await files.edited(await makeClip(files.at('middle.mp4'), clip), { tool: 'video-reframe', options: { follow: 'middle', shape: '1:1' } })
  const places = (await picturesOf(path)).map((picture) => thingIn(picture).left)
  expect([...new Set(places)]).toEqual([36])
})

describe.each(['9:16', '1:1', '4:5', '16:9'])('%s', (shape) => {
  test('nothing is enlarged, edges are even; a turned video is cut as it is seen', async () => {
    const flat = await makeClip(files.at('flat.mp4'), { width: 130, height: 98, seconds: 0.5, rate: '12', sound: false })
    const turned = await turnClip(flat, files.at('turned.mp4'))
    for (const path of [flat, turned]) {
      const edited = await files.edited(path, { tool: 'video-reframe', options: { shape } })
      const { width, height, rotation } = edited.result
      expect([width, height]).toEqual([edited.shape.width, edited.shape.height])
      expect([width % 2, height % 2, rotation ?? 0]).toEqual([0, 0, 0])
      expect(width === edited.source.width || height === edited.source.height).toBe(true)
      const [across, down] = shape.split(':').map(Number) as [number, number]
      expect(Math.abs(width / height - across / down)).toBeLessThan(0.05)
    }
  })
})

test('times of frames that come unevenly, and what the source says of its colours, stay', async () => {
  const uneven = {
    ...moving,
    sound: false,
    filter: `select='not(eq(mod(n,5),1))',${moving.filter.replace('yuv420p', 'yuv420p10le')},setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc`,
  }
  const { path, result, source } = await files.edited(await makeClip(files.at('uneven.mp4'), uneven), { tool: 'video-reframe' })
  const [before, after] = [await framesShown(files.at('uneven.mp4'), source), await framesShown(path, result)]
  expect(after.map(({ at }) => Math.round(at))).toEqual(before.map(({ at }) => Math.round(at)))
  const { transfer, primaries, space, range } = before[0]!
  expect(after[0]).toMatchObject({ transfer, primaries, space, range })
})

test('a cut-out moves at most by two fifths of the edge in a second, and stays within it', () => {
  const attention = (place: number) => Float32Array.from({ length: 96 }, (_, cell) => (Math.abs(cell - place) < 4 ? 1 : 0))
  const pieces: Piece[] = Array.from({ length: 30 }, (_, index) => ({
    ...{ startMs: index * 200, endMs: index * 200 + 160, cut: false },
    attention: attention(index < 15 ? 4 : 92),
  }))
  const place = pathThrough(pieces, 0.3)
  const places = Array.from({ length: 180 }, (_, frame) => place(frame * 33.3))
  expect(places[0]).toBe(0)
  expect(places.at(-1)).toBe(1)
  // The room is seven tenths of the edge.
  for (const [index, one] of places.entries()) if (index > 0) expect(Math.abs(one - places[index - 1]!) * 0.7).toBeLessThanOrEqual((0.4 * 33.4) / 1000 + 0.01)
})

/** Of a picture, in how many columns the chequered square is seen, and where it begins. */
function thingIn({ rgb, width, height }: Pixels): { columns: number; left: number } {
  const columns = Array.from({ length: width }, (_, x) => {
    const values = Array.from({ length: height }, (_, y) => rgb[(y * width + x) * 3 + 1]!).slice(36, 60)
    return Math.max(...values) - Math.min(...values) > 150
  })
  return { columns: columns.filter(Boolean).length, left: columns.indexOf(true) }
}
