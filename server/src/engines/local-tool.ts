// What the server process has to know of a tool that is performed in one of its children: enough to refuse, to predict and to name the model. No decoder, no runtime.
import type { Edit, Measurement, ResultShape } from '@keter/core'

export interface Work {
  /** What speeds are remembered by: everything that changes them but the amount. */
  readonly kind: string
  /** Seconds to begin, whatever the size, on two common cores; a fifth where it is not said. */
  readonly start?: number
  /** Megapixels, of all frames. */
  readonly amount: number
  /** Seconds a megapixel on two common cores, until this machine has been measured. */
  readonly guess: number
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

/** Megapixels of a picture, or of all frames of a video. */
export function megapixels({ width, height, frames = 1 }: Pick<ResultShape, 'width' | 'height' | 'frames'>): number {
  return (width * height * frames) / 1e6
}
