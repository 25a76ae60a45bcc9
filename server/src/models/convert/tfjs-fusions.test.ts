// Each fusion is made, computes the formula it stands for, and is not made where a constant differs: there the formula holds as it is written.
import { expect, test } from 'vitest'
import { type Constant, converted, floats, node, picture, pixel, run, scalar, whole, wholes } from './test-graph.ts'
import type { GraphNode } from './tfjs-nodes.ts'

const { height, width } = picture
type Constants = Readonly<Record<string, Constant>>
const places = Array.from({ length: height * width }, (_, at) => [Math.floor(at / width), at % width] as const)
const perPixel = (compute: (channels: readonly number[]) => readonly number[]) =>
  places.flatMap(([y, x]) => compute([0, 1, 2].map((c) => pixel(y, x, c) / 255)))

async function expectValues(nodes: readonly GraphNode[], constants: Constants, expected: readonly number[]): Promise<void> {
  const { data } = await run(nodes, constants, { range: [0, 1] })
  expect(data.length).toBe(expected.length)
  for (const [at, value] of [...(data as Float32Array)].entries()) expect(value).toBeCloseTo(expected[at]!, 4)
}

const has = async (operation: string, nodes: readonly GraphNode[], constants: Constants) =>
  Buffer.from(await converted(nodes, constants, { range: [0, 1] })).includes(operation)

const [scale, bias] = [
  [0.5, 2, -1],
  [0.25, 0, 3],
]
const normalise = [
  node('square', 'Square', ['x']),
  node('sum', 'Sum', ['x', 'axes']),
  node('mean', 'Mul', ['sum', 'third']),
  node('sum2', 'Sum', ['square', 'axes']),
  node('mean2', 'Mul', ['sum2', 'share']),
  node('meanSquare', 'Square', ['mean']),
  node('difference', 'Sub', ['mean2', 'meanSquare']),
  node('spread', 'Maximum', ['zero', 'difference']),
  node('spreads', 'Reshape', ['spread', 'shape']),
  node('means', 'Reshape', ['mean', 'shape']),
  node('centred', 'Sub', ['x', 'means']),
  node('lifted', 'AddV2', ['spreads', 'epsilon']),
  node('root', 'Rsqrt', ['lifted']),
  node('factor', 'Mul', ['root', 'scale']),
  node('product', 'Mul', ['centred', 'factor']),
  node('y', 'AddV2', ['product', 'bias']),
]
const normal = (share: number) => ({
  axes: wholes(3),
  third: scalar(1 / 3),
  share: scalar(share),
  zero: scalar(0),
  epsilon: scalar(1e-3),
  shape: wholes(1, height, width, 1),
  scale: floats([1, 1, 1, 3], scale!),
  bias: floats([1, 1, 1, 3], bias!),
})
const normalised = (share: number) =>
  perPixel((channels) => {
    const mean = channels.reduce((a, b) => a + b) / 3
    const spread = Math.max(0, share * channels.reduce((a, b) => a + b * b, 0) - mean * mean)
    return channels.map((value, c) => ((value - mean) / Math.sqrt(spread + 1e-3)) * scale![c]! + bias![c]!)
  })

test.each([
  [1 / 3, true],
  [1 / 2, false],
])('normalisation, with a share of %f: fused %s', async (share, fused) => {
  expect(await has('LayerNormalization', normalise, normal(share))).toBe(fused)
  await expectValues(normalise, normal(share), normalised(share))
})

const gelu = [
  node('half', 'Mul', ['one_half', 'x']),
  node('square', 'Square', ['x']),
  node('small', 'Mul', ['cubic', 'x']),
  node('cube', 'Mul', ['small', 'square']),
  node('inner', 'AddV2', ['x', 'cube']),
  node('scaled', 'Mul', ['root', 'inner']),
  node('tanh', 'Tanh', ['scaled']),
  node('more', 'AddV2', ['one', 'tanh']),
  node('y', 'Mul', ['half', 'more']),
]
test.each([
  [0.044715, true],
  [0.05, false],
])('Gelu, with %f for the cube: fused %s', async (cubic, fused) => {
  const root = Math.sqrt(2 / Math.PI)
  const constants = { one_half: scalar(0.5), cubic: scalar(cubic), root: scalar(root), one: scalar(1) }
  expect(await has('Gelu', gelu, constants)).toBe(fused)
  await expectValues(
    gelu,
    constants,
    perPixel((channels) => channels.map((x) => 0.5 * x * (1 + Math.tanh(root * (x + cubic * x ** 3))))),
  )
})

test('a leaking rectifier and a sigmoid', async () => {
  const nodes = [
    node('moved', 'Sub', ['x', 'middle']),
    node('up', 'GreaterEqual', ['moved', 'zero']),
    node('leak', 'Mul', ['slope', 'moved']),
    node('rectified', 'SelectV2', ['up', 'moved', 'leak']),
    node('minus', 'Neg', ['rectified']),
    node('e', 'Exp', ['minus']),
    node('below', 'AddV2', ['e', 'one']),
    node('y', 'Reciprocal', ['below']),
  ]
  const constants = { middle: scalar(0.5), zero: scalar(0), slope: scalar(0.2), one: scalar(1) }
  expect([await has('LeakyRelu', nodes, constants), await has('Sigmoid', nodes, constants)]).toEqual([true, true])
  const leaking = (x: number) => (x >= 0.5 ? x - 0.5 : 0.2 * (x - 0.5))
  await expectValues(
    nodes,
    constants,
    perPixel((channels) => channels.map((x) => 1 / (1 + Math.exp(-leaking(x))))),
  )
})

test('mixing over positions is a product from the other side', async () => {
  const matrix = Array.from({ length: width * width }, (_, at) => (((at * 5) % 7) - 3) / 4)
  const offsets = Array.from({ length: width }, (_, at) => at / 2)
  const nodes = [
    node('turned', 'Transpose', ['x', 'order']),
    node('product', 'Einsum', ['turned', 'matrix'], { equation: 'abcg,gf->abcf' }),
    node('more', 'AddV2', ['product', 'bias']),
    node('y', 'Transpose', ['more', 'order']),
  ]
  const constants = { order: wholes(0, 1, 3, 2), matrix: floats([width, width], matrix), bias: floats([1, 1, 1, width], offsets) }
  expect(await has('Transpose', nodes, constants)).toBe(true) // those of the picture's ends
  const mixed = places.flatMap(([y, to]) =>
    [0, 1, 2].map((c) => offsets.reduce((sum, _, from) => sum + (pixel(y, from, c) / 255) * matrix[from * width + to]!, offsets[to]!)),
  )
  await expectValues(nodes, constants, mixed)
})

test('resizing by weights that are computed from the size: known beforehand, and applied without turning anything', async () => {
  // Twice as large by repetition: place p of the larger takes floor(p / 2).
  const along = (axis: number, size: string) => [
    node(`${size}_size`, 'StridedSlice', ['shape', `from${axis}`, `to${axis}`, 'by'], { shrink_axis_mask: 1 }),
    node(`${size}_double`, 'Mul', [`${size}_size`, 'two']),
    node(`${size}_range`, 'Range', ['nought', `${size}_double`, 'unit']),
    node(`${size}_half`, 'FloorDiv', [`${size}_range`, 'two']),
    node(`${size}_places`, 'Range', ['nought', `${size}_size`, 'unit']),
    node(`${size}_line`, 'ExpandDims', [`${size}_places`, 'last']),
    node(`${size}_differ`, 'NotEqual', [`${size}_line`, `${size}_half`]),
    node(`${size}_weights`, 'SelectV2', [`${size}_differ`, 'zero', 'one']),
  ]
  const nodes = [
    node('shape', 'Shape', ['x']),
    ...along(1, 'down'),
    ...along(2, 'across'),
    node('columns', 'Einsum', ['down_weights', 'x'], { equation: 'gb,cgef->bcef' }),
    node('rows', 'Einsum', ['columns', 'across_weights'], { equation: 'abgd,gf->abdf' }),
    node('y', 'Transpose', ['rows', 'order']),
  ]
  const constants = {
    ...{ from1: wholes(1), to1: wholes(2), from2: wholes(2), to2: wholes(3), by: wholes(1) },
    ...{ nought: whole(0), unit: whole(1), two: whole(2), last: whole(-1), zero: scalar(0), one: scalar(1), order: wholes(1, 0, 3, 2) },
  }
  expect(await has('Einsum', nodes, constants)).toBe(false)
  expect(await has('Range', nodes, constants)).toBe(false)
  const doubled = Array.from({ length: 4 * height * width }, (_, at) => [Math.floor(at / 2 / width) >> 1, (at % (2 * width)) >> 1] as const)
  await expectValues(
    nodes,
    constants,
    doubled.flatMap(([y, x]) => [0, 1, 2].map((c) => pixel(y, x, c) / 255)),
  )
})
