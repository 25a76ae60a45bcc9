// How long what is in the wallet lasts, in the words beside the balance.
import type { Balance, Plan } from '@keter/client'
import { credits, isNothing, shown } from '../../lib/amount.ts'
import { dateOf, shortDateOf, untilThen } from '../../lib/words.ts'

const soonMs = 14 * 24 * 3_600_000
const isSoon = (at: string, now: number): boolean => Date.parse(at) - now < soonMs

/** "240 expire in 6 d": the next to expire, where that is within two weeks. */
export function expiryInWords({ expiring }: Pick<Balance, 'expiring'>, now = Date.now()): string | null {
  const next = expiring.find(({ amount }) => !isNothing(amount))
  return next && isSoon(next.at, now) ? `${shown(next.amount)} expire in ${untilThen(next.at, now)}` : null
}

type RunOut = Plan['runOut']

/** "used up about 14 Dec"; null where they last, or nothing was spent lately. */
export function usedUpInWords({ likely }: Pick<RunOut, 'likely'>, now = Date.now()): { readonly words: string; readonly soon: boolean } | null {
  return likely === null ? null : { words: `used up about ${shortDateOf(likely)}`, soon: isSoon(likely, now) }
}

export function runOutInWords({ pace, likely, early }: Pick<RunOut, 'pace' | 'likely' | 'early'>): string {
  if (pace === null || isNothing(pace)) return 'Nothing was spent lately.'
  const recent = `Lately ${credits(pace)} a day were spent`
  if (!likely) return `${recent}: at that pace they last.`
  return `${recent}: at that pace they are used up about ${dateOf(likely)}${early && early < likely ? `, hardly before ${dateOf(early)}` : ''}.`
}
