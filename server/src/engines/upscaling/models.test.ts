import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { afterAll, expect, test } from 'vitest'
import { convertShipped, modelFile, models } from './models.ts'
import { convertLayersModel } from '../../models/convert/tfjs-layers.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-models-'))
afterAll(() => rmSync(folder, { recursive: true }))

const shipped = Object.entries(models).flatMap(([quality, model]) => Object.keys(model.scales).map((scale) => [quality, Number(scale)] as const))

test.each(shipped)('%s x%i: version, scale and radius of the table are those of the weights that are installed', async (quality, scale) => {
  const model = models[quality]!
  const manifest = findPackageJSON(model.package, import.meta.url)!
  expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ version: model.version, license: model.licence })
  const converted = await convertShipped(model, scale)
  expect(converted).toMatchObject({ scale, radius: model.radius })
})

test('weights are converted once, and a kept file is used only if its bytes are right', async () => {
  const path = await modelFile(folder, 'draft', 2)
  const made = statSync(path)
  expect(await modelFile(folder, 'draft', 2)).toBe(path)
  expect(statSync(path)).toMatchObject({ ino: made.ino, mtimeMs: made.mtimeMs })

  const right = readFileSync(path)
  writeFileSync(path, right.subarray(0, right.length / 2))
  await modelFile(folder, 'draft', 2)
  expect(readFileSync(path).equals(right)).toBe(true)
  expect(readdirSync(folder)).toEqual(['esrgan-slim-1.0.0-x2.onnx'])
})

test('a quality or scale without a model is an error, not a crash', async () => {
  await expect(modelFile(folder, 'draft', 5)).rejects.toMatchObject({ code: 'engine_failed', retryable: false })
})

test('a converted network computes what its layers say: convolution, relu, joining, adding, enlarging', async () => {
  const layers = tinyNetwork(3)
  const { bytes, scale, radius } = await convertLayersModel({ name: 'tiny', model: JSON.stringify(layers.model), read: async () => layers.weights })
  expect({ scale, radius }).toEqual({ scale: 3, radius: 5 })

  const [width, height] = [5, 4]
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 89) % 256)
  const session = await ort.InferenceSession.create(bytes)
  const { output } = await session.run({ image: new ort.Tensor('uint8', pixels, [1, height, width, 3]) })
  expect(output!.dims).toEqual([1, height * 3, width * 3, 3])
  expect([...(output!.data as Uint8Array)]).toEqual(layers.compute(pixels, width, height))
})

interface Planes {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly at: (x: number, y: number, channel: number) => number
}

/** image -> conv 3x3 -> relu -> joined with its input -> conv 1x1, added to the first -> nearest x `by` -> conv 3x3; all weights small and deterministic. */
function tinyNetwork(by: number) {
  const kernels = { first: [3, 3, 3, 2], mix: [1, 1, 4, 2], wide: [3, 3, 2, 2], last: [3, 3, 2, 3] } as const
  const values = new Map<string, number[]>()
  let seed = 5
  const next = () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return Math.fround((seed / 2 ** 31 - 0.45) * 0.6)
  }
  const specs = Object.entries(kernels).flatMap(([name, shape]) => [
    { name: `${name}/kernel`, shape: [...shape], dtype: 'float32' },
    { name: `${name}/bias`, shape: [shape[3]], dtype: 'float32' },
  ])
  for (const { name, shape } of specs) values.set(name, Array.from({ length: shape.reduce<number>((product, size) => product * size, 1) }, next))
  const layer = (class_name: string, name: string, sources: string[], config: object = {}) => ({
    class_name,
    name,
    config,
    inbound_nodes: sources.length ? [sources.map((source) => [source, 0, 0, {}])] : [],
  })
  const conv = (name: keyof typeof kernels, source: string) => layer('Conv2D', name, [source], { kernel_size: kernels[name].slice(0, 2), activation: 'linear' })
  const topology = [
    layer('InputLayer', 'image', []),
    conv('first', 'image'),
    layer('Activation', 'relu', ['first'], { activation: 'relu' }),
    layer('Concatenate', 'joined', ['first', 'relu']),
    conv('mix', 'joined'),
    layer('Add', 'sum', ['mix', 'first']),
    conv('wide', 'sum'),
    layer('UpSampling2D', 'larger', ['wide'], { size: [by, by], interpolation: 'nearest' }),
    conv('last', 'larger'),
  ]
  const convolve = (name: keyof typeof kernels, source: Planes): Planes => {
    const [size, , ins, outs] = kernels[name]
    const kernel = values.get(`${name}/kernel`)!
    const bias = values.get(`${name}/bias`)!
    const reach = (size - 1) / 2
    const at = (x: number, y: number, out: number) => {
      let sum = bias[out]!
      for (let ky = 0; ky < size; ky++)
        for (let kx = 0; kx < size; kx++)
          for (let i = 0; i < ins; i++) sum += kernel[((ky * size + kx) * ins + i) * outs + out]! * source.at(x + kx - reach, y + ky - reach, i)
      return sum
    }
    return within({ ...source, channels: outs, at })
  }
  /** Zero beyond the edges; each value is computed once. */
  const within = ({ width, height, channels, at }: Planes): Planes => {
    const known = new Map<number, number>()
    const remembered = (x: number, y: number, channel: number) => {
      const place = (y * width + x) * channels + channel
      const value = known.get(place) ?? at(x, y, channel)
      known.set(place, value)
      return value
    }
    return { width, height, channels, at: (x, y, channel) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : remembered(x, y, channel)) }
  }
  return {
    model: {
      modelTopology: { model_config: { config: { layers: topology } } },
      weightsManifest: [{ paths: ['tiny.bin'], weights: specs }],
    },
    weights: Buffer.from(Float32Array.from(specs.flatMap(({ name }) => values.get(name)!)).buffer),
    compute(pixels: Uint8Array, width: number, height: number): number[] {
      const image = within({ width, height, channels: 3, at: (x, y, channel) => pixels[(y * width + x) * 3 + channel]! })
      const first = convolve('first', image)
      const joined = within({
        ...first,
        channels: 4,
        at: (x, y, channel) => (channel < 2 ? first.at(x, y, channel) : Math.max(0, first.at(x, y, channel - 2))),
      })
      const mix = convolve('mix', joined)
      const wide = convolve('wide', within({ ...mix, at: (x, y, channel) => mix.at(x, y, channel) + first.at(x, y, channel) }))
      const larger = within({
        ...wide,
        width: width * by,
        height: height * by,
        at: (x, y, channel) => wide.at(Math.floor(x / by), Math.floor(y / by), channel),
      })
      const last = convolve('last', larger)
      const clamp = (value: number) => Math.min(255, Math.max(0, value))
      const anchored = anchoredTo(image, within({ ...last, at: (x, y, channel) => clamp(last.at(x, y, channel)) }), by)
      return Array.from({ length: width * height * by * by * 3 }, (_, at) => {
        const pixel = Math.floor(at / 3)
        return Math.round(clamp(anchored(pixel % (width * by), Math.floor(pixel / (width * by)), at % 3)))
      })
    },
  }
}

/** What the result lacks to be the source when made small again, by the mean of each block, is added to it by cubic interpolation. */
function anchoredTo(source: Planes, result: Planes, by: number): Planes['at'] {
  const mean = (x: number, y: number, channel: number) => {
    let sum = 0
    for (let down = 0; down < by; down++) for (let along = 0; along < by; along++) sum += result.at(x * by + along, y * by + down, channel)
    return sum / (by * by)
  }
  const missing = (x: number, y: number, channel: number) =>
    x < 0 || y < 0 || x >= source.width || y >= source.height ? 0 : source.at(x, y, channel) - mean(x, y, channel)
  const cubic = (distance: number) => {
    const d = Math.abs(distance)
    return d < 1 ? 1.5 * d ** 3 - 2.5 * d ** 2 + 1 : d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0
  }
  return (x, y, channel) => {
    const [centreX, centreY] = [(x + 0.5) / by - 0.5, (y + 0.5) / by - 0.5]
    let sum = result.at(x, y, channel)
    for (let fromY = Math.floor(centreY) - 1; fromY <= Math.floor(centreY) + 2; fromY++)
      for (let fromX = Math.floor(centreX) - 1; fromX <= Math.floor(centreX) + 2; fromX++)
        sum += cubic(centreX - fromX) * cubic(centreY - fromY) * missing(fromX, fromY, channel)
    return sum
  }
}
