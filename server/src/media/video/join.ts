// From finished segments to the result: their packets one after the other, and the sound of the source beside them.
import { join as pathOf } from 'node:path'
import { Refusal } from '@keter/core'
import { openSource } from './decode.ts'
import type { VideoEdit } from './video-edit.ts'
import { encoders, mayReorder } from './encoding.ts'
import { type Ffmpeg, ffmpeg, openVideo } from './ffmpeg.ts'
import type { Segment } from './journal.ts'
import { readSegment } from './segment.ts'
import { addSound, type Sound } from './sound.ts'
import { move, seconds, type Timed } from './timed.ts'

export async function joinSegments(edit: VideoEdit, segments: readonly Segment[]): Promise<void> {
  const { sourcePath, source, resultPath, workFolder, part, encoding } = edit
  const av = await ffmpeg()
  const { container, reordered } = encoders[encoding.codec]
  const input = await openSource(sourcePath, source)
  const first = await openVideo(pathOf(workFolder, segments[0]!.file), 'nut')
  // Not the time of writing and no number by chance: the same edit gives the same bytes.
  const options = { fflags: '+bitexact', ...(container === 'mp4' && { movflags: '+faststart' }) }
  const output = await av.Muxer.open(resultPath, { format: container, options: options as never, useSyncQueue: false, useAsyncWrite: false })
  try {
    const video = output.addStream(first.video()!)
    tellDisplay(av, input.video()!.codecpar, output.getStream(video)!.codecpar, edit.turned === true)
    const pictures = picturesOf(workFolder, segments, video, mayReorder(source) ? reordered : 0)
    const begun = await pictures.next()
    // A part begins where its first picture is shown and ends with its last one; its sound is cut there.
    const cut = part ? { start: (begun.value as Timed).shown, end: segments.at(-1)!.endMs / 1000 } : null
    const silent = edit.mute || edit.transform?.slower
    const sound = silent ? null : await addSound(av, { input, output, container, cut })
    // What another kind of file called them; this one has its own names.
    for (const { codecpar } of output.streams) codecpar.codecTag = 0
    for await (const { packet, stream } of merged(begun, pictures, sound)) {
      move(packet, cut?.start ?? 0)
      await output.writePacket(packet, stream)
      packet.free()
    }
    sound?.close()
    await output.close()
  } catch (error) {
    await output.close().catch(() => undefined)
    // Pictures are ours; sound is the source's own.
    if (error instanceof av.FFmpegError && /Invalid/.test(error.message))
      throw new Refusal('source_damaged', `The sound of the video cannot be kept: ${error.message}`)
    throw error
  } finally {
    await first.close()
    await input.close()
  }
}

type Parameters = NonNullable<ReturnType<Awaited<ReturnType<typeof openVideo>>['video']>>['codecpar']

/** Rotation, and what the display of HDR needs, are told by the container. */
function tellDisplay(av: Ffmpeg, from: Parameters, to: Parameters, turned: boolean): void {
  for (const { type, data } of from.getAllCodedSideData()) if (!turned || type !== av.AV_PKT_DATA_DISPLAYMATRIX) to.addCodedSideData(type, data)
}

/** Encoded frames in decoding order. Each gets the decoding time of the frame shown so many places before it: the most that the encoder puts frames out of order by. */
async function* picturesOf(folder: string, segments: readonly Segment[], stream: number, places: number): AsyncGenerator<Timed> {
  let shown: bigint[] = []
  for (const { file, endMs } of segments) {
    const packets = await readSegment(pathOf(folder, file))
    const { num, den } = packets[0]!.timeBase
    const order = packets.map(({ pts }) => pts).sort((a, b) => (a < b ? -1 : 1))
    const end = BigInt(Math.round((endMs * den) / (num * 1000)))
    const step = order.length > 1 ? order[1]! - order[0]! : 1n
    if (shown.length === 0) shown = Array.from({ length: places }, (_, index) => order[0]! - step * BigInt(places - index))
    const times = [...shown, ...order]
    const next = new Map(order.map((pts, place) => [pts, order[place + 1] ?? end]))
    for (const [index, packet] of packets.entries()) {
      // Between encoder and here their length is not kept; it is the time until the next one is shown.
      packet.duration = next.get(packet.pts)! - packet.pts
      packet.dts = times[index]!
      yield { packet, stream, at: seconds(packet.dts, packet), shown: seconds(packet.pts, packet) }
    }
    shown = places === 0 ? [] : times.slice(-places)
  }
}

/** Both in the order of time, as the file wants them. */
async function* merged(begun: IteratorResult<Timed>, pictures: AsyncGenerator<Timed>, sounds: Sound | null): AsyncGenerator<Timed> {
  const heard = sounds?.packets()
  let picture = begun
  let sound = await heard?.next()
  while (!picture.done || (sound && !sound.done)) {
    const takesPicture = !sound || sound.done || (!picture.done && picture.value.at <= sound.value.at)
    yield (takesPicture ? picture.value : sound!.value) as Timed
    if (takesPicture) picture = await pictures.next()
    else sound = await heard!.next()
  }
}
