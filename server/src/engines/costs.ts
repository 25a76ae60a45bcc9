// What reading and writing pictures takes: seconds a megapixel on two common cores. First guesses; what this machine takes is learnt from its runs (throughput.ts).
import type { Measurement, ResultShape } from '@keter/core'
import type { Encoding } from './pictures/write.ts'

const reading: Readonly<Record<string, number>> = { jpeg: 0.004, png: 0.006, webp: 0.02, avif: 0.1, tiff: 0.006, gif: 0.015 }

const writing: Readonly<Record<Encoding['effort'], Readonly<Record<string, number>>>> = {
  quick: { jpeg: 0.007, png: 0.08, webp: 0.06, avif: 0.9 },
  small: { jpeg: 0.014, png: 0.065, webp: 0.11, avif: 5 },
}

/** Seconds. */
export function toRead(measurement: Measurement): number {
  return megapixels(measurement) * (reading[measurement.format] ?? 0.02)
}

/** Seconds. */
export function toWrite(shape: ResultShape, effort: Encoding['effort']): number {
  return megapixels(shape) * (writing[effort][shape.format] ?? 0.1)
}

/** Seconds for each frame whatever its size, and for a megapixel of frames, decoding included. */
const frames: Readonly<Record<string, readonly [each: number, megapixel: number]>> = { mp4: [0.002, 0.025], webm: [0.01, 0.12], gif: [0.002, 0.3] }

/** Seconds to decode and encode the frames of a video. */
export function framesTake(shape: ResultShape, format: string): number {
  const [each, megapixel] = frames[format] ?? frames.mp4!
  return (shape.frames ?? 1) * each + megapixels(shape) * megapixel
}

/** Of a picture, or of all frames of a video. */
export function megapixels({ width, height, frames = 1 }: Pick<ResultShape, 'width' | 'height' | 'frames'>): number {
  return (width * height * frames) / 1e6
}
