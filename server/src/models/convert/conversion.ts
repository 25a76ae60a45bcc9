// How files of a package become one ONNX model, as data that can be sent to the child that does it.
import type { GraphEnds } from './tfjs-graph.ts'

export type Conversion =
  /** ncnn's param and bin. The result takes and gives 8-bit RGB rows. */
  | { readonly kind: 'ncnn'; readonly param: string; readonly bin: string }
  /** RIFE for ncnn: two pictures and a moment between them; sizes are free, in multiples of 32. */
  | { readonly kind: 'rife'; readonly param: string; readonly bin: string }
  /** A TensorFlow.js layers model that enlarges pictures, anchored to its source. `unit`: it works with 0 to 1 instead of 0 to 255. */
  | { readonly kind: 'tfjs-layers'; readonly model: string; readonly shards: readonly string[]; readonly unit?: boolean }
  /** A TensorFlow.js graph model, made for pictures of one size. */
  | { readonly kind: 'tfjs-graph'; readonly model: string; readonly shards: readonly string[]; readonly ends: GraphEnds }
  /** Anime4K weights as WebSR has them. */
  | { readonly kind: 'websr'; readonly weights: string }
  /** An ONNX model that is there already, cut into parts. */
  | { readonly kind: 'joined'; readonly parts: readonly string[] }

/** The files of the package that a conversion reads. */
export function filesOf(conversion: Conversion): readonly string[] {
  switch (conversion.kind) {
    case 'ncnn':
    case 'rife':
      return [conversion.param, conversion.bin]
    case 'tfjs-layers':
    case 'tfjs-graph':
      return [conversion.model, ...conversion.shards]
    case 'websr':
      return [conversion.weights]
    case 'joined':
      return conversion.parts
  }
}
