// image-upscale: enlarges a picture with a trained network, in a child process, tile by tile.
import { type Edit, type ImageMeasurement, resultOf } from '@keter/core'
import type { Pool } from '../../media/pool.ts'
import { deliver, measurementOf, patienceMs } from '../deliver.ts'
import type { Engine, EngineResult, EngineRun } from '../engine.ts'
import { obstacle } from '../feasible.ts'
import type { MediaTasks } from '../tasks.ts'
import { secondsFor, type Throughput } from '../throughput.ts'
import { type Model, models } from './models.ts'
import type { Runtime } from './network.ts'

export interface ImageUpscaleOptions {
  readonly pool: Pool<MediaTasks>
  readonly modelsFolder: string
  readonly runtime: Runtime
  readonly throughput: Throughput
}

/** Multiply-accumulate operations a second of two common cores; what a machine really does is learned from its first runs. */
const guessedSpeed = 125e9
/** Seconds to encode a megapixel. */
const guessedEncoding: Readonly<Record<string, number>> = { jpeg: 0.006, png: 0.065, webp: 0.06 }

export class ImageUpscale implements Engine {
  readonly id = 'image-upscale-onnx'
  readonly tools = ['image-upscale']
  readonly #options: ImageUpscaleOptions

  constructor(options: ImageUpscaleOptions) {
    this.#options = options
  }

  unsupported(edit: Edit, measurement: ImageMeasurement): string | null {
    const model = modelOf(edit)
    if (!model) return `There is no model for the quality "${edit.quality}".`
    if (!model.scales[scaleOf(edit)]) return `${model.name} does not enlarge ${scaleOf(edit)} times.`
    return obstacle(edit, measurement)
  }

  predict(edit: Edit, measurement: ImageMeasurement) {
    const shape = resultOf(edit, measurement)
    const work = modelOf(edit)?.scales[scaleOf(edit)]?.work ?? 0
    const guess = (work * 1e6) / guessedSpeed + scaleOf(edit) ** 2 * (guessedEncoding[shape.format] ?? 0)
    return { ...shape, seconds: secondsFor(this.#options.throughput.get(kindOf(edit, shape.format)), guess, megapixels(measurement)) }
  }

  model(edit: Edit) {
    const model = modelOf(edit)
    return model ? { name: model.name, version: model.version } : null
  }

  async run(run: EngineRun): Promise<EngineResult> {
    const { edit, measurement, sourcePath, resultPath, signal } = run
    const { pool, modelsFolder, runtime, throughput } = this.#options
    const { format, seconds } = this.predict(edit, measurement)
    const request = { sourcePath, resultPath, modelsFolder, quality: String(edit.quality), scale: scaleOf(edit), format, runtime }
    const report = await deliver(run, (onProgress) => pool.run('upscale', request, { signal, onProgress, timeoutMs: patienceMs(seconds) }))
    const total = report.ms.decode + report.ms.infer + report.ms.encode
    throughput.record(kindOf(edit, format), megapixels(measurement), total)
    const model = this.model(edit)
    return {
      measurement: measurementOf(report, format),
      engine: this.id,
      model: model?.name ?? null,
      modelVersion: model?.version ?? null,
      ms: { ...report.ms, total },
      deterministic: true,
    }
  }

  /** Its children belong to the pool. */
  async close(): Promise<void> {}
}

function modelOf({ quality }: Edit): Model | undefined {
  return models[String(quality)]
}

function scaleOf({ options }: Edit): number {
  return Number(options.scale)
}

/** Speed depends on the network, on the scale, and on what the result is encoded as. */
function kindOf(edit: Edit, format: string): string {
  return `${modelOf(edit)?.name}-x${scaleOf(edit)}-${format}`
}

function megapixels({ width, height }: ImageMeasurement): number {
  return (width * height) / 1e6
}
