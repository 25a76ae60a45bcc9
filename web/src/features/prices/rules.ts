// What a tool's price does besides its rates, in words: more attempts, rounding, and what is charged when it does not go as planned.
import { chargeWords, type PlanTerms, type StudioPrice } from '@keter/core'
import { capital, count } from '../../lib/words.ts'

export interface Rule {
  readonly when: string
  readonly words: string
}

export function rulesOf({ rerun, rounding, charges, adjustments = [] }: StudioPrice): Rule[] {
  const { submitted, failed, cancelled, defective } = chargeWords(charges)
  return [
    ...adjustments.map((adjustment) => ({ when: 'Also', words: 'together' in adjustment ? labels(adjustment.together) : `${adjustment.label}.` })),
    { when: 'Another attempt', words: rerunInWords(rerun) },
    { when: 'Rounding', words: `${roundingInWords(rounding)}, once for each file over all its attempts.` },
    ...(submitted ? [{ when: 'When it is charged', words: sentence(submitted) }] : []),
    { when: 'When it fails', words: sentence(failed) },
    { when: 'When you cancel', words: sentence(cancelled) },
    { when: 'When a result is defective', words: sentence(defective) },
  ]
}

const sentence = (words: string): string => `${capital(words)}.`
const labels = (all: readonly { readonly label: string }[]): string => `${all.map(({ label }) => label).join(', ')}.`

function rerunInWords(rerun: StudioPrice['rerun']): string {
  if (!rerun) return 'Costs what the first one costs.'
  return `${capital(rerun.label)} (× ${rerun.factor}), on the same file and under the same quote.`
}

const directions = { up: 'Up', down: 'Down', 'half-up': 'Half up', 'half-down': 'Half down', 'half-even': 'Half to even' } as const

function roundingInWords({ mode, step }: StudioPrice['rounding']): string {
  return step === '1' ? `${directions[mode]} to whole credits` : `${directions[mode]} to steps of ${step} credits`
}

/** "600 credits a month, 10 % off every rate; up to 100 files in a run, 8 attempts a file, results of 200 megapixels." */
export function planInWords({ grant, period, discountPercent, limits }: PlanTerms): string {
  const off = Number(discountPercent) === 0 ? 'no discount' : `${discountPercent} % off every rate`
  const most = `up to ${count(limits.sourcesPerRun, 'file')} in a run, ${count(limits.iterations, 'attempt')} a file, results of ${count(limits.resultMegapixels, 'megapixel')}`
  return `${grant} credits a ${period}, ${off}; ${most}.`
}
