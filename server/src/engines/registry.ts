// The engines of this studio and the children they work in. The rest of the server asks here and never sees a decoder.
import { availableParallelism } from 'node:os'
import { type Edit, type ImageMeasurement, Refusal } from '@keter/core'
import { createPool } from '../media/pool.ts'
import type { Engine, Inspection } from './engine.ts'
import { ImageConvert } from './image-convert/engine.ts'
import { ImageUpscale } from './image-upscale/engine.ts'
import type { MediaTasks } from './tasks.ts'
import { createThroughput, type Throughput } from './throughput.ts'

export interface EnginesOptions {
  /** Where converted models are kept; made when first needed. */
  readonly modelsFolder: string
  /** Edits at a time. They share the cores, so more editors make each slower. */
  readonly editors?: number
  readonly throughput?: Throughput
  /** Execution providers of the inference runtime, best first, such as "cuda". */
  readonly providers?: readonly string[]
}

export interface InspectRequest {
  readonly edit: Edit
  readonly sourcePath: string
  readonly source: ImageMeasurement
  readonly resultPath: string
  readonly signal: AbortSignal
}

export interface Engines {
  /** @throws Refusal `unsupported_edit` where no engine performs the tool. */
  engineFor(edit: Edit): Engine
  /** @throws Refusal `source_empty`, `source_not_media`, `source_damaged`, `source_too_large`, `source_animated` */
  measure(path: string): Promise<ImageMeasurement>
  /** Writes a WebP whose longer edge is at most `maxEdge`. */
  preview(path: string, outPath: string, maxEdge: number): Promise<void>
  inspect(request: InspectRequest): Promise<Inspection>
  /** Process ids of the children that edit, for those who watch or end them. */
  editorPids(): readonly number[]
  close(): Promise<void>
}

const entry = new URL('./child.ts', import.meta.url)
/** Measuring, previews and inspection: seconds at the most, and never queued behind an edit. */
const quickChildren = 2
const quickMs = 120_000

export function createEngines({ modelsFolder, editors, throughput = createThroughput(), providers = ['cpu'] }: EnginesOptions): Engines {
  const cores = availableParallelism()
  const size = editors ?? Math.max(1, Math.floor(cores / 2))
  const quick = createPool<MediaTasks>({ entry, size: quickChildren })
  const pool = createPool<MediaTasks>({ entry, size })
  const runtime = { providers, threads: Math.max(1, Math.floor(cores / size)) }
  const engines: readonly Engine[] = [new ImageUpscale({ pool, modelsFolder, runtime, throughput }), new ImageConvert({ pool, throughput })]
  return {
    engineFor(edit) {
      const engine = engines.find(({ tools }) => tools.includes(edit.tool))
      if (!engine) throw new Refusal('unsupported_edit', `No engine of this studio performs ${edit.tool}.`, { tool: edit.tool })
      return engine
    },
    measure: (path) => quick.run('measure', { path }, { timeoutMs: quickMs }),
    async preview(path, outPath, maxEdge) {
      await quick.run('preview', { path, outPath, maxEdge }, { timeoutMs: quickMs })
    },
    inspect: ({ signal, ...request }) => quick.run('inspect', request, { signal, timeoutMs: quickMs }),
    editorPids: () => pool.pids(),
    async close() {
      await Promise.all([quick.close(), pool.close(), ...engines.map((engine) => engine.close())])
    },
  }
}
