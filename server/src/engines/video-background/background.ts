// The video-background editor as it runs in a child: the person of each frame before what was asked for.
import { performance } from 'node:perf_hooks'
import { Refusal, type VideoMeasurement } from '@keter/core'
import type * as ort from 'onnxruntime-node'
import { openImage } from '../../media/open.ts'
import { onceForEach, oneOfEach, type Pixels, type Transform } from '../../media/video/video-edit.ts'
import { ffmpeg } from '../../media/video/ffmpeg.ts'
import { msOf } from '../../media/video/decode.ts'
import { framesOf } from '../../media/video/frames.ts'
import { toPixels } from '../../media/video/pixels.ts'
import { shaping } from '../../media/video/shape.ts'
import { packFile, packModel } from '../../models/installed.ts'
import { personNetwork } from '../../models/networks/person.ts'
import { behind } from '../pictures/behind.ts'
import type { EditRequest, Editor } from '../editor.ts'
import { loadNetwork } from '../network.ts'
import { channelsOf } from '../pictures/rgb.ts'
import { editedVideo, videoOf } from '../video-editor.ts'
import { enlargedMask, maskOf, showsPerson, steadied } from './person.ts'

/** While no person is found, one frame in so much time is looked at. */
const lookEveryMs = 1000

export const changeBackground: Editor = async (request, context) => {
  const { modelsFolder, runtime } = request
  const source = videoOf(request)
  // The network knows people who stand upright.
  const filter = shaping(source, source, true)
  const { pack, file } = personNetwork
  const began = performance.now()
  const session = await loadNetwork(await packFile(modelsFolder, pack, file), runtime)
  const loaded = performance.now()
  await findPerson(session, request, source, filter)
  const found = performance.now()
  const transform = replacing(session, await backgroundOf(request, source))
  const { measurement, ms } = await editedVideo(request, packModel(pack, file).version, { filter, turned: true, transform }, context)
  // Until somebody is found, the network looks at what it decodes: that is work on the pixels.
  return { measurement, ms: { ...ms, load: loaded - began, infer: ms.infer + found - loaded } }
}

/** Ends with the first frame that shows one. @throws Refusal `unsupported_edit` */
async function findPerson(session: ort.InferenceSession, { sourcePath }: EditRequest, source: VideoMeasurement, filter: string): Promise<void> {
  const av = await ffmpeg()
  let nextMs = Number.NEGATIVE_INFINITY
  for await (const frame of framesOf({ sourcePath, source, filter })) {
    const ms = msOf(frame)
    const pixels = ms >= nextMs ? await toPixels(av, frame) : null
    frame.free()
    if (!pixels) continue
    nextMs = ms + lookEveryMs
    if (showsPerson(await maskOf(session, pixels))) return
  }
  throw new Refusal('unsupported_edit', 'No person was found in the video: there is nothing to set before another background.')
}

type Background = (frame: Pixels, mask: Uint8Array) => Promise<Uint8Array>

async function backgroundOf({ edit, pictures }: EditRequest, { width, height }: VideoMeasurement): Promise<Background> {
  const { background, colour, blur } = edit.options
  if (background === 'blurred') return async (frame, mask) => (await behind(frame, mask, Number(blur))).rgb
  if (background === 'colour') {
    const paint = channelsOf(String(colour))
    const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) => paint[at % 3]!)
    return async () => rgb
  }
  const rgb = await openImage(pictures.picture!)
    .autoOrient()
    .flatten({ background: 'white' })
    .resize({ width, height, fit: 'cover' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer()
  return async () => rgb
}

function replacing(session: ort.InferenceSession, backgroundFor: Background): Transform {
  const maskFor = onceForEach((frame: Pixels) => maskOf(session, frame))
  return oneOfEach(async (frame, next) => {
    const mask = await enlargedMask(steadied(await maskFor(frame), next && (await maskFor(next))), frame)
    const { rgb, width, height } = frame
    return { width, height, rgb: blended(rgb, await backgroundFor(frame, mask), mask) }
  })
}

function blended(front: Buffer, back: Uint8Array, mask: Uint8Array): Buffer {
  const rgb = Buffer.allocUnsafe(front.length)
  for (let pixel = 0, at = 0; pixel < mask.length; pixel++)
    for (let end = at + 3, share = mask[pixel]! / 255; at < end; at++) rgb[at] = back[at]! + (front[at]! - back[at]!) * share + 0.5
  return rgb
}
