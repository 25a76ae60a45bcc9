// Units carried through expressions: pixels by pixels are pixels², frames by seconds are frames a second. What is not known stays unknown and
// contradicts nothing; a factor that is a plain number may turn one unit into another, so after it nothing is known either.
import type { BookFinding } from '../finding.ts'
import type { Expression, ToolPrice } from '../format.ts'
import { isDecimal } from '../rational.ts'
import { error, firstOf, warning } from './report.ts'
import { type Inner, meaning, type Parts, type Scope } from './walk.ts'

/** Bases with their powers; none at all is a plain ratio. "constant": a decimal, fits anything. */
export type Unit = ReadonlyMap<string, number> | 'constant' | 'unknown'

export function checkUnits(price: ToolPrice, parts: Parts, place: string): BookFinding[] {
  const units = unitsOf(price)
  return firstOf(
    [...parts.all.flatMap((inner) => mixed(inner, units)), ...declared(price, parts, units, place), ...ofLines(price, parts, units, place)],
    20,
    place,
  )
}

type Known = (inner: Pick<Inner, 'is' | 'scope'>) => Unit

function unitsOf({ quantities = {} }: ToolPrice): Known {
  const named = (name: string, scope: Scope): Unit => {
    const input = meaning(scope, name)
    if (input === 'number') return isState(name, scope) || !Object.hasOwn(quantities, name) ? 'unknown' : unitFrom(quantities[name]!.unit)
    return input.input.kind === 'number' ? unitFrom(input.input.unit) : 'unknown'
  }
  const known: Known = ({ is, scope }) => (typeof is === 'string' ? (isDecimal(is) ? 'constant' : named(is, scope)) : ofOperation(is, scope, known))
  return known
}

const isState = (name: string, scope: Scope): boolean => scope.states.has(name) || (scope.outer !== undefined && isState(name, scope.outer))

function ofOperation(is: Exclude<Expression, string>, scope: Scope, known: Known): Unit {
  const of = (part: Expression) => known({ is: part, scope })
  if ('characters' in is) return unitFrom('character')
  if ('bytes' in is) return unitFrom('byte')
  if ('multiply' in is) return is.multiply.map(of).reduce((a, b) => times(a, b, 1))
  if ('divide' in is) return times(of(is.divide[0]), of(is.divide[1]), -1)
  if ('ceil' in is) return of(is.ceil)
  if ('floor' in is) return of(is.floor)
  if ('round' in is) return of(is.round)
  if ('roundEven' in is) return of(is.roundEven)
  const alike = likeParts(is)
  return alike ? common(alike.map(of)) : 'unknown'
}

/** Of what has to be of one unit, its parts. */
function likeParts(is: Exclude<Expression, string>): readonly Expression[] | undefined {
  if ('add' in is) return is.add
  if ('subtract' in is) return is.subtract
  if ('min' in is) return is.min
  if ('max' in is) return is.max
  return 'between' in is ? is.between : undefined
}

function times(a: Unit, b: Unit, power: 1 | -1): Unit {
  if (a === 'constant' && b === 'constant') return 'constant'
  if (typeof a === 'string' || typeof b === 'string') return 'unknown'
  const sum = new Map(a)
  for (const [base, of] of b) {
    const total = (sum.get(base) ?? 0) + power * of
    if (total === 0) sum.delete(base)
    else sum.set(base, total)
  }
  return sum
}

function common(units: readonly Unit[]): Unit {
  if (units.includes('unknown')) return 'unknown'
  return units.find((unit) => unit !== 'constant') ?? 'constant'
}

/** Added, subtracted or compared, and of different units. */
function mixed({ is, place, scope }: Inner, known: Known): BookFinding[] {
  const parts = typeof is === 'string' ? undefined : likeParts(is)
  if (!parts) return []
  const units = parts.map((part) => known({ is: part, scope })).filter((unit) => typeof unit !== 'string')
  const other = units.find((unit) => inWords(unit) !== inWords(units[0]!))
  if (!other) return []
  const operation = Object.keys(is)[0]!
  return [
    error(
      `${place}.${operation}`,
      `It puts ${inWords(units[0]!)} and ${inWords(other)} together.`,
      'Use quantities of one unit; turn one into the other by a factor first.',
    ),
  ]
}

/** The unit that a quantity says, and the one that its parts make. Powers are let pass: a "pixel" is a side, or an area; so are things that were counted: pixels of so many images are pixels. */
function declared({ quantities = {} }: ToolPrice, { scope }: Parts, known: Known, place: string): BookFinding[] {
  return Object.entries(quantities).flatMap(([name, { unit, is }]) => contradiction(unitFrom(unit), known({ is, scope }), `${place}.quantities.${name}.unit`))
}

function ofLines({ rows }: ToolPrice, { scope }: Parts, known: Known, place: string): BookFinding[] {
  return rows.flatMap(({ lines = [] }, row) =>
    lines.flatMap(({ quantity, unit, free }, index) => {
      if (quantity === undefined) return []
      const here = `${place}.rows[${row}].lines[${index}]`
      const counted = known({ is: quantity, scope })
      const says = unit === undefined ? [] : contradiction(unitFrom(unit), counted, `${here}.unit`)
      return [
        ...says,
        ...(free === undefined
          ? []
          : mixed({ is: { subtract: [quantity, free] }, place: here, scope }, known).map((each) => ({ ...each, place: `${here}.free` }))),
      ]
    }),
  )
}

function contradiction(says: Unit, is: Unit, place: string): BookFinding[] {
  if (typeof says === 'string' || typeof is === 'string') return []
  const bases = (unit: ReadonlyMap<string, number>) =>
    [...unit.keys()]
      .filter((base) => says.has(base) || !counted.has(base))
      .sort()
      .join()
  if (bases(says) === bases(is)) return []
  return [warning(place, `It says ${inWords(says)}, but what is counted is ${inWords(is)}.`, 'Correct the unit, or what is counted.')]
}

const counted: ReadonlySet<string> = new Set(['image', 'video', 'page', 'frame'])

/** "pixel", "frame/second", "pixel²"; "a plain ratio". */
export function inWords(unit: ReadonlyMap<string, number>): string {
  const side = (sign: 1 | -1) =>
    [...unit]
      .filter(([, power]) => power * sign > 0)
      .map(([base, power]) => `${base}${['', '', '²', '³'][Math.abs(power)] ?? `^${Math.abs(power)}`}`)
      .sort()
      .join(' x ')
  const [top, bottom] = [side(1), side(-1)]
  if (!top && !bottom) return 'a plain ratio'
  return bottom ? `${top || '1'}/${bottom}` : top
}

/** From its text; the last word is what is counted: "started megapixel", "output images". */
export function unitFrom(text: string | undefined): Unit {
  if (text === undefined) return 'unknown'
  const [top, ...bottom] = text.toLowerCase().split(/\s*\/\s*|\s+per\s+|\s+an?\s+/)
  return [top!, ...bottom].map(product).reduce((a, b) => times(a, b, -1))
}

const product = (text: string): Unit =>
  text
    .split(/\s*[·×*]\s*|\s+x\s+/)
    .map(single)
    .reduce((a, b) => times(a, b, 1))

function single(text: string): Unit {
  const [, word = '', power = ''] = /([a-z]+)\s*(²|³|\^\d)?$/.exec(text.trim()) ?? []
  const base = known.get(word) ?? known.get(word.replace(/s$/, ''))
  const times = power === '²' ? 2 : power === '³' ? 3 : power ? Number(power.slice(1)) : 1
  return base === undefined || times === 0 ? 'unknown' : new Map([[base, times]])
}

/** Units that are surely not each other. */
const known = new Map(
  [
    ...['pixel', 'megapixel', 'gigapixel', 'byte', 'kilobyte', 'megabyte', 'gigabyte', 'kibibyte', 'mebibyte', 'gibibyte'],
    ...['millisecond', 'second', 'minute', 'hour', 'day', 'month', 'frame', 'page', 'character', 'word', 'token', 'image', 'video'],
  ]
    .map((word) => [word, word] as const)
    .concat([
      ['px', 'pixel'],
      ['mp', 'megapixel'],
      ['kb', 'kilobyte'],
      ['mb', 'megabyte'],
      ['gb', 'gigabyte'],
      ['ms', 'millisecond'],
      ['s', 'second'],
      ['sec', 'second'],
      ['min', 'minute'],
      ['picture', 'image'],
    ]),
)
