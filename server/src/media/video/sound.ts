// The sound of the source beside the edited pictures: copied packet for packet where the result's kind of file holds it and players expect it there, else
// encoded again. A cut is exact to the sample where it is copied too: what a codec needs before its first moment is kept and told to be passed over.
import { Refusal } from '@keter/core'
import type { Decoder, Demuxer, Encoder, FilterAPI, Muxer } from 'node-av/api'
import type { Packet, Stream } from 'node-av/lib'
import { blaming } from './decode.ts'
import type { Ffmpeg } from './ffmpeg.ts'
import { type Cut, seconds, ticks, type Timed } from './timed.ts'

export interface SoundWanted {
  readonly input: Demuxer
  readonly output: Muxer
  readonly container: 'mp4' | 'webm'
  /** All of it if null. */
  readonly cut: Cut | null
}

export interface Sound {
  packets(): AsyncGenerator<Timed>
  close(): void
}

/** The packets before a cut that AAC, MP3 and Opus need to be in full voice at it. */
const runUpSeconds = 0.08

interface Track {
  readonly stream: number
  /** Null: that was all. */
  take(packet: Packet | null): Promise<Packet[]>
  close(): void
}

/** Adds a stream for each sound track of the source; null where it has none. */
export async function addSound(av: Ffmpeg, { input, output, container, cut }: SoundWanted): Promise<Sound | null> {
  const tracks = new Map<number, Track>()
  for (const stream of input.streams)
    if (stream.codecpar.codecType === av.AVMEDIA_TYPE_AUDIO) {
      const held = heldIn(av, container).includes(stream.codecpar.codecId)
      tracks.set(stream.index, held ? copied(output.addStream(stream), cut) : await encoded(av, stream, output, container, cut))
    }
  if (tracks.size === 0) return null
  return {
    async *packets() {
      const all = input.packets()
      for (;;) {
        const { value: packet } = await blaming(av, () => all.next())
        if (!packet) break
        const track = tracks.get(packet.streamIndex)
        if (track) yield* timed(track.stream, await blaming(av, () => track.take(packet)))
        else packet.free()
      }
      for (const track of tracks.values()) yield* timed(track.stream, await blaming(av, () => track.take(null)))
    },
    close: () => {
      for (const track of tracks.values()) track.close()
    },
  }
}

function* timed(stream: number, packets: readonly Packet[]): Generator<Timed> {
  for (const packet of packets) {
    const at = seconds(packet.pts, packet)
    yield { packet, stream, at, shown: at }
  }
}

function heldIn(av: Ffmpeg, container: SoundWanted['container']): readonly number[] {
  const { AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3, AV_CODEC_ID_ALAC, AV_CODEC_ID_FLAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS } = av
  if (container === 'webm') return [AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS]
  return [AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3, AV_CODEC_ID_ALAC, AV_CODEC_ID_FLAC, AV_CODEC_ID_OPUS]
}

function copied(stream: number, cut: Cut | null): Track {
  return {
    stream,
    async take(packet) {
      if (!packet) return []
      if (!cut) return [packet]
      const start = seconds(packet.pts, packet)
      if (start + seconds(packet.duration, packet) <= cut.start - runUpSeconds || start >= cut.end) {
        packet.free()
        return []
      }
      const most = ticks(cut.end, packet) - packet.pts
      if (packet.duration > most) packet.duration = most
      return [packet]
    },
    close: () => undefined,
  }
}

/** AAC by FFmpeg's own encoder, or Opus. */
async function encoded(av: Ffmpeg, source: Stream, output: Muxer, container: SoundWanted['container'], cut: Cut | null): Promise<Track> {
  const opus = container === 'webm'
  const channels = Math.max(1, Math.min(8, source.codecpar.channels))
  if (!av.Codec.findDecoder(source.codecpar.codecId)) throw new Refusal('source_damaged', 'The sound of the video cannot be kept: nothing here decodes it.')
  const decoder: Decoder = await av.Decoder.create(source)
  const part = cut ? `atrim=start=${cut.start}:end=${cut.end},` : ''
  const form = opus ? 'sample_fmts=flt:sample_rates=48000' : 'sample_fmts=fltp:sample_rates=48000|44100|32000|24000|22050|16000|12000|11025|8000'
  const graph: FilterAPI = av.FilterAPI.create(`${part}aformat=${form}:channel_layouts=mono|stereo|3.0|4.0|5.0|5.1|7.1`, {})
  const encoder: Encoder = await av.Encoder.create(opus ? av.FF_ENCODER_LIBOPUS : av.FF_ENCODER_AAC, { bitrate: channels * (opus ? 64_000 : 96_000) })
  return {
    stream: output.addStream(encoder),
    async take(packet) {
      const packets: Packet[] = []
      for (const frame of await decoder.decodeAll(packet)) {
        for (const ready of await graph.processAll(frame)) {
          packets.push(...(await encoder.encodeAll(ready)))
          ready.free()
        }
        frame.free()
      }
      packet?.free()
      if (packet) return packets
      for (const ready of await graph.processAll(null)) {
        packets.push(...(await encoder.encodeAll(ready)))
        ready.free()
      }
      return [...packets, ...(await encoder.encodeAll(null))]
    },
    close() {
      decoder.close()
      graph.close()
      encoder.close()
    },
  }
}
