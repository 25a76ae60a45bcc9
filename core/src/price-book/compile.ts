// Compiles a price book, once, into closures over rationals. What compiles can price: every name is known, every number is exact,
// nothing is negative; in a studio's book every total is a whole number of milli-credits.
import type { Credits } from '../credits.ts'
import { comparePlans } from '../plan-change.ts'
import { catalogueInputs } from './catalogue-inputs.ts'
import { decimalAt } from './expression.ts'
import { moneyValue } from './money.ts'
import { bookError } from './finding.ts'
import type { Decimal, Money, Pack, PlanTerms, PriceBook, Rounding, StudioBook, ToolPrice } from './format.ts'
import { BeyondLimits, decimal, isNegative, isZero, one, type Rational, roundToCredits } from './rational.ts'
import { type CompiledTool, compileTool } from './tool-price.ts'

/** Any book: ours, or a vendor's. */
export interface CompiledPrices {
  readonly book: PriceBook
  /** SHA-256 of the book's canonical JSON, in hex. */
  readonly digest: string
  readonly tools: ReadonlyMap<string, CompiledTool>
}

/** The book of a studio. */
export interface CompiledBook extends CompiledPrices {
  readonly book: StudioBook
  readonly keepChance: Rational
  /** The smallest first; a database may have forgotten in which order they were written. */
  readonly plans: ReadonlyMap<string, CompiledPlan>
  readonly tools: ReadonlyMap<string, StudioTool>
}

export interface CompiledPlan {
  readonly id: string
  readonly terms: PlanTerms
  /** Share of the price that is taken off: 0.1 for 10 %. */
  readonly discount: Rational
}

export type StudioPrice = ToolPrice & Required<Pick<ToolPrice, 'rounding' | 'charges'>>

/** A tool that is charged by the attempt. */
export interface StudioTool extends CompiledTool {
  readonly price: StudioPrice
  /** Factor of an attempt after the first. */
  readonly rerun: Rational
  readonly round: (exact: Rational) => Credits
}

/** @throws PriceBookError naming the place */
export function compilePrices(book: PriceBook, digest: string): CompiledPrices {
  for (const [name, { usd }] of Object.entries(book.units ?? {})) if (usd !== undefined) within(`units.${name}.usd`, (place) => moneyValue(usd, place))
  const tools = Object.entries(book.tools).map(
    ([id, price]) => [id, within(`tools.${id}`, (place) => compileTool(id, price, inputsOf(book, id, price), price.unit ?? book.unit, place))] as const,
  )
  return { book, digest, tools: new Map(tools) }
}

/** What is the same for every input is computed when it is compiled. @throws PriceBookError */
function within<Compiled>(place: string, compile: (place: string) => Compiled): Compiled {
  try {
    return compile(place)
  } catch (error) {
    if (error instanceof BeyondLimits) throw bookError(place, error.message, 'Make its numbers smaller.')
    throw error
  }
}

/** @throws PriceBookError naming the place */
export function compilePriceBook(book: StudioBook, digest: string): CompiledBook {
  const { keepChance: chance, plans: terms } = book.studio
  const keepChance = decimalAt(chance, 'studio.keepChance')
  if (isNegative(keepChance) || isZero(keepChance) || keepChance.compare(one) > 0)
    throw bookError('studio.keepChance', `${chance} is not a chance of keeping a result.`, 'Use more than "0" and at most "1".')
  const plans = Object.entries(terms).map(([id, plan]) => [id, compilePlan(id, plan)] as const)
  for (const [id, pack] of Object.entries(book.studio.packs ?? {})) checkPack(pack, `studio.packs.${id}`)
  if (plans.length === 0) throw bookError('studio.plans', 'The book has no plan.', 'Add at least one; every price is the price under a plan.')
  const compiled = compilePrices(book, digest)
  const tools = [...compiled.tools].map(([id, tool]) => [id, studioTool(tool)] as const)
  return { ...compiled, book, keepChance, plans: new Map(plans.sort(([, a], [, b]) => comparePlans(a.terms, b.terms))), tools: new Map(tools) }
}

/** The book's own, or those of our tool of this name. */
function inputsOf({ studio }: PriceBook, id: string, price: ToolPrice): NonNullable<ToolPrice['inputs']> {
  return price.inputs ?? (studio ? catalogueInputs(id, Object.keys(studio.plans)) : {})
}

const hundred = decimal('100')
const milli = decimal('0.001')

function compilePlan(id: string, terms: PlanTerms): CompiledPlan {
  const place = `studio.plans.${id}`
  if (!notNegative(terms.grant, `${place}.grant`).div(milli).isWhole())
    throw bookError(`${place}.grant`, `The ledger cannot hold ${terms.grant} credits.`, 'Use at most three decimal places.')
  if (terms.rollOver !== 'unlimited') notNegative(terms.rollOver, `${place}.rollOver`)
  if (terms.price) moneyAt(terms.price, `${place}.price`)
  const percent = notNegative(terms.discountPercent, `${place}.discountPercent`)
  if (percent.compare(hundred) > 0)
    throw bookError(`${place}.discountPercent`, `${terms.discountPercent} percent off would pay the customer.`, 'Use at most "100".')
  return { id, terms, discount: percent.div(hundred) }
}

function checkPack({ credits, price }: Pack, place: string): void {
  const amount = notNegative(credits, `${place}.credits`)
  if (isZero(amount) || !amount.div(milli).isWhole())
    throw bookError(`${place}.credits`, `The ledger cannot grant ${credits} credits.`, 'Use more than "0", at most three decimal places.')
  moneyAt(price, `${place}.price`)
}

const cent = decimal('0.01')

/** Money is charged in whole cents. */
function moneyAt({ amount }: Money, place: string): void {
  if (!notNegative(amount, `${place}.amount`).div(cent).isWhole())
    throw bookError(`${place}.amount`, `${amount} is not a whole number of cents.`, 'Use at most two decimal places.')
}

function studioTool(tool: CompiledTool): StudioTool {
  const place = `tools.${tool.id}`
  const { rounding, charges, rerun } = tool.price
  if (!rounding)
    throw bookError(`${place}.rounding`, 'What the ledger charges has to be rounded.', 'Say how: { "stage": "source", "mode": "up", "step": "1" }.')
  if (!charges) throw bookError(`${place}.charges`, 'Nothing says what is charged when it does not go as planned.', 'Add "charges".')
  return {
    ...tool,
    price: { ...tool.price, rounding, charges },
    rerun: rerun ? notNegative(rerun.factor, `${place}.rerun.factor`) : one,
    round: creditRounding(rounding, `${place}.rounding`),
  }
}

function creditRounding({ stage, mode, step: text }: Rounding, place: string): (exact: Rational) => Credits {
  if (stage !== 'source' || text === undefined)
    throw bookError(place, 'A studio rounds the total of a source, in steps.', 'Use { "stage": "source", "mode": "up", "step": "1" }.')
  const step = decimalAt(text, `${place}.step`)
  if (isNegative(step) || isZero(step) || !step.div(milli).isWhole())
    throw bookError(`${place}.step`, `The ledger cannot hold steps of ${text} credits.`, 'Use a multiple of "0.001", such as "1".')
  return (exact) => roundToCredits(exact, mode, step)
}

function notNegative(text: Decimal, place: string): Rational {
  const value = decimalAt(text, place)
  if (isNegative(value)) throw bookError(place, `${text} is negative.`, 'Use "0" or more.')
  return value
}
