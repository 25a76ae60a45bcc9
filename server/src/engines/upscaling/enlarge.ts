// Enlarges a picture by a network, tile by tile. Runs in a child, whose thread each tile blocks.
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as ort from 'onnxruntime-node'
import sharp from 'sharp'
import type { Runtime } from '../editor.ts'
import { loadNetwork } from '../network.ts'
import type { Rgb } from '../pictures/rgb.ts'
import { enlargeIntoAlpha } from './cubic.ts'
import { readTransparent } from '../pictures/picture.ts'
import { inMemory, type Raster, readArea, writeArea } from '../pictures/raster.ts'
import { type Area, enlargedArea, grown, tilesOf } from '../pictures/tiles.ts'
import { longestFor, radiusOf, type Step } from './upscalers.ts'

export interface Network {
  /** One after the other, on each tile. */
  readonly steps: readonly { readonly session: ort.InferenceSession; readonly scale: number }[]
  /** How many times wider and higher the result is: at most what the steps make, which is then made smaller. */
  readonly scale: number
  /**
   * How far a result pixel sees, in source pixels. Each tile is shown with that much around it, so that tiles join without a seam; beyond the picture, its edge
   * pixels repeated. The network itself sees black there: it darkens a border by up to a decibel, and ruins what is only a few pixels wide.
   */
  readonly radius: number
}

export async function loadUpscaler(steps: readonly Step[], scale: number, modelsFolder: string, runtime: Runtime): Promise<Network> {
  const loaded: { session: ort.InferenceSession; scale: number }[] = []
  for (const step of steps) loaded.push({ session: await loadNetwork(await step.upscaler.file(modelsFolder, step.scale), runtime), scale: step.scale })
  return { steps: loaded, scale, radius: radiusOf(steps) }
}

/** The picture in memory, `scale` times as wide and high. */
export async function enlarge(network: Network, picture: Rgb, onTile: (share: number) => void, longest?: number): Promise<Buffer> {
  const { width, height } = picture
  const pixels = Buffer.allocUnsafe(width * height * network.scale ** 2 * 3)
  const result = { width: width * network.scale, height: height * network.scale, channels: 3, store: inMemory(pixels) }
  await enlargeInto(network, { width, height, channels: 3, store: inMemory(picture.rgb) }, result, onTile, longest)
  return pixels
}

/** Fills the result, `scale` times as wide and high as the source, tile by tile: of both, no more than one tile is held. Four channels are colours and opacity. */
export async function enlargeInto(
  network: Network,
  source: Raster,
  result: Raster,
  onTile: (share: number) => void,
  longest = longestFor(network.steps),
): Promise<void> {
  const { scale, radius } = network
  const tiles = tilesOf(source.width, source.height, longest)
  for (const [index, tile] of tiles.entries()) {
    const window = grown(tile, radius)
    const { rgb, alpha } = source.channels === 3 ? { rgb: readArea(source, window), alpha: null } : await readTransparent(source, window)
    const colours = await enlarged(network, rgb, window)
    const pixels = alpha ? withAlpha(colours, alpha, window, scale) : colours
    writeArea(result, enlargedArea(tile, scale), pixels, enlargedArea(window, scale))
    onTile((index + 1) / tiles.length)
    // The session blocks this thread; here messages get out, and the parent's end is noticed.
    await nextTurn()
  }
}

async function enlarged({ steps, scale }: Network, rgb: Uint8Array, { width, height }: Area): Promise<Uint8Array> {
  let pixels = rgb
  let made = 1
  for (const step of steps) {
    const { output } = await step.session.run({ image: new ort.Tensor('uint8', pixels, [1, height * made, width * made, 3]) })
    pixels = output!.data as Uint8Array
    made *= step.scale
  }
  return resized(pixels, { width, height }, made, scale)
}

/** A window that was made larger than wanted. Its edges are whole source pixels, so that windows made smaller still meet. */
async function resized(rgb: Uint8Array, { width, height }: Pick<Area, 'width' | 'height'>, from: number, to: number): Promise<Uint8Array> {
  if (from === to) return rgb
  const image = sharp(rgb, { raw: { width: width * from, height: height * from, channels: 3 } })
  return image
    .resize(width * to, height * to, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
}

/** A mask has no texture to restore: it is interpolated. */
function withAlpha(rgb: Uint8Array, alpha: Uint8Array, { width, height }: Area, scale: number): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!
    rgba[to + 1] = rgb[from + 1]!
    rgba[to + 2] = rgb[from + 2]!
  }
  enlargeIntoAlpha(alpha, { width, height, scale }, rgba)
  return rgba
}
