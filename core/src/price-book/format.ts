// The format of a price book: a dated, immutable document of what each tool costs. Data, never code.
// Every number that money depends on is a decimal string; a binary float has no place here.
// The order of keys in an object never matters; where order matters there is an array.

/** "0.4", "-5", "12": exact as written. No fractions, no exponents, at most 40 digits before and after the point. */
export type Decimal = string

export type Choice = string | number | boolean

/**
 * A decimal ("12.5"), the name of a numeric input or of a quantity ("pixels"), or one of a closed set of operations. No scripts.
 * `subtract` and `divide` take two; the roundings give a multiple of `to`, 1 where it is absent.
 */
export type Expression =
  | string
  | { readonly add: readonly Expression[] }
  | { readonly subtract: readonly [Expression, Expression] }
  | { readonly multiply: readonly Expression[] }
  | { readonly divide: readonly [Expression, Expression] }
  | { readonly min: readonly Expression[] }
  | { readonly max: readonly Expression[] }
  | { readonly ceil: Expression; readonly to?: Decimal }
  | { readonly floor: Expression; readonly to?: Decimal }
  /** Half up. */
  | { readonly round: Expression; readonly to?: Decimal }
  | { readonly roundEven: Expression; readonly to?: Decimal }
  /** The first case that holds; where none does and there is no `else`, the edit is not offered. */
  | { readonly cases: readonly { readonly when: When; readonly is: Expression }[]; readonly else?: Expression }
  /** Rows of one value for each name, "*" for any, then the result: ["1080p", "5", "0.42"]. The first row that fits. */
  | { readonly table: readonly string[]; readonly rows: readonly TableRow[]; readonly else?: Expression }
  /** How many items a list input has. */
  | { readonly count: string }
  /** `is`, for each item of a list input, added up; inside, an item's own inputs hide outer names. */
  | { readonly sum: string; readonly is: Expression }
  /** Unicode characters, or UTF-8 bytes, of a text input. */
  | { readonly characters: string }
  | { readonly bytes: string }
  /** State that starts somewhere and is worked on a bounded number of times, each step from the one before; `sum` is added up before each. */
  | { readonly chain: Chain }
  /** Known only to lie between the two, both of which occur. */
  | { readonly between: readonly [Expression, Expression] }

export type TableRow = readonly (Choice | Expression)[]

export interface Chain {
  /** At most 100. */
  readonly times: Expression
  readonly start: Readonly<Record<string, Expression>>
  readonly next: Readonly<Record<string, Expression>>
  readonly sum: Expression
}

/**
 * A value, one of several, or something about it. Values are compared as text, so 5 is "5".
 * Bounds are decimals, or ISO dates for a date input; `from` and `to` include themselves, `over` and `under` do not.
 */
export type Condition =
  | Choice
  | readonly Choice[]
  | { readonly not: Choice | readonly Choice[] }
  | { readonly from?: string; readonly over?: string; readonly to?: string; readonly under?: string }
  /** Any of these, upper and lower case alike. */
  | { readonly contains: string | readonly string[] }
  | { readonly startsWith: string | readonly string[] }
  | { readonly given: boolean }

/** By the name of an input or a quantity; all must hold. In a list, one of them must. */
export type Conditions = Readonly<Record<string, Condition>>
export type When = Conditions | readonly Conditions[]

/** "half-down": a half goes down. */
export const roundingModes = ['up', 'down', 'half-up', 'half-down', 'half-even'] as const
export type RoundingMode = (typeof roundingModes)[number]

/** To a multiple of `step`, or to so many significant digits. */
export type Round =
  | { readonly mode: RoundingMode; readonly step: Decimal; readonly digits?: undefined }
  | { readonly mode: RoundingMode; readonly digits: number; readonly step?: undefined }

/** What can be asked of every input. Without `default`, `optional` or `required`, an absent one makes the price a range over its domain. */
interface InputTraits {
  readonly label?: string
  /** Other names under which it may be given. Upper and lower case are alike anyway. */
  readonly names?: readonly string[]
  readonly help?: string
  readonly default?: Choice
  /** May be left out; conditions can ask whether it was `given`. */
  readonly optional?: true
  /** Without it there is no price, not even a range. */
  readonly required?: true
}

export type Input = InputTraits &
  (
    | {
        readonly kind: 'choice'
        readonly values: readonly Choice[]
        /** Other spellings and the value they mean. Upper and lower case are alike anyway. */
        readonly aliases?: Readonly<Record<string, Choice>>
      }
    /** Numbers may come as text, with one of the suffixes: "5s". */
    | {
        readonly kind: 'number'
        readonly min?: Decimal
        readonly max?: Decimal
        readonly whole?: true
        readonly suffixes?: readonly string[]
        readonly unit?: string
      }
    | { readonly kind: 'flag' }
    | { readonly kind: 'text' }
    /** An ISO date, "2026-11-22". */
    | { readonly kind: 'date' }
    | { readonly kind: 'list'; readonly items: Readonly<Record<string, Input>>; readonly min?: number; readonly max?: number }
  )

/** The whole quantity costs the `amount`, or each unit the `rate`, of the first step that holds it; above the last there is no price. */
export interface Step {
  /** Included. Absent on the last: no end. */
  readonly upTo?: Decimal
  readonly amount?: Expression
  readonly rate?: Expression
}

/** Each part of the quantity costs the rate of the band it lies in. */
export interface Band {
  /** Included. Absent on the last: no end. */
  readonly upTo?: Decimal
  readonly rate: Expression
}

/**
 * One amount of a price. `base` is charged once; a `quantity` is charged by `rate`, `steps` or `bands`, exactly one of them.
 * In this order: `free` units come off the quantity, `block` rounds it up to started blocks (the rate is then for a block),
 * `per` says for how many units the rate is, `minimum` and `maximum` bound the amount, `round` rounds it.
 */
export interface Line {
  readonly label: string
  /** The line is absent where this does not hold. */
  readonly when?: When
  readonly base?: Expression
  readonly quantity?: Expression
  /** Of a quantity that has no name of its own. */
  readonly unit?: string
  readonly free?: Expression
  readonly block?: Decimal
  readonly per?: Decimal
  readonly rate?: Expression
  readonly steps?: readonly Step[]
  readonly bands?: readonly Band[]
  readonly minimum?: Expression
  readonly maximum?: Expression
  readonly round?: Round
}

/** Why there is no price: not offered, paid by what is used and not known before, or something must be said first. */
export const answers = ['not-offered', 'metered', 'missing'] as const
export type Answer = (typeof answers)[number]

/**
 * The first row whose every condition holds decides: by its lines, or by an answer that is not a price.
 * A tool whose rows match nothing is not offered, which is not the same as free.
 */
export type Row =
  | { readonly when: When; readonly lines: readonly Line[]; readonly answer?: undefined }
  | { readonly when: When; readonly answer: Answer; readonly message: string; readonly lines?: undefined }

/** Acts on the sum so far; in the order of the list. */
export type Adjustment = { readonly label: string; readonly when?: When } & (
  | { readonly percent: Expression }
  | { readonly factor: Expression }
  | { readonly add: Expression }
  | { readonly minimum: Expression }
  | { readonly maximum: Expression }
  | { readonly round: Round }
)

/** Percentages of the same sum, added up before they act: their order changes nothing. */
export interface Together {
  readonly together: readonly (Adjustment & { readonly percent: Expression })[]
}

/** `source`: the total of one source's attempts, rounded once over the series. `total`: the price of one call. */
export type Rounding = Round & { readonly stage: 'source' | 'total' }

export interface Source {
  readonly url: string
  /** As far as it is known: "2026", "2026-11" or "2026-11-22". */
  readonly asOf: string
}

/**
 * The same job, asked of our catalogue's `tool`: what this tool's inputs are then, from our options, quality, plan, measurements and
 * `resultWidth`, `resultHeight`, `resultPixels`. So a job of ours can be priced here, too.
 */
export interface Comparable {
  readonly tool: string
  readonly when?: When
  readonly inputs: Readonly<Record<string, { readonly value: Choice } | { readonly is: Expression }>>
  /** What is not alike, in one sentence. */
  readonly note?: string
}

export interface ToolPrice {
  readonly title?: string
  readonly media?: string
  /** Other names under which the vendor or its customers know it. */
  readonly aliases?: readonly string[]
  readonly source?: Source
  readonly note?: string
  /** Where it is not the book's. */
  readonly unit?: string
  /** Where they are absent, they are those of the catalogue's tool of this name. */
  readonly inputs?: Readonly<Record<string, Input>>
  /** Derived quantities; one may use another, never in a circle. */
  readonly quantities?: Readonly<Record<string, { readonly unit: string; readonly is: Expression }>>
  readonly rows: readonly Row[]
  readonly adjustments?: readonly (Adjustment | Together)[]
  readonly rounding?: Rounding
  /** What an attempt after the first costs, as a factor of its own price. Absent: its own price. */
  readonly rerun?: { readonly factor: Decimal; readonly label: string }
  readonly charges?: ChargeRules
  readonly comparable?: readonly Comparable[]
}

/** What is charged however it goes; shown before the run. Each result is charged by itself, so of a partial success what was delivered. */
export interface ChargeRules {
  /** When an attempt is charged: once it is delivered, or when it is submitted; then what the rules below do not charge is refunded. Absent: `delivery`. */
  readonly moment?: 'delivery' | 'submit'
  readonly succeeded: 'price'
  readonly partial: 'delivered'
  /** `price`: an attempt that failed costs what it would have cost. */
  readonly failed: 'nothing' | 'price'
  /** `nothing`: also what was delivered before is refunded. `price`: also what was under way is charged. */
  readonly cancelled: 'nothing' | 'delivered' | 'price'
  readonly defective: 'refunded'
}

export interface PlanTerms {
  readonly name: string
  /** Credits granted at the start of each period. */
  readonly grant: Decimal
  readonly period: 'month' | 'year'
  /** Unused credits carried over are capped at this many grants; "unlimited": they stay until they are spent. */
  readonly rollOver: Decimal | 'unlimited'
  /** What a period costs in money. Absent: nobody says. */
  readonly price?: Money
  /** What becomes of credits above this plan's cap when a workspace comes to it from a larger one. Absent: they are kept until they expire. */
  readonly onDowngrade?: 'keep' | 'forfeit'
  /** Attempts after the first on a source that cost nothing; those after them cost what the tool says of a re-run. */
  readonly freeRetries?: number | 'unlimited'
  /** Percent off the price of every attempt, before rounding. Rows and adjustments may look at the input "plan" for anything else. */
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

/** An amount of money: decimal text in the main unit, and the currency's three letters. */
export interface Money {
  readonly amount: Decimal
  readonly currency: string
}

/** Credits that can be bought beside the plan. */
export interface Pack {
  readonly name: string
  readonly credits: Decimal
  readonly price: Money
  /** Absent: they never expire. */
  readonly expireAfterDays?: number
}

/** What a book needs beside prices to be the book of a studio. */
export interface StudioTerms {
  /** Minutes a quote stays valid; hours a hold lives. */
  readonly quoteMinutes: number
  readonly holdHours: number
  /** Chance that an attempt is kept, where the team has no history yet: the prior of "likely". More than 0, at most 1. */
  readonly keepChance: Decimal
  readonly plans: Readonly<Record<string, PlanTerms>>
  readonly packs?: Readonly<Record<string, Pack>>
  /** Which credits are spent first: the plan's, then promotions, then bought ones; or whatever ends soonest. Absent: the plan's first. */
  readonly spendOrder?: 'plan-first' | 'soonest-ending'
}

/** What one unit is worth. `usd` is made of decimals only: "0.01", or { "divide": ["1", "211"] }. */
export interface Unit {
  readonly label?: string
  readonly usd?: Expression
}

export interface PriceBook {
  readonly format: 1
  readonly id: string
  readonly version: string
  /** ISO date-time from which it is in force. */
  readonly effective: string
  /** Whose prices these are, where they are not ours. */
  readonly vendor?: string
  /** Where they were published; a tool may name its own. */
  readonly source?: Source
  readonly note?: string
  /** What every amount is in, unless a tool says otherwise: "credits", "usd", or a unit of the vendor's. */
  readonly unit: string
  readonly units?: Readonly<Record<string, Unit>>
  readonly studio?: StudioTerms
  readonly tools: Readonly<Record<string, ToolPrice>>
}

/** A book that a studio can run on. */
export interface StudioBook extends PriceBook {
  readonly studio: StudioTerms
}
