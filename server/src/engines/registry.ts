// The engines of this studio and the children they work in. The rest of the server asks here and never sees a decoder.
import { availableParallelism } from 'node:os'
import { type Edit, type Measurement, Refusal, resultOf } from '@keter/core'
import { refusingCostly } from '../media/costly.ts'
import { editorMegabytes, quickMegabytes } from '../media/limits.ts'
import { createPool } from '../media/pool.ts'
import type { Engine, Inspection } from './engine.ts'
import { LocalEngine, type Patience } from './local-engine.ts'
import type { MediaTasks } from './tasks.ts'
import { createThroughput, type Throughput } from './throughput.ts'
import { localTools } from './tools.ts'

export interface EnginesOptions {
  /** Where converted models are kept; made when first needed. */
  readonly modelsFolder: string
  /** Edits at a time. They share the cores, so more editors make each slower. */
  readonly editors?: number
  readonly throughput?: Throughput
  /** Execution providers of the inference runtime, best first, such as "cuda". */
  readonly providers?: readonly string[]
  /** After how long a run has hung, from the seconds it was told to take. */
  readonly patienceMs?: Patience
}

export interface InspectRequest {
  readonly edit: Edit
  readonly sourcePath: string
  readonly source: Measurement
  /** Of the pictures that help with the edit, by the name of the option that names them. */
  readonly pictures?: Readonly<Record<string, string>>
  readonly resultPath: string
  readonly signal: AbortSignal
}

export interface Engines {
  /** @throws Refusal `unsupported_edit` where no engine performs the tool. */
  engineFor(edit: Edit): Engine
  /** @throws Refusal `source_empty`, `source_not_media`, `source_damaged`, `source_too_large`, `source_too_costly`, `source_animated` */
  measure(path: string): Promise<Measurement>
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
/** More for each pixel of a result, many times what it takes: one of 400 megapixels is decoded twice. */
const inspectMs = 1 / 1000

export function createEngines({ modelsFolder, editors, throughput = createThroughput(), providers = ['cpu'], patienceMs }: EnginesOptions): Engines {
  const cores = availableParallelism()
  const size = editors ?? Math.max(1, Math.floor(cores / 2))
  const quick = createPool<MediaTasks>({ entry, size: quickChildren, mostMegabytes: quickMegabytes })
  const pool = createPool<MediaTasks>({ entry, size, mostMegabytes: editorMegabytes(size) })
  const runtime = { providers, threads: Math.max(1, Math.floor(cores / size)) }
  const engines: readonly Engine[] = localTools.map((tool) => new LocalEngine(tool, { pool, modelsFolder, runtime, throughput, patienceMs }))
  return {
    engineFor(edit) {
      const engine = engines.find(({ tools }) => tools.includes(edit.tool))
      if (!engine) throw new Refusal('unsupported_edit', `No engine of this studio performs ${edit.tool}.`, { tool: edit.tool })
      return engine
    },
    measure: (path) => refusingCostly(() => quick.run('measure', { path }, { timeoutMs: quickMs })),
    async preview(path, outPath, maxEdge) {
      await quick.run('preview', { path, outPath, maxEdge }, { timeoutMs: quickMs })
    },
    async inspect({ signal, ...request }) {
      const { width, height } = resultOf(request.edit, request.source)
      return quick.run('inspect', request, { signal, timeoutMs: quickMs + width * height * inspectMs })
    },
    editorPids: () => pool.pids(),
    async close() {
      await Promise.all([quick.close(), pool.close(), ...engines.map((engine) => engine.close())])
    },
  }
}
