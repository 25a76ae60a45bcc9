// The tables of a studio as text: which there are, in an order in which they can be filled, and their rows as lines. The catalogue says it all, so a table that a later
// migration adds is in every later backup without anybody's doing. Values are PostgreSQL's own text of them, which either database reads back exactly.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Queries, Tx } from '../db/database.ts'

export interface Table {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly identity: boolean }[]
}

/** Where rows stand for the database itself: how it was migrated, and what code it has. */
const ofTheDatabase = ['keter.migrations', 'keter.migrations_lock']

/** Of our schemas and of the accounts; a table comes after those that it refers to. The queue's own are left out: iterations that have not ended are queued anew. */
export async function tablesOf(q: Queries): Promise<Table[]> {
  const { rows } = await sql<{ table: string; column: string; type: string; identity: boolean }>`
    select n.nspname || '.' || quote_ident(c.relname) as table, quote_ident(a.attname) as column, format_type(a.atttypid, a.atttypmod) as type, a.attidentity <> '' as identity
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname in ('keter', 'ledger', 'public') and c.relkind = 'r' order by 1, a.attnum`.execute(q)
  const { rows: references } = await sql<{ from: string; to: string }>`
    select n.nspname || '.' || quote_ident(c.relname) as from, rn.nspname || '.' || quote_ident(r.relname) as to
      from pg_constraint as k join pg_class as c on c.oid = k.conrelid join pg_namespace as n on n.oid = c.relnamespace
      join pg_class as r on r.oid = k.confrelid join pg_namespace as rn on rn.oid = r.relnamespace where k.contype = 'f' and k.conrelid <> k.confrelid`.execute(
    q,
  )
  const tables = [...Map.groupBy(rows, ({ table }) => table)]
    .filter(([name]) => !ofTheDatabase.includes(name))
    .map(([name, columns]): Table => ({ name, columns: columns.map(({ column, type, identity }) => ({ name: column, type, identity })) }))
  return inOrder(tables, references)
}

function inOrder(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const done: Table[] = []
  const place = (table: Table, above: readonly string[]) => {
    if (done.includes(table) || above.includes(table.name)) return
    for (const { to } of references.filter(({ from }) => from === table.name)) {
      const needed = tables.find(({ name }) => name === to)
      if (needed) place(needed, [...above, table.name])
    }
    done.push(table)
  }
  for (const table of tables) place(table, [])
  return done
}

const pageSize = 2000

/** Every row as one line of JSON: its values as text, in the order of the columns. For a transaction in which times are written in UTC. */
export async function* linesOf(tx: Tx, { name, columns }: Table): AsyncGenerator<string> {
  const values = columns.map((column) => `${column.name}::text`).join(', ')
  const only = name === 'keter.settings' ? ` where name <> 'code'` : ''
  await sql.raw(`declare backup no scroll cursor for select json_build_array(${values})::text as line from ${name}${only}`).execute(tx)
  for (;;) {
    const { rows } = await sql<{ line: string }>`${sql.raw(`fetch ${pageSize} from backup`)}`.execute(tx)
    for (const { line } of rows) yield line
    if (rows.length < pageSize) break
  }
  await sql`close backup`.execute(tx)
}

/** Puts lines back. Whatever forbids changing rows stays in force: rows are only added. */
export async function fill(tx: Tx, { name, columns }: Table, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const names = columns.map((column) => column.name).join(', ')
  const values = columns.map(({ type }, i) => `(line ->> ${i})::${type}`).join(', ')
  const statement = sql.raw(`insert into ${name} (${names}) overriding system value select ${values} from jsonb_array_elements(`)
  await sql`${statement}${`[${lines.join(',')}]`}::jsonb) as line`.execute(tx)
}

/** What is numbered goes on after the highest number. */
export async function continueNumbers(tx: Tx, { name, columns }: Table): Promise<void> {
  for (const column of columns.filter(({ identity }) => identity))
    await sql
      .raw(`select setval(pg_get_serial_sequence('${name}', '${column.name}'), coalesce((select max(${column.name}) from ${name}), 0) + 1, false)`)
      .execute(tx)
}

/** A digest of lines that does not depend on their order: rows have none. The sum of their SHA-256, in 256 bits. */
export class Digest {
  #sum = 0n
  rows = 0

  add(line: string): void {
    this.#sum = (this.#sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % (1n << 256n)
    this.rows++
  }

  get hex(): string {
    return this.#sum.toString(16).padStart(64, '0')
  }
}
