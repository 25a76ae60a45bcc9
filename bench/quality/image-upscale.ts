// image-upscale: pictures made smaller, then enlarged again.
import { lanczos } from '../../server/test/pictures.ts'
import { compressed, originals, resized } from './pictures.ts'
import type { Studio } from './studio.ts'
import { compared, head } from './tables.ts'

export async function upscaling(studio: Studio): Promise<string[]> {
  const lines = [
    '## Image upscale',
    '',
    'Made smaller, then enlarged again; the alternative is Lanczos. Degraded: the small picture was compressed as JPEG at quality 40 as well.',
    '',
    ...head(['quality, scale, source', 'tool PSNR', 'Lanczos', 'tool SSIM', 'Lanczos']),
  ]
  for (const scale of [2, 4])
    for (const state of ['clean', 'degraded'])
      for (const quality of ['draft', 'standard', 'restore', 'faithful']) {
        const cases = []
        for (const original of await originals()) {
          const small = await resized(original, original.width / scale, original.height / scale)
          const source = state === 'clean' ? small : await compressed(small, 40)
          const ours = await studio.picture(source, 'image-upscale', { scale }, quality)
          cases.push({ original, results: [ours, { ...original, rgb: lanczos(source.rgb, source.width, source.height, scale) }] })
        }
        lines.push(compared(`${quality} ${scale}x, ${state}`, cases))
      }
  return [...lines, '']
}
