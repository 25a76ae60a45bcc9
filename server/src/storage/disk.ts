// Storage on the local disk: objects/ab/cd…, and work/ for files being made.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BytesLost, type Storage, type StoredFile } from './storage.ts'

export async function openDiskStorage(folder: string): Promise<Storage> {
  const work = join(folder, 'work')
  const pathOf = (sha256: string) => join(folder, 'objects', sha256.slice(0, 2), sha256)
  await mkdir(work, { recursive: true })
  const localPath = async (sha256: string) => {
    const path = pathOf(sha256)
    if (!(await exists(path))) throw new BytesLost(sha256, `stored file ${sha256} is missing`)
    return path
  }

  return {
    previews: join(folder, 'previews'),
    localPath,
    async adopt(path) {
      const file = await hashFile(path)
      const kept = pathOf(file.sha256)
      if (await exists(kept)) {
        await unlink(path)
        return file
      }
      await mkdir(dirname(kept), { recursive: true })
      await flush(path)
      await rename(path, kept)
      await flush(dirname(kept))
      return file
    },
    async verifiedPath(sha256) {
      const path = await localPath(sha256)
      if ((await hashFile(path)).sha256 !== sha256) throw new BytesLost(sha256, `stored file ${sha256} no longer has the bytes its name says`)
      return path
    },
    async workFolder(name = randomUUID()) {
      const path = join(work, name)
      await mkdir(path, { recursive: true })
      return { path, remove: () => rm(path, { recursive: true, force: true }) }
    },
    workFolders: () => readdir(work),
  }
}

export async function hashFile(path: string): Promise<StoredFile> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
    }
  })
  return { sha256: hash.digest('hex'), bytes }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
