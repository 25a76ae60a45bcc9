// Books, their moments and what they change, in the words of a screen.
import { credits, isAbove, minus } from '../../lib/amount.ts'
import { count, dateOf, timeOf } from '../../lib/words.ts'
import type { BookEntry, Replay } from './books.ts'

/** "1 Dec 2026", "1 Dec 2026, 14:30", in the time zone of the reader: the day, and the time of day where it is not midnight. */
export const momentInWords = (iso: string): string => (timeOf(iso) === '00:00' ? dateOf(iso) : `${dateOf(iso)}, ${timeOf(iso)}`)

/** "3 changes, 2 dearer" */
export function changesInShort({ changes }: Pick<BookEntry, 'changes'>): string {
  if (!changes || changes.length === 0) return 'no price changes'
  const dearer = changes.filter(({ direction }) => direction === 'dearer').length
  const cheaper = changes.filter(({ direction }) => direction === 'cheaper').length
  const parts = [count(changes.length, 'change'), dearer > 0 && `${dearer} dearer`, cheaper > 0 && `${cheaper} cheaper`]
  return parts.filter(Boolean).join(', ')
}

/** "12 runs: 3 dearer, 9 the same. Together 4 credits more." */
export function replayInWords({ runs, dearer, cheaper, same, difference }: Pick<Replay, 'runs' | 'dearer' | 'cheaper' | 'same' | 'difference'>): string {
  const parts = [dearer > 0 && `${dearer} dearer`, cheaper > 0 && `${cheaper} cheaper`, same > 0 && `${same} the same`].filter(Boolean)
  return `${count(runs, 'run')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}. Together ${differenceInWords(difference)}.`
}

export function differenceInWords(difference: string): string {
  if (isAbove(difference, '0')) return `${credits(difference)} more`
  return isAbove('0', difference) ? `${credits(minus('0', difference))} less` : 'the same'
}
