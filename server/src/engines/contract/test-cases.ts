// What the contract is tried on: each tool in each of its qualities. A new tool takes one line here, and `npm run golden -- outputs` for its reference.
import type { Options } from '@keter/core'
import { dark, dim, hazy, noisy, rainy } from '../../../test/damage.ts'

export interface ContractCase {
  readonly tool: string
  readonly quality?: string
  readonly options: Options
  /** With which it takes seconds on something large, if the others do not. */
  readonly slow?: Options
  /** What has to be done to a picture before the tool has anything to do. RGB rows. */
  readonly damage?: (rgb: Uint8Array, width: number) => Uint8Array
  /** What the source shows, if the tool looks for something: a cat, or a woman's face. */
  readonly shows?: 'cat' | 'astronaut'
  /** Of a video: that the sound of the source is not there afterwards. */
  readonly silent?: boolean
  /** Of a video: FFmpeg's filter after the test picture of the reference. */
  readonly filter?: string
}

const rainyEverywhere = (rgb: Uint8Array, width: number) => rainy(rgb, width, 20)
const grain = 'noise=alls=30:allf=t'

export const pictureCases: readonly ContractCase[] = [
  { tool: 'image-upscale', quality: 'draft', options: { scale: 2 }, slow: { scale: 8 } },
  { tool: 'image-upscale', quality: 'standard', options: { scale: 3 }, slow: { scale: 4 } },
  { tool: 'image-upscale', quality: 'restore', options: { scale: 2 }, slow: { scale: 4 } },
  { tool: 'image-upscale', quality: 'faithful', options: { scale: 2 }, slow: { scale: 4 } },
  { tool: 'image-convert', options: { width: 40 }, slow: { width: 6000, format: 'avif' } },
  { tool: 'image-adjust', options: { brightness: 30, sharpen: 40 }, slow: { contrast: 20, format: 'avif' } },
  { tool: 'image-erase', options: { regions: '0,0,9,9' }, slow: { regions: '100,100,700,500' } },
  { tool: 'image-remove-background', options: {}, shows: 'astronaut' },
  { tool: 'image-blur-faces', options: { certainty: 30 }, shows: 'astronaut' },
  { tool: 'image-enhance', options: {}, damage: dark },
  { tool: 'image-denoise', options: {}, damage: (rgb) => noisy(rgb, 25) },
  { tool: 'image-dehaze', options: { scene: 'outdoor' }, damage: hazy },
  { tool: 'image-dehaze', options: { scene: 'indoor' }, damage: hazy },
  { tool: 'image-derain', options: {}, damage: rainyEverywhere },
  { tool: 'image-retouch', options: {}, damage: dim },
]

export const videoCases: readonly ContractCase[] = [
  { tool: 'video-upscale', quality: 'fast', options: { preview: true }, slow: { scale: 4 } },
  { tool: 'video-upscale', quality: 'standard', options: { preview: true }, slow: {} },
  { tool: 'video-upscale', quality: 'restore', options: { preview: true }, slow: {} },
  { tool: 'video-interpolate', options: { preview: true }, slow: {} },
  { tool: 'video-interpolate', options: { motion: 'slow' }, silent: true },
  { tool: 'video-denoise', options: {}, filter: grain },
  { tool: 'video-denoise', options: { preview: true }, slow: {}, filter: grain },
  { tool: 'video-background', options: { preview: true }, slow: {}, shows: 'astronaut' },
  { tool: 'video-reframe', options: {} },
  { tool: 'video-trim', options: { startMs: 300, endMs: 1010 }, slow: { startMs: 300 } },
  { tool: 'video-convert', options: { height: 20 } },
  { tool: 'video-convert', options: { format: 'webm' } },
  { tool: 'video-convert', options: { format: 'gif' }, silent: true },
]

/** What a test and a reference are called. */
export function nameOf({ tool, quality, options }: ContractCase): string {
  const asked = Object.entries(options).map(([name, value]) => `${name}=${value}`)
  return [tool, quality, ...asked].filter(Boolean).join(' ')
}
