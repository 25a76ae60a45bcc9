// The embedded database; property-server.test.ts has the other one, so that both are tried at once.
import { agreement } from './test-agreement.ts'
import { testDatabases } from './test-database.ts'

for (const one of testDatabases()) if (one.kind === 'embedded') agreement(one)
