// Expressions of a book, compiled into nodes. A closed set of operations; every name is resolved before anything is priced.
import { compileWhen, perhaps, type Test } from './condition.ts'
import { bookError } from './finding.ts'
import type { Chain, Choice, Decimal, Expression, RoundingMode, TableRow } from './format.ts'
import { type Frame, MissingInput, spend } from './input.ts'
import { addedIntervals, hull, point } from './interval.ts'
import { findInput, type FoundInput, type Names, numberNamed, unknownName } from './names.ts'
import {
  addNode,
  allNotNegative,
  combined,
  constantNode,
  divideNode,
  hullOfOffered,
  maxNode,
  minNode,
  multiplyNode,
  type Node,
  NotOffered,
  risingNode,
  subtractNode,
} from './node.ts'
import { decimal, isDecimal, isNegative, isZero, one, type Rational, roundToStep, roundWhole, whole, zero } from './rational.ts'

/** @throws PriceBookError naming the place */
export function compileExpression(expression: Expression, names: Names, place: string): Node {
  if (typeof expression === 'string') return isDecimal(expression) ? constantNode(decimal(expression)) : numberNamed(names, expression, place)
  const part = (of: Expression, key: string) => compileExpression(of, names, `${place}.${key}`)
  const parts = (of: readonly Expression[], key: string): [Node, ...Node[]] => {
    if (of.length === 0) throw bookError(`${place}.${key}`, 'It has no parts.', 'Give it at least one.')
    return of.map((each, index) => compileExpression(each, names, `${place}.${key}[${index}]`)) as [Node, ...Node[]]
  }
  const two = (of: readonly Expression[], key: string): [Node, Node] => {
    if (of.length !== 2) throw bookError(`${place}.${key}`, `It has ${of.length} parts.`, 'Give it two.')
    return parts(of, key) as [Node, Node]
  }
  const rounded = (of: Expression, to: Decimal | undefined, key: string, mode: RoundingMode) => {
    const step = to === undefined ? one : positive(to, `${place}.to`)
    return risingNode((value) => roundToStep(value, mode, step), part(of, key))
  }
  if ('add' in expression) return combined(parts(expression.add, 'add'), addNode)
  if ('subtract' in expression) return subtractNode(...two(expression.subtract, 'subtract'))
  if ('multiply' in expression) return combined(parts(expression.multiply, 'multiply'), multiplyNode)
  if ('divide' in expression) return divideNode(...two(expression.divide, 'divide'), place)
  if ('min' in expression) return combined(parts(expression.min, 'min'), minNode)
  if ('max' in expression) return combined(parts(expression.max, 'max'), maxNode)
  if ('ceil' in expression) return rounded(expression.ceil, expression.to, 'ceil', 'up')
  if ('floor' in expression) return rounded(expression.floor, expression.to, 'floor', 'down')
  if ('round' in expression) return rounded(expression.round, expression.to, 'round', 'half-up')
  if ('roundEven' in expression) return rounded(expression.roundEven, expression.to, 'roundEven', 'half-even')
  if ('cases' in expression) {
    const cases = expression.cases.map(({ when, is }, index) => ({
      test: compileWhen(when, names, `${place}.cases[${index}].when`),
      node: compileExpression(is, names, `${place}.cases[${index}].is`),
    }))
    return chosen(cases, expression.else === undefined ? undefined : part(expression.else, 'else'), place)
  }
  if ('table' in expression)
    return tableNode(expression.table, expression.rows, expression.else === undefined ? undefined : part(expression.else, 'else'), names, place)
  if ('count' in expression) return countNode(expression.count, names, `${place}.count`)
  if ('sum' in expression) return sumNode(expression.sum, expression.is, names, place)
  if ('characters' in expression) return lengthNode(expression.characters, (text) => [...text].length, names, `${place}.characters`)
  if ('bytes' in expression) return lengthNode(expression.bytes, utf8Length, names, `${place}.bytes`)
  if ('chain' in expression) return chainNode(expression.chain, names, `${place}.chain`)
  if ('between' in expression) return betweenNode(...two(expression.between, 'between'), place)
  throw bookError(place, `${Object.keys(expression).join(', ')} is no operation.`, 'Use one of those that the format has.')
}

export function decimalAt(text: string, place: string): Rational {
  try {
    return decimal(text)
  } catch {
    throw bookError(place, `${JSON.stringify(text)} is not a decimal number.`, 'Write it in quotes, like "0.4" or "12".')
  }
}

export function positive(text: string, place: string): Rational {
  const value = decimalAt(text, place)
  if (isNegative(value) || isZero(value)) throw bookError(place, `${text} is not above zero.`, 'Use a step like "1" or "0.01".')
  return value
}

interface Case {
  readonly test: Test
  readonly node: Node
}

/** The first case that holds. Where an unknown decides, any case that may be it. */
export function chosen(cases: readonly Case[], otherwise: Node | undefined, place: string): Node {
  const nothing = () => new NotOffered(`Nothing is published for this (${place}).`)
  return {
    notNegative: allNotNegative([...cases.map(({ node }) => node), ...(otherwise ? [otherwise] : [])]),
    exact: (frame) => {
      for (const { test, node } of cases) if (test.exact(frame)) return node.exact(frame)
      if (otherwise) return otherwise.exact(frame)
      throw nothing()
    },
    range: (frame) => {
      const possible: Node[] = []
      for (const { test, node } of cases) {
        const holds = possible.length ? perhaps(test, frame) : test.range(frame)
        if (holds === false) continue
        if (holds && possible.length === 0) return node.range(frame)
        possible.push(node)
        if (holds) return hullOfOffered(possible, frame)
      }
      if (otherwise) return possible.length === 0 ? otherwise.range(frame) : hullOfOffered([...possible, otherwise], frame)
      if (possible.length === 0) throw nothing()
      return hullOfOffered(possible, frame)
    },
  }
}

const any = '*'

function tableNode(by: readonly string[], rows: readonly TableRow[], otherwise: Node | undefined, names: Names, place: string): Node {
  const twice = by.find((name, column) => by.indexOf(name) < column)
  if (twice !== undefined) throw bookError(`${place}.table`, `"${twice}" is there twice.`, 'Name each input once.')
  const cases = rows.map((row, index) => {
    const at = `${place}.rows[${index}]`
    if (row.length !== by.length + 1) throw bookError(at, `It has ${row.length} cells.`, `Give it ${by.length} values and then the result.`)
    const when = Object.fromEntries(by.map((name, column) => [name, row[column] as Choice]).filter(([, value]) => value !== any))
    const result = row.at(-1)!
    if (typeof result === 'number' || typeof result === 'boolean') throw bookError(at, `${result} is not a decimal in quotes.`, 'Write the result like "0.42".')
    return { test: compileWhen(when, names, at), node: compileExpression(result, names, `${at}[${by.length}]`) }
  })
  const linear = chosen(cases, otherwise, place)
  return looked(by, rows, cases, otherwise, names, place) ?? linear
}

/** A table without "*" over choices and flags: found by its key, not by walking the rows. */
function looked(
  by: readonly string[],
  rows: readonly TableRow[],
  cases: readonly Case[],
  otherwise: Node | undefined,
  names: Names,
  place: string,
): Node | undefined {
  const inputs = by.map((name) => findInput(names, name))
  if (!inputs.every((input) => input && ['choice', 'flag'].includes(input.compiled.input.kind))) return undefined
  if (rows.some((row) => row.slice(0, -1).includes(any))) return undefined
  const found: Branch = new Map()
  for (const [index, row] of rows.entries()) {
    const key = row.slice(0, -1).map((cell, column) => canonicalCell(inputs[column]!.compiled.read, cell as Choice))
    const last = key.slice(0, -1).reduce<Branch>((branch, value) => branchAt(branch, value), found)
    if (!last.has(key.at(-1)!)) last.set(key.at(-1)!, cases[index]!.node)
  }
  const elsewhere = (): Node => {
    if (otherwise) return otherwise
    throw new NotOffered(`Nothing is published for this (${place}).`)
  }
  const node = (frame: Frame): Node => {
    let at: Branch | Node | undefined = found
    for (const { compiled, value } of inputs as readonly FoundInput[]) {
      const text = value(frame)
      if (text === undefined) {
        if (compiled.input.optional) return elsewhere()
        throw new MissingInput([compiled.name])
      }
      at = (at as Branch | undefined)?.get(text as string)
    }
    return (at as Node | undefined) ?? elsewhere()
  }
  const notNegative = allNotNegative([...cases.map((each) => each.node), ...(otherwise ? [otherwise] : [])])
  return { exact: (frame) => node(frame).exact(frame), range: (frame) => node(frame).range(frame), notNegative }
}

/** By the value of the first name, then of the second, and so on; the nodes stand at the end. */
type Branch = Map<string, Branch | Node>

function branchAt(branch: Branch, value: string): Branch {
  const known = branch.get(value) as Branch | undefined
  if (known) return known
  const made: Branch = new Map()
  branch.set(value, made)
  return made
}

function canonicalCell(read: (given: unknown) => unknown, cell: Choice): string {
  try {
    return String(read(cell))
  } catch {
    return String(cell)
  }
}

function listNamed(name: string, names: Names, place: string) {
  const list = findInput(names, name)
  if (!list) throw unknownName(name, place, names)
  const { compiled, value } = list
  if (!compiled.items) throw bookError(place, `The input "${name}" is not a list.`, 'Use an input of kind "list".')
  const items = (frame: Frame): readonly Frame[] => {
    const known = value(frame) as readonly Frame[] | undefined
    if (known === undefined && !compiled.input.optional) throw new MissingInput([name])
    spend(frame, known?.length ?? 0)
    return known ?? []
  }
  return { items, inputs: compiled.items }
}

function countNode(name: string, names: Names, place: string): Node {
  const { items } = listNamed(name, names, place)
  const exact = (frame: Frame) => whole(items(frame).length)
  return { exact, range: (frame) => constantNode(exact(frame)).range(frame) }
}

function sumNode(name: string, is: Expression, names: Names, place: string): Node {
  const { items, inputs } = listNamed(name, names, `${place}.sum`)
  const inner: Names = { ...innerNames(names), inputs: new Map(inputs.map((input) => [input.name, input])) }
  const node = compileExpression(is, inner, `${place}.is`)
  const nothing = point(zero)
  return {
    exact: (frame) => items(frame).reduce((total, item) => total.add(node.exact({ ...item, outer: frame })), zero),
    range: (frame) => items(frame).reduce((total, item) => addedIntervals(total, node.range({ ...item, outer: frame })), nothing),
  }
}

const innerNames = (outer: Names): Names => ({ inputs: new Map(), quantity: () => undefined, outer, reads: new Set(), known: outer.known })

const utf8Length = (text: string): number => [...text].reduce((length, character) => length + bytesOf(character.codePointAt(0)!), 0)
const bytesOf = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4)

function lengthNode(name: string, length: (text: string) => number, names: Names, place: string): Node {
  const input = findInput(names, name)
  if (!input) throw unknownName(name, place, names)
  if (input.compiled.input.kind !== 'text') throw bookError(place, `The input "${name}" is not a text.`, 'Use an input of kind "text".')
  const exact = (frame: Frame) => {
    const text = input.value(frame)
    if (text === undefined) throw new MissingInput([name])
    return whole(length(text as string))
  }
  return { exact, range: (frame) => constantNode(exact(frame)).range(frame) }
}

const longestChain = 100n

/** What a chain works on may fall below zero. */
const anyNumber = { kind: 'number', min: '-1' } as const

function chainNode({ times, start, next, sum }: Chain, names: Names, place: string): Node {
  const state = Object.keys(start)
  const same = state.length === Object.keys(next).length && state.every((name) => Object.hasOwn(next, name))
  if (!same) throw bookError(`${place}.next`, 'It does not have the same names as "start".', 'Say for each name how it goes on.')
  const inputs = new Map(state.map((name, slot) => [name, { name, slot, input: anyNumber, read: () => zero, absent: undefined }]))
  const inner: Names = { ...innerNames(names), inputs }
  const count = compileExpression(times, names, `${place}.times`)
  const first = state.map((name) => compileExpression(start[name]!, names, `${place}.start.${name}`))
  const then = state.map((name) => compileExpression(next[name]!, inner, `${place}.next.${name}`))
  const each = compileExpression(sum, inner, `${place}.sum`)
  const rounds = (value: Rational): bigint => {
    const whole = roundWhole(value, 'down')
    if (whole >= 0n && whole <= longestChain) return whole
    throw bookError(`${place}.times`, `The chain would have ${whole} steps.`, `Keep it from 0 to ${longestChain}.`)
  }
  return {
    exact: (frame) => {
      let now: Frame = { values: first.map((node) => node.exact(frame)), derived: [], outer: frame }
      let total = zero
      const times = rounds(count.exact(frame))
      spend(frame, Number(times))
      for (let done = 1n; done <= times; done++) {
        total = total.add(each.exact(now))
        if (done < times) now = { values: then.map((node) => node.exact(now)), derived: [], outer: frame }
      }
      return total
    },
    range: (frame) => {
      const { low, high, tight } = count.range(frame)
      const [least, most] = [rounds(low), rounds(high)]
      spend(frame, Number(most))
      let now: Frame = { values: first.map((node) => node.range(frame)), derived: [], outer: frame }
      let total = point(zero)
      const possible = least === 0n ? [total] : []
      for (let done = 1n; done <= most; done++) {
        try {
          if (done > 1n) now = { values: then.map((node) => node.range(now)), derived: [], outer: frame }
          total = addedIntervals(total, each.range(now))
        } catch (error) {
          // So many steps are not offered; fewer may be.
          if (!(error instanceof NotOffered) || done <= least) throw error
          return { ...hull(possible), tight: false }
        }
        if (done >= least) possible.push(total)
      }
      const all = hull(possible)
      return { ...all, tight: all.tight && tight }
    },
  }
}

/** An unknown of its own: which of the two it is, or what between them, is not known before the run. */
function betweenNode(low: Node, high: Node, place: string): Node {
  return {
    exact: () => {
      throw new MissingInput([`what ${place} depends on`])
    },
    range: (frame) => {
      const [from, to] = [low.range(frame), high.range(frame)]
      if (from.low.compare(to.high) > 0) throw bookError(`${place}.between`, 'The first is above the second here.', 'Write the lower one first.')
      return {
        low: from.low,
        high: to.high,
        up: new Set([...from.up, ...to.up, place]),
        down: new Set([...from.down, ...to.down]),
        tight: from.tight && to.tight,
      }
    },
  }
}
