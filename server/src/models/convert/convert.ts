// From files of a package to the bytes of an ONNX model: one entry for every kind of conversion.
import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import type { Conversion } from './conversion.ts'
import { convertNcnn } from './ncnn.ts'
import { convertRife } from './rife.ts'
import { convertGraphModel } from './tfjs-graph.ts'
import { convertLayersModel } from './tfjs-layers.ts'
import { convertWebsr } from './websr.ts'

/** `pathOf` says where a file of the package is. */
export async function convert(name: string, conversion: Conversion, pathOf: (file: string) => string): Promise<Uint8Array> {
  const bytes = (file: string) => readFile(pathOf(file))
  const text = (file: string) => readFile(pathOf(file), 'utf8')
  const beside = (model: string) => (path: string) => bytes(posix.join(posix.dirname(model), path))
  switch (conversion.kind) {
    case 'ncnn':
      return convertNcnn(await text(conversion.param), await bytes(conversion.bin), name).bytes
    case 'rife':
      return convertRife(await text(conversion.param), await bytes(conversion.bin), name)
    case 'tfjs-layers': {
      const { model, unit } = conversion
      return (await convertLayersModel({ name, model: await text(model), read: beside(model), unit })).bytes
    }
    case 'tfjs-graph': {
      const { model, ends } = conversion
      return convertGraphModel({ name, model: await text(model), read: beside(model), ends })
    }
    case 'websr':
      return convertWebsr(await text(conversion.weights), name).bytes
    case 'joined':
      return Buffer.concat(await Promise.all(conversion.parts.map(bytes)))
  }
}
