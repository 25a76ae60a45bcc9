// What the server's thread and the database's thread say to each other.

export type Request = { readonly id: number } & (
  | { readonly kind: 'query'; readonly sql: string; readonly values: readonly unknown[] }
  | { readonly kind: 'script'; readonly sql: string }
  | { readonly kind: 'listen'; readonly channel: string }
  | { readonly kind: 'fsyncs' }
  | { readonly kind: 'close' }
)

export type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never

export interface Result {
  readonly rows: Record<string, unknown>[]
  readonly affected: number
}

export type Answer =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'result'; readonly id: number } & Result)
  | { readonly kind: 'failure'; readonly id: number; readonly error: HostedError }
  | { readonly kind: 'notification'; readonly channel: string; readonly payload: string }

/** A PostgreSQL error, with the fields that node-postgres gives too. */
export interface HostedError {
  readonly message: string
  readonly code: string | undefined
  readonly detail: string | undefined
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly where: string | undefined
  readonly hint: string | undefined
}
