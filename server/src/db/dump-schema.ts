// The schema that the migrations make, as text to review: tables, indexes, views, functions and triggers of our own two schemas, in a fixed order.
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'

const header = '-- Generated from server/src/db/migrations by `npm run golden`. The migrations are the truth; this is for reading and for reviewing changes.\n'

const parts: readonly { readonly title: string; readonly sql: string }[] = [
  {
    title: 'types',
    sql: `select 'type ' || n.nspname || '.' || t.typname || ' as enum (' || string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) || ')' as text
            from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid
           where n.nspname in ('keter', 'ledger') group by n.nspname, t.typname order by 1`,
  },
  {
    title: 'tables',
    sql: `select 'table ' || n.nspname || '.' || c.relname || ' (' || E'\\n' || string_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                 || case when a.attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
                 || case a.attidentity when 'a' then ' generated always as identity' else '' end, E',\\n' order by a.attnum) || E'\\n)'
                 || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as text
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
           where n.nspname in ('keter', 'ledger') and c.relkind = 'r' group by n.nspname, c.relname, c.reloptions order by n.nspname, c.relname`,
  },
  {
    title: 'constraints',
    sql: `select n.nspname || '.' || c.relname || ': ' || k.conname || ' ' || pg_get_constraintdef(k.oid) as text
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('keter', 'ledger') and k.contype <> 'n' order by 1`,
  },
  { title: 'indexes', sql: `select indexdef as text from pg_indexes where schemaname in ('keter', 'ledger') order by schemaname, tablename, indexname` },
  {
    title: 'triggers',
    sql: `select pg_get_triggerdef(t.oid) as text from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('keter', 'ledger') and not t.tgisinternal order by n.nspname, c.relname, t.tgname`,
  },
  {
    title: 'views',
    sql: `select 'view ' || schemaname || '.' || viewname || ' as' || E'\\n' || definition as text from pg_views where schemaname in ('keter', 'ledger') order by 1`,
  },
  {
    title: 'functions',
    sql: `select 'function ' || p.oid::regprocedure::text || ' returns ' || pg_get_function_result(p.oid) as text
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('keter', 'ledger') order by 1`,
  },
]

export async function dumpSchema(): Promise<string> {
  const database = await openDatabase({ folder: null })
  try {
    await migrate(database)
    let text = header
    for (const { title, sql } of parts) text += `\n-- ${title}\n\n${await listed(database, sql)}`
    return text
  } finally {
    await database.close()
  }
}

async function listed(database: Database, sql: string): Promise<string> {
  const { rows } = await database.run(sql)
  return rows.map((row) => `${row.text}\n`).join('\n')
}
