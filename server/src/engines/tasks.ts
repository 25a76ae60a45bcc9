// Everything a child can be asked to do. The server process imports the type of this table only: no decoder, no runtime is ever loaded there.
import { measureSource } from '../media/measure-source.ts'
import { makePreview } from '../media/preview.ts'
import { edit } from './editors.ts'
import { inspect } from './inspection/inspect.ts'

export const tasks = { measure: measureSource, preview: makePreview, inspect, edit }

export type MediaTasks = typeof tasks
