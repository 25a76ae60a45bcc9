// One Database over the embedded PGlite and a PostgreSQL server: the same SQL, the same types, the same transactions.
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

export type Tx = Transaction<Schema>
/** A handle that can query: the root or a transaction. */
export type Queries = Kysely<Schema> | Tx

export interface Database {
  readonly kind: 'embedded' | 'server'
  readonly query: Kysely<Schema>
  /** Runs `work` in one READ COMMITTED transaction. Using `query` inside it is an error (it would wait for itself on the embedded database). */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** For pg-boss and migrations: a statement or, without values, several. */
  run(sql: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}
