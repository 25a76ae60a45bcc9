// Frames between frames: from photographs, three views in motion; the middle one is left out, drawn by the network, and held against what it was.
import sharp from 'sharp'
import { loadNetwork } from '../../server/src/engines/network.ts'
import { middleOf } from '../../server/src/engines/video-interpolate/middle.ts'
import { network } from '../../server/src/engines/video-interpolate/tool.ts'
import { packFile } from '../../server/src/models/installed.ts'
import type { Rgb } from './pictures.ts'

const size = { width: 192, height: 160 }
const photographs = ['astronaut', 'coffee', 'chelsea', 'rocket']

/** A view at a moment: 0 and 1 are the frames that are kept, 0.5 the one that is left out. */
type Motion = (photograph: string, other: string, moment: number) => Promise<Uint8Array>

const motions: Readonly<Record<string, Motion>> = {
  'a slow pan (6 pixels a frame)': (photograph, _, moment) => viewed(photograph, 60 + 12 * moment, 40, size.width),
  'a fast pan (20 pixels a frame)': (photograph, _, moment) => viewed(photograph, 40 + 40 * moment, 40 + 8 * moment, size.width),
  'a zoom (by a twentieth a frame)': (photograph, _, moment) => viewed(photograph, 60 + 9.6 * moment, 40 + 8 * moment, size.width * (1 - 0.1 * moment)),
  'something moving in front (10 pixels a frame)': async (photograph, other, moment) => {
    const thing = await sharp(await viewed(other, 90, 60, size.width), { raw: { ...size, channels: 3 } })
      .extract({ left: 30, top: 30, width: 64, height: 80 })
      .raw()
      .toBuffer()
    const behind = sharp(await viewed(photograph, 60, 40, size.width), { raw: { ...size, channels: 3 } })
    const place = { left: 40 + Math.round(20 * moment), top: 40, raw: { width: 64, height: 80, channels: 3 as const } }
    return behind
      .composite([{ input: thing, ...place }])
      .removeAlpha()
      .raw()
      .toBuffer()
  },
}

export interface Interpolated {
  readonly name: string
  readonly pairs: readonly { readonly ours: Rgb; readonly plain: Rgb; readonly original: Rgb }[]
}

/** `plain` is a blend of the two neighbours. The pack `rife` is installed in the folder. */
export async function interpolated(modelsFolder: string): Promise<readonly Interpolated[]> {
  const session = await loadNetwork(await packFile(modelsFolder, network.pack, network.file), { providers: ['cpu'], threads: 2 })
  const rows: Interpolated[] = []
  for (const [motion, view] of Object.entries(motions)) {
    const pairs: Interpolated['pairs'][number][] = []
    for (const [index, photograph] of photographs.entries()) {
      const other = photographs[(index + 1) % photographs.length]!
      const at = async (moment: number): Promise<Rgb> => ({ ...size, rgb: await view(photograph, other, moment) })
      const [before, original, after] = [await at(0), await at(0.5), await at(1)]
      const plain = { ...size, rgb: before.rgb.map((value, place) => Math.round((value + after.rgb[place]!) / 2)) }
      pairs.push({ ours: { ...size, rgb: await middleOf(session, before, after) }, plain, original })
    }
    rows.push({ name: motion, pairs })
  }
  return rows
}

/** Of a pixel: views begin and end at quarters of one. */
const finely = 4

/** A part of a photograph, so many pixels of it wide, in the size of all. */
async function viewed(photograph: string, left: number, top: number, width: number): Promise<Uint8Array> {
  const path = new URL(`pictures/${photograph}.webp`, import.meta.url).pathname
  const area = { left, top, width, height: (width * size.height) / size.width }
  const [x, y, across, down] = Object.values(area).map((length) => Math.round(length * finely)) as [number, number, number, number]
  const { width: whole } = await sharp(path).metadata()
  const { data, info } = await sharp(path)
    .removeAlpha()
    .resize({ width: whole * finely })
    .extract({ left: x, top: y, width: across, height: down })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return sharp(data, { raw: info })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer()
}
