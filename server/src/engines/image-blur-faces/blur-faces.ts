// The image-blur-faces editor as it runs in a child: finds faces and covers each with an oval that has a soft edge.
import { performance } from 'node:perf_hooks'
import * as ort from 'onnxruntime-node'
import sharp, { type OverlayOptions } from 'sharp'
import { packFile } from '../../models/installed.ts'
import { fullRangeFaces as network } from '../../models/networks/faces.ts'
import type { Editor } from '../editor.ts'
import { loadNetwork } from '../network.ts'
import { type Picture, readPicture } from '../pictures/picture.ts'
import { imageOf, joined, writeEdited } from '../pictures/rgb.ts'
import { type Box, findFaces } from './find.ts'

export const blurFaces: Editor = async (request, { onProgress }) => {
  const { edit, sourcePath, modelsFolder, runtime } = request
  const began = performance.now()
  const session = await loadNetwork(await packFile(modelsFolder, network.pack, network.file), runtime)
  const loaded = performance.now()
  const picture = await readPicture(sourcePath)
  const decoded = performance.now()
  const look = async (pixels: Uint8Array) => {
    const results = await session.run({ image: new ort.Tensor('uint8', pixels, [1, network.size, network.size, 3]) })
    return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]))
  }
  const faces = await findFaces(picture, network, look, Number(edit.options.certainty) / 100, (share) => onProgress(share * 0.8))
  const inferred = performance.now()
  const covers = await Promise.all(
    faces
      .flatMap((face) => within(widened(face, Number(edit.options.margin) / 100), picture))
      .map((area) => coverOf(picture, area, String(edit.options.style))),
  )
  const covered = await imageOf(picture).composite(covers).removeAlpha().raw().toBuffer()
  const measurement = await writeEdited(picture, covered, request)
  onProgress(1)
  return { measurement, ms: { load: loaded - began, decode: decoded - loaded, infer: inferred - decoded, encode: performance.now() - inferred } }
}

type Area = Pick<Box, 'left' | 'top' | 'width' | 'height'>

/** The network frames a face from brow to chin: hair, ears and chin come with a margin, more of it above. */
export function widened({ left, top, width, height }: Area, margin: number): Area {
  return { left: left - width * margin, top: top - height * margin * 1.6, width: width * (1 + 2 * margin), height: height * (1 + 2.6 * margin) }
}

/** In whole pixels of the picture; nothing where it lies outside. */
function within(area: Area, { width, height }: Pick<Picture, 'width' | 'height'>): Area[] {
  const [left, top] = [Math.max(0, Math.floor(area.left)), Math.max(0, Math.floor(area.top))]
  const [right, bottom] = [Math.min(width, Math.ceil(area.left + area.width)), Math.min(height, Math.ceil(area.top + area.height))]
  return right > left && bottom > top ? [{ left, top, width: right - left, height: bottom - top }] : []
}

/** Cells across a face: too few to be recognised by, whatever the size of the face. */
const cells = 6

async function coverOf(picture: Picture, area: Area, style: string): Promise<OverlayOptions> {
  const { left, top, width, height } = area
  const face = { width, height, rgb: await imageOf(picture).extract(area).raw().toBuffer() }
  const few = { width: Math.min(width, cells), height: Math.min(height, Math.max(1, Math.round((cells * height) / width))) }
  // Through a handful of values first: of a plain blur, a face could be computed back.
  const coarse = {
    ...few,
    rgb: await imageOf(face)
      .resize({ ...few, fit: 'fill' })
      .raw()
      .toBuffer(),
  }
  const mean = await imageOf(coarse).resize(1, 1, { fit: 'fill' }).raw().toBuffer()
  const cover =
    style === 'fill'
      ? sharp({ create: { width, height, channels: 3, background: { r: mean[0]!, g: mean[1]!, b: mean[2]! } } })
      : imageOf(coarse).resize({ width, height, fit: 'fill', kernel: style === 'pixels' ? 'nearest' : 'cubic' })
  const rgb = await cover.removeAlpha().raw().toBuffer()
  return { input: await (await joined({ rgb, width, height }, oval(width, height))).png({ compressionLevel: 1 }).toBuffer(), left, top }
}

/** 255 in an oval that fills the area, with an edge of a twentieth. */
function oval(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [((at % width) + 0.5) / width - 0.5, (Math.floor(at / width) + 0.5) / height - 0.5]
    return Math.round(255 * Math.min(1, Math.max(0, (0.5 - Math.hypot(x, y)) / 0.05)))
  })
}
