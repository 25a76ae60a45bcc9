// A GIF of a video: one palette for all of it, found in a first pass, so that colours do not flicker; frames at whole hundredths of a second, as GIF counts.
// Two passes and a few frames in flight instead of all frames in memory. A GIF is short: a run that was killed makes it anew.
import type { Frame } from 'node-av/lib'
import type { TaskContext } from '../task.ts'
import { ffmpeg } from './ffmpeg.ts'
import { msOf } from './decode.ts'
import { endOf, type FramesWanted, framesOf } from './frames.ts'

export interface Gif extends FramesWanted {
  readonly resultPath: string
  /** Each so-manieth frame is kept. */
  readonly step: number
  readonly colours: number
}

/** In hundredths: browsers show a frame with less for ten. */
const shortest = 2

export async function makeGif(gif: Gif, { onProgress }: TaskContext): Promise<void> {
  const av = await ffmpeg()
  const all = gif.source.frames * 2
  let seen = 0
  const kept = () => counted(gif, () => onProgress(Math.min(1, ++seen / all) * 0.98))
  const finding = av.FilterAPI.create(`palettegen=max_colors=${gif.colours}:stats_mode=full`, {})
  let palette: Frame | null = null
  for await (const frame of finding.frames(kept())) if (frame) palette ??= frame
  finding.close()
  const using = av.FilterComplexAPI.create('[picture][palette]paletteuse=dither=sierra2_4a:diff_mode=rectangle[out]', {
    inputs: [{ label: 'picture' }, { label: 'palette' }],
    outputs: [{ label: 'out' }],
  })
  const encoder = await av.Encoder.create(av.FF_ENCODER_GIF, {})
  const muxer = await av.Muxer.open(gif.resultPath, { format: 'gif', useSyncQueue: false, useAsyncWrite: false })
  try {
    const stream = muxer.addStream(encoder)
    for await (const packet of encoder.packets(using.frames('out', { picture: kept(), palette }))) {
      if (packet) await muxer.writePacket(packet, stream)
      packet?.free()
    }
    await muxer.close()
  } finally {
    using.close()
    encoder.close()
  }
  onProgress(1)
}

/** The frames that are kept, in hundredths of a second from the first; then null, which tells FFmpeg that these were all. */
async function* counted(gif: Gif, onFrame: () => void): AsyncGenerator<Frame | null> {
  let index = 0
  let first: number | null = null
  let end = 0
  // Shown until the next one is, however many were left out in between.
  let held: Frame | null = null
  const lasting = (frame: Frame, until: number) => {
    frame.duration = BigInt(Math.max(shortest, until - Number(frame.pts)))
    return frame
  }
  for await (const frame of framesOf(gif)) {
    onFrame()
    const at = msOf(frame)
    first ??= at
    end = Math.round((endOf(frame, gif.source) - first) / 10)
    if (index++ % gif.step !== 0) {
      frame.free()
      continue
    }
    const place = Math.max(Math.round((at - first) / 10), held ? Number(held.pts) + shortest : 0)
    frame.timeBase = { num: 1, den: 100 } as Frame['timeBase']
    frame.pts = BigInt(place)
    if (held) yield lasting(held, place)
    held = frame
  }
  if (held) yield lasting(held, end)
  yield null
}
