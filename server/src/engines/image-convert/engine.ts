// image-convert: crops, resizes and changes the file format with libvips, in a child process.
import { cropOf, type Edit, type ImageMeasurement, type ResultShape, resultOf } from '@keter/core'
import type { Pool } from '../../media/pool.ts'
import { deliver, measurementOf, patienceMs } from '../deliver.ts'
import type { Engine, EngineResult, EngineRun } from '../engine.ts'
import { obstacle } from '../feasible.ts'
import type { MediaTasks } from '../tasks.ts'
import { secondsFor, type Throughput } from '../throughput.ts'

export interface ImageConvertOptions {
  readonly pool: Pool<MediaTasks>
  readonly throughput: Throughput
}

/** Seconds for each megapixel read or written, before any was measured. */
const guesses: Readonly<Record<string, number>> = { jpeg: 0.03, png: 0.1, webp: 0.15, avif: 0.5 }

export class ImageConvert implements Engine {
  readonly id = 'image-convert-sharp'
  readonly tools = ['image-convert']
  readonly #options: ImageConvertOptions

  constructor(options: ImageConvertOptions) {
    this.#options = options
  }

  unsupported(edit: Edit, measurement: ImageMeasurement): string | null {
    return obstacle(edit, measurement)
  }

  predict(edit: Edit, measurement: ImageMeasurement) {
    const shape = resultOf(edit, measurement)
    return { ...shape, seconds: secondsFor(this.#options.throughput.get(kindOf(shape)), guesses[shape.format] ?? 0, megapixels(measurement, shape)) }
  }

  /** libvips has settings, not models. */
  model() {
    return null
  }

  async run(run: EngineRun): Promise<EngineResult> {
    const { edit, measurement, sourcePath, resultPath, signal } = run
    const shape = resultOf(edit, measurement)
    const request = { sourcePath, resultPath, crop: cropOf(edit, measurement), shape, fit: String(edit.options.fit), encoding: Number(edit.options.encoding) }
    const timeoutMs = patienceMs(this.predict(edit, measurement).seconds)
    const report = await deliver(run, (onProgress) => this.#options.pool.run('convert', request, { signal, onProgress, timeoutMs }))
    this.#options.throughput.record(kindOf(shape), megapixels(measurement, shape), report.ms)
    return {
      measurement: measurementOf(report, shape.format),
      engine: this.id,
      model: null,
      modelVersion: null,
      // libvips reads, works and writes in one stream.
      ms: { decode: 0, infer: 0, encode: report.ms, total: report.ms },
      deterministic: true,
    }
  }

  /** Its children belong to the pool. */
  async close(): Promise<void> {}
}

function kindOf({ format }: ResultShape): string {
  return `convert-${format}`
}

function megapixels(source: ImageMeasurement, result: ResultShape): number {
  return (source.width * source.height + result.width * result.height) / 1e6
}
