// The rival of image-upscale: the npm package `upscaler` (UpscalerJS, MIT) on tfjs and its WASM backend, with the weights of our draft, JPEG in and JPEG out by sharp.
// Its Node build wants tfjs-node, whose library is not in its package but fetched from elsewhere. tfjs uses SIMD in Node and leaves threads off; elsewhere it takes
// one for two cores. Told by its parent: first where to read and write, then "run" as often as wanted. Answers with milliseconds.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

export interface Setup {
  readonly source: string
  readonly result: string
  /** What the network sees at a time, and how much of its rim is thrown away, in source pixels. */
  readonly patchSize: number
  readonly padding: number
}

interface Tensor {
  readonly shape: readonly number[]
  round(): Tensor
  dataSync(): Float32Array
}

interface Tensorflow {
  readonly io: { registerLoadRouter(router: (path: string) => object | null): void }
  setBackend(name: string): Promise<boolean>
  tensor3d(values: Uint8Array, shape: readonly number[]): Tensor
  engine(): { startScope(): void; endScope(): void }
}

interface Upscaler {
  readonly ready: Promise<void>
  upscale(image: Tensor, options: object): Promise<Tensor>
}

const peers = fileURLToPath(new URL('../peers/node_modules/', import.meta.url))
const require = createRequire(peers)
const tf = require('@tensorflow/tfjs') as Tensorflow
const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void }
// The build for browsers runs in Node, too; its package.json names only the one that `import` cannot read here.
const UpscalerJS = require(join(peers, 'upscaler/dist/browser/umd/upscaler.min.js')) as new (options: object) => Upscaler
let upscaler: Upscaler
let setup: Setup

process.on('message', async (message: Setup | 'run') => {
  if (message === 'run') return process.send!(await timed())
  setup = message
  upscaler = await opened()
  process.send!(0)
})

async function opened(): Promise<Upscaler> {
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`)
  if (!(await tf.setBackend('wasm'))) throw new Error('The WASM backend of tfjs did not start.')
  // UpscalerJS would fetch the weights from a CDN: here they are read from their package.
  tf.io.registerLoadRouter((path) => (path === 'weights' ? { load: async () => weights() } : null))
  const opened = new UpscalerJS({ model: { ...require('@upscalerjs/esrgan-slim/4x'), path: 'weights' } })
  await opened.ready
  return opened
}

function weights(): object {
  const read = (name: string) => readFileSync(join(peers, '@upscalerjs/esrgan-slim/models/x4', name))
  const { modelTopology, weightsManifest } = JSON.parse(read('model.json').toString()) as {
    modelTopology: object
    weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly object[] }[]
  }
  const bytes = new Uint8Array(Buffer.concat(weightsManifest.flatMap(({ paths }) => paths.map(read))))
  return { modelTopology, weightSpecs: weightsManifest.flatMap(({ weights }) => weights), weightData: bytes.buffer }
}

async function timed(): Promise<number> {
  const { source, result, patchSize, padding } = setup
  const start = performance.now()
  tf.engine().startScope()
  const { data, info } = await sharp(source).raw().toBuffer({ resolveWithObject: true })
  const enlarged = await upscaler.upscale(tf.tensor3d(data, [info.height, info.width, 3]), { output: 'tensor', patchSize, padding })
  const [height, width] = enlarged.shape as [number, number]
  const pixels = Uint8Array.from(enlarged.round().dataSync())
  tf.engine().endScope()
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90, optimiseCoding: false })
    .toFile(result)
  return performance.now() - start
}
