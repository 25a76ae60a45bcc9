// Makes a picture twice as wide and high in this process and prints the size of the result and the most memory that it took. The network is left out, its result
// is black: so a large picture takes a second.
import { join } from 'node:path'
import type * as ort from 'onnxruntime-node'
import { peakMegabytes } from '../../../test/processes.ts'
import { write } from '../pictures/write.ts'
import { enlargeInto, type Network } from './enlarge.ts'
import { decodedFile, openResultFile, resultFile } from '../pictures/picture-file.ts'

const session = { run: async ({ image }: { image: ort.Tensor }) => ({ output: { data: new Uint8Array(image.data.length * 4) } }) }
const network = { steps: [{ session, scale: 2 }], scale: 2, radius: 12 } as unknown as Network
const [sourcePath = '', folder = ''] = process.argv.slice(2)
const source = await decodedFile(join(folder, 'decoded.v'), sourcePath)
const result = await resultFile(join(folder, 'enlarged.tif'), { width: source.width * 2, height: source.height * 2, channels: 3 })
await enlargeInto(network, source, result, () => undefined)
const { width, height } = await write(openResultFile(result), { format: 'jpeg', encoding: 90, effort: 'quick' }, join(folder, 'result.jpg'))
for (const file of [source, result]) await file.remove()
console.log(JSON.stringify({ width, height, megabytes: peakMegabytes(process.pid) }))
