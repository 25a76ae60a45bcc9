// What came of a run, said to the person and to the shell: results, defects, failures, what returned, and the exit code for it.
import { type Problem, problemOf, Refusal } from '@keter/core'
import type { Receipt, Run, RunSource } from '../sdk/index.ts'
import { interrupted, problemInWords } from './ending.ts'
import { goodResult } from './follow-run.ts'
import { defectsOf, receiptText } from './receipt-text.ts'
import type { Terminal } from './terminal.ts'
import { credits, plain } from './wording.ts'

const failed = 4

export function exitOf({ sources }: Run, cancelled: boolean): number {
  if (cancelled) return interrupted
  return sources.every(goodResult) ? 0 : failed
}

/** The receipt; or, where an uncancelled run delivered nothing at all, the problem with the receipt in it. */
export function reportOutcome(terminal: Terminal, run: Run, receipt: Receipt, cancelled: boolean): void {
  const problem = cancelled || receipt.iterations.some(({ result }) => result) ? null : failureOf(run, receipt)
  terminal.answer(problem ?? receipt, () => receiptText(receipt, terminal))
  const returned = `${credits(receipt.returned)} returned.`
  if (cancelled) {
    terminal.note(`Cancelled. ${credits(receipt.charged)} charged for what was delivered before, ${returned}`)
    return
  }
  for (const source of run.sources) if (!goodResult(source)) terminal.note(whatWentWrong(source))
  if (receipt.returned === '0') return
  terminal.note(run.sources.some(goodResult) ? `The first good result of each file is kept, and the series is ended: ${returned}` : returned)
}

function failureOf({ sources }: Run, receipt: Receipt): Problem {
  const failure = sources.flatMap(({ iterations }) => iterations).find((iteration) => iteration.failure)?.failure
  const problem: Problem = failure ?? problemOf(new Refusal('edit_failed', 'No attempt delivered a result.'))
  return { ...problem, charged: receipt.final === '0' ? 'nothing' : credits(receipt.final), data: { ...problem.data, receipt } }
}

function whatWentWrong({ name, iterations }: RunSource): string {
  const last = iterations.at(-1)
  if (last?.state === 'defective') return `${plain(name)}: the result was defective (${defectsOf(last)}); its charge of ${credits(last.charge)} was refunded.`
  if (last?.failure) return `${plain(name)}: ${problemInWords(last.failure)}`
  const cost = last && last.charge !== last.refunded ? `${credits(last.charge)} charged` : 'nothing was charged'
  return `${plain(name)}: nothing was delivered, ${cost}.`
}
