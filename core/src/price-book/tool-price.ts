// The compiled price of one tool: its rows and adjustments as nodes, its total as one node of them all.
import { type Act, actOn, compileAdjustments, onlyIf } from './adjustment.ts'
import { compileWhen, type Test } from './condition.ts'
import { compileExpression } from './expression.ts'
import { bookError } from './finding.ts'
import type { Answer, Expression, Input, Row, ToolPrice } from './format.ts'
import { type CompiledInput, compileInputs, type Frame, type GivenInputs, readInputs } from './input.ts'
import { hull, type Interval } from './interval.ts'
import { type CompiledLine, compileLine } from './line.ts'
import type { Names, Quantity } from './names.ts'
import { addNode, type Node, NotOffered, notNegativeNode, risingNode, zeroNode } from './node.ts'
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
  /** @throws InvalidInput, MissingInput */
  readonly read: (given: GivenInputs) => Frame
  /** The row that decides. @throws NotOffered, Answered, MissingInput */
  readonly rowFor: (frame: Frame) => CompiledRow
  /** Before the tool's rounding. */
  readonly unrounded: Node
  readonly total: Node
}

/** @throws PriceBookError */
export function compileTool(id: string, price: ToolPrice, inputs: Readonly<Record<string, Input>>, unit: string, place: string): CompiledTool {
  const compiled = compileToolInputs(inputs, `${place}.inputs`)
  const names = toolNames(price, compiled, place)
  const acts = compileAdjustments(price.adjustments ?? [], names, `${place}.adjustments`)
  const rows = price.rows.map((row, index) => compileRow(row, acts, names, `${place}.rows[${index}]`))
  const round = price.rounding && compileRound(price.rounding, `${place}.rounding`)
  const rowFor = (frame: Frame) =>
    answering(
      rows.find(({ test }) => test.exact(frame)),
      id,
    )
  const unrounded: Node = {
    exact: (frame) => rowFor(frame).stages.at(-1)!.exact(frame),
    range: (frame) => rangeOfRows(rows, frame, id),
  }
  const known = new Set(compiled.map(({ name }) => name))
  return {
    id,
    price,
    unit,
    inputs: compiled,
    reads: names.reads,
    rows,
    acts,
    read: (given) => ({ values: readInputs(compiled, known, given), derived: [] }),
    rowFor,
    unrounded,
    total: notNegativeNode(round ? risingNode(round, unrounded) : unrounded, place, 'The price'),
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
  if (row.lines === undefined) return { test, row, lines: [], stages: [zeroNode] }
  if (row.lines.length === 0) throw bookError(`${place}.lines`, 'The row has no line.', 'If it is free, say so with a line of base "0".')
  const lines = row.lines.map((line, index) => compileLine(line, names, `${place}.lines[${index}]`))
  return { test, row, lines, stages: actOn(acts, lines.map(({ test, amount }) => onlyIf(test, amount, zeroNode)).reduce(addNode, zeroNode)) }
}

function answering(found: CompiledRow | undefined, id: string): CompiledRow {
  if (!found) throw new NotOffered(`No row of ${id} is for this.`)
  if (found.row.answer !== undefined) throw new Answered(found.row.answer, found.row.message)
  return found
}

/** Of every row that may be the one. */
function rangeOfRows(rows: readonly CompiledRow[], frame: Frame, id: string): Interval {
  const possible: Interval[] = []
  for (const row of rows) {
    const holds = row.test.range(frame)
    if (holds === false) continue
    if (holds && possible.length === 0) return answering(row, id).stages.at(-1)!.range(frame)
    if (row.row.answer === undefined) possible.push(row.stages.at(-1)!.range(frame))
    if (holds) break
  }
  if (possible.length === 0) throw new NotOffered(`No row of ${id} is for this.`)
  return { ...hull(possible), tight: false }
}

/** Resolves quantities in the order they need each other, whatever order the document has them in. */
function toolNames(price: ToolPrice, inputs: readonly CompiledInput[], place: string): Names {
  const derived = price.quantities ?? {}
  const order = Object.keys(derived)
  const byName = new Map(inputs.map((input) => [input.name, input]))
  const done = new Map<string, Quantity>()
  const known = () => [...byName.keys(), ...order]
  for (const name of order) if (byName.has(name)) throw bookError(`${place}.quantities.${name}`, `"${name}" is an input.`, 'Give the quantity another name.')

  const resolve = (name: string, path: readonly string[]): Quantity | undefined => {
    const ready = done.get(name)
    if (ready) return ready
    if (!Object.hasOwn(derived, name)) return undefined
    const { unit, is } = derived[name]!
    const at = `${place}.quantities.${name}`
    if (path.includes(name)) throw bookError(at, `It depends on itself: ${[...path, name].join(' -> ')}.`, 'Break the circle.')
    const reads = new Set<string>()
    const inner: Names = { inputs: byName, reads, known, quantity: (other) => resolve(other, [...path, name]) }
    const quantity = { unit, reads, node: remembered(compileExpression(is as Expression, inner, `${at}.is`), order.indexOf(name)) }
    done.set(name, quantity)
    return quantity
  }

  for (const name of order) resolve(name, [])
  return { inputs: byName, reads: new Set(), known, quantity: (name) => resolve(name, []) }
}

/** Computed at most once for a frame. */
function remembered(node: Node, slot: number): Node {
  if (node.constant) return node
  return {
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
