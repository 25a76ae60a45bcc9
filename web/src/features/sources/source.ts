// A source: a picture or video that lies on the bench for the next run. It is measured at once and uploaded behind that.
import type { Asset, Version } from '@keter/client'
import type { Measurement } from '@keter/core'
import type { AnyProblem } from '../../lib/problem.ts'
import { contentOf, previewOf } from '../../lib/studio.ts'

export interface Source {
  readonly key: string
  readonly name: string
  readonly bytes: number
  /** Where the picture can be seen: the file itself until the studio has it. Of a video its first frame, which only the studio makes. */
  readonly picture: string | undefined
  /** Where a video can be played. */
  readonly video?: string | undefined
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
export function storedSource({ id, name }: Pick<Asset, 'id' | 'name'>, version: Version): StoredSource {
  return {
    key: version.id,
    name,
    bytes: version.bytes,
    picture: previewOf(version.id, 2048),
    video: version.measurement.media === 'video' ? contentOf(version.id) : undefined,
    measured: { state: 'done', measurement: version.measurement },
    sha256: version.sha256,
    upload: { state: 'stored', asset: id, version: version.id },
    chosen: true,
  }
}
