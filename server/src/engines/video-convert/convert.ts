// The video-convert editor as it runs in a child.
import { gifStep } from '@keter/core'
import type { Encoding } from '../../media/video/encoding.ts'
import { makeGif } from '../../media/video/gif.ts'
import { measureVideo } from '../../media/video/measure.ts'
import { shaping } from '../../media/video/shape.ts'
import type { Editor } from '../editor.ts'
import { editedVideo, videoOf } from '../video-editor.ts'

export const convertVideo: Editor = async (request, context) => {
  const { edit, shape, sourcePath, resultPath } = request
  const source = videoOf(request)
  const quality = Number(edit.options.encoding)
  // Only MP4 tells players to turn the picture.
  const turned = shape.format !== 'mp4'
  const filter = shaping(source, shape, turned)
  if (shape.format !== 'gif')
    return editedVideo(request, '1', { filter, turned, mute: edit.options.mute === true, encoding: encodingOf(shape.format, quality) }, context)
  const began = performance.now()
  await makeGif({ sourcePath, source, resultPath, filter, step: gifStep(source), colours: coloursOf(quality) }, context)
  return { measurement: await measureVideo({ path: resultPath }), ms: { decode: 0, infer: 0, encode: performance.now() - began } }
}

/** From the best that is of use to the smallest that can be looked at, in even steps of the encoder's own measure. */
function encodingOf(format: string, quality: number): Encoding {
  const between = (best: number, smallest: number) => Math.round(smallest - ((quality - 1) / 99) * (smallest - best))
  return format === 'webm' ? { codec: 'vp9', crf: between(16, 58) } : { codec: 'h264', crf: between(14, 46) }
}

/** 256 from a quality of 75 on, 16 at the least. */
function coloursOf(quality: number): number {
  return Math.round(2 ** (4 + 4 * Math.min(1, quality / 75)))
}
