// A shared estimate as it is read: by members whole, by others only where the workspace allows it, and then without names, hashes and limits.
// Beside it the same inputs under the book in force.
import {
  type Estimate,
  estimate,
  formatCredits,
  mayDo,
  noCredits,
  parseCredits,
  type Problem,
  problemOf,
  Refusal,
  type Role,
  subtractCredits,
} from '@keter/core'
import type { Selectable } from 'kysely'
import type { Schema, SharedFigures, SharedInputs } from '../db/schema.ts'
import { etaOf } from '../quotes/estimate.ts'
import type { Caller, Studio } from '../studio.ts'
import { pathOf, refuseRevoked } from './share.ts'

/** Null: nobody is signed in. */
export type Reader = (Caller & { readonly role: Role }) | null

type Row = Selectable<Schema['keter.shared_estimates']>
type ShownFigures = Omit<SharedFigures, 'limits'> & { readonly limits: Estimate['limits'] | null }

interface Now {
  readonly book: Estimate['book']
  readonly effective: string
  readonly changed: boolean
  readonly difference: { readonly low: string; readonly likely: string; readonly most: string } | null
  readonly estimate: ShownFigures | null
  readonly refusal: Problem | null
}

export interface SharedDocument {
  readonly id: string
  readonly path: string
  readonly title: string | null
  readonly createdAt: string
  readonly createdBy: string | null
  readonly reader: 'member' | 'outsider'
  readonly readableBy: 'members' | 'anyone'
  readonly mayQuote: boolean
  readonly estimate: ShownFigures
  readonly now: Now
}

/** @throws Refusal `not_signed_in`, `not_found`, `shared_estimate_revoked` */
export async function readShared(studio: Studio, reader: Reader, id: string): Promise<SharedDocument> {
  const row = await studio.database.query
    .selectFrom('keter.shared_estimates as e')
    .innerJoin('keter.workspaces as w', 'w.id', 'e.workspace_id')
    .selectAll('e')
    .select('w.share_estimates')
    .where('e.id', '=', id)
    .executeTakeFirst()
  const member = row !== undefined && (await isMember(studio, reader, row.workspace_id))
  if (!row || !(member || row.share_estimates)) throw unreadable(reader, id)
  refuseRevoked(row)
  return {
    id,
    path: pathOf(id),
    title: row.title,
    createdAt: row.created_at.toISOString(),
    createdBy: member ? await authorOf(studio, row) : null,
    reader: member ? 'member' : 'outsider',
    readableBy: row.share_estimates ? 'anyone' : 'members',
    mayQuote: reader?.workspace === row.workspace_id && mayDo(reader.role, 'spend'),
    estimate: shown(row.estimate, member),
    now: today(studio, row, member),
  }
}

/** A person may belong to several workspaces; a key to its own. */
async function isMember(studio: Studio, reader: Reader, workspace: string): Promise<boolean> {
  if (!reader) return false
  if (reader.workspace === workspace) return true
  return reader.apiKey === null && (await studio.accounts.memberships(reader.user)).some((membership) => membership.workspace === workspace)
}

/** The same whether it does not exist or may not be read: an answer must not tell the two apart. */
const unreadable = (reader: Reader, id: string): Refusal =>
  reader
    ? new Refusal('not_found', `There is no shared estimate ${id} that you may read.`)
    : new Refusal('not_signed_in', 'This estimate is not there, or it can be read by members of its workspace only.')

export async function authorOf(studio: Studio, { created_by, api_key }: Pick<Row, 'created_by' | 'api_key'>): Promise<string | null> {
  const names = await studio.accounts.names([created_by], api_key ? [api_key] : [])
  return names.get(api_key ?? created_by) ?? null
}

function shown(figures: SharedFigures, member: boolean): ShownFigures {
  if (member) return figures
  return { ...figures, limits: null, sources: figures.sources.map(({ sha256: _, ...source }) => source) }
}

function today(studio: Studio, { inputs, estimate: shared }: Row, member: boolean): Now {
  const { book, digest } = studio.books.current
  const about = { book: { id: book.id, version: book.version, digest }, effective: new Date(book.effective).toISOString() }
  try {
    const figures = priced(studio, inputs)
    const difference = {
      low: minus(figures.low, shared.low),
      likely: minus(figures.likely, shared.likely),
      most: minus(figures.most, shared.most),
    }
    const changed = Object.values(difference).some((amount) => amount !== '0')
    return { ...about, changed, difference, estimate: shown(figures, member), refusal: null }
  } catch (error) {
    if (error instanceof Refusal) return { ...about, changed: true, difference: null, estimate: null, refusal: problemOf(error) }
    throw error
  }
}

function priced(studio: Studio, { edit, iterations, plan, sources }: SharedInputs): SharedFigures {
  const nothing = { available: noCredits, held: noCredits }
  const eta = etaOf(studio, edit, sources)
  const { balance: _, ...figures } = estimate({
    book: studio.books.current,
    edit,
    iterations,
    plan,
    balance: nothing,
    sources,
    at: studio.now().toISOString(),
    eta,
  })
  return figures
}

const minus = (amount: string, before: string): string => formatCredits(subtractCredits(parseCredits(amount), parseCredits(before)))
