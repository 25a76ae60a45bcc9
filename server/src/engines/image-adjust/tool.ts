// image-adjust: light, contrast, colour, warmth and sharpness by hand, with libvips.
import { type LocalTool, megapixels } from '../local-tool.ts'

/** Seconds for each megapixel. */
const guesses: Readonly<Record<string, number>> = { jpeg: 0.06, png: 0.2, webp: 0.3, avif: 1 }

export const imageAdjust: LocalTool = {
  id: 'image-adjust-sharp',
  tool: 'image-adjust',
  unsupported: ({ options }) =>
    ['brightness', 'contrast', 'saturation', 'warmth', 'sharpen'].some((name) => options[name] !== 0) ? null : 'Every setting is 0: nothing would change.',
  work: (_edit, measurement, { format }) => ({ kind: `adjust-${format}`, amount: megapixels(measurement), guess: guesses[format] ?? 0 }),
}
