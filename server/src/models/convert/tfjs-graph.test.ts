import { expect, test } from 'vitest'
import { converted, floats, node, picture, pixel, run, scalar, whole, wholes } from './test-graph.ts'

const { height, width } = picture
/** Numbers for kernels: small, of both signs, no two neighbours alike. */
const numbers = (count: number) => Array.from({ length: count }, (_, at) => (((at * 7) % 11) - 5) / 8)

/** What a result is, place by place, as rows of channels. */
function rows(high: number, wide: number, channels: number, value: (y: number, x: number, c: number) => number): number[] {
  return Array.from({ length: high * wide * channels }, (_, at) => value(Math.floor(at / channels / wide), Math.floor(at / channels) % wide, at % channels))
}

async function expectRows(got: Promise<{ dims: readonly number[]; data: unknown }>, shape: readonly number[], values: readonly number[]): Promise<void> {
  const { dims, data } = await got
  expect(dims).toEqual(shape)
  const worst = [...(data as Float32Array)].reduce((most, value, at) => Math.max(most, Math.abs(value - values[at]!) / (1 + Math.abs(values[at]!))), 0)
  expect(worst).toBeLessThan(1e-4)
}

const kernel = floats([3, 3, 3, 2], numbers(54))
const window = { strides: [1, 2, 2, 1], padding: 'SAME' }
/** TensorFlow's padding to the same size puts the odd pixel after, not before. */
const convolved = (y: number, x: number, out: number) => {
  let sum = 0
  for (let ky = 0; ky < 3; ky++)
    for (let kx = 0; kx < 3; kx++) for (let c = 0; c < 3; c++) sum += kernel.values[((ky * 3 + kx) * 3 + c) * 2 + out]! * pixel(2 * y + ky, 2 * x + kx, c)
  return sum
}

test('a convolution that halves, with its bias and a rectifier', async () => {
  const nodes = [node('y', '_FusedConv2D', ['x', 'kernel', 'bias'], { ...window, fused_ops: ['BiasAdd', 'Relu'] })]
  const expected = rows(2, 3, 2, (y, x, out) => Math.max(0, convolved(y, x, out) + [3, -40][out]!))
  await expectRows(run(nodes, { kernel, bias: floats([2], [3, -40]) }), [1, 2, 3, 2], expected)
})

test('a convolution of one pixel, with the bias beside it, needs no planes', async () => {
  const constants = { kernel: floats([1, 1, 3, 2], numbers(6)), bias: floats([1, 1, 1, 2], [1, -2]) }
  const nodes = [node('c', 'Conv2D', ['x', 'kernel'], { strides: [1, 1, 1, 1], padding: 'VALID' }), node('y', 'AddV2', ['c', 'bias'])]
  const expected = rows(height, width, 2, (y, x, out) => [0, 1, 2].reduce((sum, c) => sum + numbers(6)[c * 2 + out]! * pixel(y, x, c), [1, -2][out]!))
  await expectRows(run(nodes, constants), [1, height, width, 2], expected)
  expect(Buffer.from(await converted(nodes, constants)).includes('Conv')).toBe(false)
})

test('one kernel for each channel', async () => {
  const nodes = [node('y', 'DepthwiseConv2dNative', ['x', 'kernel'], { strides: [1, 1, 1, 1], padding: 'VALID' })]
  const expected = rows(height - 2, width - 2, 3, (y, x, c) => {
    let sum = 0
    for (let ky = 0; ky < 3; ky++) for (let kx = 0; kx < 3; kx++) sum += numbers(27)[(ky * 3 + kx) * 3 + c]! * pixel(y + ky, x + kx, c)
    return sum
  })
  await expectRows(run(nodes, { kernel: floats([3, 3, 3, 1], numbers(27)) }), [1, height - 2, width - 2, 3], expected)
})

test('a transposed convolution doubles', async () => {
  const constants = { kernel: floats([2, 2, 2, 3], numbers(24)), size: wholes(1, 2 * height, 2 * width, 2) }
  const nodes = [node('y', 'Conv2DBackpropInput', ['size', 'kernel', 'x'], { strides: [1, 2, 2, 1], padding: 'VALID' })]
  const expected = rows(2 * height, 2 * width, 2, (y, x, out) =>
    [0, 1, 2].reduce((sum, c) => sum + numbers(24)[(((y % 2) * 2 + (x % 2)) * 2 + out) * 3 + c]! * pixel(y >> 1, x >> 1, c), 0),
  )
  await expectRows(run(nodes, constants), [1, 2 * height, 2 * width, 2], expected)
})

test('pools, depth to space, padding and joining', async () => {
  const half = { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'VALID' }
  const nodes = [
    node('most', 'MaxPool', ['x'], half),
    node('mean', 'AvgPool', ['x'], half),
    node('both', 'ConcatV2', ['most', 'mean', 'axis'], { N: 2 }),
    node('two', 'Pad', ['both', 'pads']),
    node('y', 'DepthToSpace', ['two'], { block_size: 2 }),
  ]
  const block = (y: number, x: number, c: number) => [0, 1, 2, 3].map((at) => pixel(2 * y + (at >> 1), 2 * x + (at & 1), c))
  const channel = (y: number, x: number, c: number) => (c < 3 ? Math.max(...block(y, x, c)) : c < 6 ? block(y, x, c - 3).reduce((a, b) => a + b) / 4 : 0)
  // Depth to space: the block's place is the slow part of the channel, and two channels are left of eight.
  const expected = rows(height, width, 2, (y, x, c) => channel(y >> 1, x >> 1, ((y % 2) * 2 + (x % 2)) * 2 + c))
  await expectRows(run(nodes, { axis: whole(-1), pads: { ...wholes(0, 0, 0, 0, 0, 0, 0, 2), shape: [4, 2] } }), [1, height, width, 2], expected)
})

test('bilinear enlargement by half pixels', async () => {
  const nodes = [node('y', 'ResizeBilinear', ['x', 'size'], { half_pixel_centers: true, align_corners: false })]
  const at = (length: number, place: number) => Math.min(length - 1, Math.max(0, place))
  const expected = rows(2 * height, 2 * width, 3, (y, x, c) => {
    const [sy, sx] = [(y + 0.5) / 2 - 0.5, (x + 0.5) / 2 - 0.5]
    const [y0, x0] = [Math.floor(sy), Math.floor(sx)]
    const row = (line: number) => pixel(at(height, line), at(width, x0), c) * (1 - (sx - x0)) + pixel(at(height, line), at(width, x0 + 1), c) * (sx - x0)
    return row(y0) * (1 - (sy - y0)) + row(y0 + 1) * (sy - y0)
  })
  await expectRows(run(nodes, { size: wholes(2 * height, 2 * width) }), [1, 2 * height, 2 * width, 3], expected)
})

test('slices with masks, single places, sums and selection', async () => {
  const nodes = [
    node('part', 'StridedSlice', ['x', 'from', 'to', 'by'], { begin_mask: 1, end_mask: 3, shrink_axis_mask: 8 }),
    node('sum', 'Sum', ['part', 'axes'], { keep_dims: true }),
    node('large', 'Greater', ['part', 'limit']),
    node('y', 'SelectV2', ['large', 'sum', 'part']),
  ]
  const constants = { from: wholes(7, 1, 2, -1), to: wholes(0, 0, 5, 0), by: wholes(1, 1, 1, 1), axes: wholes(2), limit: scalar(120) }
  const expected = rows(height - 1, 3, 1, (y, x) => {
    const value = pixel(y + 1, x + 2, 2)
    return value > 120 ? [2, 3, 4].reduce((sum, each) => sum + pixel(y + 1, each, 2), 0) : value
  })
  await expectRows(run(nodes, constants), [1, height - 1, 3], expected)
})

test('a picture out of a network has the range that it was given in, rounded and clamped', async () => {
  const nodes = [node('Identity', 'Mul', ['x', 'two'])]
  const expected = rows(height, width, 3, (y, x, c) => Math.min(255, Math.max(0, Math.round(2 * pixel(y, x, c) - 127.5))))
  const got = await run(nodes, { two: scalar(2) }, { range: [-1, 1], results: 'picture' })
  expect(got.type).toBe('uint8')
  const off = [...(got.data as Uint8Array)].map((value, at) => Math.abs(value - expected[at]!))
  expect(Math.max(...off)).toBeLessThanOrEqual(1) // halves are rounded to even
})

test('the same model always gives the same bytes', async () => {
  const make = () => converted([node('y', 'Tanh', ['x'])], {})
  expect(Buffer.from(await make()).equals(Buffer.from(await make()))).toBe(true)
})

test.each([
  ['an operation that is not known', [node('y', 'Softplus', ['x'])], /Softplus are not known/],
  ['a kernel that is no constant', [node('y', 'Conv2D', ['x', 'x'], { strides: [1, 1, 1, 1], padding: 'SAME' })], /has to be a constant/],
  ['a padding that is not known', [node('y', 'MaxPool', ['x'], { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'EXPLICIT' })], /EXPLICIT is not known/],
  ['a node that is not there', [node('y', 'Tanh', ['z'])], /has no z/],
  ['a graph that goes in a circle', [node('y', 'Tanh', ['z']), node('z', 'Tanh', ['y'])], /needs its own result/],
  ['a second result', [node('y', 'Tanh', ['x:1'])], /only first results/],
])('%s is an error, never a guess', async (_, nodes, message) => {
  await expect(converted(nodes, {})).rejects.toThrow(message)
})
