// How pictures are encoded: the encoders are named here, with the container of each and what they are told.
import { readFileSync } from 'node:fs'
import type { VideoMeasurement } from '@keter/core'
import type { Ffmpeg } from './ffmpeg.ts'

export interface Encoding {
  readonly codec: 'h264' | 'vp9'
  /** The encoder's constant rate factor. Of x264, 18 cannot be told from the source and 28 is small; VP9's goes to 63 where x264's goes to 51. */
  readonly crf: number
}

/** What cannot be told from its source. */
export const faithful: Encoding = { codec: 'h264', crf: 18 }

export interface EncoderWords {
  /** Of the result. */
  readonly container: 'mp4' | 'webm'
  /** The most places that frames are put out of the order they are shown in, where that is let. */
  readonly reordered: number
  /** Whether each second pixel of colour is enough for odd sizes too. */
  readonly oddSizes: boolean
  readonly options: (crf: number, reordered: boolean) => Readonly<Record<string, string | number>>
}

/**
 * With the instructions of AVX-512, x264 now and then makes other bytes of the same frames: of 40 runs on one clip some 15 differed; with `asm=0`, `mbtree=0` or
 * this none of 18 did. Why is not known. What it may use is named only where that is known to be there.
 */
const sameEachTime = hasAvx512() ? { 'x264-params': 'asm=AVX2,FMA3,BMI1,BMI2' } : {}

function hasAvx512(): boolean {
  try {
    return /\bavx512f\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))
  } catch {
    return false // told by Linux only
  }
}

export const encoders: Readonly<Record<Encoding['codec'], EncoderWords>> = {
  h264: {
    container: 'mp4',
    reordered: 2,
    oddSizes: false,
    options: (crf, reordered) => ({ preset: 'veryfast', crf, forced_idr: 1, ...(!reordered && { bf: 0 }), ...sameEachTime }),
  },
  vp9: { container: 'webm', reordered: 0, oddSizes: true, options: (crf) => ({ deadline: 'good', 'cpu-used': 5, 'row-mt': 1, crf, b: 0 }) },
}

/** MP4 tells how long a frame is decoded, not how long it is shown: where that is not the same for all, frames stay in their order. */
export const mayReorder = ({ variable }: Pick<VideoMeasurement, 'variable'>): boolean => variable !== true

export function encoderOf(av: Ffmpeg, { codec }: Encoding) {
  return codec === 'vp9' ? av.FF_ENCODER_LIBVPX_VP9 : av.FF_ENCODER_LIBX264
}
