// A moment from which something holds: the day, and the time of day where it is not midnight.
import { dateOf, timeOf } from '../../lib/words.ts'

/** "1 Dec 2026", "1 Dec 2026, 14:30", in the time zone of the reader. */
export const momentInWords = (iso: string): string => (timeOf(iso) === '00:00' ? dateOf(iso) : `${dateOf(iso)}, ${timeOf(iso)}`)
