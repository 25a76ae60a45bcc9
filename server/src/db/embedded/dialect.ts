// Kysely over the embedded session: a pool of exactly one connection.
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Session } from './session.ts'

class EmbeddedConnection implements DatabaseConnection {
  readonly #session: Session
  readonly release: () => void
  constructor(session: Session, release: () => void) {
    this.#session = session
    this.release = release
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affected } = await this.#session.send({ kind: 'query', sql: query.sql, values: query.parameters })
    return { rows: rows as Row[], numAffectedRows: BigInt(affected) }
  }

  // biome-ignore lint/correctness/useYield: PGlite has no cursor, and Kysely asks every connection for this method
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the embedded database cannot stream; page with a cursor')
  }
}

class EmbeddedDriver implements Driver {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }
  async init() {}
  async acquireConnection() {
    return new EmbeddedConnection(this.#session, await this.#session.take())
  }
  async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }
  async commitTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }
  async rollbackTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }
  async releaseConnection(connection: DatabaseConnection) {
    ;(connection as EmbeddedConnection).release()
  }
  async destroy() {}
}

export const embeddedDialect = (session: Session): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new EmbeddedDriver(session),
  createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})
