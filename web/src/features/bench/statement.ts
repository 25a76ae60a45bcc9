// The estimate as a statement a reader can add up: the lines of all sources joined by what they count, in two columns,
// one for "the first try is kept", one for "every planned try is made".
import type { Estimate, EstimateLine } from '@keter/core'
import { total } from '../../lib/amount.ts'
import { unitInShort } from './price-book.ts'

export interface StatementLine {
  readonly label: string
  /** "3 MP × 4.4" */
  readonly calc: string | null
  /** Null where the line does not occur in this column. */
  readonly first: string | null
  readonly all: string | null
}

export interface Statement {
  /** Quantity times rate. */
  readonly priced: readonly StatementLine[]
  /** Their sum; null where nothing follows that changes it. */
  readonly subtotal: { readonly first: string; readonly all: string } | null
  /** Discount and rounding. */
  readonly adjusted: readonly StatementLine[]
  readonly columns: 1 | 2
}

export function statementOf({ sources, iterations }: Pick<Estimate, 'sources' | 'iterations'>): Statement {
  const first = joined(sources.flatMap(({ lines }) => lines))
  const all = joined(sources.flatMap(({ linesMost }) => linesMost))
  const keys = [...new Set([...all.keys(), ...first.keys()])]
  const lines = keys.map((key) => lineOf(first.get(key), all.get(key)))
  const priced = lines.filter(({ calc }) => calc !== null)
  const adjusted = lines.filter(({ calc }) => calc === null)
  const sum = (column: 'first' | 'all') => total(priced.map((line) => line[column] ?? '0'))
  return { priced, subtotal: adjusted.length > 0 ? { first: sum('first'), all: sum('all') } : null, adjusted, columns: iterations > 1 ? 2 : 1 }
}

interface Joined {
  readonly label: string
  readonly lines: EstimateLine[]
}

const sameBytes = /^Same bytes as /

function joined(lines: readonly EstimateLine[]): Map<string, Joined> {
  const found = new Map<string, Joined>()
  for (const line of lines) {
    const duplicate = sameBytes.test(line.label)
    const key = duplicate ? 'duplicate' : [line.label, line.rate, line.unit].join('\n')
    const known = found.get(key) ?? { label: duplicate ? 'Same bytes, edited once' : line.label, lines: [] }
    known.lines.push(line)
    found.set(key, known)
  }
  return found
}

function lineOf(first: Joined | undefined, all: Joined | undefined): StatementLine {
  const joined = (all ?? first)!
  return { label: joined.label, calc: calculation(joined), first: first ? amountOf(first) : null, all: all ? amountOf(all) : null }
}

const amountOf = ({ lines }: Joined): string => total(lines.map(({ amount }) => amount))

function calculation({ label, lines }: Joined): string | null {
  const { rate, unit } = lines[0]!
  if (label === 'Same bytes, edited once') return `${lines.length} ${lines.length === 1 ? 'file' : 'files'} × 0`
  if (rate === undefined || unit === undefined) return null
  return `${sum(lines.map(({ quantity }) => quantity ?? '0'))} ${unitInShort(unit)} × ${rate}`
}

const scale = 1_000_000n
/** Exact sum of decimal texts with at most six places, as quantities are written. */
function sum(texts: readonly string[]): string {
  const scaled = texts.reduce((total, text) => {
    const [whole = '0', fraction = ''] = text.split('.')
    return total + BigInt(whole) * scale + BigInt(fraction.padEnd(6, '0'))
  }, 0n)
  const fraction = (scaled % scale).toString().padStart(6, '0').replace(/0+$/, '')
  return `${scaled / scale}${fraction && `.${fraction}`}`
}
