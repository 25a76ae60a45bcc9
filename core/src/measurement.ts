// Measurement: the facts about one piece of media that prices and limits depend on. Measured from the bytes, never assumed.
// Width and height are as a person sees the picture, after its orientation tag is applied.

export interface ImageMeasurement {
  readonly media: 'image'
  /** Format by content, not by file name: "jpeg", "png", "webp", "gif", "tiff", "avif", "heif", "svg". */
  readonly format: string
  readonly width: number
  readonly height: number
  /** Size of the file. */
  readonly bytes: number
  /** Frames of an animation or pages of a document; 1 for a still. Absent where only a header was read. */
  readonly pages?: number
  readonly alpha?: boolean
}

export interface VideoMeasurement {
  readonly media: 'video'
  /** Container by content: "mp4", "mov", "webm", "mkv". */
  readonly format: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  /** From the first frame to the end of the last. */
  readonly durationMs: number
  readonly frames: number
  /** Frames a second as a fraction, 30000/1001 for instance; the mean where `variable`. */
  readonly frameRate: { readonly num: number; readonly den: number }
  readonly variable?: boolean
  /** Of the picture: "h264", "hevc", "vp9", "av1". */
  readonly codec: string
  /** Sound tracks. */
  readonly audioTracks: number
  /** Quarter turns the player applies, in degrees clockwise. */
  readonly rotation?: 0 | 90 | 180 | 270
  /** Colours beyond the usual range: the transfer function by its name, "smpte2084" or "arib-std-b67". */
  readonly hdr?: string
}

export type Measurement = ImageMeasurement | VideoMeasurement
export type Media = Measurement['media']

/** What of a source a book may count, and its unit. */
export const measuredQuantities = {
  image: { width: 'pixel', height: 'pixel', pixels: 'pixel', bytes: 'byte', pages: 'page' },
  video: { width: 'pixel', height: 'pixel', pixels: 'pixel', bytes: 'byte', durationMs: 'millisecond', frames: 'frame' },
} as const satisfies Record<Media, Readonly<Record<string, string>>>

/** Names of everything that is measured of any source. */
export const measuredNames: ReadonlySet<string> = new Set(Object.values(measuredQuantities).flatMap((quantities) => Object.keys(quantities)))

/** Their values; megapixels, seconds and the like are derived in the book. Pixels are those of one frame. */
export function baseQuantities(measurement: Measurement): Readonly<Record<string, number>> {
  const { width, height, bytes } = measurement
  const size = { width, height, pixels: width * height, bytes }
  if (measurement.media === 'image') return { ...size, pages: measurement.pages ?? 1 }
  return { ...size, durationMs: measurement.durationMs, frames: measurement.frames }
}
