// Several books of several vendors and dates: which of them answers for a vendor's tool on a day.
import type { CompiledPrices } from './compile.ts'
import type { CompiledTool } from './tool-price.ts'

export interface ListedTool {
  readonly prices: CompiledPrices
  readonly tool: CompiledTool
}

export interface Asked {
  /** Absent: whoever has a tool of this name. */
  readonly vendor?: string
  /** Its id, its title or an alias; upper and lower case are alike. */
  readonly tool: string
  /** As far as it is known: "2026" is the end of that year, "2026 (older)" what was before it. Absent: the newest. */
  readonly asOf?: string
  /** Where a vendor has two tools of one name, that in this unit. */
  readonly unit?: string
  /** Where two lists have a tool of this name, the newest that knows all these inputs. */
  readonly inputs?: readonly string[]
}

export interface PriceLists {
  readonly all: readonly CompiledPrices[]
  /** From the newest list that was in force; where none is that old, from the oldest that names the tool. */
  readonly find: (asked: Asked) => ListedTool | undefined
}

export function priceLists(books: readonly CompiledPrices[]): PriceLists {
  const all = books.toSorted((a, b) => (a.book.effective < b.book.effective ? -1 : a.book.effective > b.book.effective ? 1 : 0))
  const byName = new Map<string, ListedTool[]>()
  for (const prices of all)
    for (const tool of prices.tools.values())
      for (const name of namesOf(tool)) {
        const known = byName.get(name)
        if (!known) byName.set(name, [{ prices, tool }])
        else known.push({ prices, tool })
      }
  return {
    all,
    find({ vendor, tool, asOf, unit, inputs = [] }) {
      const named = ofVendor(byName.get(alike(tool)) ?? [], vendor)
      const end = asOf === undefined ? '9999' : endOf(asOf)
      const inForce = named.filter(({ prices }) => dayOf(prices) <= end)
      const known = inForce.length ? inForce : named.slice(0, 1)
      const inUnit = preferred(known, ({ tool }) => tool.unit === unit)
      const fitting = preferred(inUnit, ({ tool }) => inputs.every((name) => tool.knows(name)))
      const newest = fitting.filter(({ prices }) => dayOf(prices) === dayOf(fitting.at(-1)!.prices))
      return preferred(newest, (one) => alike(one.tool.id) === alike(tool)).at(-1)
    },
  }
}

const alike = (name: string): string => name.trim().toLowerCase()
const dayOf = ({ book }: CompiledPrices): string => book.effective.slice(0, 10)

/** A book that names no vendor is asked where no list of the vendor has the tool. */
function ofVendor(named: readonly ListedTool[], vendor: string | undefined): readonly ListedTool[] {
  if (vendor === undefined) return named
  const own = named.filter(({ prices }) => prices.book.vendor !== undefined && alike(prices.book.vendor) === alike(vendor))
  return own.length ? own : named.filter(({ prices }) => prices.book.vendor === undefined)
}

const preferred = (all: readonly ListedTool[], better: (one: ListedTool) => boolean): readonly ListedTool[] => (all.some(better) ? all.filter(better) : all)

const namesOf = ({ id, price }: CompiledTool): Set<string> =>
  new Set([id, ...(price.title === undefined ? [] : [price.title]), ...(price.aliases ?? [])].map(alike))

/** The last day of "2026", "2026-11" or "2026-11-22", as text that orders; with "(older)", before its first. */
const endOf = (asOf: string): string => {
  const [year, month, day] = asOf.match(/^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/)?.slice(1) ?? []
  return asOf.endsWith('(older)') ? `${year ?? '9999'}-${month ?? '00'}-${day ?? '00'}` : `${year ?? '9999'}-${month ?? '12'}-${day ?? '31'}`
}
