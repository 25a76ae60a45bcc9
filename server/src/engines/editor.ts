// What a child is given of an edit and what it answers. Every editor, whatever its tool, has this one shape.
import type { Edit, Measurement, ResultShape } from '@keter/core'
import type { Task } from '../media/task.ts'

/** How the inference runtime is to be used. */
export interface Runtime {
  /** Execution providers in order of preference; "cpu" is always there. */
  readonly providers: readonly string[]
  readonly threads: number
}

export interface EditRequest {
  readonly edit: Edit
  readonly measurement: Measurement
  /** What the result has to be. */
  readonly shape: ResultShape
  readonly sourcePath: string
  /** Of the pictures that help with the edit, by the name of the option that names them. */
  readonly pictures: Readonly<Record<string, string>>
  readonly workFolder: string
  readonly resultPath: string
  readonly modelsFolder: string
  readonly runtime: Runtime
}

export interface EditReport {
  readonly measurement: Measurement
  /**
   * Wall time by stage. Where a stage cannot be told from the others, it is in `encode`. `load`: until the child had what it needs, such as the network; it is no
   * part of the others.
   */
  readonly ms: { readonly load?: number; readonly decode: number; readonly infer: number; readonly encode: number }
}

export type Editor = Task<EditRequest, EditReport>
