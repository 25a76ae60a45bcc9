// Limits in the words of a screen.
import type { Limit, LimitSimulation } from '@keter/client'
import { credits } from '../../lib/amount.ts'
import { count } from '../../lib/words.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { simulatedDays } from './limits.ts'

type Named = Pick<Limit, 'scope' | 'subject' | 'whoName'>

export const scopeInWords: Readonly<Record<Limit['scope'], string>> = { workspace: 'workspace', member: 'member', project: 'project', key: 'API key' }

/** "The workspace", "Each member", "Mara Lindt". */
export function whoseInWords({ scope, subject, whoName }: Named): string {
  if (scope === 'workspace') return 'The workspace'
  return subject === null ? `Each ${scopeInWords[scope]}` : (whoName ?? `A ${scopeInWords[scope]} that is gone`)
}

export const periodsInWords: Readonly<Record<Limit['period'], string>> = { day: 'a day', month: 'a month', rolling: 'in 24 hours', total: 'in all' }

export const modes: Readonly<Record<Limit['mode'], { readonly words: string; readonly icon: IconName }>> = {
  hard: { words: 'refuses', icon: 'no' },
  ask: { words: 'has to be asked for', icon: 'clock' },
  soft: { words: 'warns', icon: 'warn' },
}

const would: Readonly<Record<Limit['mode'], string>> = { hard: 'would have stopped', ask: 'would have asked about', soft: 'would have warned before' }

export function simulationInWords({ runs, stoppedCount, stoppedSpent }: LimitSimulation, mode: Limit['mode']): string {
  const when = `in the last ${simulatedDays} days`
  if (runs === 0) return `Nothing ran ${when} that this limit would have looked at.`
  if (stoppedCount === 0) return `This limit ${would[mode]} nothing ${when} (${count(runs, 'run')}).`
  // What is only warned of runs and counts, so that more could follow.
  const number = mode === 'soft' ? `at least ${stoppedCount}` : String(stoppedCount)
  const which = stoppedCount < runs ? `${number} of the ${count(runs, 'run')}` : runs === 1 ? 'the only run' : `all ${runs} runs`
  return `This limit ${would[mode]} ${which} ${when}: ${credits(stoppedSpent)} of work.`
}
