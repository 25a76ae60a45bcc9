// Options that several tools have, said once.
import type { Option } from './entry.ts'

const formats = ['same', 'jpeg', 'png', 'webp', 'avif'] as const

export const format = {
  kind: 'choice',
  values: formats,
  default: 'same',
  label: 'Format',
  help: 'File format of the result; "same" keeps the source\'s where it can hold the picture, else PNG.',
} as const satisfies Option

/** For results that are made at once in full colour, where AVIF's encoder would take longer than the edit. */
export const quickFormat = { ...format, values: formats.filter((name) => name !== 'avif') } as const satisfies Option

export const encoding = {
  kind: 'integer',
  min: 1,
  max: 100,
  default: 90,
  label: 'Encoding quality',
  help: 'For JPEG, WebP and AVIF: 1 (smallest) to 100 (best).',
} as const satisfies Option

/** How much of the change is kept: the rest is the source, so 0 would change nothing. */
export const strength = {
  kind: 'integer',
  min: 1,
  max: 100,
  default: 100,
  label: 'Strength',
  help: 'How much of the change is kept, in percent; the rest is the source.',
} as const satisfies Option

export const colour = (label: string, help: string, standard: string) =>
  ({ kind: 'text', pattern: '#[0-9a-fA-F]{6}', most: 7, example: '#1a2b3c', default: standard, label, help }) as const satisfies Option

/** -100 to 100, where 0 changes nothing. */
export const amount = (label: string, help: string) => ({ kind: 'integer', min: -100, max: 100, default: 0, label, help }) as const satisfies Option
