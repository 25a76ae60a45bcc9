// Tools: the types of edit a person chooses. This catalogue says what can be asked; engines say how it is done, the price book what it costs.
import type { Measurement } from './measurement.ts'
import { Refusal } from './refusal.ts'

export type OptionValue = string | number | boolean
export type Options = Readonly<Record<string, OptionValue>>

export type OptionDomain =
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[]; readonly default: string | number }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly default?: number }
  | { readonly kind: 'flag'; readonly default: boolean }

export type Option = OptionDomain & { readonly label: string; readonly help: string }

export interface Tool {
  readonly id: string
  /** On the button: "Upscale 12 files". */
  readonly verb: string
  readonly title: string
  readonly summary: string
  readonly media: Measurement['media']
  /** Best last; empty where the tool has one way only. The first is the default. */
  readonly qualities: readonly { readonly id: string; readonly label: string; readonly help: string }[]
  readonly options: Readonly<Record<string, Option>>
}

const formats = ['same', 'jpeg', 'png', 'webp', 'avif'] as const

export const tools: readonly Tool[] = [
  {
    id: 'image-upscale',
    verb: 'Upscale',
    title: 'Image upscale',
    media: 'image',
    summary: 'Enlarges a picture two to eight times with a trained model that restores edges and texture.',
    qualities: [
      { id: 'draft', label: 'Draft', help: 'Fast: about one and a half seconds a megapixel. Good for choosing.' },
      { id: 'standard', label: 'Standard', help: 'A larger model: finer detail, about three times as long.' },
    ],
    options: {
      scale: { kind: 'choice', values: [2, 3, 4, 8], default: 4, label: 'Scale', help: 'How many times wider and higher the result is.' },
      format: {
        kind: 'choice',
        values: formats.filter((format) => format !== 'avif'),
        default: 'same',
        label: 'Format',
        help: 'File format of the result; "same" keeps the source\'s where it can hold the picture, else PNG.',
      },
    },
  },
  {
    id: 'image-convert',
    verb: 'Convert',
    title: 'Crop, resize, convert',
    media: 'image',
    summary: 'Crops, resizes and changes the file format. Free.',
    qualities: [],
    options: {
      format: { kind: 'choice', values: formats, default: 'same', label: 'Format', help: 'File format of the result.' },
      width: { kind: 'integer', min: 1, max: 30_000, label: 'Width', help: 'Width of the result in pixels; alone, the height follows.' },
      height: { kind: 'integer', min: 1, max: 30_000, label: 'Height', help: 'Height of the result in pixels; alone, the width follows.' },
      fit: {
        kind: 'choice',
        values: ['inside', 'cover', 'contain', 'fill'],
        default: 'inside',
        label: 'Fit',
        help: 'Where width and height are both given: inside them, cover and crop, contain with bars, or fill and distort.',
      },
      cropLeft: { kind: 'integer', min: 0, max: 100_000, label: 'Crop, left', help: 'Left edge of the part to keep, in source pixels.' },
      cropTop: { kind: 'integer', min: 0, max: 100_000, label: 'Crop, top', help: 'Top edge of the part to keep, in source pixels.' },
      cropWidth: { kind: 'integer', min: 1, max: 100_000, label: 'Crop, width', help: 'Width of the part to keep, in source pixels.' },
      cropHeight: { kind: 'integer', min: 1, max: 100_000, label: 'Crop, height', help: 'Height of the part to keep, in source pixels.' },
      encoding: { kind: 'integer', min: 1, max: 100, default: 90, label: 'Encoding quality', help: 'For JPEG, WebP and AVIF: 1 (smallest) to 100 (best).' },
    },
  },
]

/** @throws Refusal `unknown_tool` */
export function toolNamed(id: string): Tool {
  const tool = tools.find((candidate) => candidate.id === id)
  if (!tool) throw new Refusal('unknown_tool', `There is no tool called "${id}".`, { tool: id, known: tools.map(({ id }) => id) })
  return tool
}

/** The whole request of an edit: every option with its value, absent optional ones left out. */
export interface Edit {
  readonly tool: string
  readonly quality: string | null
  readonly options: Options
}

/** Completes and checks what was asked for. @throws Refusal `unknown_tool`, `unknown_option`, `option_out_of_range`, `unknown_quality` */
export function parseEdit(asked: { tool: string; quality?: string | null | undefined; options?: Options | undefined }): Edit {
  const tool = toolNamed(asked.tool)
  const quality = parseQuality(tool, asked.quality)
  const given = asked.options ?? {}
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(tool.options, name))
  if (unknown !== undefined)
    throw new Refusal('unknown_option', `${tool.title} has no option "${unknown}".`, { tool: tool.id, option: unknown, known: Object.keys(tool.options) })
  const options: Record<string, OptionValue> = {}
  for (const [name, option] of Object.entries(tool.options)) {
    const value = given[name] ?? option.default
    if (value === undefined) continue
    if (!accepts(option, value))
      throw new Refusal('option_out_of_range', `${option.label} cannot be ${JSON.stringify(value)}; it is ${domainInWords(option)}.`, {
        tool: tool.id,
        option: name,
        value,
        domain: domainInWords(option),
      })
    options[name] = value
  }
  return { tool: tool.id, quality, options }
}

function parseQuality(tool: Tool, asked: string | null | undefined): string | null {
  const known = tool.qualities.map(({ id }) => id)
  if (asked === undefined || asked === null) return known[0] ?? null
  if (!known.includes(asked))
    throw new Refusal(
      'unknown_quality',
      known.length ? `${tool.title} has no quality "${asked}"; it has ${known.join(', ')}.` : `${tool.title} has one way only; leave quality out.`,
      {
        tool: tool.id,
        quality: asked,
        known,
      },
    )
  return asked
}

function accepts(option: Option, value: OptionValue): boolean {
  switch (option.kind) {
    case 'choice':
      return option.values.includes(value as string | number)
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= option.min && (value as number) <= option.max
    case 'flag':
      return typeof value === 'boolean'
  }
}

export function domainInWords(option: Option): string {
  switch (option.kind) {
    case 'choice':
      return `one of ${option.values.join(', ')}`
    case 'integer':
      return `a whole number from ${option.min} to ${option.max}`
    case 'flag':
      return 'true or false'
  }
}
