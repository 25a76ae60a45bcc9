// What changed from one price book to another, as sentences a customer understands, with examples priced by both. Prices are compared by
// asking both books, not by their text: a rule that is written differently and costs the same is no change of price.
import { canonicalJson } from '../canonical.ts'
import type { CompiledPrices } from './compile.ts'
import type { Change } from './diff-change.ts'
import { ask, diffPrices, priceInWords } from './diff-prices.ts'
import { type Samples, samplesOf } from './diff-samples.ts'
import { diffTerms, diffTool } from './diff-terms.ts'
import { outcomeInWords, titleOf } from './diff-words.ts'
import type { CompiledTool } from './tool-price.ts'

export type { Change, ChangeExample, ChangeKind } from './diff-change.ts'

/** Nothing where both cost the same in everything that was compared and say the same beside prices. */
export function diffBooks(old: CompiledPrices, now: CompiledPrices): Change[] {
  const day = now.book.effective.slice(0, 10)
  const ids = [...new Set([...now.tools.keys(), ...old.tools.keys()])]
  return [...ids.flatMap((id) => diffToolPrices(old.tools.get(id), now.tools.get(id), day)), ...diffTerms(old.book, now.book)]
}

function diffToolPrices(old: CompiledTool | undefined, now: CompiledTool | undefined, day: string): Change[] {
  if (!now) return old ? [{ kind: 'tool-removed', tool: old.id, sentence: `No longer offered: ${titleOf(old)}.`, examples: [], direction: 'other' }] : []
  if (!old) return [toolAdded(now, samplesOf([now], day))]
  const samples = samplesOf([old, now], day)
  if (old.unit !== now.unit) return [unitChanged(old, now, samples), ...diffTool(old, now)]
  const changes = [...diffPrices(old, now, samples), ...diffTool(old, now)]
  return changes.length > 0 ? changes : rewritten(old, now, samples)
}

function toolAdded(tool: CompiledTool, samples: Samples): Change {
  const offered = samples.settings.find((setting) => samples.sizes.some((size) => isOffered(tool, setting, size))) ?? samples.settings[0]!
  const answers = samples.sizes.map((size) => ask(tool, offered, size))
  const examples = answers.map(({ outcome }, index) => ({
    inWords: samples.sizes[index]!.inWords || 'each time',
    before: 'not offered',
    after: outcomeInWords(outcome),
  }))
  const price = priceInWords(tool, { setting: offered, sizes: samples.sizes }, answers)
  return { kind: 'tool-added', tool: tool.id, sentence: `New: ${titleOf(tool)}, ${price}.`, examples, direction: 'other' }
}

function isOffered(tool: CompiledTool, setting: Samples['settings'][number], size: Samples['sizes'][number]): boolean {
  const { kind } = ask(tool, setting, size).outcome
  return kind === 'price' || kind === 'range'
}

function unitChanged(old: CompiledTool, now: CompiledTool, { settings, sizes }: Samples): Change {
  const [setting] = settings as readonly [Samples['settings'][number]]
  const examples = sizes.map((size) => ({
    inWords: size.inWords || 'each time',
    before: outcomeInWords(ask(old, setting, size).outcome),
    after: outcomeInWords(ask(now, setting, size).outcome),
  }))
  return { kind: 'unit', tool: now.id, sentence: `${titleOf(now)} is now priced in ${now.unit}; before, in ${old.unit}.`, examples, direction: 'other' }
}

/** What decides prices, whatever it is called. */
const rule = ({ price: { inputs, quantities, rows, adjustments } }: CompiledTool): string =>
  canonicalJson({ inputs: inputs ?? null, quantities: quantities ?? null, rows, adjustments: adjustments ?? null })

function rewritten(old: CompiledTool, now: CompiledTool, { settings, sizes }: Samples): Change[] {
  if (rule(old) === rule(now)) return []
  const count = settings.length * sizes.length
  const same = count === 1 ? 'the price that was compared is the same' : `none of the ${count.toLocaleString('en')} prices that were compared has changed`
  const sentence = `${titleOf(now)}: its rule is written differently; ${same}.`
  return [{ kind: 'rule', tool: now.id, sentence, examples: [], direction: 'other' }]
}
