// Disputes in the words of a screen.
import type { Dispute, DisputeStatistics } from '@keter/client'
import { credits } from '../../lib/amount.ts'
import type { IconName } from '../../ui/Icon.tsx'
import type { Tone } from '../../ui/Status.tsx'

export const reasons: Readonly<Record<Dispute['reason'], string>> = {
  'looks-worse': 'The result looks worse than the source',
  'wrong-result': 'The result is not of this source',
  artifacts: 'The result has artifacts',
  'not-as-asked': 'The result is not what was asked for',
  other: 'Something else',
}

export function becameOf({ state, rule, refunded, decidedBy }: Pick<Dispute, 'state' | 'rule' | 'refunded' | 'decidedBy'>): {
  readonly words: string
  readonly tone: Tone
  readonly icon: IconName
} {
  switch (state) {
    case 'open':
      return { words: 'waits for a decision', tone: 'plain', icon: 'clock' }
    case 'refunded':
      return { words: `${credits(refunded)} refunded by ${rule === null ? (decidedBy ?? 'somebody who is gone') : 'a rule'}`, tone: 'ok', icon: 'back' }
    case 'declined':
      return { words: `declined by ${decidedBy ?? 'somebody who is gone'}`, tone: 'warn', icon: 'no' }
    case 'withdrawn':
      return { words: 'withdrawn', tone: 'plain', icon: 'close' }
  }
}

/** "0.8 %"; "none" of no charges. */
export const shareInWords = ({ share, charges }: Pick<DisputeStatistics, 'share' | 'charges'>): string =>
  charges === 0 ? 'of no charges' : `${Number((share * 100).toFixed(1))} % of the charges`

export function hoursInWords(hours: number | null): string {
  if (hours === null) return '–'
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} d`
}
