// A source: a picture that lies on the bench for the next run. It is measured at once and uploaded behind that.
import type { Asset, Version } from '@keter/client'
import type { Measurement } from '@keter/core'
import type { AnyProblem } from '../../lib/problem.ts'

export interface Source {
  readonly key: string
  readonly name: string
  readonly bytes: number
  /** Where the picture can be seen: the file itself until the studio has it. */
  readonly picture: string
  readonly measured: Measured
  /** Absent until hashed, or where the browser cannot hash. */
  readonly sha256?: string
  readonly upload: Upload
  /** Whether it is part of the next run. */
  readonly chosen: boolean
}

export type Measured =
  | { readonly state: 'measuring' }
  | { readonly state: 'done'; readonly measurement: Measurement }
  | { readonly state: 'refused'; readonly problem: AnyProblem }

export type Upload =
  | { readonly state: 'waiting' }
  | { readonly state: 'sending' /** 0 to 1. */; readonly share: number }
  | { readonly state: 'stored'; readonly asset: string; readonly version: string }
  | { readonly state: 'refused'; readonly problem: AnyProblem }

export type StoredSource = Source & { readonly upload: Extract<Upload, { state: 'stored' }> }
export type MeasuredSource = Source & { readonly measured: Extract<Measured, { state: 'done' }> }

export const isStored = (source: Source): source is StoredSource => source.upload.state === 'stored'
export const isMeasured = (source: Source): source is MeasuredSource => source.measured.state === 'done'

/** What keeps this source from being run, if anything. */
export function problemOfSource({ measured, upload }: Source): AnyProblem | null {
  if (measured.state === 'refused') return measured.problem
  return upload.state === 'refused' ? upload.problem : null
}

/** Parts of an asset that make it a source again: one of its versions, as it is stored. */
export function storedSource({ id, name }: Pick<Asset, 'id' | 'name'>, version: Version, picture: string): StoredSource {
  return {
    key: version.id,
    name,
    bytes: version.bytes,
    picture,
    measured: { state: 'done', measurement: version.measurement },
    sha256: version.sha256,
    upload: { state: 'stored', asset: id, version: version.id },
    chosen: true,
  }
}
