// As property.test.ts, on the PostgreSQL server of TEST_DATABASE_URL.
import { test } from 'vitest'
import { agreement } from './test-agreement.ts'
import { testDatabases } from './test-database.ts'

const server = testDatabases().find(({ kind }) => kind === 'server')
if (server) agreement(server)
else test.skip('the ledger and its oracle on the server database', () => {})
