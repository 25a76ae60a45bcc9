// What the catalogue says of a tool and of its options.
import type { Media } from '../measurement.ts'

export type OptionValue = string | number | boolean

export type OptionDomain =
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[]; readonly default: string | number }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly default?: number }
  | { readonly kind: 'flag'; readonly default: boolean }
  /** The whole text matches the pattern. `example` is what a person could write. */
  | { readonly kind: 'text'; readonly pattern: string; readonly most: number; readonly example: string; readonly default?: string }
  /** A picture of the workspace that helps with the edit, a mask for instance: its SHA-256. */
  | { readonly kind: 'picture'; readonly default?: undefined }

export type Option = OptionDomain & { readonly label: string; readonly help: string }

export interface Tool {
  readonly id: string
  /** On the button: "Upscale 12 files". */
  readonly verb: string
  readonly title: string
  readonly summary: string
  /** A paragraph for whoever wants to know what it does, what it is good at and what it is not. */
  readonly help: string
  readonly media: Media
  /** Best last; empty where the tool has one way only. The first is the default. */
  readonly qualities: readonly { readonly id: string; readonly label: string; readonly help: string }[]
  readonly options: Readonly<Record<string, Option>>
}
