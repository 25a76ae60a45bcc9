// The image-remove-background editor as it runs in a child: the network's mask, brought to the picture's size, as transparency or as the border between
// the picture and another background.
import { performance } from 'node:perf_hooks'
import * as ort from 'onnxruntime-node'
import sharp, { type Sharp } from 'sharp'
import { packFile } from '../../models/installed.ts'
import type { Editor } from '../editor.ts'
import { behind } from '../pictures/behind.ts'
import { loadNetwork } from '../network.ts'
import { type Picture, readPicture } from '../pictures/picture.ts'
import { imageOf, joined, writeMade } from '../pictures/rgb.ts'

/** The network sees a picture in this size, whatever its shape. */
const edge = 1024

export const removeBackground: Editor = async (request, { onProgress }) => {
  const { edit, sourcePath, modelsFolder, runtime } = request
  const began = performance.now()
  const session = await loadNetwork(await packFile(modelsFolder, 'isnet', 'model.onnx'), runtime)
  const loaded = performance.now()
  const picture = await readPicture(sourcePath)
  const decoded = performance.now()
  const mask = await maskOf(session, picture)
  onProgress(0.8)
  const inferred = performance.now()
  const { background, colour, blur } = edit.options
  const cut = withAlpha(picture, mask)
  const image =
    background === 'transparent'
      ? await cut
      : await over(await cut, background === 'colour' ? plain(picture, String(colour)) : imageOf(await behind(picture, mask, Number(blur))))
  const measurement = await writeMade(image, request)
  onProgress(1)
  return { measurement, ms: { load: loaded - began, decode: decoded - loaded, infer: inferred - decoded, encode: performance.now() - inferred } }
}

/** One byte a pixel: 255 for what the picture is of. The network takes planes of 0 to 255 less 128, divided by 256. */
async function maskOf(session: ort.InferenceSession, picture: Picture): Promise<Uint8Array> {
  const { width, height } = picture
  const small = await imageOf(picture).resize(edge, edge, { fit: 'fill' }).raw().toBuffer()
  const planes = new Float32Array(3 * edge * edge)
  for (let pixel = 0; pixel < edge * edge; pixel++)
    for (let channel = 0; channel < 3; channel++) planes[channel * edge * edge + pixel] = (small[pixel * 3 + channel]! - 128) / 256
  const output = (await session.run({ [session.inputNames[0]!]: new ort.Tensor('float32', planes, [1, 3, edge, edge]) }))[session.outputNames[0]!]!
  const values = output.data as Float32Array
  const coarse = Uint8Array.from(values.subarray(0, edge * edge), (value) => Math.round(Math.min(1, Math.max(0, value)) * 255))
  output.dispose()
  return sharp(coarse, { raw: { width: edge, height: edge, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer()
}

/** What was transparent in the source stays so. */
function withAlpha(picture: Picture, mask: Uint8Array): Promise<Sharp> {
  const { alpha } = picture
  return joined(picture, alpha ? mask.map((value, at) => Math.round((value * alpha[at]!) / 255)) : mask)
}

const plain = ({ width, height }: Picture, background: string): Sharp => sharp({ create: { width, height, channels: 3, background } })

async function over(cut: Sharp, background: Sharp): Promise<Sharp> {
  const { data, info } = await cut.raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return imageOf({ width, height, rgb: await background.raw().toBuffer() })
    .composite([{ input: data, raw: { width, height, channels: 4 } }])
    .removeAlpha()
}
