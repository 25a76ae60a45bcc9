// The image-erase editor as it runs in a child: only what lies around the hole is looked at, so a large picture costs no more than the place that is filled.
import { performance } from 'node:perf_hooks'
import { Refusal } from '@keter/core'
import type { Editor } from '../editor.ts'
import { readPicture } from '../pictures/picture.ts'
import { inMemory, readArea, writeArea } from '../pictures/raster.ts'
import { type Area, grown, inside } from '../pictures/tiles.ts'
import { writeEdited } from '../pictures/rgb.ts'
import { fillHole } from './fill.ts'
import { erasedMask } from './mask.ts'

/** Around the hole, as a multiple of its longer edge, and at least so many pixels: where the pieces are taken from. */
const surroundings = 1
const leastSurroundings = 64

export const erase: Editor = async (request, { onProgress }) => {
  const { edit, sourcePath, pictures } = request
  const began = performance.now()
  const picture = await readPicture(sourcePath)
  const { width, height, rgb } = picture
  const mask = await erasedMask(edit, pictures, picture, picture)
  const decoded = performance.now()
  const colours = { width, height, channels: 3, store: inMemory(rgb) }
  const area = areaOf(mask, width, height)
  const hole = readArea({ width, height, channels: 1, store: inMemory(mask) }, area)
  const filled = fillHole({ width: area.width, height: area.height, rgb: readArea(colours, area), hole }, (share) => onProgress(share * 0.9))
  writeArea(colours, area, filled, area)
  const inferred = performance.now()
  const measurement = await writeEdited(picture, rgb, request)
  onProgress(1)
  return { measurement, ms: { decode: decoded - began, infer: inferred - decoded, encode: performance.now() - inferred } }
}

/** The hole with its surroundings. @throws Refusal where nothing is marked, or all but a border */
function areaOf(mask: Uint8Array, width: number, height: number): Area {
  let [left, top, right, bottom, marked] = [width, height, 0, 0, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (mask[y * width + x]) {
        left = Math.min(left, x)
        right = Math.max(right, x + 1)
        top = Math.min(top, y)
        bottom = y + 1
        marked++
      }
  if (marked === 0) throw new Refusal('unsupported_edit', 'Nothing is marked: the mask is black, and no rectangle lies in the picture.')
  if (marked > 0.9 * width * height) throw new Refusal('unsupported_edit', 'Nearly all of the picture is marked: nothing is left to fill it from.')
  const hole = { left, top, width: right - left, height: bottom - top }
  const around = Math.max(leastSurroundings, Math.round(surroundings * Math.max(hole.width, hole.height)))
  return inside(grown(hole, around), { width, height })
}
