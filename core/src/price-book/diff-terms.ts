// What changed that no single price shows: plans, quotes and holds, what a unit is worth, and how a tool rounds, charges and repeats.
import { chargeWords } from '../charge-words.ts'
import type { Change } from './diff-change.ts'
import { percentInWords, percentOf, spaced, titleOf } from './diff-words.ts'
import type { ChargeRules, Decimal, Input, PlanLimits, PlanTerms, PriceBook, StudioTerms } from './format.ts'
import { dollarsPer } from './money.ts'
import { decimal, toText } from './rational.ts'
import { roundingInWords } from './rounding.ts'
import type { CompiledTool } from './tool-price.ts'

type Direction = Change['direction']

const change = (kind: Change['kind'], sentence: string, direction: Direction = 'other', tool?: string): Change => ({
  kind,
  ...(tool !== undefined && { tool }),
  sentence,
  examples: [],
  direction,
})

/** @param more what more of it means for the customer */
function byAmount(before: Decimal, after: Decimal, more: 'cheaper' | 'dearer'): Direction {
  const less = more === 'cheaper' ? 'dearer' : 'cheaper'
  return decimal(after).compare(decimal(before)) > 0 ? more : less
}

/** Rounding, re-runs, what is charged when it does not go as planned, and what may be asked. */
export function diffTool(old: CompiledTool, now: CompiledTool): Change[] {
  const title = titleOf(now)
  const about = (kind: Change['kind'], sentence: string, direction?: Direction) => change(kind, sentence, direction, now.id)
  const [was, is] = [old.price, now.price]
  const changes: Change[] = []
  const [factor, next] = [was.rerun?.factor ?? '1', is.rerun?.factor ?? '1']
  if (decimal(factor).compare(decimal(next)) !== 0)
    changes.push(
      about('rerun', `${title}: another attempt costs ${shareInWords(next)} of its price; it was ${shareInWords(factor)}.`, byAmount(factor, next, 'dearer')),
    )
  const [rounded, rounds] = [roundedInWords(old), roundedInWords(now)]
  if (rounded !== rounds) changes.push(about('rounding', `${title}: ${rounds}; before, ${rounded}.`))
  changes.push(...chargeChanges(was.charges, is.charges).map((sentence) => about('charges', `${title}: ${sentence}`)))
  for (const { name, input } of now.inputs) {
    const before = old.inputs.find((each) => each.name === name)?.input
    if (before) changes.push(...inputChanges(name, before, input).map(([kind, sentence]) => about(kind, `${title}: ${sentence}.`)))
  }
  return changes
}

type InputChange = readonly [kind: Change['kind'], sentence: string]

/** Values that came and went are found by their prices; bounds and what is taken where nothing is said are not. */
function inputChanges(name: string, before: Input, after: Input): InputChange[] {
  const words = spaced(name)
  const [was, is] = [before.default, after.default].map((value) => (value === undefined ? 'open' : String(value)))
  const bounds = before.kind === 'number' && after.kind === 'number' ? boundChanges(words, before, after) : []
  return was === is ? bounds : [...bounds, ['rule', `where nothing is said, ${words} is ${was} → ${is}`]]
}

type Bounded = Input & { readonly kind: 'number' }

function boundChanges(words: string, before: Bounded, after: Bounded): InputChange[] {
  const unit = after.unit === undefined ? '' : ` ${after.unit}s`
  const [least, most] = [moved(before.min ?? '0', after.min ?? '0'), moved(before.max, after.max)]
  return [
    ...(most === 0 ? [] : [[most > 0 ? 'option-added' : 'option-removed', `${words} up to ${before.max ?? 'any'} → ${after.max ?? 'any'}${unit}`] as const]),
    ...(least === 0 ? [] : [[least < 0 ? 'option-added' : 'option-removed', `${words} from ${before.min ?? '0'} → ${after.min ?? '0'}${unit}`] as const]),
  ]
}

/** Above 0 where it went up; no bound is above every bound. */
function moved(before: Decimal | undefined, after: Decimal | undefined): number {
  if (before === undefined || after === undefined) return Number(after === undefined) - Number(before === undefined)
  return decimal(after).compare(decimal(before))
}

const shareInWords = (factor: Decimal): string => `${toText(decimal(factor).mul(decimal('100')), 1)} %`

function roundedInWords({ price: { rounding }, unit }: CompiledTool): string {
  if (!rounding) return 'not rounded'
  const words = roundingInWords(rounding, unit)
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}, ${rounding.stage === 'source' ? 'once for all attempts on a file' : 'each time'}`
}

function chargeChanges(old: ChargeRules | undefined, now: ChargeRules | undefined): string[] {
  if (!old || !now) return []
  const [before, after] = [chargeWords(old), chargeWords(now)]
  const atDelivery = 'each attempt is charged once it is delivered'
  const told: readonly (readonly [when: string, was: string, is: string])[] = [
    ['', before.submitted ?? atDelivery, after.submitted ?? atDelivery],
    ['when it fails, ', before.failed, after.failed],
    ['when you cancel, ', before.cancelled, after.cancelled],
  ]
  return told.flatMap(([when, was, is]) => (was === is ? [] : [`${when}${is}; before, ${was}.`]))
}

/** What a unit is worth, and what a studio's book says beside prices. */
export function diffTerms(old: PriceBook, now: PriceBook): Change[] {
  return [...diffUnits(old, now), ...(old.studio && now.studio ? diffStudio(old.studio, now.studio, now.unit) : [])]
}

function diffUnits(old: PriceBook, now: PriceBook): Change[] {
  const units = new Set([...Object.keys(old.units ?? {}), ...Object.keys(now.units ?? {})])
  return [...units].flatMap((unit) => {
    const [was, is] = [dollarsPer(old, unit), dollarsPer(now, unit)]
    if (!was || !is || was.compare(is) === 0) return []
    const percent = percentOf(was, is)
    const name = (now.units?.[unit]?.label ?? unit).replace(/s$/, '')
    return [
      change(
        'unit',
        `One ${name} is worth $${toText(was, 6)} → $${toText(is, 6)}${percent ? `, ${percentInWords(percent)}` : ''}.`,
        is.compare(was) > 0 ? 'dearer' : 'cheaper',
      ),
    ]
  })
}

function diffStudio(old: StudioTerms, now: StudioTerms, unit: string): Change[] {
  const changes: Change[] = []
  if (old.quoteMinutes !== now.quoteMinutes) changes.push(change('terms', `A quote is valid for ${old.quoteMinutes} → ${now.quoteMinutes} minutes.`))
  if (old.holdHours !== now.holdHours) changes.push(change('terms', `A hold lives for ${old.holdHours} → ${now.holdHours} hours at most.`))
  if (decimal(old.keepChance).compare(decimal(now.keepChance)) !== 0)
    changes.push(
      change(
        'terms',
        `"Likely" expects ${shareInWords(old.keepChance)} → ${shareInWords(now.keepChance)} of results to be kept, until a team has a history of its own.`,
      ),
    )
  const plans = [...new Set([...Object.keys(old.plans), ...Object.keys(now.plans)])]
  return [...changes, ...plans.flatMap((id) => diffPlan(old.plans[id], now.plans[id], unit))]
}

function diffPlan(old: PlanTerms | undefined, now: PlanTerms | undefined, unit: string): Change[] {
  if (!now) return old ? [change('plan-removed', `The plan ${old.name} is no longer offered.`)] : []
  if (!old) return [change('plan-added', `New plan: ${now.name}, ${now.grant} ${unit} a ${now.period}, ${discountInWords(now)}.`)]
  const plan = (sentence: string, direction?: Direction) => change('plan', `${now.name}: ${sentence}.`, direction)
  const differ = (key: 'grant' | 'discountPercent') => decimal(old[key]).compare(decimal(now[key])) !== 0
  const better = (key: 'grant' | 'discountPercent') => byAmount(old[key], now[key], 'cheaper')
  return [
    ...(old.name === now.name ? [] : [change('plan', `The plan ${old.name} is now called ${now.name}.`)]),
    ...(differ('grant') ? [plan(`${old.grant} → ${now.grant} ${unit} a ${now.period}`, better('grant'))] : []),
    ...(differ('discountPercent') ? [plan(`${old.discountPercent} % → ${now.discountPercent} % off every price`, better('discountPercent'))] : []),
    ...(sameCap(old, now) ? [] : [plan(`unused ${unit} are carried over up to ${old.rollOver} → ${now.rollOver} times the grant`, capDirection(old, now))]),
    ...(priceOf(old) === priceOf(now) ? [] : [plan(`${priceOf(old)} → ${priceOf(now)}`)]),
    ...((old.freeRetries ?? 0) === (now.freeRetries ?? 0) ? [] : [plan(`free retries on a file: ${old.freeRetries ?? 0} → ${now.freeRetries ?? 0}`)]),
    ...limitChanges(old.limits, now.limits).map((sentence) => plan(sentence)),
  ]
}

const priceOf = ({ price, period }: PlanTerms): string => (price ? `${price.amount} ${price.currency.toUpperCase()} a ${period}` : 'no price')

const sameCap = ({ rollOver: a }: PlanTerms, { rollOver: b }: PlanTerms): boolean =>
  a === 'unlimited' || b === 'unlimited' ? a === b : decimal(a).compare(decimal(b)) === 0

function capDirection({ rollOver: a }: PlanTerms, { rollOver: b }: PlanTerms): Direction | undefined {
  if (a === 'unlimited') return byAmount('1', '0', 'cheaper')
  return b === 'unlimited' ? byAmount('0', '1', 'cheaper') : byAmount(a, b, 'cheaper')
}

const discountInWords = ({ discountPercent }: PlanTerms): string =>
  decimal(discountPercent).sign() === 0 ? 'no discount' : `${discountPercent} % off every price`

const limits: Readonly<Record<keyof PlanLimits, readonly [label: string, unit: string]>> = {
  sourcesPerRun: ['files in one run', ''],
  iterations: ['attempts on a file', ''],
  sourceMegapixels: ['largest source', ' megapixels'],
  resultMegapixels: ['largest result', ' megapixels'],
  uploadMegabytes: ['largest file', ' megabytes'],
}

function limitChanges(old: PlanLimits, now: PlanLimits): string[] {
  return (Object.keys(limits) as (keyof PlanLimits)[]).flatMap((key) => {
    const [label, unit] = limits[key]
    return old[key] === now[key] ? [] : [`${label} ${old[key].toLocaleString('en')} → ${now[key].toLocaleString('en')}${unit}`]
  })
}
