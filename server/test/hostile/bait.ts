// What hostile files reach for: an address on this machine that counts who comes, and a file that shows whether it was read.
import { once } from 'node:events'
import { statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bait } from './file.ts'

export interface SetBait extends Bait {
  /** Paths that were asked for. */
  readonly asked: string[]
  canaryWasRead(): boolean
  /** As if nobody had come. */
  renew(): void
  close(): Promise<void>
}

/** `content` is that of the canary, and what the address answers. */
export async function setBait(canary: string, content: Uint8Array): Promise<SetBait> {
  const asked: string[] = []
  const server = createServer(({ url = '' }, answer) => {
    asked.push(url)
    answer.end(content)
  })
  server.on('connection', () => asked.push('connection'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  writeFileSync(canary, content)
  // A file system notes the first reading after a change, even where it notes no other.
  const long = new Date('2001-01-01T00:00:00Z')
  const renew = () => {
    asked.length = 0
    utimesSync(canary, long, new Date())
  }
  renew()
  return {
    renew,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    canary,
    asked,
    canaryWasRead: () => statSync(canary).atimeMs !== long.getTime(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
