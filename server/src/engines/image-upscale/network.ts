// The network at work: a loaded ONNX session, run tile by tile into one result buffer. Runs in a child, whose thread each tile blocks.
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as ort from 'onnxruntime-node'
import sharp from 'sharp'
import type { Picture } from './picture.ts'
import { type Area, tilesOf } from './tiles.ts'

export interface Runtime {
  /** Execution providers in order of preference; "cpu" is always there. */
  readonly providers: readonly string[]
  readonly threads: number
}

export interface Network {
  readonly session: ort.InferenceSession
  readonly scale: number
  /** How far a result pixel sees, in source pixels. Each tile is shown with that much around it, so that tiles join without a seam. */
  readonly radius: number
}

/** Longest side of a tile, in source pixels: a few hundred megabytes of activations at 64 channels, and little spent on what tiles see twice. */
export const longestTile = 256

/** Loaded networks stay for the next run; few, because each keeps the memory of its largest tile. */
const loaded = new Map<string, Promise<ort.InferenceSession>>()
const mostLoaded = 2

export async function loadNetwork(path: string, runtime: Runtime): Promise<ort.InferenceSession> {
  const session = loaded.get(path) ?? createSession(path, runtime)
  // Set again, so that the map is ordered by last use.
  loaded.delete(path)
  loaded.set(path, session)
  const [oldest] = loaded.keys()
  if (loaded.size > mostLoaded && oldest !== undefined) {
    const dropped = loaded.get(oldest)
    loaded.delete(oldest)
    await (await dropped)?.release()
  }
  return session
}

function createSession(path: string, { providers, threads }: Runtime): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(path, {
    executionProviders: [...providers],
    intraOpNumThreads: threads,
    // A pattern is kept for each shape ever seen; pictures come in many, and it gains no time here.
    enableMemPattern: false,
    logSeverityLevel: 3,
  })
}

/** The result's pixels, `scale` times as wide and high: three bytes each, or four where the picture has transparency, the fourth left to be filled. */
export async function enlarge(network: Network, picture: Picture, onTile: (share: number) => void, longest = longestTile): Promise<Buffer> {
  const { session, scale, radius } = network
  const seen = await withSurroundings(picture, radius)
  const result = { width: picture.width * scale, channels: picture.alpha ? 4 : 3 }
  const pixels = Buffer.allocUnsafe(result.width * picture.height * scale * result.channels)
  const tiles = tilesOf(picture.width, picture.height, longest)
  for (const [index, tile] of tiles.entries()) {
    const window = { ...tile, width: tile.width + 2 * radius, height: tile.height + 2 * radius }
    const { output } = await session.run({ image: new ort.Tensor('uint8', cutOut(seen, window), [1, window.height, window.width, 3]) })
    place(output!.data as Uint8Array, { tile, network, result, pixels })
    output!.dispose()
    onTile((index + 1) / tiles.length)
    // The session blocks this thread; here messages get out, and the parent's end is noticed.
    await nextTurn()
  }
  return pixels
}

interface Pixels {
  readonly rgb: Uint8Array
  readonly width: number
}

/**
 * The picture with its edge pixels repeated outwards. The network itself sees black beyond the edge: it darkens a border by up to a decibel, and ruins what is
 * only a few pixels wide. A window that begins at `left` here is the picture from `left - by`.
 */
async function withSurroundings({ rgb, width, height }: Picture, by: number): Promise<Pixels> {
  const image = sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  return { rgb: await image.extend({ top: by, bottom: by, left: by, right: by, extendWith: 'copy' }).raw().toBuffer(), width: width + 2 * by }
}

function cutOut({ rgb, width }: Pixels, area: Area): Uint8Array {
  const part = new Uint8Array(area.width * area.height * 3)
  for (let row = 0; row < area.height; row++) {
    const from = ((area.top + row) * width + area.left) * 3
    part.set(rgb.subarray(from, from + area.width * 3), row * area.width * 3)
  }
  return part
}

interface Placing {
  readonly tile: Area
  readonly network: Network
  readonly result: { readonly width: number; readonly channels: number }
  readonly pixels: Buffer
}

/** Copies what belongs to the tile, without its surroundings, to where it belongs. */
function place(output: Uint8Array, { tile, network: { scale, radius }, result, pixels }: Placing): void {
  const source = Buffer.from(output.buffer, output.byteOffset, output.length)
  const across = tile.width * scale
  const outputRow = (tile.width + 2 * radius) * scale * 3
  for (let row = 0; row < tile.height * scale; row++) {
    const from = (radius * scale + row) * outputRow + radius * scale * 3
    const to = ((tile.top * scale + row) * result.width + tile.left * scale) * result.channels
    if (result.channels === 3) source.copy(pixels, to, from, from + across * 3)
    else copyColours(source, from, pixels, to, across)
  }
}

function copyColours(rgb: Buffer, from: number, rgba: Buffer, to: number, count: number): void {
  for (let pixel = 0; pixel < count; pixel++) {
    rgba[to + pixel * 4] = rgb[from + pixel * 3]!
    rgba[to + pixel * 4 + 1] = rgb[from + pixel * 3 + 1]!
    rgba[to + pixel * 4 + 2] = rgb[from + pixel * 3 + 2]!
  }
}
