// Result: what an edit's result will be, from the edit and the source's measurement alone. The estimate shows it, limits are checked against it,
// engines must produce it and the inspection of the result (rule I2, I3) holds them to it.
import type { Measurement } from './measurement.ts'
import { Refusal } from './refusal.ts'
import type { Edit, OptionValue } from './tool.ts'

export interface ResultShape {
  readonly width: number
  readonly height: number
  /** "jpeg", "png", "webp" or "avif". */
  readonly format: string
}

/** The part of the picture to keep, in as-seen source pixels. */
export interface Crop {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The longest edge each format can hold; PNG's own limit lies far above any the studio reaches. */
const longestEdge: Readonly<Record<string, number>> = { jpeg: 65_500, webp: 16_383, avif: 16_384, png: 2 ** 31 - 1 }

/** @throws Refusal `option_out_of_range` where a crop lies outside the source, `unsupported_edit` where the chosen format cannot hold the size. */
export function resultOf(edit: Edit, measurement: Measurement): ResultShape {
  const size = edit.tool === 'image-upscale' ? upscaledSize(edit, measurement) : convertedSize(edit, measurement)
  return { ...size, format: resultFormat(edit, measurement, size) }
}

/** The part an edit keeps: all of it where no crop was asked for; from the corner to the far edge where only a corner was. */
export function cropOf(edit: Edit, { width, height }: Measurement): Crop {
  const left = whole(edit.options.cropLeft) ?? 0
  const top = whole(edit.options.cropTop) ?? 0
  const crop = { left, top, width: whole(edit.options.cropWidth) ?? width - left, height: whole(edit.options.cropHeight) ?? height - top }
  checkEdge('cropLeft', 'cropWidth', left, crop.width, width)
  checkEdge('cropTop', 'cropHeight', top, crop.height, height)
  return crop
}

function checkEdge(startOption: string, lengthOption: string, start: number, length: number, available: number): void {
  if (start < available && start + length <= available) return
  const option = start >= available ? startOption : lengthOption
  throw new Refusal('option_out_of_range', `The crop lies outside the picture: pixels ${start} to ${start + length} of ${available}.`, {
    option,
    value: option === startOption ? start : length,
    domain: option === startOption ? `a whole number from 0 to ${available - 1}` : `a whole number from 1 to ${available - start}`,
  })
}

function upscaledSize(edit: Edit, { width, height }: Measurement): { width: number; height: number } {
  const scale = whole(edit.options.scale) ?? 1
  return { width: width * scale, height: height * scale }
}

function convertedSize(edit: Edit, measurement: Measurement): { width: number; height: number } {
  const source = cropOf(edit, measurement)
  const width = whole(edit.options.width)
  const height = whole(edit.options.height)
  if (width !== undefined && height !== undefined && edit.options.fit !== 'inside') return { width, height }
  if (width !== undefined && height !== undefined) return shrunk(source, Math.max(source.width / width, source.height / height))
  if (width !== undefined) return shrunk(source, source.width / width)
  if (height !== undefined) return shrunk(source, source.height / height)
  return { width: source.width, height: source.height }
}

/** Both edges divided by `shrink`, rounded as libvips rounds them: half a pixel counts up, and enlarging multiplies by the inverse instead. */
function shrunk({ width, height }: { width: number; height: number }, shrink: number): { width: number; height: number } {
  const edge = (length: number) => {
    const bounded = Math.min(shrink, length)
    return Math.max(1, Math.floor((bounded > 1 ? length / bounded : length * (1 / bounded)) + 0.5))
  }
  return { width: edge(width), height: edge(height) }
}

function resultFormat(edit: Edit, measurement: Measurement, size: { width: number; height: number }): string {
  const holds = (format: string) => Math.max(size.width, size.height) <= (longestEdge[format] ?? 0)
  const asked = String(edit.options.format)
  if (asked === 'same') {
    const kept = edit.tool === 'image-upscale' ? ['jpeg', 'png', 'webp'] : ['jpeg', 'png', 'webp', 'avif']
    return kept.includes(measurement.format) && holds(measurement.format) ? measurement.format : 'png'
  }
  if (!holds(asked))
    throw new Refusal(
      'unsupported_edit',
      `${asked.toUpperCase()} holds at most ${longestEdge[asked]} pixels a side; the result has ${size.width} x ${size.height}.`,
      {
        format: asked,
        ...size,
        longestEdge: longestEdge[asked],
      },
    )
  return asked
}

function whole(value: OptionValue | undefined): number | undefined {
  return value === undefined ? undefined : Number(value)
}
