// Computes, once, what a graph computes from the size of its input alone: shapes, and the weights by which it resizes. A runtime that finds these as constants
// knows every size before it runs. Here and not by a runtime, because the same model has to become the same bytes on every machine.
import { attributes, type GraphNode, type TfjsGraph } from './tfjs-nodes.ts'
import type { TypedWeights } from './tfjs-weights.ts'

type Compute = (inputs: readonly TypedWeights[], given: ReturnType<typeof attributes>) => TypedWeights

export function settle(graph: TfjsGraph, results: readonly string[], inputShape: readonly number[]): void {
  for (const node of graph.inOrder(results)) {
    const value = node.op === 'Shape' ? shapeOf(graph, node, inputShape) : computed(graph, node)
    if (value) graph.setConstant(node.name, value)
  }
}

function shapeOf(graph: TfjsGraph, node: GraphNode, inputShape: readonly number[]): TypedWeights | null {
  const [of] = graph.inputsOf(node)
  return graph.node(of!).op === 'Placeholder' ? { shape: [inputShape.length], values: Float32Array.from(inputShape), dtype: 'int32' } : null
}

function computed(graph: TfjsGraph, node: GraphNode): TypedWeights | null {
  const compute = computations[node.op]
  const inputs = graph.inputsOf(node).map((input) => graph.constant(input))
  return compute && inputs.length > 0 && inputs.every((input) => input !== null) ? compute(inputs, attributes(node)) : null
}

const countOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)

/** Where, in a tensor that is spread over a larger shape, each place of the larger one lies. */
function spread({ shape, values }: TypedWeights, over: readonly number[]): Float32Array {
  if (String(shape) === String(over)) return values
  const offset = over.length - shape.length
  const result = new Float32Array(countOf(over))
  for (let at = 0; at < result.length; at++) {
    let [rest, from, stride] = [at, 0, 1]
    for (let axis = over.length - 1; axis >= offset; axis--) {
      const size = shape[axis - offset]!
      from += (size === 1 ? 0 : rest % over[axis]!) * stride
      rest = Math.floor(rest / over[axis]!)
      stride *= size
    }
    result[at] = values[from]!
  }
  return result
}

function commonShape(inputs: readonly TypedWeights[]): readonly number[] {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length))
  return Array.from({ length: rank }, (_, axis) => Math.max(...inputs.map(({ shape }) => shape[axis - rank + shape.length] ?? 1)))
}

/** Value by value. A Float32Array rounds each result as TensorFlow would. */
const each =
  (compute: (a: number, b: number, c: number) => number, dtype?: string): Compute =>
  (inputs) => {
    const shape = commonShape(inputs)
    const [a, b, c] = inputs.map((input) => spread(input, shape))
    const values = a!.map((value, at) => compute(value, b?.[at] ?? 0, c?.[at] ?? 0))
    return { shape, values, dtype: dtype ?? inputs.at(-1)!.dtype }
  }

const is = (compare: (a: number, b: number) => boolean): Compute => each((a, b) => Number(compare(a, b)), 'bool')

/** The same values in another shape; a size of -1 is what is left. */
function reshaped({ shape, values, dtype }: TypedWeights, to: readonly number[]): TypedWeights {
  const left = countOf(shape) / Math.abs(countOf(to))
  return { shape: to.map((size) => (size === -1 ? left : size)), values, dtype }
}

const sum: Compute = ([x, axes], given) => {
  const { shape, values, dtype } = x!
  const over = [...axes!.values].map((axis) => (axis < 0 ? axis + shape.length : axis))
  const kept = shape.map((size, axis) => (over.includes(axis) ? 1 : size))
  const result = new Float32Array(countOf(kept))
  const places = spread({ shape: kept, values: Float32Array.from(result.keys()), dtype }, shape)
  for (const [at, value] of values.entries()) result[places[at]!]! += value
  return { shape: given.flag('keep_dims') ? kept : kept.filter((_, axis) => !over.includes(axis)), values: result, dtype }
}

const cast: Compute = ([x], given) => {
  if (given.type('DstT') === 'DT_INT32') return { ...x!, values: x!.values.map(Math.trunc), dtype: 'int32' }
  return { ...x!, dtype: given.type('DstT') === 'DT_BOOL' ? 'bool' : 'float32' }
}

/** One size out of a shape, which is the only slice that is made of shapes. */
const slice: Compute = ([x, from], given) => {
  if (x!.shape.length !== 1 || given.whole('shrink_axis_mask') !== 1) throw new Error('Only single values can be sliced out of what is known.')
  return { shape: [], values: x!.values.slice(from!.values[0]).slice(0, 1), dtype: x!.dtype }
}

const range: Compute = ([from, to, by]) => {
  const [start, end, step] = [from!.values[0]!, to!.values[0]!, by!.values[0]!]
  const values = Float32Array.from({ length: Math.ceil((end - start) / step) }, (_, at) => start + at * step)
  return { shape: [values.length], values, dtype: from!.dtype }
}

const computations: Readonly<Record<string, Compute>> = {
  AddV2: each((a, b) => a + b),
  Sub: each((a, b) => a - b),
  Mul: each((a, b) => a * b),
  RealDiv: each((a, b) => a / b),
  FloorDiv: each((a, b) => Math.floor(a / b)),
  FloorMod: each((a, b) => a - b * Math.floor(a / b)),
  Maximum: each((a, b) => Math.max(a, b)),
  Minimum: each((a, b) => Math.min(a, b)),
  Abs: each((a) => Math.abs(a)),
  Neg: each((a) => -a),
  Sign: each((a) => Math.sign(a)),
  Floor: each((a) => Math.floor(a)),
  Reciprocal: each((a) => 1 / a),
  SelectV2: each((condition, a, b) => (condition ? a : b)),
  Less: is((a, b) => a < b),
  LessEqual: is((a, b) => a <= b),
  Greater: is((a, b) => a > b),
  GreaterEqual: is((a, b) => a >= b),
  NotEqual: is((a, b) => a !== b),
  LogicalAnd: is((a, b) => Boolean(a && b)),
  Cast: cast,
  Range: range,
  Sum: sum,
  StridedSlice: slice,
  Pack: (inputs) => ({
    shape: [inputs.length, ...inputs[0]!.shape],
    values: Float32Array.from(inputs.flatMap(({ values }) => [...values])),
    dtype: inputs[0]!.dtype,
  }),
  Reshape: ([x, to]) => reshaped(x!, [...to!.values]),
  ExpandDims: ([x, axis]) => reshaped(x!, x!.shape.toSpliced(axis!.values[0]! < 0 ? x!.shape.length + 1 + axis!.values[0]! : axis!.values[0]!, 0, 1)),
  Squeeze: ([x]) =>
    reshaped(
      x!,
      x!.shape.filter((size) => size !== 1),
    ),
  BroadcastTo: ([x, to]) => ({ shape: [...to!.values], values: spread(x!, [...to!.values]), dtype: x!.dtype }),
}
