// The video-reframe editor as it runs in a child: a first pass looks at the frames in a small size for what draws the eye, a second one cuts them out.
// A run that goes on looks again: that takes a fraction of the time, and what it finds is the same.
import type { VideoMeasurement } from '@keter/core'
import type { TaskContext } from '../../media/task.ts'
import { lookedAt } from '../../media/video/scenes.ts'
import { shaping } from '../../media/video/shape.ts'
import type { Editor } from '../editor.ts'
import { editedVideo, videoOf } from '../video-editor.ts'
import { attentionIn } from './attention.ts'
import { type Piece, pathThrough } from './path.ts'

/** Longer edge of the frames that are looked at. */
const small = 96
const pieceMs = 200
/** Of the whole way, the part of the first pass. */
const looking = 0.3

export const reframe: Editor = async (request, { onProgress, ...context }) => {
  const { edit, shape, sourcePath } = request
  const { width, height } = shape
  const source = videoOf(request)
  const began = performance.now()
  const room = { across: source.width - width, down: source.height - height }
  const follows = edit.options.follow === 'attention' && Math.max(room.across, room.down) > 1
  const tell = (share: number) => onProgress(follows ? looking + share * (1 - looking) : share)
  const alongWidth = room.across * source.height > room.down * source.width
  const share = alongWidth ? width / source.width : height / source.height
  const place = follows ? pathThrough(await piecesOf(sourcePath, source, alongWidth, (part) => onProgress(part * looking)), share) : () => 0.5
  const looked = performance.now() - began
  const at = (ms: number) => ({ left: room.across * (alongWidth ? place(ms) : 0.5), top: room.down * (alongWidth ? 0.5 : place(ms)) })
  const way = { filter: shaping(source, source, true), turned: true, crop: { width, height, at } }
  const report = await editedVideo(request, '1', way, { ...context, onProgress: tell } as TaskContext)
  return { ...report, ms: { ...report.ms, infer: report.ms.infer + looked } }
}

async function piecesOf(sourcePath: string, source: VideoMeasurement, alongWidth: boolean, onProgress: (share: number) => void): Promise<Piece[]> {
  const shrink = Math.min(1, small / Math.max(source.width, source.height))
  const size = { width: Math.max(4, Math.round(source.width * shrink)), height: Math.max(4, Math.round(source.height * shrink)) }
  const pieces: Piece[] = []
  let seen = 0
  for await (const { ms, pixels, before, cut } of lookedAt({ sourcePath, source, filter: shaping(source, size, true) })) {
    const attention = attentionIn(pixels, cut ? null : before, alongWidth)
    const open = pieces.at(-1)
    if (!open || cut || ms >= open.startMs + pieceMs) pieces.push({ startMs: ms, endMs: ms, cut, attention })
    else pieces[pieces.length - 1] = { ...open, endMs: ms, attention: open.attention.map((value, place) => value + attention[place]!) }
    onProgress(Math.min(1, ++seen / source.frames))
  }
  return pieces
}
