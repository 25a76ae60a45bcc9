// Operations on pictures. TensorFlow.js keeps the channels of a pixel together, ONNX keeps planes: each of these turns its input and its result, and the runtime
// takes out the turns that cancel each other.
import type { Given, Operator, Operators } from './tfjs-operator.ts'
import type { Weights } from './tfjs-weights.ts'

type Write = (given: Given, planes: string) => string

const onPlanes =
  (write: Write, input = 0): Operator =>
  (given) => {
    const planes = given.emit('Transpose', [given.value(input)], { perm: [0, 3, 1, 2] })
    return given.emit('Transpose', [write(given, planes)], { perm: [0, 2, 3, 1] })
  }

/** Strides and paddings, of a window that is this high and wide. */
function windowOf({ attributes }: Given, window: readonly number[]) {
  const strides = attributes.wholes('strides').slice(1, 3)
  const dilations = attributes.wholes('dilations').slice(1, 3)
  const padding = attributes.text('padding')
  if (padding !== 'SAME' && padding !== 'VALID') throw new Error(`The padding ${padding} is not known.`)
  return {
    kernel_shape: window,
    strides,
    ...(dilations.some((each) => each !== 1) ? { dilations } : {}),
    ...(padding === 'SAME' ? { auto_pad: 'SAME_UPPER' } : {}),
  }
}

/** TensorFlow orders a kernel height, width, in, out; ONNX out, in, height, width. With one kernel for each input, in and out are one axis. */
function planeKernel({ shape, values }: Weights, perInput: boolean): Weights {
  const [height, width, ins, outs] = shape as [number, number, number, number]
  const [rows, columns] = perInput ? [ins * outs, 1] : [outs, ins]
  const turned = new Float32Array(values.length)
  for (let tap = 0; tap < height * width; tap++)
    for (let into = 0; into < ins; into++)
      for (let out = 0; out < outs; out++) {
        const [row, column] = perInput ? [into * outs + out, 0] : [out, into]
        turned[(row * columns + column) * height * width + tap] = values[(tap * ins + into) * outs + out]!
      }
  return { shape: [rows, columns, height, width], values: turned }
}

const convolution =
  (perInput: boolean): Write =>
  (given, planes) => {
    const kernel = given.constant(1)
    const biased = given.attributes.texts('fused_ops').includes('BiasAdd')
    const bias = biased ? [given.weights(line(given.constant(2)))] : []
    const window = { ...windowOf(given, kernel.shape.slice(0, 2)), ...(perInput ? { group: kernel.shape[2]! } : {}) }
    return activated(given, given.emit('Conv', [planes, given.weights(planeKernel(kernel, perInput)), ...bias], window))
  }

const line = ({ values }: Weights): Weights => ({ shape: [values.length], values })

function activated({ attributes, emit, scalar, constant, weights }: Given, convolved: string): string {
  const [activation, ...more] = attributes.texts('fused_ops').filter((each) => each !== 'BiasAdd')
  if (!activation) return convolved
  if (activation === 'Relu') return emit('Relu', [convolved])
  if (activation === 'Relu6') return emit('Clip', [convolved, scalar(0), scalar(6)])
  if (activation !== 'Prelu' || more.length) throw new Error(`The activation ${[activation, ...more].join()} is not known.`)
  const { values } = constant(3)
  return emit('PRelu', [convolved, weights({ shape: [values.length, 1, 1], values })])
}

/**
 * A window of one pixel is a product of the channels with a matrix: nothing has to be turned for it. Only where no activation is fused, which is where
 * its neighbours are products too.
 */
const conv2d: Operator = (given) => {
  const { shape, values } = given.constant(1)
  const { attributes, emit, value, weights } = given
  const plain = shape[0] === 1 && shape[1] === 1 && attributes.wholes('strides').every((stride) => stride === 1)
  const fused = attributes.texts('fused_ops')
  if (!plain || fused.some((each) => each !== 'BiasAdd')) return onPlanes(convolution(false))(given)
  const product = emit('MatMul', [value(0), weights({ shape: shape.slice(2), values })])
  return fused.length ? emit('Add', [product, weights(line(given.constant(2)))]) : product
}

/** Transposed: its kernel is height, width, out, in, and its first input the size of the result, which is the source's times the stride. */
const enlarging: Write = (given, planes) => {
  const kernel = given.constant(1)
  const window = windowOf(given, kernel.shape.slice(0, 2))
  const meet = window.kernel_shape.every((length, axis) => length === window.strides[axis])
  if (!('auto_pad' in window) && !meet) throw new Error('Enlarging without padding is known only where windows meet.')
  return given.emit('ConvTranspose', [planes, given.weights(planeKernel(kernel, false))], window)
}

const pool =
  (operation: string): Write =>
  (given, planes) =>
    given.emit(operation, [planes], windowOf(given, given.attributes.wholes('ksize').slice(1, 3)))

/** All four sizes are given, because onnxruntime 1.30 loses them when it moves a turn past a resizing of two axes. */
const resize: Write = ({ emit, attributes, value, integers }, planes) => {
  if (attributes.flag('align_corners') || !attributes.flag('half_pixel_centers')) throw new Error('Only resizing by half pixels is known.')
  const others = emit('Slice', [emit('Shape', [planes]), integers([0]), integers([2])])
  const sizes = emit('Concat', [others, value(1)], { axis: 0 })
  return emit('Resize', [planes, '', '', sizes], { mode: 'linear', coordinate_transformation_mode: 'half_pixel' })
}

const depthToSpace: Write = ({ emit, attributes }, planes) => emit('DepthToSpace', [planes], { blocksize: attributes.whole('block_size'), mode: 'DCR' })

export const spatialOperators: Operators = {
  Conv2D: conv2d,
  _FusedConv2D: conv2d,
  DepthwiseConv2dNative: onPlanes(convolution(true)),
  FusedDepthwiseConv2dNative: onPlanes(convolution(true)),
  Conv2DBackpropInput: onPlanes(enlarging, 2),
  MaxPool: onPlanes(pool('MaxPool')),
  AvgPool: onPlanes(pool('AveragePool')),
  ResizeBilinear: onPlanes(resize),
  DepthToSpace: onPlanes(depthToSpace),
}
