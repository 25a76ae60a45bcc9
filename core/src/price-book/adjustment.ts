// Adjustments: what acts on an amount, in the order of the book. Also the minimum, maximum and rounding of a single line.
import { compileWhen, type Test } from './condition.ts'
import { compileExpression } from './expression.ts'
import { bookError } from './finding.ts'
import type { Adjustment, Line, Together } from './format.ts'
import type { Names } from './names.ts'
import { addNode, combined, constantNode, hullOfOffered, maxNode, minNode, multiplyNode, type Node, notNegativeNode, risingNode } from './node.ts'
import { decimal } from './rational.ts'
import { compileRound, roundingInWords } from './rounding.ts'

/** One act. `on` gives the amount after it from the amount before it. */
export interface Act {
  readonly label: string
  readonly test: Test
  readonly on: (before: Node) => Node
}

const hundredth = constantNode(decimal('0.01'))
const one = constantNode(decimal('1'))

/** Each works on what the one before it left, so many calls within each other. */
const most = 1000

export function compileAdjustments(adjustments: readonly (Adjustment | Together)[], names: Names, place: string): Act[] {
  if (adjustments.length > most) throw bookError(place, `There are ${adjustments.length} of them.`, `Use at most ${most}.`)
  return adjustments.map((adjustment, index) => {
    const at = `${place}[${index}]`
    if ('together' in adjustment) return compileTogether(adjustment, names, `${at}.together`)
    return { label: adjustment.label, test: compileWhen(adjustment.when, names, `${at}.when`), on: compileAct(adjustment, names, at) }
  })
}

function compileAct(adjustment: Adjustment, names: Names, place: string): Act['on'] {
  const at = (key: string) => `${place}.${key}`
  if ('percent' in adjustment) {
    const factor = factorOf(compileExpression(adjustment.percent, names, at('percent')), at('percent'))
    return (before) => multiplyNode(before, factor)
  }
  if ('factor' in adjustment) {
    const factor = notNegativeNode(compileExpression(adjustment.factor, names, at('factor')), at('factor'), 'The factor')
    return (before) => multiplyNode(before, factor)
  }
  if ('add' in adjustment) {
    const more = compileExpression(adjustment.add, names, at('add'))
    return (before) => notNegativeNode(addNode(before, more), at('add'), 'The price')
  }
  if ('minimum' in adjustment) return bound('minimum', adjustment.minimum, names, place)
  if ('maximum' in adjustment) return bound('maximum', adjustment.maximum, names, place)
  const round = compileRound(adjustment.round, at('round'))
  return (before) => risingNode(round, before)
}

function bound(kind: 'minimum' | 'maximum', of: string | object, names: Names, place: string): Act['on'] {
  const node = notNegativeNode(compileExpression(of as string, names, `${place}.${kind}`), `${place}.${kind}`, `The ${kind}`)
  return (before) => (kind === 'minimum' ? maxNode(before, node) : minNode(before, node))
}

/** 1 + percent / 100, never below 0. */
const factorOf = (percent: Node, place: string): Node =>
  notNegativeNode(addNode(one, multiplyNode(percent, hundredth)), place, 'More than 100 percent is taken off: what is left')

function compileTogether({ together }: Together, names: Names, place: string): Act {
  if (together.length === 0) throw bookError(place, 'There is nothing in it.', 'Add a percentage, or leave it out.')
  const parts = together.map(({ when, percent }, index) => {
    const test = compileWhen(when, names, `${place}[${index}].when`)
    return onlyIf(test, compileExpression(percent, names, `${place}[${index}].percent`), constantNode(decimal('0')))
  })
  const factor = factorOf(combined(parts, addNode), place)
  return { label: together.map(({ label }) => label).join(', '), test: compileWhen(undefined, names, place), on: (before) => multiplyNode(before, factor) }
}

/** The node where the test holds, else the other. */
export function onlyIf(test: Test, node: Node, otherwise: Node): Node {
  if (test.always) return node
  return {
    exact: (frame) => (test.exact(frame) ? node : otherwise).exact(frame),
    range: (frame) => {
      const holds = test.range(frame)
      if (holds === undefined) return hullOfOffered([node, otherwise], frame)
      return (holds ? node : otherwise).range(frame)
    },
  }
}

/** The amounts after each act: the first is what was there before. */
export function actOn(acts: readonly Act[], amount: Node): Node[] {
  const all = [amount]
  for (const { test, on } of acts) {
    const before = all.at(-1)!
    all.push(test.always ? on(before) : perhaps(test, on, before))
  }
  return all
}

/** As `onlyIf`, but what was before is looked at once: otherwise the work doubles with each act of which nobody knows whether it applies. */
function perhaps(test: Test, on: Act['on'], before: Node): Node {
  const { exact, range } = onlyIf(test, on(before), before)
  return {
    exact,
    range: (frame) => {
      if (test.range(frame) !== undefined) return range(frame)
      const known = before.range(frame)
      const held: Node = { exact: before.exact, range: () => known }
      return hullOfOffered([on(held), held], frame)
    },
  }
}

/** The minimum, maximum and rounding of a line, in this order. */
export function lineActs(line: Line, names: Names, place: string): Act[] {
  const test = compileWhen(undefined, names, place)
  const acts: Act[] = []
  if (line.minimum !== undefined) acts.push({ label: `${line.label}, at least`, test, on: bound('minimum', line.minimum, names, place) })
  if (line.maximum !== undefined) acts.push({ label: `${line.label}, at most`, test, on: bound('maximum', line.maximum, names, place) })
  if (line.round !== undefined) {
    const round = compileRound(line.round, `${place}.round`)
    acts.push({ label: roundingInWords(line.round, 'units'), test, on: (before) => risingNode(round, before) })
  }
  return acts
}
