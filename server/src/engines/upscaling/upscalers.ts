// The networks that enlarge pictures and frames, and which quality of a tool uses which. Some come with the studio, others with a model pack.
import { packFile, packModel } from '../../models/installed.ts'
import { modelFile, models } from './models.ts'
import { tilesOf } from '../pictures/tiles.ts'

export interface Upscaler {
  /** How many times wider and higher one run of the network makes a picture. */
  readonly scales: readonly number[]
  /** How far a result pixel sees, in source pixels, beyond which nothing changes it by more than one of 255; tiles overlap by it on each side. */
  readonly radius: number
  /** Multiply-accumulate operations for one source pixel: what its speed follows. */
  readonly work: (scale: number) => number
  /** The model pack that it comes with. */
  readonly pack: string | null
  readonly model: (scale: number) => { readonly name: string; readonly version: string }
  /** Path of the file that the runtime loads. @throws Refusal `model_not_installed`, `model_corrupt`; EngineError */
  readonly file: (modelsFolder: string, scale: number) => Promise<string>
}

function shipped(quality: string): Upscaler {
  const { name, version, radius, scales } = models[quality]!
  return {
    scales: Object.keys(scales).map(Number),
    radius,
    work: (scale) => scales[scale]!.work,
    pack: null,
    model: () => ({ name, version }),
    file: (modelsFolder, scale) => modelFile(modelsFolder, quality, scale),
  }
}

interface Packed {
  readonly scales: readonly number[]
  readonly radius: number
  readonly work: number
  readonly fileName: (scale: number) => string
}

function packed(pack: string, { scales, radius, work, fileName }: Packed): Upscaler {
  return {
    ...{ scales, radius, pack },
    work: () => work,
    model: (scale) => packModel(pack, fileName(scale)),
    file: (modelsFolder, scale) => packFile(modelsFolder, pack, fileName(scale)),
  }
}

// The radii of packs were found by cutting a photograph into tiles with more and more around them, until the whole picture came out, but for one of 255.
const slim = shipped('draft')
const medium = shipped('standard')
const thick = packed('esrgan-thick', { scales: [2, 3, 4, 8], radius: 16, work: 7_250_000, fileName: (scale) => `x${scale}.onnx` })
const general = packed('realesrgan', { scales: [4], radius: 24, work: 1_210_000, fileName: () => 'x4.onnx' })
const clean = packed('realesrgan-video', { scales: [2, 3, 4], radius: 16, work: 620_000, fileName: (scale) => `x${scale}.onnx` })
const film = packed('anime4k', { scales: [2], radius: 8, work: 9_600, fileName: () => 'x2-film.onnx' })

export const imageUpscalers: Readonly<Record<string, Upscaler>> = { draft: slim, standard: medium, restore: general, faithful: thick }
export const videoUpscalers: Readonly<Record<string, Upscaler>> = { fast: film, standard: slim, restore: clean }

export interface Step {
  readonly upscaler: Upscaler
  readonly scale: number
}

/**
 * The runs that a scale takes: one of a network that makes it; else of one that makes the least that is more, which is then made smaller; else two that
 * double; else its largest and then the quick network, which adds nothing of its own. Null where the quality is unknown.
 */
export function stepsTo(upscaler: Upscaler | undefined, scale: number): readonly Step[] | null {
  if (!upscaler) return null
  const scales = upscaler.scales.toSorted((a, b) => a - b)
  const enough = scales.find((one) => one >= scale)
  if (enough) return [{ upscaler, scale: enough }]
  const most = scales.at(-1)!
  if (most === 2) return [{ upscaler, scale: 2 }, ...(stepsTo(upscaler, Math.ceil(scale / 2)) ?? [])]
  return [{ upscaler, scale: most }, ...(stepsTo(slim, Math.ceil(scale / most)) ?? [])]
}

/** How far a result pixel sees through all steps, in pixels of the source. */
export function radiusOf(steps: readonly Step[]): number {
  let made = 1
  let radius = 0
  for (const step of steps) {
    radius += step.upscaler.radius / made
    made *= step.scale
  }
  return Math.ceil(radius)
}

/** Longest side of a tile, in source pixels: a few hundred megabytes of activations at 64 channels, and little spent on what tiles see twice. */
export const longestTile = 256

/** A later step sees what the earlier ones made, which is larger: then tiles are smaller. */
export function longestFor(steps: readonly unknown[]): number {
  return steps.length > 1 ? longestTile / 2 : longestTile
}

/** Multiply-accumulate operations of all steps for a picture or a frame, what tiles see twice included. */
export function workOf(steps: readonly Step[], { width, height }: { readonly width: number; readonly height: number }): number {
  const radius = radiusOf(steps)
  const tiles = tilesOf(width, height, longestFor(steps))
  const seen = tiles.reduce((sum, tile) => sum + (tile.width + 2 * radius) * (tile.height + 2 * radius), 0)
  return seen * workOfPixel(steps)
}

/** Multiply-accumulate operations of all steps for one pixel of the source. */
export function workOfPixel(steps: readonly Step[]): number {
  let made = 1
  let work = 0
  for (const step of steps) {
    work += step.upscaler.work(step.scale) * made ** 2
    made *= step.scale
  }
  return work
}

/** Multiply-accumulate operations a second of two common cores; what a machine really does is learned from its first runs. */
export const guessedSpeed = 125e9

/** The first network decides what is seen; the record names it. */
export function modelOfSteps(steps: readonly Step[] | null): { readonly name: string; readonly version: string } | null {
  const [first] = steps ?? []
  return first ? first.upscaler.model(first.scale) : null
}
