// A compiled expression: one definition, two readings. `exact` where everything is known, `range` where something is not.
import { bookError } from './finding.ts'
import type { Frame } from './input.ts'
import { containsZero, divided, hull, type Interval, multiplied, point, rising, risingBoth, risingFalling } from './interval.ts'
import { greater, isNegative, isZero, lesser, type Rational, zero } from './rational.ts'

export interface Node {
  /** @throws MissingInput, NotOffered, PriceBookError */
  readonly exact: (frame: Frame) => Rational
  /** @throws MissingInput, NotOffered, PriceBookError */
  readonly range: (frame: Frame) => Interval
  /** Where it is the same for every input. */
  readonly constant?: Rational
  /** It is never below zero, whatever is asked; nothing needs to look then. */
  readonly notNegative?: boolean
}

const stays = ({ constant, notNegative }: Node): boolean => notNegative === true || (constant !== undefined && !isNegative(constant))
export const allNotNegative = (nodes: readonly Node[]): boolean => nodes.every(stays)

/** Nothing in the book prices this. */
export class NotOffered extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotOffered'
  }
}

/** What it lies between where any of `possible` may be it; those that are not offered are not. @throws NotOffered where none is */
export function hullOfOffered(possible: readonly Node[], frame: Frame): Interval {
  const found: Interval[] = []
  let reason: unknown
  for (const node of possible) {
    try {
      found.push(node.range(frame))
    } catch (error) {
      if (!(error instanceof NotOffered)) throw error
      reason ??= error
    }
  }
  if (found.length === 0) throw reason
  return { ...hull(found), tight: false }
}

/** All of them, by twos: the depth of what comes out does not grow with their number. @param nodes at least one */
export function combined(nodes: readonly Node[], by: (a: Node, b: Node) => Node): Node {
  if (nodes.length === 1) return nodes[0]!
  const half = Math.ceil(nodes.length / 2)
  return by(combined(nodes.slice(0, half), by), combined(nodes.slice(half), by))
}

export function constantNode(value: Rational): Node {
  const interval = point(value)
  return { exact: () => value, range: () => interval, constant: value }
}

export const zeroNode = constantNode(zero)

/** Folds away what is the same for every input; a fault in it is then found when the book is compiled. */
function folded(parts: readonly Node[], node: Node): Node {
  if (!parts.every(({ constant }) => constant)) return node
  return constantNode(node.exact({ values: [], derived: [] }))
}

type Unary = (value: Rational) => Rational
type Binary = (a: Rational, b: Rational) => Rational

/** Of a function that never falls, and is 0 of 0. */
export function risingNode(of: Unary, part: Node): Node {
  const range = rising(of)
  return folded([part], { exact: (frame) => of(part.exact(frame)), range: (frame) => range(part.range(frame)), notNegative: stays(part) })
}

function binaryNode(of: Binary, range: (a: Interval, b: Interval) => Interval, a: Node, b: Node, notNegative: boolean): Node {
  const { constant } = b
  const exact = constant ? (frame: Frame) => of(a.exact(frame), constant) : (frame: Frame) => of(a.exact(frame), b.exact(frame))
  return folded([a, b], { exact, range: (frame) => range(a.range(frame), b.range(frame)), notNegative })
}

const risingNodes = (of: Binary, a: Node, b: Node, notNegative = stays(a) && stays(b)): Node =>
  binaryNode(of, (x, y) => risingBoth(of, x, y), a, b, notNegative)

const added: Binary = (a, b) => a.add(b)
const subtracted: Binary = (a, b) => a.sub(b)

export const addNode = (a: Node, b: Node): Node => (isNothing(a) ? b : isNothing(b) ? a : risingNodes(added, a, b))
export const subtractNode = (a: Node, b: Node): Node => binaryNode(subtracted, (x, y) => risingFalling(subtracted, x, y), a, b, false)
export const multiplyNode = (a: Node, b: Node): Node => binaryNode((x, y) => x.mul(y), multiplied, a, b, stays(a) && stays(b))
export const minNode = (a: Node, b: Node): Node => risingNodes(lesser, a, b)
export const maxNode = (a: Node, b: Node): Node => risingNodes(greater, a, b, stays(a) || stays(b))

const isNothing = ({ constant }: Node): boolean => constant !== undefined && isZero(constant)

export function divideNode(a: Node, b: Node, place: string): Node {
  const byZero = () => bookError(place, 'It divides by zero here.', 'Keep the divisor above zero, for instance with "max".')
  const exact: Binary = (x, y) => {
    if (isZero(y)) throw byZero()
    return x.div(y)
  }
  const range = (x: Interval, y: Interval) => {
    if (containsZero(y)) throw byZero()
    return divided(x, y)
  }
  return binaryNode(exact, range, a, b, stays(a) && stays(b))
}

/** What must not be negative, is not: a quantity, an amount, a price. */
export function notNegativeNode(node: Node, place: string, what: string): Node {
  const fault = () => bookError(place, `${what} is negative here.`, 'Keep it at zero or more, for instance with "max".')
  if (stays(node)) return node
  if (node.constant) throw fault()
  return {
    notNegative: true,
    exact: (frame) => {
      const value = node.exact(frame)
      if (isNegative(value)) throw fault()
      return value
    },
    range: (frame) => {
      const value = node.range(frame)
      if (!isNegative(value.low)) return value
      if (isNegative(value.high)) throw fault()
      return { ...value, low: zero, tight: false }
    },
  }
}
