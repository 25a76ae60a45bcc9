// What an operation of a TensorFlow.js graph is given to be written as ONNX.
import type { Attribute } from './onnx.ts'
import type { TfjsEmitter } from './tfjs-emitter.ts'
import { attributes, type GraphNode } from './tfjs-nodes.ts'
import type { Weights } from './tfjs-weights.ts'

export interface Given {
  readonly op: string
  readonly attributes: ReturnType<typeof attributes>
  /** The name of an input in the ONNX graph. A constant is written when it is asked for so. */
  readonly value: (input: number) => string
  readonly values: () => readonly string[]
  /** The weights that an input is: they may be turned before they are written. */
  readonly constant: (input: number) => Weights
  /** The same as numbers: axes, sizes, paddings. */
  readonly known: (input: number) => readonly number[]
  /** Writes an ONNX operation, and returns the name of its result. */
  readonly emit: (operation: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>) => string
  readonly integers: (values: readonly number[]) => string
  readonly scalar: (value: number) => string
  readonly weights: (weights: Weights) => string
}

/** Returns the name of the result. */
export type Operator = (given: Given) => string
export type Operators = Readonly<Record<string, Operator>>

export function givenTo(emitter: TfjsEmitter, node: GraphNode): Given {
  const inputs = emitter.source.inputsOf(node)
  const constant = (input: number): Weights => {
    const found = emitter.source.constant(inputs[input] ?? '')
    if (!found) throw new Error(`Input ${input} of ${node.name} has to be a constant.`)
    return found
  }
  return {
    op: node.op,
    attributes: attributes(node),
    value: (input) => emitter.value(inputs[input]!),
    values: () => inputs.map((input) => emitter.value(input)),
    constant,
    known: (input) => [...constant(input).values],
    emit: (operation, values, attributes) => emitter.emit(operation, values, attributes),
    integers: (values) => emitter.onnx.integers(values),
    scalar: (value) => emitter.onnx.scalar(value),
    weights: (weights) => emitter.weights(weights),
  }
}
