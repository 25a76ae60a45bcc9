// Settings of the next run: tool, quality, options, and how many attempts are planned. Kept for each project while the tab is open.
import { type Edit, type Lever, type Options, type OptionValue, type Tool, toolNamed } from '@keter/core'

export interface Settings {
  readonly tool: string
  readonly quality: string | null
  readonly options: Options
  readonly iterations: number
}

export function defaultsOf(tool: Tool, iterations = 1): Settings {
  const options: Record<string, OptionValue> = {}
  for (const [name, option] of Object.entries(tool.options)) if (option.default !== undefined) options[name] = option.default
  return { tool: tool.id, quality: tool.qualities[0]?.id ?? null, options, iterations }
}

export const editOf = ({ tool, quality, options }: Settings): Edit => ({ tool, quality, options })

export function withOption(settings: Settings, name: string, value: OptionValue | undefined): Settings {
  const { [name]: _, ...others } = settings.options
  return { ...settings, options: value === undefined ? others : { ...others, [name]: value } }
}

export function withLever(settings: Settings, change: Lever['change']): Settings {
  return 'options' in change ? { ...settings, options: { ...settings.options, ...change.options } } : { ...settings, ...change }
}

/** Options of the tool in the order of the catalogue, each with its value. */
export const optionsOf = (settings: Settings) =>
  Object.entries(toolNamed(settings.tool).options).map(([name, option]) => ({ name, option, value: settings.options[name] }))
