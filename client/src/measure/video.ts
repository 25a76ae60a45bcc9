// Measures a video in the browser or the terminal from the tables of its container, with the library that the studio measures it with. Nothing is decoded.
// The studio measures again after the upload, and knows edit lists besides; its measurement decides.
import { codecNames, containerNames, type FrameTimes, frameTimesOf, Refusal, type VideoMeasurement } from '@keter/core'
import { BlobSource, EncodedPacketSink, Input, type InputVideoTrack, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny'

/** Null where it is no video. @throws Refusal `source_damaged`, `source_not_media` */
export async function measureVideo(bytes: Blob, name: string): Promise<VideoMeasurement | null> {
  const input = new Input({ formats: [MP4, QTFF, WEBM, MATROSKA], source: new BlobSource(bytes) })
  try {
    // Of a very short file it asks for more than there is.
    if (!(await input.canRead().catch(() => false))) return null
    return await measured(input, bytes.size, name)
  } catch (error) {
    if (error instanceof Refusal) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refusal('source_damaged', `${name} cannot be read to its end: ${reason}`, { source: name })
  } finally {
    input.dispose()
  }
}

async function measured(input: Input, bytes: number, name: string): Promise<VideoMeasurement> {
  const [track] = await input.getVideoTracks()
  const codec = await track?.getCodec()
  if (!track || !codec) throw new Refusal('source_not_media', `${name} holds no picture that the studio can read.`, { source: name })
  const [width, height, rotation] = await Promise.all([track.getDisplayWidth(), track.getDisplayHeight(), track.getRotation()])
  const audioTracks = (await input.getAudioTracks()).length
  return {
    media: 'video',
    format: containerNames[(await input.getFormat()).name] ?? 'mp4',
    width,
    height,
    bytes,
    ...(await timesOf(track, name)),
    codec: codecNames[codec] ?? codec,
    audioTracks,
    ...(rotation && { rotation }),
  }
}

async function timesOf(track: InputVideoTrack, name: string): Promise<FrameTimes> {
  const starts: number[] = []
  let end = 0
  for await (const { timestamp, duration } of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    if (timestamp + duration <= 0) continue // before the presentation begins
    starts.push(timestamp)
    end = Math.max(end, timestamp + duration)
  }
  if (starts.length === 0) throw new Refusal('source_damaged', `${name} has no frames.`, { source: name })
  return frameTimesOf(starts, end)
}
