// The editor of all restoring tools as it runs in a child: the network on tiles or on the whole picture made small, then as much of the change as was asked for.
import { performance } from 'node:perf_hooks'
import * as ort from 'onnxruntime-node'
import { packFile } from '../../models/installed.ts'
import type { Editor } from '../editor.ts'
import { loadNetwork } from '../network.ts'
import { readPicture } from '../pictures/picture.ts'
import { type Rgb, writeEdited } from '../pictures/rgb.ts'
import { networkFor } from './networks.ts'
import { inTiles, wholeAtOnce } from './run.ts'

export const restore: Editor = async (request, { onProgress }) => {
  const { edit, sourcePath, modelsFolder, runtime } = request
  const began = performance.now()
  const network = networkFor(edit)
  const session = await loadNetwork(await packFile(modelsFolder, network.pack, network.file), runtime)
  const loaded = performance.now()
  const picture = await readPicture(sourcePath)
  const decoded = performance.now()
  const run = async (square: Uint8Array): Promise<Uint8Array> => {
    const { output } = await session.run({ image: new ort.Tensor('uint8', square, [1, network.size, network.size, 3]) })
    return Uint8Array.from(output!.data as Uint8Array)
  }
  const restored = await (network.sees === 'local' ? inTiles : wholeAtOnce)(picture, network, run, (share) => onProgress(share * 0.95))
  const mixed = mix(picture, restored, Number(edit.options.strength) / 100)
  const inferred = performance.now()
  const measurement = await writeEdited(picture, mixed, request)
  onProgress(1)
  return { measurement, ms: { load: loaded - began, decode: decoded - loaded, infer: inferred - decoded, encode: performance.now() - inferred } }
}

function mix({ rgb }: Rgb, restored: Uint8Array, strength: number): Uint8Array {
  return strength === 1 ? restored : restored.map((value, at) => Math.round(rgb[at]! + (value - rgb[at]!) * strength))
}
