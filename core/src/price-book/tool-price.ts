// The compiled price of one tool: its rows and adjustments as nodes, its total as one node of them all.
import { type Act, actOn, compileAdjustments, onlyIf } from './adjustment.ts'
import { compileWhen, perhaps, type Test } from './condition.ts'
import { compileExpression } from './expression.ts'
import { bookError } from './finding.ts'
import type { Answer, Input, Row, ToolPrice } from './format.ts'
import { type CompiledInput, compileInputs, type Frame, frameOf, type GivenInputs, knownInputs, readInputs } from './input.ts'
import type { Interval } from './interval.ts'
import { type CompiledLine, compileLine } from './line.ts'
import type { Names, Quantity } from './names.ts'
import { addNode, allNotNegative, combined, hullOfOffered, type Node, NotOffered, notNegativeNode, risingNode, zeroNode } from './node.ts'
import type { Rational } from './rational.ts'
import { compileRound } from './rounding.ts'

/** A row of the book answers without a price. */
export class Answered extends Error {
  readonly answer: Answer
  constructor(answer: Answer, message: string) {
    super(message)
    this.name = 'Answered'
    this.answer = answer
  }
}

export interface CompiledRow {
  readonly test: Test
  readonly row: Row
  readonly lines: readonly CompiledLine[]
  /** The sum of the lines, and the amount after each adjustment. */
  readonly stages: readonly Node[]
  /** The last of the stages. */
  readonly amount: Node
}

export interface CompiledTool {
  readonly id: string
  readonly price: ToolPrice
  /** What its amounts are in. */
  readonly unit: string
  readonly inputs: readonly CompiledInput[]
  /** Every input that some line, condition or adjustment depends on. */
  readonly reads: ReadonlySet<string>
  readonly rows: readonly CompiledRow[]
  readonly acts: readonly Act[]
  /** Whether an input may be given under this name. */
  readonly knows: (name: string) => boolean
  /** @throws InvalidInput, MissingInput */
  readonly read: (given: GivenInputs) => Frame
  /** The row that decides. @throws NotOffered, Answered, MissingInput */
  readonly rowFor: (frame: Frame) => CompiledRow
  /** Before the tool's rounding. */
  readonly unrounded: Node
  /** The tool's rounding, where it has one. */
  readonly finish: (unrounded: Rational) => Rational
  readonly total: Node
}

/** @throws PriceBookError */
export function compileTool(id: string, price: ToolPrice, inputs: Readonly<Record<string, Input>>, unit: string, place: string): CompiledTool {
  const compiled = compileToolInputs(inputs, `${place}.inputs`)
  const names = toolNames(price, compiled, place)
  const acts = compileAdjustments(price.adjustments ?? [], names, `${place}.adjustments`)
  const rows = price.rows.map((row, index) => compileRow(row, acts, names, `${place}.rows[${index}]`))
  const round = price.rounding && compileRound(price.rounding, `${place}.rounding`)
  const rowFor = (frame: Frame) => {
    for (const row of rows) if (row.test.exact(frame)) return answering(row, id)
    return answering(undefined, id)
  }
  const unrounded = priceOfRows(rows, rowFor, id)
  const known = knownInputs(compiled)
  return {
    id,
    price,
    unit,
    inputs: compiled,
    reads: names.reads,
    rows,
    acts,
    knows: (name) => known.byOtherName.has(name.toLowerCase()),
    read: (given) => frameOf(readInputs(compiled, known, given)),
    rowFor,
    unrounded,
    finish: round ?? ((value) => value),
    total: notNegativeNode(round ? risingNode(round, unrounded) : unrounded, place, 'The price'),
  }
}

function priceOfRows(rows: readonly CompiledRow[], rowFor: CompiledTool['rowFor'], id: string): Node {
  const [only] = rows
  if (rows.length === 1 && only!.test.always && only!.row.answer === undefined) return only!.amount
  return {
    notNegative: allNotNegative(rows.map(({ amount }) => amount)),
    exact: (frame) => rowFor(frame).amount.exact(frame),
    range: (frame) => rangeOfRows(rows, frame, id),
  }
}

function compileToolInputs(inputs: Readonly<Record<string, Input>>, place: string): CompiledInput[] {
  try {
    return compileInputs(inputs)
  } catch (error) {
    throw bookError(place, error instanceof Error ? error.message : String(error), 'Correct the domain or the default.')
  }
}

function compileRow(row: Row, acts: readonly Act[], names: Names, place: string): CompiledRow {
  const test = compileWhen(row.when, names, `${place}.when`)
  if (row.lines === undefined) return { test, row, lines: [], stages: [zeroNode], amount: zeroNode }
  if (row.lines.length === 0) throw bookError(`${place}.lines`, 'The row has no line.', 'If it is free, say so with a line of base "0".')
  const lines = row.lines.map((line, index) => compileLine(line, names, `${place}.lines[${index}]`))
  const offered = lines.map(({ test, amount }) => onlyIf(test, amount, zeroNode))
  const stages = actOn(acts, combined(offered, addNode))
  return { test, row, lines, stages, amount: stages.at(-1)! }
}

function answering(found: CompiledRow | undefined, id: string): CompiledRow {
  if (!found) throw new NotOffered(`No row of ${id} is for this.`)
  if (found.row.answer !== undefined) throw new Answered(found.row.answer, found.row.message)
  return found
}

/** Of every row that may be the one. */
function rangeOfRows(rows: readonly CompiledRow[], frame: Frame, id: string): Interval {
  const possible: CompiledRow[] = []
  for (const row of rows) {
    const holds = possible.length ? perhaps(row.test, frame) : row.test.range(frame)
    if (holds === false) continue
    if (holds && possible.length === 0) return answering(row, id).amount.range(frame)
    possible.push(row)
    if (holds) break
  }
  const priced = possible.filter(({ row }) => row.answer === undefined)
  if (priced.length === 0) answering(possible[0], id)
  return hullOfOffered(
    priced.map(({ amount }) => amount),
    frame,
  )
}

/** Levels of a quantity with all that it uses, which are so many calls within each other when it is priced. */
const deepest = 1000

function depthOf(expression: unknown): number {
  if (typeof expression !== 'object' || expression === null) return 1
  return 1 + Object.values(expression).reduce<number>((deepest, part) => Math.max(deepest, depthOf(part)), 0)
}

/** Resolves quantities in the order they need each other, whatever order the document has them in. */
function toolNames(price: ToolPrice, inputs: readonly CompiledInput[], place: string): Names {
  const derived = price.quantities ?? {}
  const order = Object.keys(derived)
  const byName = new Map(inputs.map((input) => [input.name, input]))
  const done = new Map<string, Quantity>()
  const depths = new Map<string, number>()
  const known = () => [...byName.keys(), ...order]
  for (const name of order) if (byName.has(name)) throw bookError(`${place}.quantities.${name}`, `"${name}" is an input.`, 'Give the quantity another name.')

  const resolve = (name: string, path: readonly string[], above: number): Quantity | undefined => {
    const ready = done.get(name)
    if (ready) return ready
    if (!Object.hasOwn(derived, name)) return undefined
    const { unit, is } = derived[name]!
    const at = `${place}.quantities.${name}`
    if (path.includes(name)) throw bookError(at, `It depends on itself: ${[...path, name].join(' -> ')}.`, 'Break the circle.')
    const reads = new Set<string>()
    const own = depthOf(is)
    const tooDeep = () => bookError(at, `Quantities that use each other are more than ${deepest} deep here.`, 'Derive it in fewer steps.')
    if (above + own > deepest) throw tooDeep()
    let below = 0
    const quantityOf = (other: string) => {
      const found = resolve(other, [...path, name], above + own)
      below = Math.max(below, depths.get(other) ?? 0)
      return found
    }
    const inner: Names = { inputs: byName, reads, known, quantity: quantityOf }
    const quantity = { unit, reads, node: remembered(compileExpression(is, inner, `${at}.is`), order.indexOf(name)) }
    if (own + below > deepest) throw tooDeep()
    depths.set(name, own + below)
    done.set(name, quantity)
    return quantity
  }

  for (const name of order) resolve(name, [], 0)
  return { inputs: byName, reads: new Set(), known, quantity: (name) => resolve(name, [], 0) }
}

/** Computed at most once for a frame. */
function remembered(node: Node, slot: number): Node {
  if (node.constant) return node
  return {
    notNegative: allNotNegative([node]),
    exact: (frame) => {
      const found = frame.derived[slot]
      if (found) return found as Rational
      const value = node.exact(frame)
      frame.derived[slot] = value
      return value
    },
    range: (frame) => {
      const found = frame.derived[slot]
      if (found) return found as Interval
      const value = node.range(frame)
      frame.derived[slot] = value
      return value
    },
  }
}
