// Clips that tests make for themselves, through the same interface, from FFmpeg's own test pictures and tones.
import type { VideoMeasurement } from '@keter/core'
import type { Pixels } from './video-edit.ts'
import { ffmpeg, openVideo } from './ffmpeg.ts'
import { framesOf } from './frames.ts'
import { measureVideo } from './measure.ts'
import { toPixels } from './pixels.ts'

export interface Clip {
  readonly width?: number
  readonly height?: number
  readonly rate?: string
  readonly seconds?: number
  /** Filters after the test picture. */
  readonly filter?: string
  readonly sound?: boolean
  /** FFmpeg's source of the sound, and its encoder. */
  readonly tone?: string
  readonly speech?: 'aac' | 'pcm_s16le'
  readonly format?: 'mp4' | 'webm' | 'matroska'
  readonly picture?: string
  /** Of the encoder; quicker ones than "veryfast" leave frames in their order. */
  readonly preset?: string
  /** In frames. */
  readonly keyFrameEvery?: number
  /** Red, green and blue as they are, as some record a screen. */
  readonly unmixed?: boolean
}

/** A filter that lays a picture of a person over the moving test picture, for tools that need one. */
export const besidePerson = (picture: string, { height = 48, filter = 'format=yuv420p' }: Clip, lying = false): string =>
  `null[moving];movie=${picture},scale=${height}:${height}${lying ? ',transpose=cclock' : ''}[person];[moving][person]overlay=x=W/4:format=yuv444,setparams=colorspace=smpte170m,${filter}`

export async function makeClip(path: string, clip: Clip = {}): Promise<string> {
  const { width = 64, height = 48, rate = '24', seconds = 2, filter = 'format=yuv420p', sound = true, format = 'mp4', picture = 'testsrc2' } = clip
  const { preset = 'ultrafast', keyFrameEvery = 24, unmixed = false } = clip
  const { tone = `sine=frequency=440:sample_rate=48000:duration=${seconds}`, speech = 'aac' } = clip
  const av = await ffmpeg()
  const pictures = await av.Demuxer.open(`${picture}=size=${width}x${height}:rate=${rate}:duration=${seconds}`, { format: 'lavfi' })
  const decoder = await av.Decoder.create(pictures.video()!)
  const graph = av.FilterAPI.create(filter, {})
  const encoder = await av.Encoder.create(unmixed ? av.FF_ENCODER_LIBX264RGB : av.FF_ENCODER_LIBX264, { gopSize: keyFrameEvery, options: { preset } as never })
  const muxer = await av.Muxer.open(path, { format, useSyncQueue: false, useAsyncWrite: false })
  const video = muxer.addStream(encoder)
  const ways = [() => write(encoder.packets(graph.frames(decoder.frames(pictures.packets(0)))), video)]
  if (sound) {
    const tones = await av.Demuxer.open(tone, { format: 'lavfi' })
    const hearing = await av.Decoder.create(tones.audio()!)
    const floats = av.FilterAPI.create(`aformat=sample_fmts=${speech === 'aac' ? 'fltp' : 's16'}`, {})
    const speaking = await av.Encoder.create(speech === 'aac' ? av.FF_ENCODER_AAC : av.FF_ENCODER_PCM_S16LE, {})
    const audio = muxer.addStream(speaking)
    ways.push(() => write(speaking.packets(floats.frames(hearing.frames(tones.packets(0)))), audio))
  }
  // A file takes one packet at a time.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (step: () => Promise<void>) => {
    last = last.then(step)
    return last
  }
  // Only now: no stream can be added once a packet is written.
  await Promise.all(ways.map((way) => way()))
  await muxer.close()
  return path

  async function write(packets: AsyncIterable<import('node-av/lib').Packet | null>, stream: number): Promise<void> {
    for await (const packet of packets) if (packet) await inTurn(() => muxer.writePacket(packet, stream))
  }
}

/** The same packets in a file that tells players to turn them by a quarter. */
export async function turnClip(from: string, to: string): Promise<string> {
  const av = await ffmpeg()
  const input = await openVideo(from, 'mp4')
  const muxer = await av.Muxer.open(to, { format: 'mp4', useSyncQueue: false, useAsyncWrite: false })
  const video = muxer.addStream(input.video()!)
  const matrix = Buffer.alloc(36)
  for (const [index, value] of [0, 65_536, 0, -65_536, 0, 0, 0, 0, 2 ** 30].entries()) matrix.writeInt32LE(value, index * 4)
  muxer.getStream(video)!.codecpar.addCodedSideData(av.AV_PKT_DATA_DISPLAYMATRIX, matrix)
  for await (const packet of input.packets(input.video()!.index)) if (packet) await muxer.writePacket(packet, video)
  await muxer.close()
  await input.close()
  return to
}

/** Digest of each packet of the sound, in order. */
export async function soundOf(path: string, { format }: Pick<VideoMeasurement, 'format'>): Promise<string[]> {
  const { createHash } = await import('node:crypto')
  const input = await openVideo(path, format)
  const stream = input.audio()!
  const digests: string[] = []
  for await (const packet of input.packets(stream.index)) if (packet?.data) digests.push(createHash('sha256').update(packet.data).digest('hex'))
  await input.close()
  return digests
}

/** The times frames are shown at, in milliseconds, and the mean of each frame's bytes. */
export async function framesShown(path: string, { format }: Pick<VideoMeasurement, 'format'>) {
  const av = await ffmpeg()
  const input = await openVideo(path, format)
  const stream = input.video()!
  const decoder = await av.Decoder.create(stream)
  const shown: { at: number; width: number; height: number; digest: string; transfer: number; primaries: number; range: number; space: number }[] = []
  const { createHash } = await import('node:crypto')
  for await (const frame of decoder.frames(input.packets(stream.index))) {
    if (!frame) break
    const at = (Number(frame.pts) * frame.timeBase.num * 1000) / frame.timeBase.den
    const digest = createHash('sha256').update(frame.toBuffer()).digest('hex').slice(0, 16)
    const { width, height, colorTrc: transfer, colorPrimaries: primaries, colorRange: range, colorSpace: space } = frame
    shown.push({ at, width, height, digest, transfer, primaries, range, space })
    frame.free()
  }
  await input.close()
  return shown
}

/** The pictures of a file, as they are stored. */
export async function picturesOf(path: string): Promise<Pixels[]> {
  const av = await ffmpeg()
  const pictures: Pixels[] = []
  for await (const frame of framesOf({ sourcePath: path, source: await measureVideo({ path }) })) {
    pictures.push(await toPixels(av, frame))
    frame.free()
  }
  return pictures
}

/** What is heard of the first channel, 48,000 values a second from the moment 0 on. */
export async function samplesOf(path: string): Promise<Float32Array> {
  const av = await ffmpeg()
  const input = await openVideo(path, (await measureVideo({ path })).format)
  const stream = input.audio()!
  const decoder = await av.Decoder.create(stream)
  const graph = av.FilterAPI.create('aformat=sample_fmts=flt:sample_rates=48000:channel_layouts=mono', {})
  const heard: number[] = []
  for await (const frame of graph.frames(decoder.frames(input.packets(stream.index)))) {
    if (!frame) break
    const values = new Float32Array(Uint8Array.from(frame.toBuffer()).buffer)
    const from = Math.round((Number(frame.pts) * frame.timeBase.num * 48_000) / frame.timeBase.den)
    for (const [index, value] of values.entries()) if (from + index >= 0 && index < frame.nbSamples) heard[from + index] = value
    frame.free()
  }
  await input.close()
  return Float32Array.from(heard, (value) => value ?? 0)
}
