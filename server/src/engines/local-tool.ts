// What the server process has to know of a tool that is performed in one of its children: enough to refuse, to predict and to name the model. No decoder, no runtime.
import type { Edit, Measurement, ResultShape } from '@keter/core'
import type { Guess } from './throughput.ts'

/** What an edit takes in a child that has done one like it: `start` whatever the size, such as a network that always sees as many pixels; `work` by the size. */
export interface Work extends Guess {
  /** What speeds are remembered by: everything that changes them but the size. */
  readonly kind: string
  /** Seconds more in a child that has not loaded the tool's code and network yet; a tenth where it is not said. */
  readonly load?: number
}

export interface LocalTool {
  /** Of the engine: tool and means, such as "image-adjust-sharp". */
  readonly id: string
  readonly tool: string
  /** What of the edit has no model or no meaning, in words. What no engine could do is not asked here (feasible.ts). */
  readonly unsupported?: (edit: Edit, measurement: Measurement, pictures: Readonly<Record<string, Measurement>>) => string | null
  /** Which model performs it; null for means that have settings only. */
  readonly model?: (edit: Edit) => { readonly name: string; readonly version: string } | null
  /** Id of the model pack that it cannot be done without. */
  readonly pack?: (edit: Edit) => string | null
  readonly work: (edit: Edit, measurement: Measurement, shape: ResultShape) => Work
}
