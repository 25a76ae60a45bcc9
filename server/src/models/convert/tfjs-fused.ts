// The operations that tfjs-fusions.ts makes, in ONNX.
import type { Operators } from './tfjs-operator.ts'
import type { Weights } from './tfjs-weights.ts'

export const fusedOperators: Operators = {
  LayerNorm({ emit, value, constant, weights, known }) {
    const line = ({ values }: Weights) => weights({ shape: [values.length], values })
    return emit('LayerNormalization', [value(0), line(constant(1)), line(constant(2))], { axis: -1, epsilon: { float: known(3)[0]! } })
  },
  Gelu: ({ emit, value }) => emit('Gelu', [value(0)], { approximate: 'tanh' }),
  LeakyRelu: ({ emit, value, known }) => emit('LeakyRelu', [value(0)], { alpha: { float: known(1)[0]! } }),
  /** Turned, multiplied and turned back is multiplied from the other side. */
  MixPositions({ emit, value, constant, weights }) {
    const bias = constant(2).values
    const product = emit('MatMul', [weights(turned(constant(1))), value(0)])
    return emit('Add', [product, weights({ shape: [bias.length, 1], values: bias })])
  },
  /** First down the columns, where a row is one long line of numbers, then along the rows. */
  ResizeByWeights({ emit, integers, value, constant, weights }) {
    const [down, along] = [turned(constant(1)), turned(constant(2))]
    const [[tall, high], [wide, across]] = [down.shape, along.shape] as [[number, number], [number, number]]
    const lines = emit('Reshape', [value(0), integers([1, high, -1])])
    const columns = emit('MatMul', [weights(down), lines])
    const rows = emit('MatMul', [weights(along), emit('Reshape', [columns, integers([tall, across, -1])])])
    return emit('Reshape', [rows, integers([1, tall, wide, -1])])
  },
}

function turned({ shape, values }: Weights): Weights {
  const [rows, columns] = shape as [number, number]
  return { shape: [columns, rows], values: Float32Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!) }
}
