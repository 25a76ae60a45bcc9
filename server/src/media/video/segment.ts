// One finished piece of a result: an encoder of its own, so that it begins with a key frame and needs nothing of the others.
import type { Encoder, FilterAPI, Muxer } from 'node-av/api'
import type { Frame, Packet } from 'node-av/lib'
import { type Encoding, encoderOf, encoders } from './encoding.ts'
import { type Ffmpeg, openVideo } from './ffmpeg.ts'
import { type Colours, pixelFormat, tag, toPlanes } from './pixels.ts'
import { ticks } from './timed.ts'

export interface OpenSegment {
  readonly startMs: number
  write(frame: Frame, colours: Colours): Promise<void>
  /** How many frames it has. */
  finish(): Promise<number>
}

/** Decoding begins before the first picture is shown, and the file of a segment holds no time before zero; so all of it is this much later there. */
const leadSeconds = 60

/** Its packets in decoding order, at the times their frames were written with. */
export async function readSegment(path: string): Promise<Packet[]> {
  const input = await openVideo(path, 'nut')
  const packets: Packet[] = []
  for await (const packet of input.packets(0)) {
    if (!packet) break
    packet.pts -= ticks(leadSeconds, packet)
    packets.push(packet)
  }
  await input.close()
  return packets
}

export async function openSegment(av: Ffmpeg, path: string, encoding: Encoding, reordered: boolean, startMs: number): Promise<OpenSegment> {
  const { options, oddSizes } = encoders[encoding.codec]
  const encoder: Encoder = await av.Encoder.create(encoderOf(av, encoding), { options: options(encoding.crf, reordered) as never })
  const muxer: Muxer = await av.Muxer.open(path, { format: 'nut', useSyncQueue: false, useAsyncWrite: false })
  const index = muxer.addStream(encoder)
  let graph: FilterAPI | null = null
  let frames = 0
  // The frame before, on its way while the caller prepares the next.
  let underway: Promise<void> = Promise.resolve()
  const encode = async (frame: Frame | null) => {
    for (const packet of await encoder.encodeAll(frame)) {
      await muxer.writePacket(packet, index)
      packet.free()
    }
  }
  const convert = async (frame: Frame | null, colours: Colours | null) => {
    for (const planes of await graph!.processAll(frame)) {
      if (colours) tag(planes, colours)
      frames++
      await encode(planes)
      planes.free()
    }
    frame?.free()
  }
  return {
    startMs,
    async write(frame, colours) {
      frame.pts += ticks(leadSeconds, frame)
      graph ??= av.FilterAPI.create(toPlanes(colours, pixelFormat(frame, colours, oddSizes)), {})
      await underway
      underway = convert(frame, colours)
      // Whoever writes next, or finishes, hears of it.
      underway.catch(() => undefined)
    },
    async finish() {
      await underway
      await convert(null, null)
      await encode(null)
      await muxer.close()
      encoder.close()
      graph?.close()
      return frames
    },
  }
}
