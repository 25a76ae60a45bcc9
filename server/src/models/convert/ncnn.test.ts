import * as ort from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { convertNcnn } from './ncnn.ts'

/** conv 3x3 (1 channel out of 3, half precision) -> prelu -> conv 1x1 to 12 -> pixel shuffle 2, added to the picture enlarged by nearest. */
const param = [
  '7767517',
  '8 9',
  'Input        in     0 1 data',
  'Split        s      1 2 data a b',
  'Convolution  c1     1 1 a c 0=1 1=3 4=1 5=1 6=27',
  'PReLU        p      1 1 c d 0=1',
  'Convolution  c2     1 1 d e 0=12 1=1 5=0 6=12',
  'PixelShuffle x      1 1 e f 0=2',
  'Interp       i      1 1 b g 0=1 1=2.0 2=2.0',
  'BinaryOp     add    2 1 f g out 0=0',
].join('\n')
const kernel = Array.from({ length: 27 }, (_, at) => ((at % 7) - 3) / 16) // exact in half precision
const bias = 0.125
const slope = -0.5
const spread = Array.from({ length: 12 }, (_, at) => (at - 5) / 32)

const halfOf = (value: number): number => {
  if (value === 0) return 0
  const exponent = Math.floor(Math.log2(Math.abs(value)))
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024)
}
const bin = Buffer.concat([
  Buffer.from(Uint32Array.of(0x01306b47).buffer),
  Buffer.from(Uint16Array.from([...kernel.map(halfOf), 0]).buffer), // padded to four bytes
  Buffer.from(Float32Array.of(bias, slope).buffer),
  Buffer.from(Uint32Array.of(0).buffer),
  Buffer.from(Float32Array.from(spread).buffer),
])

test('a converted ncnn network computes what its layers say: half precision, slopes, shuffled pixels, sums', async () => {
  const { bytes, scale, radius } = convertNcnn(param, bin, 'tiny')
  expect({ scale, radius }).toEqual({ scale: 2, radius: 1 })
  const [width, height] = [4, 3]
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 71) % 256)
  const session = await ort.InferenceSession.create(bytes)
  const { output } = await session.run({ image: new ort.Tensor('uint8', pixels, [1, height, width, 3]) })

  const source = (x: number, y: number, c: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : pixels[(y * width + x) * 3 + c]! / 255)
  const hidden = (x: number, y: number) => {
    let sum = bias
    for (let c = 0; c < 3; c++)
      for (let ky = 0; ky < 3; ky++) for (let kx = 0; kx < 3; kx++) sum += kernel[(c * 3 + ky) * 3 + kx]! * source(x + kx - 1, y + ky - 1, c)
    return sum < 0 ? sum * slope : sum
  }
  const expected = Array.from({ length: width * 2 * height * 2 * 3 }, (_, at) => {
    const [c, x, y] = [at % 3, Math.floor(at / 3) % (width * 2), Math.floor(at / 3 / (width * 2))]
    const [fromX, fromY] = [Math.floor(x / 2), Math.floor(y / 2)]
    const value = hidden(fromX, fromY) * spread[c * 4 + (y % 2) * 2 + (x % 2)]! + source(fromX, fromY, c)
    return Math.min(255, Math.max(0, Math.round(value * 255)))
  })
  expect(output!.dims).toEqual([1, height * 2, width * 2, 3])
  const differences = [...(output!.data as Uint8Array)].map((value, at) => Math.abs(value - expected[at]!))
  expect(Math.max(...differences)).toBeLessThanOrEqual(1)
  expect(differences.filter(Boolean).length).toBeLessThan(differences.length / 50)
})

test('the same weights always give the same bytes', () => {
  expect(Buffer.from(convertNcnn(param, bin, 'tiny').bytes).equals(convertNcnn(param, bin, 'tiny').bytes)).toBe(true)
})

test.each([
  ['weights that end too early', () => convertNcnn(param, bin.subarray(0, -4), 'tiny')],
  ['weights that no layer takes', () => convertNcnn(param, Buffer.concat([bin, Buffer.alloc(4)]), 'tiny')],
  ['a layer that is not known', () => convertNcnn(`${param}\nSoftmax z 1 1 out end`, bin, 'tiny')],
  ['something else than a param file', () => convertNcnn('hello', bin, 'tiny')],
])('%s are an error, never a guess', (_, convert) => {
  expect(convert).toThrow(/too early|belong to no layer|not known|no ncnn/)
})
