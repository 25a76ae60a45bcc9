// What each operation of a TensorFlow.js graph is in ONNX. Sizes stay open: what a graph computes from its input's shape, the ONNX graph computes too.
// Only the operations that the converted models have are known; any other is an error, never a guess.
import { elementType } from './onnx.ts'
import type { Operator, Operators } from './tfjs-operator.ts'
import { slice } from './tfjs-slice.ts'
import { spatialOperators } from './tfjs-spatial.ts'

const same =
  (operation: string): Operator =>
  ({ emit, values }) =>
    emit(operation, values())

const reduced =
  (operation: string): Operator =>
  ({ emit, values, attributes }) =>
    emit(operation, values(), { keepdims: attributes.flag('keep_dims') ? 1 : 0 })

const cast: Operator = ({ emit, value, attributes }) => {
  const types: Readonly<Record<string, number>> = { DT_FLOAT: elementType.float32, DT_INT32: elementType.int64, DT_BOOL: elementType.bool }
  const to = types[attributes.type('DstT')]
  if (!to) throw new Error(`Numbers of the type ${attributes.type('DstT')} are not known.`)
  return emit('Cast', [value(0)], { to })
}

const pack: Operator = ({ emit, integers, values, attributes }) => {
  const axis = attributes.whole('axis')
  const lines = values().map((value) => emit('Unsqueeze', [value, integers([axis])]))
  return emit('Concat', lines, { axis })
}

const concat: Operator = ({ emit, values, known, attributes }) => {
  const parts = attributes.whole('N')
  return emit('Concat', values().slice(0, parts), { axis: known(parts)[0]! })
}

/** Rounded downwards, where ONNX's division of whole numbers rounds towards zero. */
const floorDiv: Operator = ({ emit, value }) => {
  const [a, b] = [value(0), value(1)]
  return emit('Div', [emit('Sub', [a, emit('Mod', [a, b])]), b])
}

/** A product of the last axis with a matrix is what runtimes are fastest at. */
const einsum: Operator = ({ emit, values, attributes }) => {
  const equation = attributes.text('equation')
  return /^(\w+)(\w),\2(\w)->\1\3$/.test(equation) ? emit('MatMul', values()) : emit('Einsum', values(), { equation })
}

const matMul: Operator = ({ emit, values, attributes }) => {
  if (attributes.flag('transpose_a')) throw new Error('Products with a turned first matrix are not known.')
  return emit('Gemm', values(), { transB: attributes.flag('transpose_b') ? 1 : 0 })
}

const squeeze: Operator = ({ emit, integers, value, attributes }) => {
  const axes = attributes.wholes('squeeze_dims')
  return emit('Squeeze', axes.length ? [value(0), integers(axes)] : [value(0)])
}

/** TensorFlow pairs before and after for each axis; ONNX lists all before, then all after. */
const pad: Operator = ({ emit, integers, value, known }) => {
  const pairs = known(1)
  return emit('Pad', [value(0), integers([0, 1].flatMap((side) => pairs.filter((_, at) => at % 2 === side)))])
}

export const operators: Operators = {
  ...spatialOperators,
  Identity: ({ value }) => value(0),
  Shape: same('Shape'),
  Reshape: same('Reshape'),
  BroadcastTo: same('Expand'),
  ExpandDims: ({ emit, integers, value, known }) => emit('Unsqueeze', [value(0), integers(known(1))]),
  Squeeze: squeeze,
  Pack: pack,
  ConcatV2: concat,
  Range: same('Range'),
  Cast: cast,
  StridedSlice: slice,
  GatherV2: ({ emit, value, known }) => emit('Gather', [value(0), value(1)], { axis: known(2)[0]! }),
  Transpose: ({ emit, value, known }) => emit('Transpose', [value(0)], { perm: known(1) }),
  Pad: pad,
  Einsum: einsum,
  MatMul: matMul,
  Sum: reduced('ReduceSum'),
  Mean: reduced('ReduceMean'),
  Add: same('Add'),
  AddV2: same('Add'),
  AddN: ({ emit, values }) => values().reduce((sum, value) => emit('Add', [sum, value])),
  BiasAdd: same('Add'),
  Sub: same('Sub'),
  Mul: same('Mul'),
  RealDiv: same('Div'),
  FloorDiv: floorDiv,
  FloorMod: same('Mod'),
  Maximum: same('Max'),
  Minimum: same('Min'),
  Less: same('Less'),
  LessEqual: same('LessOrEqual'),
  Greater: same('Greater'),
  GreaterEqual: same('GreaterOrEqual'),
  NotEqual: ({ emit, values }) => emit('Not', [emit('Equal', values())]),
  LogicalAnd: same('And'),
  SelectV2: same('Where'),
  Abs: same('Abs'),
  Neg: same('Neg'),
  Sign: same('Sign'),
  Exp: same('Exp'),
  Floor: same('Floor'),
  Reciprocal: same('Reciprocal'),
  Rsqrt: ({ emit, value }) => emit('Reciprocal', [emit('Sqrt', [value(0)])]),
  Square: ({ emit, value }) => emit('Mul', [value(0), value(0)]),
  Tanh: same('Tanh'),
  Sigmoid: same('Sigmoid'),
  Relu: same('Relu'),
  Relu6: ({ emit, value, scalar }) => emit('Clip', [value(0), scalar(0), scalar(6)]),
}
