// The space of what some conditions can tell apart: an axis for each name they use; every `when` is a union of boxes in it.
import type { Choice, Condition, Conditions, TableRow, When } from '../format.ts'
import { type Axis, axisOf, maskOf, valueInWords } from './axis.ts'
import { type Box, fullMask, type Mask, membersOf } from './box.ts'
import { orList } from './report.ts'
import { meaning, type Scope } from './walk.ts'

export interface Space {
  readonly axes: readonly Axis[]
  readonly everything: Box
  readonly boxesOf: (when: When) => Box[]
}

export const any = '*'

export const listOf = (when: When): readonly Conditions[] => (isList(when) ? when : [when])
const isList = (when: When): when is readonly Conditions[] => Array.isArray(when)

export function spaceOf(whens: readonly When[], scope: Scope): Space {
  const byName = new Map<string, Condition[]>()
  for (const conditions of whens.flatMap(listOf))
    for (const [name, condition] of Object.entries(conditions)) {
      const known = byName.get(name)
      if (known) known.push(condition)
      else byName.set(name, [condition])
    }
  const axes = [...byName].map(([name, conditions]) => axisOf(name, meaning(scope, name), conditions))
  const everything = axes.map(({ values }) => fullMask(values.length))
  const masks = axes.map((axis) => remembered(axis))
  const boxOf = (conditions: Conditions): Box =>
    axes.map(({ name }, index) => (Object.hasOwn(conditions, name) ? masks[index]!(conditions[name]!) : everything[index]!))
  return {
    axes,
    everything,
    boxesOf: (when) =>
      listOf(when)
        .map(boxOf)
        .filter((box) => box.every((mask) => mask !== 0n)),
  }
}

/** Rows of a table ask for the same few values over and over. */
function remembered(axis: Axis): (condition: Condition) => Mask {
  const plain = new Map<Choice, Mask>()
  return (condition) => {
    if (typeof condition === 'object') return maskOf(axis, condition)
    const mask = plain.get(condition) ?? maskOf(axis, condition)
    plain.set(condition, mask)
    return mask
  }
}

/** The condition that a row of a table stands for. */
export const whenOfRow = (names: readonly string[], row: TableRow): Conditions =>
  Object.fromEntries(names.map((name, column) => [name, row[column] as Choice] as const).filter(([, value]) => value !== any))

/** "quality draft, scale 4 or 8"; axes of which it has everything are left out. */
export function boxInWords(box: Box, { axes, everything }: Space): string {
  const parts = axes.flatMap(({ name, values }, axis) => {
    if (box[axis] === everything[axis]) return []
    const absent = values.indexOf(undefined)
    const given = absent < 0 ? everything[axis]! : everything[axis]! & ~(1n << BigInt(absent))
    if (box[axis] === given) return [`${name} given`]
    return [`${name} ${orList(membersOf(box[axis]!).map((at) => valueInWords(values[at])))}`]
  })
  return parts.join(', ') || 'anything at all'
}
