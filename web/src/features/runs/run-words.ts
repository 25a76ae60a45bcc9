// Runs, edits and attempts in the words of a screen.
import { type OptionValue, tools } from '@keter/core'
import type { Iteration, Run } from '@keter/client'
import { credits } from '../../lib/amount.ts'
import { capital, count, duration } from '../../lib/words.ts'
import { progressOf } from './progress.ts'

export const toolTitle = (id: string): string => tools.find((tool) => tool.id === id)?.title ?? id

/** "4×", "JPEG", "Inside": a value of an option as its control shows it. */
export function optionInWords(name: string, value: OptionValue): string {
  if (name === 'scale') return `${value}×`
  if (name === 'format' && typeof value === 'string') return value === 'same' ? 'As source' : value === 'webp' ? 'WebP' : value.toUpperCase()
  return typeof value === 'string' ? capital(value) : String(value)
}

/** "Draft 4×": what tells one attempt from another. */
export function editInWords({ tool, quality, options }: { tool: string; quality: string | null; options: Readonly<Record<string, OptionValue>> }): string {
  const known = tools.find(({ id }) => id === tool)
  const label = known?.qualities.find(({ id }) => id === quality)?.label
  const scale = options.scale === undefined ? undefined : optionInWords('scale', options.scale)
  return [label, scale].filter((part) => part !== undefined).join(' ') || (known?.verb ?? tool)
}

/** "Image upscale 4×, draft": what a row of the history calls it. */
export function editTitle({ tool, quality, options }: { tool: string; quality: string | null; options: Readonly<Record<string, OptionValue>> }): string {
  const scale = options.scale === undefined ? '' : ` ${optionInWords('scale', options.scale)}`
  return `${toolTitle(tool)}${scale}${quality === null ? '' : `, ${quality}`}`
}

export function runTitle(run: Run): string {
  const files = run.sources.length === 1 ? run.sources[0]!.name : count(run.sources.length, 'file')
  return `${editTitle(run)}: ${files}`
}

export function runInWords(run: Run): string {
  if (run.state === 'waiting') return `waits for your verdict, ${credits(run.held)} held`
  if (run.state === 'ended') return `ended, ${credits(run.charged)} charged`
  const { delivered, of, share, eta } = progressOf(run)
  return [of > 1 ? `${delivered} of ${of} delivered` : `${Math.round(share * 100)} %`, eta && `${duration(eta)} left`, `${credits(run.held)} held`]
    .filter(Boolean)
    .join(', ')
}

const states: Readonly<Record<Iteration['state'], string>> = {
  queued: 'Waiting',
  running: 'Working',
  done: 'No verdict',
  defective: 'Defective',
  failed: 'Failed',
  cancelled: 'Cancelled',
}
export const stateInWords = (iteration: Iteration): string =>
  iteration.state === 'defective'
    ? 'Defective'
    : iteration.verdict === 'kept'
      ? 'Kept'
      : iteration.verdict === 'rejected'
        ? 'Rejected'
        : states[iteration.state]

/** For those who do not see the page: said when something has been delivered or decided, not at every percent. */
export function runAloud(run: Run): string {
  const { delivered, of } = progressOf(run)
  const count = `${delivered} of ${of} delivered, ${credits(run.charged)} charged`
  return run.state === 'running' ? `Running, ${count}` : `${count}. The run ${run.state === 'waiting' ? 'waits for your verdict' : 'has ended'}.`
}
