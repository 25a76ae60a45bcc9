// image-erase: a hole in the middle, filled by the tool and by what lies around it, smoothed inwards.
import { fillHole } from '../../server/src/engines/image-erase/fill.ts'
import { originals, type Rgb } from './pictures.ts'
import { compared, head } from './tables.ts'

export async function erasing(): Promise<string[]> {
  const cases = []
  for (const original of await originals()) {
    const { width, height, rgb } = original
    const hole = new Uint8Array(width * height)
    for (let y = 84; y < 108; y++) hole.fill(1, y * width + 84, y * width + 108)
    const spoiled = rgb.map((value, at) => (hole[Math.floor(at / 3)] ? 0 : value))
    const inside = (filled: Uint8Array): Rgb => ({ width: 24, height: 24, rgb: filled.filter((_, at) => hole[Math.floor(at / 3)]) })
    const smooth = smoothed(spoiled, hole, width, height)
    cases.push({ original: inside(rgb), results: [inside(fillHole({ width, height, rgb: spoiled, hole })), inside(smooth)] })
  }
  return [
    '## Erase object',
    '',
    'A hole of 24 x 24 in the middle, against what was there; the alternative smooths the edge inwards. What is hidden cannot be known: the tool aims at',
    'what looks right, and PSNR favours what is smooth.',
    '',
    ...head(['', 'tool PSNR', 'smooth', 'tool SSIM', 'smooth']),
    compared('filled', cases),
    '',
  ]
}

/** Each value the mean of its four neighbours, until it hardly changes. */
function smoothed(rgb: Uint8Array, hole: Uint8Array, width: number, height: number): Uint8Array {
  const values = Float32Array.from(rgb)
  for (let round = 0; round < 600; round++)
    for (let y = 1; y < height - 1; y++)
      for (let x = 1; x < width - 1; x++)
        if (hole[y * width + x])
          for (let channel = 0; channel < 3; channel++) {
            const at = (y * width + x) * 3 + channel
            values[at] = (values[at - 3]! + values[at + 3]! + values[at - width * 3]! + values[at + width * 3]!) / 4
          }
  return Uint8Array.from(values, Math.round)
}
