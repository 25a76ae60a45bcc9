// The image-adjust editor as it runs in a child. Every step is one of libvips, on whole pixels, so memory is that of a few rows.
import { performance } from 'node:perf_hooks'
import type { Options } from '@keter/core'
import type { Sharp } from 'sharp'
import { openImage } from '../../media/open.ts'
import type { Editor } from '../editor.ts'
import { write } from '../pictures/write.ts'

export const adjust: Editor = async ({ edit, shape, sourcePath, resultPath }, { onProgress }) => {
  const began = performance.now()
  const picture = adjusted(openImage(sourcePath).autoOrient().toColourspace('srgb'), edit.options)
  const measurement = await write(picture, { format: shape.format, encoding: Number(edit.options.encoding), effort: 'small' }, resultPath)
  onProgress(1)
  return { measurement, ms: { decode: 0, infer: 0, encode: performance.now() - began } }
}

/** Each setting is -100 to 100 and changes nothing at 0. Light as a factor from a half to twice, colour from none to twice; contrast turns the scale about the middle grey. */
export function adjusted(picture: Sharp, options: Options): Sharp {
  const [brightness, contrast, saturation, warmth, sharpen] = ['brightness', 'contrast', 'saturation', 'warmth', 'sharpen'].map(
    (name) => Number(options[name]) / 100,
  )
  if (brightness || saturation) picture.modulate({ brightness: 2 ** brightness!, saturation: 1 + saturation! })
  if (contrast || warmth) {
    const slope = 2 ** contrast!
    const middle = 128 * (1 - slope)
    // A fifth at the most: beyond it, white is a colour.
    const [red, blue] = [1 + 0.2 * warmth!, 1 - 0.2 * warmth!]
    picture.linear([slope * red, slope, slope * blue], [middle * red, middle, middle * blue])
  }
  // Flat areas, whose differences are noise, are left alone (m1 0); edges up to three times as steep.
  if (sharpen) picture.sharpen({ sigma: 1, m1: 0, m2: 3 * sharpen })
  return picture
}
