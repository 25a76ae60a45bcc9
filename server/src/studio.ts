// Everything a case may use, composed once in main.ts. Time, ids and chance come from here, so that tests can hold them still.
import type { IdKind } from '@keter/core'
import type { Accounts } from './accounts/accounts.ts'
import type { Database } from './db/database.ts'
import type { Engines } from './engines/registry.ts'
import type { Events } from './events/events.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Models } from './models/models.ts'
import type { PaymentProvider } from './payments/provider.ts'
import type { BookInForce } from './price-books/in-force.ts'
import type { VendorLists } from './price-books/vendor-lists.ts'
import type { Storage } from './storage/storage.ts'

export interface Studio {
  readonly database: Database
  readonly storage: Storage
  readonly engines: Engines
  readonly models: Models
  readonly jobs: Jobs
  readonly events: Events
  readonly accounts: Accounts
  readonly books: BookInForce
  /** Null: nothing can be paid here. */
  readonly payments: PaymentProvider | null
  readonly vendorLists: VendorLists
  readonly now: () => Date
  readonly newId: (kind: IdKind) => string
  readonly log: Log
}

export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Who is asking, in which workspace. */
export interface Caller {
  readonly workspace: string
  readonly user: string
  readonly apiKey: string | null
}
