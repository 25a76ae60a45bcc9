// A hostile or broken file, and what may become of it.
import type { RefusalCode } from '@keter/core'

/** Measured means that it is taken as it is; everything else is a refusal by its code. */
export type Ending = 'measured' | RefusalCode

export interface HostileFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** The endings that are right; any other is a mistake of the studio. */
  readonly may: readonly Ending[]
}

/** Where hostile files try to reach: an address that counts who comes, and a file that nobody may open. */
export interface Bait {
  readonly url: string
  readonly canary: string
}

export const damaged: readonly Ending[] = ['source_damaged']
export const notMedia: readonly Ending[] = ['source_not_media']
export const refused: readonly Ending[] = ['source_damaged', 'source_not_media', 'source_too_large', 'source_animated']
/** Where damage may fall on what nobody needs. */
export const either: readonly Ending[] = ['measured', ...refused]

export function file(name: string, bytes: Uint8Array, may: readonly Ending[]): HostileFile {
  return { name, bytes, may }
}
