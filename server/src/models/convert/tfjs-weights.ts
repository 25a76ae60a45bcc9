// The weights of a TensorFlow.js model, as its manifest describes them: one after another over all shards, some of them shortened to 8 or 16 bits.
import { halfToFloat } from './half.ts'

export interface TfjsManifest {
  readonly weightsManifest: readonly {
    readonly paths: readonly string[]
    readonly weights: readonly {
      readonly name: string
      readonly shape: readonly number[]
      readonly dtype: string
      readonly quantization?: { readonly dtype: string; readonly scale?: number; readonly min?: number }
    }[]
  }[]
}

export interface Weights {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface TypedWeights extends Weights {
  readonly dtype: string
}

/** Whole numbers and booleans come as floats too: those in a model are far below 2^24. */
export async function readTfjsWeights(model: TfjsManifest, read: (path: string) => Promise<Uint8Array>): Promise<Map<string, TypedWeights>> {
  const found = new Map<string, TypedWeights>()
  for (const { paths, weights } of model.weightsManifest) {
    const content = Buffer.concat(await Promise.all(paths.map(read)))
    let offset = 0
    for (const { name, shape, dtype, quantization } of weights) {
      const stored = quantization?.dtype ?? dtype
      const width = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 }[stored]
      if (!width) throw new Error(`The weights ${name} are ${stored}, which is not known.`)
      const count = shape.reduce((product, size) => product * size, 1)
      const end = offset + count * width
      if (end > content.length) throw new Error(`The weights ${name} are not all there.`)
      // Copied, because typed arrays must begin at a multiple of their width.
      const raw = Uint8Array.from(content.subarray(offset, end)).buffer
      found.set(name, { shape, dtype, values: valuesOf(raw, stored, quantization) })
      offset = end
    }
  }
  return found
}

function valuesOf(raw: ArrayBuffer, stored: string, quantization?: { readonly scale?: number; readonly min?: number }): Float32Array {
  if (stored === 'float32') return new Float32Array(raw)
  if (stored === 'float16') return halfToFloat(new Uint16Array(raw))
  const numbers = stored === 'int32' ? new Int32Array(raw) : stored === 'uint16' ? new Uint16Array(raw) : new Uint8Array(raw)
  const { scale = 1, min = 0 } = quantization ?? {}
  return Float32Array.from(numbers, (value) => value * scale + min)
}
