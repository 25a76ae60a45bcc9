// What all editors of videos do: the pipeline of media/video with what the request says, and the result measured as any source is.
import { createHash } from 'node:crypto'
import { partOf, type VideoMeasurement } from '@keter/core'
import type { TaskContext } from '../media/task.ts'
import { editVideo } from '../media/video/edit.ts'
import type { VideoEdit } from '../media/video/video-edit.ts'
import { faithful } from '../media/video/encoding.ts'
import { measureVideo } from '../media/video/measure.ts'
import type { EditReport, EditRequest } from './editor.ts'

/** Encoded so that it cannot be told from what it was made of, if nothing else is said. */
export type VideoWay = Partial<Omit<VideoEdit, 'sourcePath' | 'source' | 'resultPath' | 'workFolder' | 'key'>>

/** Of the segments: those of another form are made again. */
const form = 2

/** `version`: of whatever else decides the frames, a model for instance; segments that an earlier run made with another are not used. */
export async function editedVideo(request: EditRequest, version: string, way: VideoWay, context: TaskContext): Promise<EditReport> {
  const { edit, sourcePath, resultPath, workFolder } = request
  const source = videoOf(request)
  const part = partOf(edit, source)
  const whole = part.startMs === 0 && part.endMs === source.durationMs
  const key = createHash('sha256')
    .update(JSON.stringify([form, edit, version, source]))
    .digest('hex')
  const { ms } = await editVideo({ sourcePath, source, resultPath, workFolder, key, ...(!whole && { part }), encoding: faithful, ...way }, context)
  // Decoding and encoding go on beside the work on the pixels: what they take beyond it is what is left.
  return { measurement: await measureVideo({ path: resultPath }), ms: { decode: 0, infer: ms.infer, encode: ms.total - ms.infer } }
}

export function videoOf({ measurement }: EditRequest): VideoMeasurement {
  if (measurement.media !== 'video') throw new Error('This editor edits videos.')
  return measurement
}
