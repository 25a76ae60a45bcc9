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

export type Measurement = ImageMeasurement

/** What of a source a book may count, and its unit. */
export const measuredQuantities = { width: 'pixel', height: 'pixel', pixels: 'pixel', bytes: 'byte', pages: 'page' } as const

/** Their values; megapixels and the like are derived in the book. */
export function baseQuantities(measurement: Measurement): Readonly<Record<keyof typeof measuredQuantities, number>> {
  const { width, height, bytes, pages = 1 } = measurement
  return { width, height, pixels: width * height, bytes, pages }
}
