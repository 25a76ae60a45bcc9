// Everything a child can be asked to do. The server process imports the type of this table only: no decoder, no runtime is ever loaded there.
import { measureImage } from '../media/measure.ts'
import { makePreview } from '../media/preview.ts'
import { convert } from './image-convert/convert.ts'
import type { UpscaleReport, UpscaleRequest } from './image-upscale/upscale.ts'
import { inspect } from './inspect.ts'
import type { TaskContext } from '../media/task.ts'

export const tasks = {
  measure: measureImage,
  preview: makePreview,
  inspect,
  convert,
  /** Loaded when first asked for: the inference runtime is large, and children that only measure never need it. */
  upscale: async (request: UpscaleRequest, context: TaskContext): Promise<UpscaleReport> =>
    (await import('./image-upscale/upscale.ts')).upscale(request, context),
}

export type MediaTasks = typeof tasks
