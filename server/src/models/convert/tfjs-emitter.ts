// Writes the operations of a TensorFlow.js graph into an ONNX graph: names its values, writes a constant when something takes it, and the same operation on the
// same values once. Whole numbers of any width become 64-bit ones, as ONNX wants them for shapes.
import { type Attribute, OnnxGraph } from './onnx.ts'
import type { TfjsGraph } from './tfjs-nodes.ts'
import type { Weights } from './tfjs-weights.ts'

/** The first that has Gelu. */
const opset = 20

export class TfjsEmitter {
  readonly onnx: OnnxGraph
  readonly source: TfjsGraph
  /** What stands for a node of the source. */
  readonly #values = new Map<string, string>()
  readonly #written = new Map<string, string>()

  constructor(name: string, source: TfjsGraph) {
    this.onnx = new OnnxGraph(name, opset)
    this.source = source
  }

  set(node: string, value: string): void {
    this.#values.set(node, value)
  }

  value(node: string): string {
    const known = this.#values.get(node)
    if (known !== undefined) return known
    const constant = this.source.constant(node)
    if (!constant) throw new Error(`${node} is needed before it is known.`)
    const value = this.#constant(node, constant)
    this.#values.set(node, value)
    return value
  }

  #constant(node: string, { shape, values, dtype }: Weights & { readonly dtype: string }): string {
    if (dtype === 'int32') return this.onnx.integers([...values], shape)
    if (dtype !== 'float32') throw new Error(`The constant ${node} is ${dtype}, which is not known.`)
    return shape.length === 0 ? this.onnx.scalar(values[0]!) : this.weights({ shape, values })
  }

  weights({ shape, values }: Weights): string {
    return this.onnx.constant(this.#next('w'), shape, values)
  }

  emit(operation: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const key = JSON.stringify([operation, inputs, attributes])
    const known = this.#written.get(key)
    if (known !== undefined) return known
    const value = this.onnx.node(operation, inputs, this.#next('v'), attributes)
    this.#written.set(key, value)
    return value
  }

  #count = 0
  #next(prefix: string): string {
    return `${prefix}${this.#count++}`
  }
}
