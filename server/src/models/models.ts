// The model packs of this studio: which there are, what is installed, installing and removing. One process installs a pack once at a time;
// several processes that share a data folder cannot harm each other (install.ts).
import { Refusal } from '@keter/core'
import { createPool } from '../media/pool.ts'
import { install, type InstallProgress, removeAbandoned, removePack } from './install.ts'
import { packOf, stateOnDisk } from './installed.ts'
import { installedBytes, type ModelPack } from './pack.ts'
import { packs } from './packs.ts'
import type { ModelTasks } from './tasks.ts'

export interface ModelState {
  readonly pack: ModelPack
  readonly state: 'available' | 'installing' | 'installed' | 'corrupt'
  readonly progress: InstallProgress | null
  /** Of the last installation that was tried and failed since this process began. */
  readonly problem: Refusal | null
  /** On the disk when installed. */
  readonly installedBytes: number
}

export interface Models {
  readonly folder: string
  list(): Promise<readonly ModelState[]>
  read(id: string): Promise<ModelState>
  /** Resolves when it is installed; whoever asks while it is being installed waits for the same. @throws Refusal */
  install(id: string): Promise<void>
  remove(id: string): Promise<void>
  close(): Promise<void>
}

export interface ModelsOptions {
  readonly folder: string
  readonly now: () => Date
  readonly registry?: string | undefined
  /** Other packs than the studio's own. */
  readonly offered?: readonly ModelPack[] | undefined
  /** Called when the state of a pack changed, and now and then while one is installed. */
  readonly onChange?: (id: string) => void
}

interface Running {
  readonly done: Promise<void>
  progress: InstallProgress
}

const entry = new URL('./child.ts', import.meta.url)

export function openModels({ folder, now, registry, offered = packs, onChange = () => undefined }: ModelsOptions): Models {
  const children = createPool<ModelTasks>({ entry, size: 1, idleMs: 5_000 })
  const running = new Map<string, Running>()
  const problems = new Map<string, Refusal>()
  const closing = new AbortController()
  const cleaned = removeAbandoned(folder, now()).catch(() => undefined)

  async function read(pack: ModelPack): Promise<ModelState> {
    const progress = running.get(pack.id)?.progress ?? null
    const found = await stateOnDisk(folder, pack)
    const state = progress ? 'installing' : found === 'absent' ? 'available' : found
    return { pack, state, progress, problem: problems.get(pack.id) ?? null, installedBytes: installedBytes(pack) }
  }

  function begin(pack: ModelPack): Running {
    const begun: Running = { progress: { step: 'download', share: 0 }, done: Promise.resolve() }
    const onProgress = (progress: InstallProgress) => {
      const shown = Math.floor(begun.progress.share * 100) !== Math.floor(progress.share * 100) || begun.progress.step !== progress.step
      begun.progress = progress
      if (shown) onChange(pack.id)
    }
    const done = cleaned
      .then(() => install({ pack, modelsFolder: folder, children, registry, now, signal: closing.signal, onProgress }))
      .then(
        () => void problems.delete(pack.id),
        (error: unknown) => {
          if (error instanceof Refusal) problems.set(pack.id, error)
          throw error
        },
      )
      .finally(() => {
        running.delete(pack.id)
        onChange(pack.id)
      })
    return Object.assign(begun, { done })
  }

  return {
    folder,
    list: () => Promise.all(offered.map(read)),
    read: async (id) => read(packOf(id, offered)),
    async install(id) {
      const pack = packOf(id, offered)
      const begun = running.get(id) ?? begin(pack)
      running.set(id, begun)
      await begun.done
    },
    async remove(id) {
      const pack = packOf(id, offered)
      await running.get(id)?.done.catch(() => undefined)
      await removePack(folder, pack)
      problems.delete(id)
      onChange(id)
    },
    async close() {
      closing.abort()
      await Promise.allSettled([...running.values()].map(({ done }) => done))
      await children.close()
    },
  }
}
