// image-adjust: a slightly blurred picture, sharpened.
import { noisy } from '../../server/test/damage.ts'
import { imageOf, originals, type Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { compared, head } from './tables.ts'

const blurred = async (picture: Rgb): Promise<Rgb> => ({ ...picture, rgb: await imageOf(picture).blur(1).raw().toBuffer() })
const unsharp = async (picture: Rgb): Promise<Rgb> => ({ ...picture, rgb: await imageOf(picture).sharpen().raw().toBuffer() })

export async function sharpening(studio: Studio): Promise<string[]> {
  const lines = [
    '## Sharpen',
    '',
    "Blurred by a Gaussian of deviation 1, then sharpened by `image-adjust`; the alternative is sharp's plain unsharp mask as it is. Grain: noise of deviation 4 as well.",
    '',
    ...head(['setting, source', 'tool PSNR', 'unsharp mask', 'left blurred', 'tool SSIM', 'unsharp mask', 'left blurred']),
  ]
  for (const grain of [false, true])
    for (const sharpen of [25, 50, 100]) {
      const cases = []
      for (const original of await originals()) {
        const soft = await blurred(original)
        const source = grain ? { ...soft, rgb: noisy(soft.rgb, 4) } : soft
        cases.push({ original, results: [await studio.picture(source, 'image-adjust', { sharpen }), await unsharp(source), source] })
      }
      lines.push(compared(`sharpen ${sharpen}, blurred${grain ? ' with grain' : ''}`, cases))
    }
  return [...lines, '']
}
