// A parent for the tests of the pool, to be killed: prints its child's process id once the child is at work.
import { createPool } from './pool.ts'
import type { tasks } from './test-child.ts'

const pool = createPool<typeof tasks>({ entry: new URL('./test-child.ts', import.meta.url), size: 1 })
await pool.run('wait', null, { timeoutMs: 60_000, onProgress: () => console.log(pool.pids()[0]) })
