// What the controls of options know of the file that is edited.
import type { Measurement } from '@keter/core'

/** The one picture or video that the options are for; absent where there are several. */
export interface EditedSource {
  readonly name: string
  readonly picture: string
  readonly measurement: Measurement
}
