// Pictures whose subject is known to the pixel: something cut out of one photograph by a shape, laid over another one that is out of focus.
import sharp from 'sharp'
import { imageOf, originals, type Rgb } from './pictures.ts'

export interface Known {
  readonly picture: Rgb
  /** 255 where the subject is. */
  readonly truth: Uint8Array
}

const edge = 384
const shapes = [
  '<ellipse cx="192" cy="200" rx="95" ry="130"/>',
  '<circle cx="200" cy="190" r="105"/>',
  '<rect x="100" y="90" width="170" height="220" rx="40"/>',
  '<path d="M192 60 L235 160 L340 165 L258 230 L290 335 L192 275 L95 335 L127 230 L45 165 L150 160 Z"/>',
  '<path d="M130 330 Q90 200 150 120 Q200 40 250 120 Q310 200 260 330 Z"/>',
]

export async function knownCutOuts(): Promise<readonly Known[]> {
  const all = await originals()
  return Promise.all(
    all.slice(0, 10).map(async (subject, index) => {
      const behind = all[(index + 5) % all.length]!
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${edge}" height="${edge}"><g fill="white">${shapes[index % shapes.length]}</g></svg>`
      const shape = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer()
      const front = await imageOf(subject).resize(edge, edge).raw().toBuffer()
      const cut = await sharp(front, { raw: { width: edge, height: edge, channels: 3 } })
        .joinChannel(shape, { raw: { width: edge, height: edge, channels: 1 } })
        .png()
        .toBuffer()
      const far = await imageOf(behind).resize(edge, edge).blur(9).png().toBuffer()
      const rgb = await sharp(far)
        .composite([{ input: cut }])
        .removeAlpha()
        .raw()
        .toBuffer()
      return { picture: { width: edge, height: edge, rgb }, truth: Uint8Array.from(shape) }
    }),
  )
}

/** The plain alternative: what differs from the mean colour of the picture's edge by more than the threshold that parts the differences best (Otsu). */
export function byColour({ rgb, width, height }: Rgb): Uint8Array {
  const border = Array.from({ length: width * height }, (_, at) => at).filter(
    (at) => at % width < 4 || at % width >= width - 4 || at < 4 * width || at >= (height - 4) * width,
  )
  const usual = [0, 1, 2].map((channel) => border.reduce((sum, at) => sum + rgb[at * 3 + channel]!, 0) / border.length)
  const distances = Float32Array.from({ length: width * height }, (_, at) => Math.hypot(...usual.map((value, channel) => rgb[at * 3 + channel]! - value)))
  const threshold = otsu(distances)
  return Uint8Array.from(distances, (distance) => (distance > threshold ? 255 : 0))
}

function otsu(values: Float32Array): number {
  const sorted = values.toSorted()
  let [best, threshold] = [-1, 0]
  const total = sorted.reduce((sum, value) => sum + value, 0)
  let below = 0
  for (let at = 0; at < sorted.length - 1; at++) {
    below += sorted[at]!
    const [low, high] = [at + 1, sorted.length - at - 1]
    const between = low * high * (below / low - (total - below) / high) ** 2
    if (between > best) [best, threshold] = [between, sorted[at]!]
  }
  return threshold
}
