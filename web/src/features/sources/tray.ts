// The tray: the sources that lie on a project's bench. It lives outside the pages, so that uploads go on while one looks elsewhere.
// Each file goes its own way: measured, shown with a price, hashed, uploaded; none waits for another's price.
import { StudioRefusal, uploadAsset } from '@keter/client'
import { useSyncExternalStore } from 'react'
import { problemIn } from '../../lib/problem.ts'
import { previewOf, queries, studio } from '../../lib/studio.ts'
import { digestOf, measureFile } from './measure.ts'
import { isStored, problemOfSource, type Source, type StoredSource } from './source.ts'

const uploadsAtOnce = 3

export class Tray {
  readonly #project: string
  #sources: readonly Source[] = []
  readonly #files = new Map<string, File>()
  readonly #listeners = new Set<() => void>()
  readonly #stops = new Map<string, AbortController>()
  #added = 0
  #sending = 0
  #hashing: Promise<unknown> = Promise.resolve()

  constructor(project: string) {
    this.#project = project
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly snapshot = (): readonly Source[] => this.#sources

  add(files: readonly File[]): void {
    const added = files.map((file): Source => {
      const key = `file-${++this.#added}`
      this.#files.set(key, file)
      return {
        key,
        name: file.name,
        bytes: file.size,
        picture: URL.createObjectURL(file),
        measured: { state: 'measuring' },
        upload: { state: 'waiting' },
        chosen: true,
      }
    })
    this.#set([...this.#sources, ...added])
    for (const { key } of added) void this.#measure(key)
  }

  /** Files of the project that are stored already. */
  place(stored: readonly StoredSource[]): void {
    const known = new Set(this.#sources.map(({ key }) => key))
    this.#set([...this.#sources, ...stored.filter(({ key }) => !known.has(key))])
  }

  remove(keys: readonly string[]): void {
    for (const key of keys) {
      this.#stops.get(key)?.abort()
      const source = this.#sources.find((candidate) => candidate.key === key)
      for (const address of [source?.picture, source?.video]) if (address?.startsWith('blob:')) URL.revokeObjectURL(address)
      this.#files.delete(key)
    }
    this.#set(this.#sources.filter(({ key }) => !keys.includes(key)))
  }

  choose(key: string, chosen: boolean): void {
    this.#change(key, { chosen })
  }
  chooseOnly(keys: readonly string[]): void {
    this.#set(this.#sources.map((source) => ({ ...source, chosen: keys.includes(source.key) })))
  }

  sendAgain(key: string): void {
    this.#change(key, { upload: { state: 'waiting' } })
    this.#sendNext()
  }

  /** Once each of these is stored or refused. */
  settled(keys: readonly string[]): Promise<readonly Source[]> {
    return new Promise((resolve) => {
      const look = () => {
        const wanted = this.#sources.filter(({ key }) => keys.includes(key))
        if (wanted.some((source) => !isStored(source) && problemOfSource(source) === null)) return
        stop()
        resolve(wanted)
      }
      const stop = this.subscribe(look)
      look()
    })
  }

  async #measure(key: string): Promise<void> {
    const file = this.#files.get(key)!
    try {
      const measurement = await measureFile(file)
      const isVideo = measurement.media === 'video'
      const playable = isVideo ? this.#sources.find((source) => source.key === key)?.picture : undefined
      this.#change(key, { measured: { state: 'done', measurement }, ...(isVideo && { picture: undefined, video: playable }) })
    } catch (error) {
      this.#change(key, { measured: { state: 'refused', problem: problemIn(error) }, chosen: false })
      return
    }
    // One at a time: a hash holds the whole file in memory.
    this.#hashing = this.#hashing.then(async () => {
      const sha256 = await digestOf(file).catch(() => undefined)
      if (sha256 !== undefined) this.#change(key, { sha256 })
    })
    this.#sendNext()
  }

  #sendNext(): void {
    const next = this.#sources.find(({ upload, measured }) => upload.state === 'waiting' && measured.state === 'done')
    if (!next || this.#sending >= uploadsAtOnce) return
    this.#sending++
    this.#change(next.key, { upload: { state: 'sending', share: 0 } })
    void this.#send(next.key, next.name).finally(() => {
      this.#sending--
      this.#sendNext()
    })
    this.#sendNext()
  }

  async #send(key: string, name: string): Promise<void> {
    const stop = new AbortController()
    this.#stops.set(key, stop)
    try {
      const id = await uploadAsset(studio, {
        project: this.#project,
        name,
        file: this.#files.get(key)!,
        signal: stop.signal,
        onProgress: (sent, total) => this.#change(key, { upload: { state: 'sending', share: sent / total } }),
      })
      const { data: asset } = await studio.GET('/assets/{id}', { params: { path: { id } } })
      const { id: version, measurement, sha256 } = asset.source
      this.#change(key, {
        sha256,
        measured: { state: 'done', measurement },
        upload: { state: 'stored', asset: id, version },
        ...(measurement.media === 'video' && { picture: previewOf(version, 2048) }),
      })
      void queries.invalidateQueries({ queryKey: ['assets', this.#project] })
    } catch (error) {
      if (stop.signal.aborted) return
      const problem = problemIn(error)
      // A file the studio refuses stays out of the price; one that could not be sent stays in and can be sent again.
      this.#change(key, {
        upload: { state: 'refused', problem },
        ...(error instanceof StudioRefusal && problem.code !== 'studio_unreachable' && { chosen: false }),
      })
    } finally {
      this.#stops.delete(key)
    }
  }

  #change(key: string, change: Partial<Source>): void {
    this.#set(this.#sources.map((source) => (source.key === key ? { ...source, ...change } : source)))
  }
  #set(sources: readonly Source[]): void {
    this.#sources = sources
    for (const listener of this.#listeners) listener()
  }
}

const trays = new Map<string, Tray>()

export function trayOf(project: string): Tray {
  const known = trays.get(project)
  if (known) return known
  const tray = new Tray(project)
  trays.set(project, tray)
  return tray
}

export function useSources(tray: Tray): readonly Source[] {
  return useSyncExternalStore(tray.subscribe, tray.snapshot)
}
