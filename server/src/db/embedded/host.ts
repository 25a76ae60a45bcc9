// The thread that PGlite runs in, so that a long query does not stop the server's event loop. It answers one request at a time, in order.
import { parentPort, workerData } from 'node:worker_threads'
import { openPglite } from './pglite.ts'
import type { Answer, HostedError, Request } from './protocol.ts'

if (!parentPort) throw new Error('this file is a worker thread')
const port = parentPort
const { pglite, fsyncs } = await openPglite(workerData.folder, workerData.image)
let last: Promise<unknown> = Promise.resolve()

port.on('message', (request: Request) => {
  last = last.then(() => answer(request))
})
port.postMessage({ kind: 'ready' } satisfies Answer)

async function answer(request: Request): Promise<void> {
  try {
    port.postMessage({ kind: 'result', id: request.id, ...(await perform(request)) } satisfies Answer)
  } catch (error) {
    port.postMessage({ kind: 'failure', id: request.id, error: plain(error) } satisfies Answer)
  }
}

async function perform(request: Request): Promise<{ rows: Record<string, unknown>[]; affected: number }> {
  switch (request.kind) {
    case 'query': {
      const { rows, affectedRows } = await pglite.query<Record<string, unknown>>(request.sql, request.values as unknown[])
      return { rows, affected: affectedRows ?? 0 }
    }
    case 'script': {
      const results = await pglite.exec(request.sql)
      return { rows: results.flatMap(({ rows }) => rows as Record<string, unknown>[]), affected: 0 }
    }
    case 'listen':
      await pglite.listen(request.channel, (payload) => port.postMessage({ kind: 'notification', channel: request.channel, payload } satisfies Answer))
      return { rows: [], affected: 0 }
    case 'fsyncs':
      return { rows: [{ fsyncs: fsyncs() }], affected: 0 }
    case 'close':
      await pglite.close()
      return { rows: [], affected: 0 }
  }
}

/** What a caller may look at in a database error; the object itself does not survive the way between threads. */
function plain(error: unknown): HostedError {
  const { message, code, detail, constraint, table, where, hint } = error as HostedError
  return { message: String(message ?? error), code, detail, constraint, table, where, hint }
}
