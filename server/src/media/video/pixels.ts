// Between the planes that videos are stored in and the pixels that networks see, and back, in the same matrix and range: a wrong one shifts every colour.
import type { Frame } from 'node-av/lib'
import type { Ffmpeg } from './ffmpeg.ts'
import type { Pixels } from './video-edit.ts'

/** What the source says of its colours; players need it as it was. */
export interface Colours {
  readonly range: Frame['colorRange']
  readonly space: Frame['colorSpace']
  readonly primaries: Frame['colorPrimaries']
  readonly transfer: Frame['colorTrc']
  readonly aspect: { readonly num: number; readonly den: number }
  readonly full: boolean
  /** FFmpeg's name of the matrix; unsaid means the one of standard definition, to FFmpeg. */
  readonly matrix: string
  /** More than eight bits. */
  readonly deep: boolean
}

export function coloursOf(av: Ffmpeg, frame: Frame): Colours {
  const matrices = new Map([
    [av.AVCOL_SPC_BT709, 'bt709'],
    [av.AVCOL_SPC_BT2020_NCL, 'bt2020'],
    [av.AVCOL_SPC_BT2020_CL, 'bt2020'],
    [av.AVCOL_SPC_SMPTE240M, 'smpte240m'],
    [av.AVCOL_SPC_FCC, 'fcc'],
  ])
  const { num, den } = frame.sampleAspectRatio
  const deep = [av.AVCOL_TRC_SMPTE2084, av.AVCOL_TRC_ARIB_STD_B67].includes(frame.colorTrc)
  return {
    range: frame.colorRange,
    // Red, green and blue that no matrix mixed are mixed here: by the one that is used where none is said.
    space: frame.colorSpace === av.AVCOL_SPC_RGB ? av.AVCOL_SPC_SMPTE170M : frame.colorSpace,
    primaries: frame.colorPrimaries,
    transfer: frame.colorTrc,
    aspect: { num, den },
    full: frame.colorRange === av.AVCOL_RANGE_JPEG,
    matrix: matrices.get(frame.colorSpace) ?? 'bt601',
    deep,
  }
}

const toRgb = new WeakMap<Ffmpeg, Map<string, import('node-av/api').FilterAPI>>()

export async function toPixels(av: Ffmpeg, frame: Frame): Promise<Pixels> {
  const { width, height } = frame
  const graphs = toRgb.get(av) ?? new Map()
  toRgb.set(av, graphs)
  const shape = `${width}x${height}x${frame.format}x${frame.colorSpace}x${frame.colorRange}`
  const graph = graphs.get(shape) ?? av.FilterAPI.create('scale=out_range=full:flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24', {})
  graphs.set(shape, graph)
  const [converted] = await graph.processAll(frame)
  const rgb = converted.toBuffer()
  converted.free()
  return { rgb, width, height }
}

export interface Shown {
  readonly timeBase: { readonly num: number; readonly den: number }
  readonly pts: bigint
  readonly duration: bigint
  readonly aspect: Colours['aspect']
}

/** A frame with pixels of its own: the library's frame from a buffer keeps to the buffer's memory, which goes when the buffer is forgotten, with the frame still on its way. */
export function toFrame(av: Ffmpeg, { rgb, width, height }: Pixels, { timeBase, pts, duration, aspect }: Shown): Frame {
  const lent = av.Frame.fromVideoBuffer(rgb, { width, height, format: av.AV_PIX_FMT_RGB24, timeBase, pts, sampleAspectRatio: aspect })
  const frame = new av.Frame()
  frame.alloc()
  Object.assign(frame, { width, height, format: lent.format })
  av.FFmpegError.throwIfError(frame.getBuffer(), 'a frame for pixels')
  av.FFmpegError.throwIfError(frame.copy(lent), 'pixels into a frame')
  av.FFmpegError.throwIfError(frame.copyProps(lent), 'the time of a frame')
  frame.timeBase = lent.timeBase
  frame.duration = duration
  lent.free()
  return frame
}

/** The pixel format that is encoded: half the colour resolution as everywhere, except for odd sizes where the encoder holds them in whole colour resolution only. */
export function pixelFormat({ width, height }: Frame, { deep }: Colours, oddSizes: boolean): string {
  const odd = !oddSizes && (width % 2 === 1 || height % 2 === 1)
  return `${odd ? 'yuv444p' : 'yuv420p'}${deep ? '10le' : ''}`
}

/** The filter graph from pixels, or other planes, to the planes that are encoded. */
export function toPlanes({ matrix, full }: Colours, format: string): string {
  return `scale=out_color_matrix=${matrix}:out_range=${full ? 'full' : 'limited'}:flags=bicubic+accurate_rnd,format=${format}`
}

export function tag(frame: Frame, { range, space, primaries, transfer }: Colours): void {
  frame.colorRange = range
  frame.colorSpace = space
  frame.colorPrimaries = primaries
  frame.colorTrc = transfer
}
