// Tools: the types of edit a person chooses. The catalogue says what can be asked; engines say how it is done, the price book what it costs.
import type { Option, OptionValue, Tool } from './catalogue/entry.ts'
import { imageTools } from './catalogue/image-tools.ts'
import { videoTools } from './catalogue/video-tools.ts'
import { Refusal } from './refusal.ts'

export type { Option, OptionDomain, OptionValue, Tool } from './catalogue/entry.ts'

export type Options = Readonly<Record<string, OptionValue>>

export const tools: readonly Tool[] = [...imageTools, ...videoTools]

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

/** Whether the value lies in the option's domain. */
export function accepts(option: Option, value: OptionValue): boolean {
  switch (option.kind) {
    case 'choice':
      return option.values.includes(value as string | number)
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= option.min && (value as number) <= option.max
    case 'flag':
      return typeof value === 'boolean'
    case 'text':
      return typeof value === 'string' && value.length <= option.most && new RegExp(`^(?:${option.pattern})$`).test(value)
    case 'picture':
      return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
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
    case 'text':
      return `written like ${option.example}`
    case 'picture':
      return 'the SHA-256 of a picture of this workspace'
  }
}

/** The pictures an edit needs beside its source, by the name of the option that names them. */
export function picturesOf(edit: Edit): Readonly<Record<string, string>> {
  const options = Object.entries(toolNamed(edit.tool).options)
  return Object.fromEntries(
    options.flatMap(([name, { kind }]) => (kind === 'picture' && edit.options[name] !== undefined ? [[name, String(edit.options[name])]] : [])),
  )
}
