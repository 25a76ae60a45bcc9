// The program of the children that meet hostile files: the studio's own tasks, and the pipeline of video edits without a network.
import { tasks as studio } from '../../src/engines/tasks.ts'
import { serve } from '../../src/media/serve.ts'
import type { TaskContext } from '../../src/media/task.ts'
import { editVideo } from '../../src/media/video/edit.ts'
import type { VideoEdit } from '../../src/media/video/video-edit.ts'

export const tasks = { ...studio, editVideo: (edit: VideoEdit, context: TaskContext) => editVideo(edit, context) }
serve(tasks)
