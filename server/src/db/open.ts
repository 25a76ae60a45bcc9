// The database of this process: a PostgreSQL server where a URL is given, else the embedded one in the data folder.
import type { Database } from './database.ts'
import { openEmbedded } from './embedded/open.ts'
import { openServer } from './server.ts'

export type DatabaseChoice = { readonly url: string } | { readonly folder: string | null }

export const openDatabase = (choice: DatabaseChoice): Promise<Database> => ('url' in choice ? openServer(choice.url) : openEmbedded(choice.folder))
