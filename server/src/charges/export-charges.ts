// The charge history as a file: exactly the movements that a filter lets through, newest first, read in pages so that its length does not matter.
import { Refusal } from '@keter/core'
import type { Caller, Studio } from '../studio.ts'
import { csvLine } from './csv.ts'
import { type ChargesFilter, filterOf } from './filter.ts'
import { focusColumns, focusRow, focusTerms } from './focus.ts'
import { chargesPage, type MovementDocument } from './list-charges.ts'

export const exportFormats = ['csv', 'json', 'focus'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const exportTypes: Readonly<Record<ExportFormat, { readonly type: string; readonly name: string }>> = {
  csv: { type: 'text/csv; charset=utf-8', name: 'charges.csv' },
  json: { type: 'application/json', name: 'charges.json' },
  focus: { type: 'text/csv; charset=utf-8', name: 'charges-focus-1.3.csv' },
}

const pageSize = 200
const columns = [
  ...(['at', 'id', 'kind', 'amount', 'balance', 'available', 'held', 'reason', 'project', 'projectName', 'client', 'tool', 'by', 'member', 'key'] as const),
  ...(['source', 'attempt', 'iteration', 'quote', 'receipt', 'refunds'] as const),
]

/** The file, piece by piece. What is wrong with the filter, or with money's worth, is refused before the first piece. @throws Refusal */
export async function exportCharges(studio: Studio, caller: Caller, filter: ChargesFilter, format: ExportFormat): Promise<AsyncGenerator<string>> {
  const request = await filterOf(studio, caller, filter)
  const movements = () => everyMovement(studio, caller, request)
  if (format === 'json') return asJson(movements())
  if (format === 'csv') return asCsv(movements())
  const terms = await focusTerms(studio, caller)
  if (!terms) throw new Refusal('no_money_value', 'The price book does not say what a credit is worth in money.')
  return asLines(focusColumns, movements(), (movement) => focusRow(movement, terms))
}

async function* everyMovement(studio: Studio, caller: Caller, request: Awaited<ReturnType<typeof filterOf>>): AsyncGenerator<MovementDocument> {
  let before: bigint | undefined
  for (;;) {
    const { items, next } = await chargesPage(studio, caller, { ...request, limit: pageSize, before })
    yield* items
    if (next === null) return
    before = next
  }
}

const asCsv = (movements: AsyncIterable<MovementDocument>) => asLines(columns, movements, (movement) => columns.map((column) => movement[column]))

async function* asLines(
  head: readonly string[],
  movements: AsyncIterable<MovementDocument>,
  row: (movement: MovementDocument) => (string | number | null)[] | null,
): AsyncGenerator<string> {
  yield csvLine(head)
  for await (const movement of movements) {
    const cells = row(movement)
    if (cells) yield csvLine(cells)
  }
}

async function* asJson(movements: AsyncIterable<MovementDocument>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const movement of movements) {
    yield separator + JSON.stringify(movement)
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}
