// video-interpolate: from photographs, three views in motion; the middle one is left out, drawn by the network, and held against what it was.
import { loadNetwork } from '../../server/src/engines/network.ts'
import { middleOf } from '../../server/src/engines/video-interpolate/middle.ts'
import { network } from '../../server/src/engines/video-interpolate/tool.ts'
import { packFile } from '../../server/src/models/installed.ts'
import { photographs, viewed } from './clips.ts'
import { imageOf, type Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { compared, head } from './tables.ts'

const size = { width: 192, height: 160 }

/** A view at a moment: 0 and 1 are the frames that are kept, 0.5 the one that is left out. */
type Motion = (photograph: string, other: string, moment: number) => Promise<Rgb>

const motions: Readonly<Record<string, Motion>> = {
  'a slow pan (6 pixels a frame)': (photograph, _, moment) => view(photograph, 60 + 12 * moment, 40),
  'a fast pan (20 pixels a frame)': (photograph, _, moment) => view(photograph, 40 + 40 * moment, 40 + 8 * moment),
  'a zoom (by a twentieth a frame)': (photograph, _, moment) => view(photograph, 60 + 9.6 * moment, 40 + 8 * moment, size.width * (1 - 0.1 * moment)),
  'something moving in front (10 pixels a frame)': async (photograph, other, moment) => {
    const thing = await imageOf(await view(other, 90, 60))
      .extract({ left: 30, top: 30, width: 64, height: 80 })
      .raw()
      .toBuffer()
    const place = { left: 40 + Math.round(20 * moment), top: 40, raw: { width: 64, height: 80, channels: 3 as const } }
    const rgb = await imageOf(await view(photograph, 60, 40))
      .composite([{ input: thing, ...place }])
      .removeAlpha()
      .raw()
      .toBuffer()
    return { ...size, rgb }
  },
}

const view = (photograph: string, left: number, top: number, width = size.width) => viewed(photograph, { left, top, width }, size)

export async function interpolating({ modelsFolder }: Studio): Promise<string[]> {
  const session = await loadNetwork(await packFile(modelsFolder, network.pack, network.file), { providers: ['cpu'], threads: 2 })
  const lines = [
    '## Interpolate frames',
    '',
    'The middle one of three views in motion over four photographs is left out and drawn again; the alternative is a blend of its neighbours.',
    '',
    ...head(['', 'tool PSNR', 'blend', 'tool SSIM', 'blend']),
  ]
  for (const [name, motion] of Object.entries(motions)) {
    const cases = []
    for (const [index, photograph] of photographs.entries()) {
      const other = photographs[(index + 1) % photographs.length]!
      const [before, original, after] = [await motion(photograph, other, 0), await motion(photograph, other, 0.5), await motion(photograph, other, 1)]
      const blend = { ...size, rgb: before.rgb.map((value, place) => Math.round((value + after.rgb[place]!) / 2)) }
      cases.push({ original, results: [{ ...size, rgb: await middleOf(session, before, after) }, blend] })
    }
    lines.push(compared(name, cases))
  }
  return [...lines, '']
}
