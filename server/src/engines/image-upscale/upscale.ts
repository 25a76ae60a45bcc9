// The upscale task as it runs in a child: decode, enlarge tile by tile, encode.
// Memory does not grow with the picture: source and result lie in files of plain pixels, of which a tile is held at a time. One megapixel that becomes sixteen
// takes a tenth of a second of a processor more for that, about a hundredth of its time, so small ones take the same way.
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Editor } from '../editor.ts'
import { write } from '../pictures/write.ts'
import { enlargeInto, loadUpscaler } from '../upscaling/enlarge.ts'
import { isGrey } from '../pictures/picture.ts'
import { decodedFile, openResultFile, type PictureFile, resultFile } from '../pictures/picture-file.ts'
import { imageUpscalers, stepsTo } from '../upscaling/upscalers.ts'

/** The last part of the way: the encoder says nothing while it works. */
const encodingShare = 0.05

export const upscale: Editor = async ({ edit, shape, sourcePath, resultPath, workFolder, modelsFolder, runtime }, { onProgress }) => {
  const [quality, scale] = [String(edit.quality), Number(edit.options.scale)]
  const files: PictureFile[] = []
  const kept = (file: PictureFile): PictureFile => {
    files.push(file)
    return file
  }
  try {
    const began = performance.now()
    const network = await loadUpscaler(stepsTo(imageUpscalers[quality], scale)!, scale, modelsFolder, runtime)
    const loaded = performance.now()
    const source = kept(await decodedFile(join(workFolder, 'decoded.v'), sourcePath))
    const decoded = performance.now()
    const { width, height, channels } = source
    const result = kept(await resultFile(join(workFolder, 'enlarged.tif'), { width: width * scale, height: height * scale, channels }))
    await enlargeInto(network, source, result, (share) => onProgress(share * (1 - encodingShare)))
    const enlarged = performance.now()
    const image = openResultFile(result)
    const encoding = { format: shape.format, encoding: 90, effort: 'quick' } as const
    const measurement = await write((await isGrey(sourcePath)) ? image.toColourspace('b-w') : image, encoding, resultPath)
    const encoded = performance.now()
    onProgress(1)
    return { measurement, ms: { load: loaded - began, decode: decoded - loaded, infer: enlarged - decoded, encode: encoded - enlarged } }
  } finally {
    for (const file of files) await file.remove()
  }
}
