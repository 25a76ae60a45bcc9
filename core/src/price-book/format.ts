// The format of a price book: a dated, immutable document of what each tool costs. Data, never code.
// Every number that money depends on is a decimal string; a binary float has no place here.
// The order of keys in an object never matters; where order matters there is an array.

/** "0.4", "12": exact as written. No fractions, no exponents. */
export type Decimal = string

/** A number, a measured or derived quantity, a numeric option, or one of a closed set of operations. No loops, no scripts. */
export type Expression = Decimal | { readonly quantity: string } | { readonly option: string } | { readonly op: Operation; readonly of: readonly Expression[] }

export const operations = ['add', 'subtract', 'multiply', 'divide', 'min', 'max', 'ceil', 'floor', 'round'] as const
/** `subtract` and `divide` take two; `ceil`, `floor` and `round` (half up) take one and give whole numbers; the others take one or more. */
export type Operation = (typeof operations)[number]

/** Charged for each attempt: `base` once, or `rate` for each unit of `quantity`. */
export type Line = { readonly label: string; readonly base: Decimal } | { readonly label: string; readonly quantity: string; readonly rate: Decimal }

type Choice = string | number | boolean

/**
 * `when` names options, and `quality`; a list means any of them. The first row whose every condition holds decides.
 * A tool whose rows match nothing is not offered, which is not the same as free.
 */
export interface Row {
  readonly when: Readonly<Record<string, Choice | readonly Choice[]>>
  readonly lines: readonly Line[]
}

export const roundingModes = ['up', 'down', 'half-up', 'half-even'] as const
export type RoundingMode = (typeof roundingModes)[number]

export interface Rounding {
  /** `source`: the total of one source's attempts; rounded once, over the series. */
  readonly stage: 'source'
  readonly mode: RoundingMode
  /** In credits: "1" rounds to whole credits. A multiple of 0.001, so that every total is a whole number of milli-credits. */
  readonly step: Decimal
}

export interface ToolPrice {
  /** Derived quantities; one may use another, never in a circle. */
  readonly quantities: Readonly<Record<string, { readonly unit: string; readonly is: Expression }>>
  readonly rows: readonly Row[]
  /** What an attempt after the first costs, as a factor of its own price. Absent: its own price. */
  readonly rerun?: { readonly factor: Decimal; readonly label: string }
  readonly rounding: Rounding
  /** What is charged when it does not go as planned; shown before the run. */
  readonly charges: { readonly failed: 'nothing'; readonly cancelled: 'nothing' | 'delivered'; readonly defective: 'refunded' }
}

export interface PlanTerms {
  readonly name: string
  /** Credits granted at the start of each period. */
  readonly grant: Decimal
  readonly period: 'month'
  /** Unused credits carried over are capped at this many grants. */
  readonly rollOver: Decimal
  /** Percent off the price of every attempt, before rounding. */
  readonly discountPercent: Decimal
  readonly limits: PlanLimits
}

/** The most of each that one run may have. Whole numbers. */
export interface PlanLimits {
  readonly sourcesPerRun: number
  readonly iterations: number
  /** Megapixels (1,000,000 pixels) of the largest source, and of the largest result. */
  readonly sourceMegapixels: number
  readonly resultMegapixels: number
  /** Megabytes (1,000,000 bytes) of the largest source. */
  readonly uploadMegabytes: number
}

export interface PriceBook {
  readonly format: 1
  readonly id: string
  readonly version: string
  /** ISO date-time from which it is in force. */
  readonly effective: string
  readonly unit: 'credits'
  /** Minutes a quote stays valid; hours a hold lives. */
  readonly quoteMinutes: number
  readonly holdHours: number
  /** Chance that an attempt is kept, where the team has no history yet: the prior of "likely". More than 0, at most 1. */
  readonly keepChance: Decimal
  readonly plans: Readonly<Record<string, PlanTerms>>
  readonly tools: Readonly<Record<string, ToolPrice>>
}
