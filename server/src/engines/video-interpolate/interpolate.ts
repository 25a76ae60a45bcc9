// The video-interpolate editor as it runs in a child: after each frame the one between it and the next, or the frame itself once more where there is no between.
import { performance } from 'node:perf_hooks'
import { packFile, packModel } from '../../models/installed.ts'
import { onceForEach, type Seen, type Transform } from '../../media/video/video-edit.ts'
import { glance, jumps } from '../../media/video/scene-jump.ts'
import type { Editor } from '../editor.ts'
import { loadNetwork } from '../network.ts'
import { editedVideo, videoOf } from '../video-editor.ts'
import { middleOf } from './middle.ts'
import { network } from './tool.ts'

/** A frame that stays this many times as long as others do was meant to stand still: what is between would be seen, not passed over. */
const longPause = 3

export const interpolate: Editor = async (request, context) => {
  const { edit, modelsFolder, runtime } = request
  const { durationMs, frames } = videoOf(request)
  const began = performance.now()
  const session = await loadNetwork(await packFile(modelsFolder, network.pack, network.file), runtime)
  const load = performance.now() - began
  const held = holding((longPause * durationMs) / frames)
  const transform: Transform = {
    each: 2,
    slower: edit.options.motion === 'slow',
    async make(frame, next) {
      if (!next || (await held(frame, next))) return [frame, frame]
      const { width, height } = frame
      return [frame, { width, height, rgb: await middleOf(session, frame, next) }]
    },
  }
  const { measurement, ms } = await editedVideo(request, packModel(network.pack, network.file).version, { transform }, context)
  return { measurement, ms: { ...ms, load } }
}

/** Whether there is nothing to draw between two frames: they are the same, another scene begins, or the first one was meant to stay. */
function holding(longestMs: number): (frame: Seen, next: Seen) => Promise<boolean> {
  const glanceAt = onceForEach(glance)
  return async (frame, next) =>
    next.atMs - frame.atMs > longestMs ||
    frame.rgb.equals(next.rgb) ||
    jumps(...((await Promise.all([glanceAt(frame), glanceAt(next)])) as [Uint8Array, Uint8Array]))
}
