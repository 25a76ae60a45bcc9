import * as ort from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { convertRife } from './rife.ts'

test('a warp reads each pixel from where the flow points, at any size, with the edge repeated', async () => {
  const layers = [
    'Input a 0 1 in0',
    'Input b 0 1 in1',
    'Input c 0 1 in2',
    'Split s 1 2 in2 x y',
    'Concat f 2 1 x y flow',
    'rife.Warp w 2 1 in0 flow moved',
    'Eltwise e 2 1 moved in1 out0 0=1',
  ]
  const session = await ort.InferenceSession.create(convertRife(['7767517', '7 9', ...layers].join('\n'), new Uint8Array(), 'warp'))
  for (const [width, height] of [
    [5, 4],
    [8, 3],
  ] as const) {
    const picture = Float32Array.from({ length: 3 * width * height }, (_, at) => (at * 37) % 101)
    const shape = [1, 3, height, width]
    const { out } = await session.run({
      in0: new ort.Tensor('float32', picture, shape),
      in1: new ort.Tensor('float32', new Float32Array(picture.length), shape),
      in2: new ort.Tensor('float32', new Float32Array(width * height).fill(1), [1, 1, height, width]),
    })
    for (const [at, value] of (out!.data as Float32Array).entries()) {
      const [x, y, plane] = [at % width, Math.floor(at / width) % height, Math.floor(at / width / height)]
      expect(value).toBeCloseTo(picture[(plane * height + Math.min(height - 1, y + 1)) * width + Math.min(width - 1, x + 1)]!, 2)
    }
  }
})
