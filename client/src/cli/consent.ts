// What the person allows: the most they want to pay, and yes to the price they saw. Without both nothing is held.
import { type Estimate, parseCredits, Refusal } from '@keter/core'
import type { Quote } from '../sdk/index.ts'
import { Cancelled } from './ending.ts'
import { heading } from './estimate-text.ts'
import type { Terminal } from './terminal.ts'
import { range } from './wording.ts'

export interface Consent {
  readonly yes: boolean
  /** --max-credits */
  readonly most: string | undefined
  /** --ask: why a limit that has to be asked for should let it pass. */
  readonly ask?: string | undefined
}

type Price = Pick<Estimate, 'low' | 'most' | 'balance' | 'limits'>

/** What would be refused later is refused now. @throws Refusal `above_max_credits`, `limit_reached`, `insufficient_credits` */
export function checkAffordable({ most, balance, limits }: Price, { most: allowed, ask }: Pick<Consent, 'most' | 'ask'>): void {
  if (allowed !== undefined && parseCredits(most) > parseCredits(allowed))
    throw new Refusal('above_max_credits', `This would cost up to ${most} credits; you allowed ${allowed}.`, { most, allowed })
  // A soft limit warns, and the studio says so; it stops nothing.
  const reached = limits.find(({ ok, mode }) => !ok && mode !== 'soft' && !(mode === 'ask' && ask !== undefined))
  if (reached)
    throw new Refusal(
      'limit_reached',
      `${reached.label}: ${reached.thisRun} ${reached.unit}, at most ${reached.maximum}.${reached.mode === 'ask' ? ' Add --ask "why" to ask for it.' : ''}`,
      { limit: reached },
    )
  if (!balance.enough)
    throw new Refusal('insufficient_credits', `This needs ${most} credits; ${balance.available} are available.`, { needed: most, available: balance.available })
}

/** Whether somebody has to let it pass first. */
export const hasToBeAsked = ({ limits }: Pick<Estimate, 'limits'>): boolean => limits.some(({ ok, mode }) => !ok && mode === 'ask')

/** Nobody to ask and no --yes: said before any work is done. @throws Refusal `bad_usage` */
export function checkCanAgree(terminal: Terminal, { yes }: Consent): void {
  if (!yes && !terminal.interactive)
    throw new Refusal('bad_usage', 'There is no terminal to confirm the price in: add --yes, and --max-credits to bound it.', { missing: '--yes' })
}

/** @throws Cancelled when the answer is no */
export async function agree(terminal: Terminal, estimate: Estimate, { yes }: Consent): Promise<void> {
  if (yes) return
  if (!(await terminal.confirm(`${heading(estimate)} for ${range(estimate.low, estimate.most)} credits?`)))
    throw new Cancelled('Not confirmed; nothing was held or charged.')
}

/** The quote binds if it is not above what was agreed to; a higher one needs a yes of its own. @throws Refusal `quote_mismatch`, Cancelled */
export async function agreeToQuote(terminal: Terminal, quote: Quote, estimate: Estimate, consent: Consent): Promise<void> {
  checkAffordable(quote, consent)
  if (parseCredits(quote.most) <= parseCredits(estimate.most)) return
  const higher = `The studio measured the files itself: up to ${quote.most} credits, not ${estimate.most}.`
  if (consent.yes && consent.most !== undefined) return terminal.note(higher)
  if (consent.yes)
    throw new Refusal('quote_mismatch', `${higher} With --yes alone only the price that was estimated is agreed to; add --max-credits.`, { quote })
  if (!(await terminal.confirm(`${higher} Go on?`))) throw new Cancelled('Not confirmed; nothing was held or charged.')
}
