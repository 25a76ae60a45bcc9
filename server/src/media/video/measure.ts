// Measuring a video: the facts that prices depend on, from the container's own tables. Nothing is decoded, and no native code runs.
// Only files that hold their own media are read: playlists, which name other files or addresses, are none of the formats below.
import { stat } from 'node:fs/promises'
import { codecNames, containerNames, type FrameTimes, frameTimesOf, Refusal, type VideoMeasurement } from '@keter/core'
import { EncodedPacketSink, FilePathSource, Input, type InputVideoTrack, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny'
import { largestSourcePixels } from '../limits.ts'
import { checkContainer } from './container.ts'
import { measureGif } from './measure-gif.ts'

/** A day at 120 frames a second: what a table that lies about itself may cost in time. */
const mostFrames = 24 * 3600 * 120
const longestMs = 24 * 3600 * 1000
const mostAudioTracks = 16
const mostChannels = 16
const pixelsOfAFrame = Math.min(largestSourcePixels, 8192 * 8192)

/** @throws Refusal `source_empty`, `source_not_media`, `source_damaged`, `source_too_large` */
export async function measureVideo({ path }: { path: string }): Promise<VideoMeasurement> {
  const { size: bytes } = await stat(path)
  if (bytes === 0) throw new Refusal('source_empty', 'The file has 0 bytes.')
  // A result may be one. As a source it is a picture, and refused for its frames (measure-source.ts).
  const gif = await measureGif(path)
  if (gif) return gif
  const input = new Input({ formats: [MP4, QTFF, WEBM, MATROSKA], source: new FilePathSource(path) })
  try {
    // Of a very short file it asks for more than there is.
    if (!(await input.canRead().catch(() => false))) throw new Refusal('source_not_media', 'The content is not that of a video the studio can read.')
    const format = containerNames[(await input.getFormat()).name] ?? 'mp4'
    const { endsAt } = await checkContainer(path, bytes, format)
    return await measured(input, { format, bytes, endsAt: endsAt ?? Number.POSITIVE_INFINITY })
  } catch (error) {
    if (error instanceof Refusal) throw error
    const reason = error instanceof Error ? error.message.replaceAll(path, 'the file') : String(error)
    throw new Refusal('source_damaged', `The video cannot be read to its end: ${reason}`)
  } finally {
    input.dispose()
  }
}

async function measured(input: Input, { format, bytes, endsAt }: { format: string; bytes: number; endsAt: number }): Promise<VideoMeasurement> {
  // The first, as whoever edits it takes; not the one that a player would prefer.
  const [track] = await input.getVideoTracks()
  if (!track) throw new Refusal('source_not_media', 'The file holds no picture, only sound or text.')
  const codec = await track.getCodec()
  if (!codec) throw new Refusal('source_not_media', 'The picture is compressed in a way the studio does not know.')
  const [width, height, rotation] = await Promise.all([track.getDisplayWidth(), track.getDisplayHeight(), track.getRotation()])
  if (width * height > pixelsOfAFrame || width < 1 || height < 1)
    throw new Refusal('source_too_large', `A frame has ${width} x ${height} pixels; the studio reads at most ${pixelsOfAFrame.toLocaleString('en')}.`, {
      width,
      height,
      most: pixelsOfAFrame,
    })
  const audioTracks = await checkedAudio(input)
  const times = await timesOf(track, endsAt)
  // By its name: DOM's own type does not know the HDR ones.
  const transfer: string | null | undefined = (await track.getColorSpace()).transfer
  const hdr = transfer === 'pq' ? 'smpte2084' : transfer === 'hlg' ? 'arib-std-b67' : undefined
  return {
    media: 'video',
    format,
    width,
    height,
    bytes,
    ...times,
    codec: codecNames[codec] ?? codec,
    audioTracks,
    ...(rotation && { rotation }),
    ...(hdr && { hdr }),
  }
}

async function checkedAudio(input: Input): Promise<number> {
  const tracks = await input.getAudioTracks()
  if (tracks.length > mostAudioTracks)
    throw new Refusal('source_too_large', `The file has ${tracks.length} sound tracks; the studio keeps at most ${mostAudioTracks}.`, { most: mostAudioTracks })
  for (const track of tracks) {
    const channels = await track.getNumberOfChannels()
    if (channels > mostChannels)
      throw new Refusal('source_too_large', `A sound track has ${channels} channels; the studio keeps at most ${mostChannels}.`, {
        channels,
        most: mostChannels,
      })
  }
  return tracks.length
}

/** Times are whole ticks divided by a rate; a frame that begins where the picture ends may seem to begin before. */
const halfTick = 1e-5

/** From where each packet stands in time; they come in the order they are decoded in. */
async function timesOf(track: InputVideoTrack, endsAt: number): Promise<FrameTimes> {
  const starts: number[] = []
  let end = 0
  for await (const { timestamp, duration } of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    // An edit list cuts away what is before the presentation begins, and what is behind its end.
    if (timestamp + duration <= 0 || timestamp >= endsAt - halfTick) continue
    starts.push(timestamp)
    end = Math.max(end, Math.min(timestamp + duration, endsAt))
    if (starts.length > mostFrames)
      throw new Refusal('source_too_large', `The video has more than ${mostFrames.toLocaleString('en')} frames.`, { most: mostFrames })
  }
  if (starts.length === 0) throw new Refusal('source_damaged', 'The video has no frames.')
  const times = frameTimesOf(starts, end)
  if (times.durationMs > longestMs)
    throw new Refusal('source_too_large', `The video is ${Math.round(times.durationMs / 60_000)} minutes long; the studio reads at most a day.`, {
      most: longestMs,
    })
  return times
}
