// The engine of every tool that is performed here: refuses, predicts, and has a child do the work.
import { rm } from 'node:fs/promises'
import { type Edit, type Measurement, Refusal, type ResultShape, resultOf } from '@keter/core'
import type { Pool } from '../media/pool.ts'
import { notInstalled, packInstalled, packOf } from '../models/installed.ts'
import type { EditReport, Runtime } from './editor.ts'
import type { Engine, EnginePrediction, EngineResult, EngineRun, Seconds } from './engine.ts'
import { obstacle } from './feasible.ts'
import type { LocalTool } from './local-tool.ts'
import type { MediaTasks } from './tasks.ts'
import { type Guess, secondsFor, type Throughput } from './throughput.ts'

export interface LocalEngineOptions {
  readonly pool: Pool<MediaTasks>
  readonly modelsFolder: string
  readonly runtime: Runtime
  readonly throughput: Throughput
  readonly patienceMs?: Patience | undefined
}

export type Patience = (seconds: EnginePrediction['seconds']) => number

export class LocalEngine implements Engine {
  readonly id: string
  readonly tools: readonly string[]
  readonly #tool: LocalTool
  readonly #options: LocalEngineOptions

  constructor(tool: LocalTool, options: LocalEngineOptions) {
    this.id = tool.id
    this.tools = [tool.tool]
    this.#tool = tool
    this.#options = options
  }

  refusal(edit: Edit, measurement: Measurement, pictures: Readonly<Record<string, Measurement>> = {}): Refusal | null {
    const why = this.#tool.unsupported?.(edit, measurement, pictures) ?? obstacle(edit, measurement)
    if (why) return new Refusal('unsupported_edit', why)
    const pack = this.#tool.pack?.(edit)
    return pack && !packInstalled(this.#options.modelsFolder, pack) ? notInstalled(packOf(pack)) : null
  }

  predict(edit: Edit, measurement: Measurement): EnginePrediction {
    const shape = resultOf(edit, measurement)
    const { work, loading } = this.#guesses(edit, measurement, shape)
    return { ...shape, seconds: this.#secondsFor(work), beforehand: this.#secondsFor(loading) }
  }

  #secondsFor({ kind, ...guess }: GuessOfKind): Seconds {
    return secondsFor(this.#options.throughput.get(kind, guess), guess)
  }

  model(edit: Edit) {
    return this.#tool.model?.(edit) ?? null
  }

  async run(run: EngineRun): Promise<EngineResult> {
    const { edit, measurement, sourcePath, pictures, workFolder, resultPath, signal } = run
    const { pool, modelsFolder, runtime, throughput, patienceMs = patient } = this.#options
    const { seconds, beforehand: _, ...shape } = this.predict(edit, measurement)
    // Before the run: after it, its child has everything.
    const { work, loading, needs } = this.#guesses(edit, measurement, shape)
    const request = { edit, measurement, shape, sourcePath, pictures, workFolder, resultPath, modelsFolder, runtime }
    const report = await deliver(run, (onProgress) => pool.run('edit', request, { signal, onProgress, timeoutMs: patienceMs(seconds), needs }))
    const { load = 0, decode, infer, encode } = report.ms
    const total = decode + infer + encode
    throughput.record(work.kind, work, total / 1000)
    throughput.record(loading.kind, loading, load / 1000)
    const model = this.model(edit)
    return {
      measurement: report.measurement,
      engine: this.id,
      model: model?.name ?? null,
      modelVersion: model?.version ?? null,
      ms: { decode, infer, encode, total },
      deterministic: true,
    }
  }

  /** What the edit takes, and what it takes before that: to start a child, and to load into it what is not there. */
  #guesses(edit: Edit, measurement: Measurement, shape: ResultShape): { readonly work: GuessOfKind; readonly loading: GuessOfKind; readonly needs: string } {
    const { load = 0.1, ...work } = this.#tool.work(edit, measurement, shape)
    const { pool } = this.#options
    const needs = this.model(edit)?.name ?? this.id
    const loading = { kind: `load-${needs}`, start: pool.pids().length > 0 ? 0 : childStart, work: pool.has(needs) ? 0 : load }
    return { work, loading, needs }
  }

  /** Its children belong to the pool. */
  async close(): Promise<void> {}
}

interface GuessOfKind extends Guess {
  readonly kind: string
}

/** Seconds until a child takes its first request, on two common cores. */
const childStart = 0.4

/** Runs `work` with the run's progress made steady; ends at 1. Whatever goes wrong, the result file goes with it. */
async function deliver({ resultPath, onProgress }: EngineRun, work: (onProgress: (share: number) => void) => Promise<EditReport>): Promise<EditReport> {
  let told = 0
  const tell = (share: number) => {
    if (share <= told) return
    told = Math.min(1, share)
    onProgress(told)
  }
  try {
    const report = await work(tell)
    tell(1)
    return report
  } catch (error) {
    await rm(resultPath, { force: true })
    throw error
  }
}

/** A run that takes many times what was told has hung; the slow start of a busy machine has not. */
const patient: Patience = ({ high }) => 120_000 + 20_000 * high
