// The tools that restore a picture: each on the damage it is for.
import { changed, dark, hazy, noisy, rainy } from '../../server/test/damage.ts'
import { finelyRainy, imageOf, medianOf, originals, type Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { compared, head } from './tables.ts'

interface Damage {
  readonly tool: string
  readonly name: string
  readonly spoil: (picture: Rgb) => Rgb
  readonly alternative: string
  readonly plain: (picture: Rgb) => Promise<Rgb>
}

const stretch = {
  alternative: 'stretched to full range',
  plain: async (picture: Rgb) => ({ ...picture, rgb: await imageOf(picture).normalise({ lower: 1, upper: 99 }).removeAlpha().raw().toBuffer() }),
}
const median = { alternative: 'median of 3 x 3', plain: medianOf }
const spoiled =
  (spoil: (rgb: Uint8Array, width: number) => Uint8Array) =>
  (picture: Rgb): Rgb => ({ ...picture, rgb: spoil(picture.rgb, picture.width) })

/** Three fifths of the contrast, on grey, in warm light. */
const flat = (rgb: Uint8Array) => changed(rgb, (value, at) => (50 + 0.6 * value) * [1.05, 1, 0.85][at % 3]!)

const damages: readonly Damage[] = [
  { tool: 'image-denoise', name: 'noise of deviation 20', spoil: spoiled((rgb) => noisy(rgb, 20)), ...median },
  { tool: 'image-enhance', name: 'underexposed, a little noise', spoil: spoiled(dark), ...stretch },
  { tool: 'image-dehaze', name: 'haze, thicker towards the top', spoil: spoiled((rgb, width) => hazy(rgb, width)), ...stretch },
  { tool: 'image-derain', name: 'soft streaks of rain', spoil: spoiled((rgb, width) => rainy(rgb, width)), ...median },
  { tool: 'image-derain', name: 'streaks of a single pixel', spoil: finelyRainy, ...median },
  { tool: 'image-retouch', name: 'flat, in warm light', spoil: spoiled(flat), ...stretch },
]

export async function restoring(studio: Studio): Promise<string[]> {
  const lines = ['## Restoration', '', ...head(['tool, damage, alternative', 'tool PSNR', 'alternative', 'tool SSIM', 'alternative'])]
  for (const { tool, name, spoil, alternative, plain } of damages) {
    const cases = []
    for (const original of await originals()) {
      const source = spoil(original)
      cases.push({ original, results: [await studio.picture(source, tool, {}), await plain(source)] })
    }
    lines.push(compared(`${tool}: ${name}; ${alternative}`, cases))
  }
  return [...lines, '']
}
