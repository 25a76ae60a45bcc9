// How near a picture is to its original, what two masks have in common, and the mean.
import { psnr, ssim } from '../../server/test/pictures.ts'
import { brightnessOf } from '../../server/src/media/similarity.ts'
import type { Rgb } from './pictures.ts'

/** More is better. */
export type Measure = (picture: Rgb, original: Rgb) => number

export const decibels: Measure = (picture, original) => psnr(picture.rgb, original.rgb)

/** Of videos: colour, which they store with every other pixel, would hide what happens to the rest. */
export const decibelsOfBrightness: Measure = (picture, original) => psnr(brightnessOf(picture.rgb), brightnessOf(original.rgb))

export const likeness: Measure = ssim

/** What two masks have in common, as a share of what they cover together; a value of 128 or more is covered. */
export function iou(mask: Uint8Array, truth: Uint8Array): number {
  let [common, together] = [0, 0]
  for (const [at, value] of mask.entries()) {
    if (value >= 128 && truth[at]! >= 128) common++
    if (value >= 128 || truth[at]! >= 128) together++
  }
  return together === 0 ? 1 : common / together
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
