// A registry for tests: one package with the files it is given, its tarball made here, and ways to lie.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { pack as newTar } from 'tar-stream'

export interface TarEntry {
  readonly name: string
  readonly type?: 'symlink'
  readonly linkname?: string
  readonly content?: Buffer | string
}

export interface TestRegistry {
  readonly url: string
  /** Of the tarball that it says it has. */
  readonly integrity: string
  readonly bytes: number
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** May be changed while the registry is open. */
export interface Lies {
  /** Sent instead of the tarball. */
  instead?: Buffer
  /** The answer to every request. */
  status?: number
  /** The connection ends after half of the tarball. */
  cut?: boolean
}

export async function openTestRegistry(name: string, version: string, entries: readonly TarEntry[], lies: Lies = {}): Promise<TestRegistry> {
  const tarball = gzipSync(await tarOf(entries))
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    if (lies.status) response.writeHead(lies.status).end('{}')
    else if (request.url?.endsWith('.tgz')) {
      const sent = lies.instead ?? tarball
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': sent.length })
      if (!lies.cut) response.end(sent)
      else response.write(sent.subarray(0, sent.length / 2), () => response.destroy())
    } else {
      const dist = { tarball: `${url}/${name}/-/it-${version}.tgz`, integrity }
      const document = { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    integrity,
    bytes: tarball.length,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = newTar()
  for (const { content, ...header } of entries) tar.entry(header, content ?? '')
  tar.finalize()
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    tar
      .on('data', (part) => parts.push(part as Buffer))
      .on('end', () => resolve(Buffer.concat(parts)))
      .on('error', reject)
  })
}
