// Result: what an edit's result will be, from the edit and the source's measurement alone. The estimate shows it, limits are checked against it,
// engines must produce it and the inspection of the result (rules I2, I3, I12) holds them to it.
import type { Measurement, VideoMeasurement } from './measurement.ts'
import { Refusal } from './refusal.ts'
import { type Edit, type OptionValue, toolNamed } from './tool.ts'

export interface ResultShape {
  readonly width: number
  readonly height: number
  /** "jpeg", "png", "webp" or "avif"; "mp4", "webm" or "gif". */
  readonly format: string
  /** Of a video. */
  readonly durationMs?: number
  readonly frames?: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** The part of the picture to keep, in as-seen source pixels. */
export interface Crop extends Size {
  readonly left: number
  readonly top: number
}

/** The longest edge each format can hold; PNG's own limit lies far above any the studio reaches. */
const longestEdge: Readonly<Record<string, number>> = { jpeg: 65_500, webp: 16_383, avif: 16_384, png: 2 ** 31 - 1 }

/**
 * @throws Refusal `unsupported_edit` where the tool edits another kind of media or the chosen format cannot hold the result,
 * `option_out_of_range` where a crop or a part lies outside the source
 */
export function resultOf(edit: Edit, measurement: Measurement): ResultShape {
  const tool = toolNamed(edit.tool)
  if (tool.media !== measurement.media)
    throw new Refusal(
      'unsupported_edit',
      `${tool.title} edits ${tool.media}s; this is ${measurement.media === 'image' ? 'an image' : `a ${measurement.media}`}.`,
      {
        tool: tool.id,
        media: measurement.media,
      },
    )
  const size = sizeOf(edit, measurement)
  return measurement.media === 'video' ? { ...size, ...videoTime(edit, measurement) } : { ...size, format: pictureFormat(edit, measurement, size) }
}

function sizeOf(edit: Edit, measurement: Measurement): Size {
  switch (edit.tool) {
    case 'image-convert':
      return convertedSize(edit, measurement)
    case 'video-convert':
      return convertedVideo(edit, measurement)
    case 'video-reframe':
      return reframedSize(edit, measurement)
    default: {
      const scale = whole(edit.options.scale) ?? 1
      return { width: measurement.width * scale, height: measurement.height * scale }
    }
  }
}

// ---- pictures

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

function convertedSize(edit: Edit, measurement: Measurement): Size {
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
function shrunk({ width, height }: Size, shrink: number): Size {
  const edge = (length: number) => {
    const bounded = Math.min(shrink, length)
    return Math.max(1, Math.floor((bounded > 1 ? length / bounded : length * (1 / bounded)) + 0.5))
  }
  return { width: edge(width), height: edge(height) }
}

/** Whether what the edit makes must be able to be transparent. */
export const makesTransparent = ({ tool, options }: Edit): boolean => tool === 'image-remove-background' && options.background === 'transparent'

function pictureFormat(edit: Edit, measurement: Measurement, size: Size): string {
  const holds = (format: string) => Math.max(size.width, size.height) <= (longestEdge[format] ?? 0) && !(makesTransparent(edit) && format === 'jpeg')
  const asked = String(edit.options.format)
  if (asked === 'same') {
    const option = toolNamed(edit.tool).options.format
    const written: readonly (string | number)[] = option?.kind === 'choice' ? option.values : []
    return written.includes(measurement.format) && holds(measurement.format) ? measurement.format : 'png'
  }
  if (holds(asked)) return asked
  if (makesTransparent(edit) && asked === 'jpeg')
    throw new Refusal('unsupported_edit', 'JPEG holds no transparency: choose PNG or WebP, or another background.', { format: asked })
  throw new Refusal(
    'unsupported_edit',
    `${asked.toUpperCase()} holds at most ${longestEdge[asked]} pixels a side; the result has ${size.width} x ${size.height}.`,
    { format: asked, ...size, longestEdge: longestEdge[asked] },
  )
}

// ---- videos

/** The most of a preview, in milliseconds. */
const previewMs = 1000

function videoTime(edit: Edit, source: VideoMeasurement): { format: string; durationMs: number; frames: number } {
  const format = String(edit.options.format ?? 'mp4')
  const part = partOf(edit, source)
  const { from, to } = framesWithin(part, source)
  // Where frames come evenly, a part begins and ends with one of them.
  const durationMs = source.variable ? part.endMs - part.startMs : Math.max(1, Math.round(((to - from) / source.frames) * source.durationMs))
  const frames = to - from
  switch (edit.tool) {
    case 'video-interpolate':
      // A frame between each two, and the last one held as long as the others.
      return { format, durationMs: durationMs * (edit.options.motion === 'slow' ? 2 : 1), frames: frames * 2 }
    case 'video-convert':
      return { format, durationMs, frames: format === 'gif' ? Math.ceil(frames / gifStep(source)) : frames }
    default:
      return { format, durationMs, frames }
  }
}

/** Browsers show no more frames a second of a GIF; a faster one they slow down to ten. */
const gifRate = 50

/** Of a video that becomes a GIF, each so-manieth frame is kept. */
export function gifStep({ frameRate: { num, den } }: VideoMeasurement): number {
  return Math.max(1, Math.ceil(num / den / gifRate - 0.001))
}

/** A part of a video, in milliseconds from its first frame. */
export interface Part {
  readonly startMs: number
  readonly endMs: number
}

/** Which frames a part has, counted from 0: `from` up to the one before `to`. Exact where they come evenly; by their mean where they do not. */
export function framesWithin({ startMs, endMs }: Part, { frames, durationMs }: VideoMeasurement): { from: number; to: number } {
  const before = (ms: number) => Math.round((frames * ms) / durationMs)
  const from = Math.min(before(startMs), frames - 1)
  return { from, to: Math.max(from + 1, before(endMs)) }
}

/** The part of a video that is edited: all of it, what is kept of it, or the preview. @throws Refusal `option_out_of_range` */
export function partOf(edit: Edit, { durationMs }: VideoMeasurement): Part {
  if (edit.options.preview === true) return { startMs: 0, endMs: Math.min(previewMs, durationMs) }
  const startMs = whole(edit.options.startMs) ?? 0
  const endMs = Math.min(whole(edit.options.endMs) ?? durationMs, durationMs)
  if (startMs < endMs) return { startMs, endMs }
  throw new Refusal('option_out_of_range', `The part from ${startMs} to ${endMs} ms is empty; the video has ${durationMs} ms.`, {
    option: startMs >= durationMs ? 'startMs' : 'endMs',
    value: startMs >= durationMs ? startMs : endMs,
    domain: startMs >= durationMs ? `a whole number from 0 to ${durationMs - 1}` : `a whole number from ${startMs + 1} to ${durationMs}`,
  })
}

/** What plays everywhere has both edges even. */
const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2))
/** And where nothing may be enlarged. */
const evenWithin = (length: number): number => Math.max(2, 2 * Math.floor(length / 2))

function convertedVideo(edit: Edit, { width, height }: Measurement): Size {
  const wanted = whole(edit.options.height) ?? height
  const across = (width * wanted) / height
  // WebM and GIF hold odd sizes.
  return edit.options.format === 'mp4' ? { width: even(across), height: even(wanted) } : { width: Math.max(1, Math.round(across)), height: wanted }
}

function reframedSize(edit: Edit, { width, height }: Measurement): Size {
  const [across = 1, down = 1] = String(edit.options.shape).split(':').map(Number)
  return width * down > height * across
    ? { width: evenWithin((height * across) / down), height: evenWithin(height) }
    : { width: evenWithin(width), height: evenWithin((width * down) / across) }
}

function whole(value: OptionValue | undefined): number | undefined {
  return value === undefined ? undefined : Number(value)
}
