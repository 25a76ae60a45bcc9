// Every expression and every condition of a tool's price, with its place in the document and the names it may use.
import type { Condition, Expression, ToolPrice, When } from '../format.ts'
import type { CompiledInput } from '../input.ts'
import type { CompiledTool } from '../tool-price.ts'

/** What names mean: the inputs of the tool, or, inside, those of an item of a list or the states of a chain. */
export interface Scope {
  readonly inputs: ReadonlyMap<string, CompiledInput>
  readonly states: ReadonlySet<string>
  readonly outer?: Scope
}

/** An expression of a quantity, a line or an adjustment. */
export interface Root {
  readonly is: Expression
  readonly place: string
}

export interface PlacedWhen {
  readonly when: When
  readonly place: string
}

export interface Inner {
  readonly is: Expression
  readonly place: string
  readonly scope: Scope
}

export interface Parts {
  readonly scope: Scope
  readonly roots: readonly Root[]
  /** Of rows, lines and adjustments. */
  readonly whens: readonly PlacedWhen[]
  /** Every expression, those inside of others among them. */
  readonly all: readonly Inner[]
  /** Where the charge for a quantity turns. */
  readonly ends: readonly { readonly quantity: Expression | undefined; readonly ends: readonly string[] }[]
}

const noStates: ReadonlySet<string> = new Set()
const scopeOf = (inputs: readonly CompiledInput[], outer?: Scope): Scope => ({
  inputs: new Map(inputs.map((input) => [input.name, input])),
  states: noStates,
  ...(outer && { outer }),
})

export function partsOf({ price, inputs }: CompiledTool, place: string): Parts {
  const scope = scopeOf(inputs)
  const roots = [...rootsOf(price, place)]
  const all = roots.flatMap(({ is, place }) => [...within({ is, place, scope })])
  return { scope, roots, whens: [...whensOf(price, place)], all, ends: endsIn(price) }
}

/** The input of this name in the innermost scope that has it; "number" for a state of a chain or a quantity. */
export function meaning(scope: Scope, name: string): CompiledInput | 'number' {
  if (scope.states.has(name)) return 'number'
  return scope.inputs.get(name) ?? (scope.outer ? meaning(scope.outer, name) : 'number')
}

function endsIn(price: ToolPrice): Parts['ends'] {
  const lines = price.rows.flatMap(({ lines = [] }) => lines)
  return lines.map(({ quantity, free, block, steps = [], bands = [] }) => ({
    quantity,
    ends: [free, block, ...steps.map(({ upTo }) => upTo), ...bands.map(({ upTo }) => upTo)].filter((end) => typeof end === 'string'),
  }))
}

function* rootsOf(price: ToolPrice, place: string): Generator<Root> {
  for (const [name, { is }] of Object.entries(price.quantities ?? {})) yield { is, place: `${place}.quantities.${name}.is` }
  for (const [index, { lines = [] }] of price.rows.entries())
    for (const [at, line] of lines.entries()) {
      const here = `${place}.rows[${index}].lines[${at}]`
      for (const key of ['base', 'quantity', 'free', 'rate', 'minimum', 'maximum'] as const)
        if (line[key] !== undefined) yield { is: line[key], place: `${here}.${key}` }
      for (const [step, { amount, rate }] of (line.steps ?? []).entries()) {
        if (amount !== undefined) yield { is: amount, place: `${here}.steps[${step}].amount` }
        if (rate !== undefined) yield { is: rate, place: `${here}.steps[${step}].rate` }
      }
      for (const [band, { rate }] of (line.bands ?? []).entries()) yield { is: rate, place: `${here}.bands[${band}].rate` }
    }
  for (const [index, adjustment] of (price.adjustments ?? []).entries()) {
    const here = `${place}.adjustments[${index}]`
    if ('together' in adjustment) {
      for (const [at, { percent }] of adjustment.together.entries()) yield { is: percent, place: `${here}.together[${at}].percent` }
      continue
    }
    const { label: _, when: __, ...act } = adjustment
    for (const [key, is] of Object.entries(act)) if (key !== 'round') yield { is: is as Expression, place: `${here}.${key}` }
  }
}

function* whensOf(price: ToolPrice, place: string): Generator<PlacedWhen> {
  for (const [index, { when, lines = [] }] of price.rows.entries()) {
    yield { when, place: `${place}.rows[${index}].when` }
    for (const [at, line] of lines.entries()) if (line.when) yield { when: line.when, place: `${place}.rows[${index}].lines[${at}].when` }
  }
  for (const [index, adjustment] of (price.adjustments ?? []).entries()) {
    const acts = 'together' in adjustment ? adjustment.together : [adjustment]
    for (const [at, { when }] of acts.entries())
      if (when) yield { when, place: `${place}.adjustments[${index}]${'together' in adjustment ? `.together[${at}]` : ''}.when` }
  }
}

export function* within(inner: Inner): Generator<Inner> {
  yield inner
  for (const next of directly(inner)) yield* within(next)
}

/** The expressions directly inside one. */
export function* directly({ is, place, scope }: Inner): Generator<Inner> {
  if (typeof is === 'string') return
  const one = (part: Expression | undefined, key: string, inside = scope): Inner[] =>
    part === undefined ? [] : [{ is: part, place: `${place}.${key}`, scope: inside }]
  if ('cases' in is) {
    for (const [index, part] of is.cases.entries()) yield* one(part.is, `cases[${index}].is`)
    return yield* one(is.else, 'else')
  }
  if ('table' in is) {
    // A result that is no expression does not compile.
    for (const [index, row] of is.rows.entries()) yield* one(row.at(-1) as Expression, `rows[${index}][${row.length - 1}]`)
    return yield* one(is.else, 'else')
  }
  if ('sum' in is) {
    const list = meaning(scope, is.sum)
    return yield* one(is.is, 'is', list === 'number' ? scope : scopeOf(list.items ?? [], scope))
  }
  if ('chain' in is) {
    const inside: Scope = { inputs: new Map(), states: new Set(Object.keys(is.chain.start)), outer: scope }
    yield* one(is.chain.times, 'chain.times')
    for (const [name, part] of Object.entries(is.chain.start)) yield* one(part, `chain.start.${name}`)
    for (const [name, part] of Object.entries(is.chain.next)) yield* one(part, `chain.next.${name}`, inside)
    return yield* one(is.chain.sum, 'chain.sum', inside)
  }
  if ('count' in is || 'characters' in is || 'bytes' in is) return
  for (const [key, part] of Object.entries(is)) {
    if (key === 'to') continue
    if (Array.isArray(part)) for (const [index, each] of part.entries()) yield* one(each, `${key}[${index}]`)
    else yield* one(part, key)
  }
}

/** Each alternative of a `when`, with its place. */
export function alternatives({ when, place }: PlacedWhen): { readonly conditions: Exclude<When, readonly unknown[]>; readonly place: string }[] {
  if (!isList(when)) return [{ conditions: when, place }]
  return when.map((conditions, index) => ({ conditions, place: `${place}[${index}]` }))
}

type Conditions = Exclude<When, readonly unknown[]>
const isList = (when: When): when is readonly Conditions[] => Array.isArray(when)

/** What the input or quantity of this name is compared with anywhere, cells of tables included. */
export function conditionsOn(name: string, { whens, all }: Parts): Condition[] {
  const found: Condition[] = []
  const add = (conditions: Readonly<Record<string, Condition>>) => Object.hasOwn(conditions, name) && found.push(conditions[name]!)
  for (const { when } of whens) for (const { conditions } of alternatives({ when, place: '' })) add(conditions)
  for (const { is } of all) {
    if (typeof is === 'string') continue
    if ('cases' in is) for (const { when } of is.cases) for (const { conditions } of alternatives({ when, place: '' })) add(conditions)
    if ('table' in is && is.table.includes(name)) for (const row of is.rows) found.push(row[is.table.indexOf(name)] as Condition)
  }
  return found
}
