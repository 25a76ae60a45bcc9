// video-upscale: clips made smaller, then enlarged again.
import { lanczos } from '../../server/test/pictures.ts'
import { encoded, framesIn, photographs, type Size, viewed, writeClip } from './clips.ts'
import { decibelsOfBrightness } from './measures.ts'
import { resized, type Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { type Compared, compared, comparedFrames, head } from './tables.ts'

const size = { width: 256, height: 192 }
const frames = 8

/** Every other photograph is panned over by 3 pixels a frame, the rest zoomed into by a fiftieth. */
function motionOver(photograph: string, index: number): Promise<Rgb[]> {
  const place = (at: number) =>
    index % 2 === 0 ? { left: 60 + 3 * at, top: 60 + at, width: size.width } : { left: 60 + 2.5 * at, top: 60 + 2 * at, width: size.width * (1 - 0.02 * at) }
  return Promise.all(Array.from({ length: frames }, (_, at) => viewed(photograph, place(at), size)))
}

/** x264's crf of the small clip: as good as it was, or what a thrifty sender makes of it. */
const states = { clean: 0, degraded: 35 } as const

export async function upscalingVideos(studio: Studio): Promise<string[]> {
  const lines = [
    '## Video upscale',
    '',
    `Clips of ${frames} frames of ${size.width} x ${size.height} in motion over four photographs, made smaller, then enlarged again; the alternative is Lanczos, frame by frame, encoded as the`,
    "tool's result is. Degraded: the small clip was compressed by x264 at crf 35. Of videos, PSNR is that of brightness.",
    '',
    ...head(['quality, scale, source', 'tool PSNR', 'Lanczos', 'tool SSIM', 'Lanczos']),
  ]
  for (const scale of [2, 4])
    for (const [state, crf] of Object.entries(states)) {
      const cases = new Map<string, Compared[]>([
        ['fast', []],
        ['standard', []],
        ['restore', []],
      ])
      for (const [index, photograph] of photographs.entries()) {
        const originals = await motionOver(photograph, index)
        const source = await smallClip(studio.at('small.mp4'), originals, { width: size.width / scale, height: size.height / scale }, crf)
        const plain = await encoded(
          studio.at('plain.mp4'),
          (await framesIn(source)).map((frame) => enlarged(frame, scale)),
        )
        for (const [quality, list] of cases) list.push(...comparedFrames(originals, [await studio.clip(source, 'video-upscale', { scale }, quality), plain]))
      }
      for (const [quality, list] of cases) lines.push(compared(`${quality} ${scale}x, ${state}`, list, decibelsOfBrightness))
    }
  return [...lines, '']
}

async function smallClip(path: string, frames: readonly Rgb[], { width, height }: Size, crf: number): Promise<string> {
  return writeClip(path, await Promise.all(frames.map((frame) => resized(frame, width, height))), crf)
}

function enlarged({ rgb, width, height }: Rgb, scale: number): Rgb {
  return { width: width * scale, height: height * scale, rgb: lanczos(rgb, width, height, scale) }
}
