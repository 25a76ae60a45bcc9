// Flags of an edit, made from the tool catalogue: an option of a tool is a flag of the same name in kebab-case.
import { domainInWords, type Edit, type Option, type Options, type OptionValue, parseCredits, parseEdit, Refusal, toolNamed, tools } from '@keter/core'
import type { Command } from 'commander'
import { kebab } from './wording.ts'

/** As commander gives them: what was typed, not looked at yet. */
export type Flags = Readonly<Record<string, unknown>>

export interface AskedEdit {
  readonly edit: Edit
  readonly iterations: number
  /** What if. */
  readonly plan?: string
  readonly balance?: string
}

export function addEditFlags(command: Command): Command {
  command
    .requiredOption('--tool <id>', `type of edit: ${tools.map(({ id }) => id).join(', ')}`)
    .option('--quality <id>', `quality: ${qualities().join(', ')}`)
    .option('--iterations <n>', 'attempts planned for each file under one quote', '1')
  for (const { name, option, domains } of optionsOfAllTools()) {
    const says = `${option.help} ${capital(domains.join('; '))}.`
    if (option.kind === 'flag') command.option(`--${kebab(name)}`, says).option(`--no-${kebab(name)}`)
    else command.option(`--${kebab(name)} <${option.kind === 'picture' ? 'file' : 'value'}>`, says)
  }
  return command.option('--plan <id>', 'what if: price under this plan').option('--balance <credits>', 'what if: this many credits available')
}

/** @throws Refusal for anything the catalogue does not know or allow */
export function askedEdit(flags: Flags): AskedEdit {
  const tool = toolNamed(String(flags.tool))
  const options: Record<string, OptionValue> = {}
  for (const { name } of optionsOfAllTools()) {
    const typed = flags[name]
    if (typed !== undefined) options[name] = typedValue(tool.options[name], typed)
  }
  return {
    edit: parseEdit({ tool: tool.id, quality: flags.quality as string | undefined, options: options as Options }),
    iterations: iterationsOf(String(flags.iterations)),
    ...(flags.plan === undefined ? {} : { plan: String(flags.plan) }),
    ...(flags.balance === undefined ? {} : { balance: amountOf(String(flags.balance), '--balance') }),
  }
}

/** As it was typed where it fits no value: the catalogue then refuses it in its own words. */
function typedValue(option: Option | undefined, typed: unknown): OptionValue {
  if (typeof typed === 'boolean' || option === undefined) return typed as OptionValue
  const text = String(typed)
  if (option.kind === 'choice') return option.values.find((value) => String(value) === text) ?? text
  return option.kind === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text
}

function iterationsOf(text: string): number {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(value) && value >= 1) return value
  throw new Refusal('iterations_out_of_range', `${JSON.stringify(text)} attempts cannot be planned; at least 1, and a whole number.`, {
    minimum: 1,
    given: text,
  })
}

/** @throws Refusal `bad_usage` */
export function amountOf(text: string, flag: string): string {
  try {
    if (parseCredits(text) >= 0n) return text
  } catch {}
  throw new Refusal('bad_usage', `${flag} is ${JSON.stringify(text)}; it is an amount of credits such as 20 or 18.5.`, { flag, given: text })
}

interface NamedOption {
  readonly name: string
  readonly option: Option
  /** "one of 2, 3, 4 (image-upscale)", for each tool that has it. */
  readonly domains: readonly string[]
}

/** Each name once; the first tool that has it describes it. */
export function optionsOfAllTools(): NamedOption[] {
  const found = new Map<string, { name: string; option: Option; domains: string[] }>()
  for (const tool of tools)
    for (const [name, option] of Object.entries(tool.options)) {
      const domain = `${option.kind === 'picture' ? 'a picture file, or ' : ''}${domainInWords(option)} (${tool.id})`
      const known = found.get(name)
      if (known) known.domains.push(domain)
      else found.set(name, { name, option, domains: [domain] })
    }
  return [...found.values()]
}

const qualities = () => [...new Set(tools.flatMap((tool) => tool.qualities.map(({ id }) => id)))]
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
