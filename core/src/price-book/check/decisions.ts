// What is decided by the first that holds, rows, cases and tables: what can never be reached, what is written twice, and what is left over.
import type { BookFinding } from '../finding.ts'
import type { Choice, Expression, TableRow, When } from '../format.ts'
import type { CompiledTool } from '../tool-price.ts'
import { type Box, decide } from './box.ts'
import { type Effort, error, firstOf, warning } from './report.ts'
import { type Space, spaceOf, whenOfRow } from './space.ts'
import type { Inner, Parts, Scope } from './walk.ts'

/** A decision as the checks of gaps need it. */
export interface Decided {
  readonly place: string
  readonly space: Space
  /** Of each entry: all it could take, and what no entry before it takes. */
  readonly boxes: readonly (readonly Box[])[]
  readonly taken: readonly (readonly Box[] | undefined)[]
  /** What no entry takes; undefined where it was not worked out. */
  readonly left: readonly Box[] | undefined
}

export function rowsDecision({ price }: CompiledTool, parts: Parts, place: string, effort: Effort): Decided {
  return decided(
    price.rows.map(({ when }) => when),
    parts.scope,
    `${place}.rows`,
    effort,
  )
}

/** Those of tables without an `else`; a table of one value a cell and no "*" is not walked, its keys are enough. */
export function tableDecisions({ all }: Parts, effort: Effort): Decided[] {
  return all.flatMap(({ is, place, scope }) => {
    if (typeof is === 'string' || !('table' in is) || is.else !== undefined || is.rows.length > mostRows) return []
    return [decided(whensOfTable(is.table, is.rows), scope, `${place}.rows`, effort)]
  })
}

const mostRows = 3000

function decided(whens: readonly When[], scope: Scope, place: string, effort: Effort): Decided {
  const space = spaceOf(whens, scope)
  const boxes = whens.map(space.boxesOf)
  return { place, space, boxes, ...decide(space.everything, boxes, effort) }
}

const whensOfTable = (names: readonly string[], rows: readonly TableRow[]): When[] => rows.map((row) => whenOfRow(names, row))

/** Entries that no case is left for. Those that nothing fits anyway are told by the check of their conditions. */
function unreached({ boxes, taken }: Decided): number[] {
  return taken.flatMap((mine, index) => (mine && mine.length === 0 && boxes[index]!.length > 0 ? [index] : []))
}

const unwalked = (place: string) =>
  warning(
    place,
    'There are too many combinations here to look at all of them.',
    'Nothing was found in those that were; split it up to have all of them checked.',
  )

const isUnwalked = ({ taken, left }: Decided): boolean => left === undefined || taken.some((mine) => mine === undefined)

export function checkRows(rows: Decided): BookFinding[] {
  const dead = unreached(rows).map((index) =>
    error(`${rows.place}[${index}]`, 'It is never reached; rows before it take every case.', 'Remove it, or move it up.'),
  )
  return [...dead, ...(isUnwalked(rows) ? [unwalked(rows.place)] : [])]
}

export function checkCasesAndTables({ all }: Parts, place: string, effort: Effort): BookFinding[] {
  return firstOf(
    all.flatMap((inner) => checkInner(inner, effort)),
    20,
    place,
  )
}

function checkInner({ is, place, scope }: Inner, effort: Effort): BookFinding[] {
  if (typeof is === 'string') return []
  if ('cases' in is) return checkCases(is, place, scope, effort)
  if ('table' in is) return checkTable(is, place, scope, effort)
  return []
}

function checkCases({ cases, else: otherwise }: Extract<Expression, { cases: unknown }>, place: string, scope: Scope, effort: Effort): BookFinding[] {
  const decision = decided(
    cases.map(({ when }) => when),
    scope,
    `${place}.cases`,
    effort,
  )
  const dead = unreached(decision).map((index) =>
    error(`${place}.cases[${index}]`, 'It is never reached; the cases before it take everything.', 'Remove it, or move it up.'),
  )
  return [...dead, ...checkElse(decision, otherwise, place), ...(isUnwalked(decision) ? [unwalked(decision.place)] : [])]
}

function checkElse({ left }: Decided, otherwise: Expression | undefined, place: string): BookFinding[] {
  if (otherwise === undefined || left === undefined || left.length > 0) return []
  return [warning(`${place}.else`, 'It is never used; what stands before it takes everything.', 'Remove it.')]
}

function checkTable({ table, rows, else: otherwise }: Extract<Expression, { table: unknown }>, place: string, scope: Scope, effort: Effort): BookFinding[] {
  const twice = checkKeys(rows, place)
  if (rows.length > mostRows) return rows.some((row) => row.includes('*')) ? [...twice, unwalked(`${place}.rows`)] : twice
  const decision = decided(whensOfTable(table, rows), scope, `${place}.rows`, effort)
  const same = new Set(twice.map((finding) => finding.place))
  const dead = unreached(decision)
    .map((index) => error(`${place}.rows[${index}]`, 'It is never reached; the rows before it take everything it is for.', 'Remove it, or move it up.'))
    .filter((finding) => !same.has(finding.place))
  return [...twice, ...dead, ...checkElse(decision, otherwise, place), ...(isUnwalked(decision) ? [unwalked(decision.place)] : [])]
}

/** Rows of a table with the same cells: the first counts. */
function checkKeys(rows: readonly TableRow[], place: string): BookFinding[] {
  const first = new Map<string, number>()
  return rows.flatMap((row, index) => {
    const key = JSON.stringify(row.slice(0, -1).map((cell) => String(cell as Choice)))
    const before = first.get(key)
    if (before === undefined) {
      first.set(key, index)
      return []
    }
    const here = `${place}.rows[${index}]`
    const problem = `It has the same values as rows[${before}], which decides.`
    if (JSON.stringify(rows[before]!.at(-1)) === JSON.stringify(row.at(-1))) return [warning(here, problem, 'Remove one of them.')]
    return [error(here, `${problem} Their results differ.`, 'Remove the one that is wrong.')]
  })
}
