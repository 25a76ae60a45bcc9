// A document that somebody wants to publish: read, checked, and held against what the studio needs. What is wrong is a finding with its place.
import { type BookFinding, type CompiledBook, compilePriceBook, Refusal, type StudioBook } from '@keter/core'
import type { Queries } from '../db/database.ts'
import { digestOf } from '../price-books/in-force.ts'
import { checkApart } from './check-apart.ts'

export interface ReadDocument {
  /** Null where it cannot be read at all. */
  readonly book: StudioBook | null
  readonly digest: string | null
  /** Null where there is an error among the findings. */
  readonly compiled: CompiledBook | null
  readonly findings: readonly BookFinding[]
}

export async function readDocument(queries: Queries, document: unknown): Promise<ReadDocument> {
  const { book, findings: found } = await checkApart(document)
  if (!book) return { book, digest: null, compiled: null, findings: found }
  const digest = digestOf(book)
  const findings = [...found, ...(await plansMissing(queries, book))]
  const sound = findings.every(({ severity }) => severity !== 'error')
  return { book, digest, compiled: sound ? compilePriceBook(book, digest) : null, findings }
}

/** @throws Refusal `price_book_invalid` */
export function refuseInvalid({ findings }: ReadDocument): void {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const [{ place, problem }] = errors as [BookFinding]
  const more = errors.length === 1 ? '' : ` And ${errors.length - 1} more.`
  throw new Refusal('price_book_invalid', `${place}: ${problem}${more}`, { findings: errors.slice(0, 100) })
}

/** New workspaces begin on it. */
const firstPlan = 'free'

/** Every price is the price under a plan: one that is in use cannot go. */
async function plansMissing(queries: Queries, { studio }: StudioBook): Promise<BookFinding[]> {
  const rows = await queries.selectFrom('keter.workspaces').select('plan').distinct().execute()
  return [...new Set([firstPlan, ...rows.map(({ plan }) => plan)])]
    .filter((plan) => !Object.hasOwn(studio.plans, plan))
    .map((plan) => ({
      severity: 'error',
      place: `studio.plans.${plan}`,
      problem: `The plan "${plan}" is missing, and workspaces are or begin on it.`,
      fix: 'Keep it, with its terms; nobody could be given a price otherwise.',
    }))
}
