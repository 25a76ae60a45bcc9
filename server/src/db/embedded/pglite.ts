// PGlite with real fsync. As shipped it never calls fsync (electric-sql/pglite#1107), so a power loss could take acknowledged credits with it.
// Starting without -F and giving its file system an fsync makes one call a commit; db/embedded/fsync.test.ts counts them.
import { closeSync, fsyncSync, openAsBlob, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'

const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'synchronous_commit=on', '-c', 'timezone=UTC', '-c', 'shared_buffers=16MB'],
]

interface NodeFileSystem {
  stream_ops: { fsync?: (stream: { nfd?: number | null }) => number }
}

/** @param folder where the database is, or null for one in memory (tests only); that may begin as an image, a file made by PGlite's dumpDataDir. */
export async function openPglite(folder: string | null, image?: string): Promise<{ pglite: PGlite; fsyncs: () => number }> {
  const pglite = await PGlite.create(folder ?? 'memory://', {
    startParams,
    parsers: { [types.INT8]: (text: string) => BigInt(text) },
    ...(image !== undefined && { loadDataDir: await openAsBlob(image) }),
  })
  let calls = 0
  if (folder !== null) {
    const nodeFileSystem = (pglite as unknown as { Module: { NODEFS?: NodeFileSystem } }).Module.NODEFS
    if (!nodeFileSystem) throw new Error('PGlite no longer has the file system that fsync is added to; acknowledged credits would not survive a power loss')
    nodeFileSystem.stream_ops.fsync = ({ nfd }) => {
      if (nfd !== undefined && nfd !== null) {
        calls++
        fsyncSync(nfd)
      }
      return 0
    }
  }
  return { pglite, fsyncs: () => calls }
}

/** What was written before fsync was in place is flushed once, files and folders. */
export function fsyncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) fsyncTree(path)
    else if (entry.isFile()) fsyncPath(path)
  }
  fsyncPath(folder)
}

function fsyncPath(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
