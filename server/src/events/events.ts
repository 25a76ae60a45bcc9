// Events between processes: what changed, sent with the transaction that changed it. Readers who missed one look at the rows.
import { sql } from 'kysely'
import type { Database, Queries } from '../db/database.ts'

export type Event =
  | { readonly kind: 'run'; readonly workspace: string; readonly run: string }
  | {
      readonly kind: 'progress'
      readonly workspace: string
      readonly run: string
      readonly iteration: string
      readonly progress: number
      readonly eta: { readonly low: number; readonly high: number } | null
    }
  /** Whoever performs this iteration stops at once. */
  | { readonly kind: 'cancel'; readonly iteration: string }
  /** A request was made or decided. */
  | { readonly kind: 'request'; readonly workspace: string; readonly request: string }
  /** A price book was published. */
  | { readonly kind: 'price-book'; readonly digest: string }

export interface Events {
  publish(queries: Queries, event: Event): Promise<void>
  subscribe(onEvent: (event: Event) => void): () => void
  close(): Promise<void>
}

const channel = 'keter_events'

export async function openEvents(database: Database): Promise<Events> {
  const subscribers = new Set<(event: Event) => void>()
  const stop = await database.listen(channel, (payload) => {
    const event = JSON.parse(payload) as Event
    for (const onEvent of subscribers) onEvent(event)
  })
  return {
    async publish(queries, event) {
      await sql`select pg_notify(${channel}, ${JSON.stringify(event)})`.execute(queries)
    },
    subscribe(onEvent) {
      subscribers.add(onEvent)
      return () => subscribers.delete(onEvent)
    },
    close: stop,
  }
}
