// video-background: the mask of a person who sways before a photograph that is out of focus.
import { viewed, writeClip } from './clips.ts'
import { byColour } from './cut-outs.ts'
import { iou, mean } from './measures.ts'
import type { Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { laidOver, ofHeight, outOfFocus, person } from './subjects.ts'
import { bestInBold, head, row } from './tables.ts'

const size = { width: 320, height: 240 }
const frames = 10

/** Height of head and shoulders, of the frame. */
const heights = { 'close to the camera': 0.85, 'further away': 0.5 } as const

/** Parts of photographs, each so many pixels wide. */
const views = {
  'a model of a shuttle': ['astronaut', { left: 300, top: 20, width: 200 }],
  'a rocket': ['rocket', { left: 30, top: 20, width: 360 }],
  'a cup': ['coffee', { left: 30, top: 20, width: 360 }],
  'the face of a cat': ['chelsea', { left: 30, top: 20, width: 360 }],
} as const

export async function changingBackgrounds(studio: Studio): Promise<string[]> {
  const lines = [
    '## Video background',
    '',
    `Clips of ${frames} frames of ${size.width} x ${size.height}: head and shoulders of a person, cut out by a known mask, sway before a photograph that is out of focus. Intersection over`,
    'union of the masks, frame by frame; the alternative parts each frame by colour.',
    '',
    ...head(['person, what is behind', 'tool IoU', 'by colour']),
  ]
  const subject = await person(studio)
  for (const [where, share] of Object.entries(heights)) {
    const front = await ofHeight(subject, Math.round(share * size.height))
    for (const [what, [photograph, part]] of Object.entries(views)) {
      const behind = await outOfFocus(await viewed(photograph, part, size))
      const laid = Array.from({ length: frames }, (_, at) => {
        const left = Math.round((size.width - front.width) / 2 + 25 * Math.sin(at / 3))
        return laidOver(behind, front, { left, top: size.height - front.height })
      })
      const pictures = laid.map(({ picture }) => picture)
      const masks = await masksOf(studio, await writeClip(studio.at('person.mp4'), pictures))
      const ours = laid.map(({ truth }, at) => iou(masks[at]!, truth))
      const plain = laid.map(({ picture, truth }) => iou(byColour(picture), truth))
      lines.push(row([`${where}, ${what}`, ...bestInBold([mean(ours), mean(plain)], 3)]))
    }
  }
  return [...lines, '']
}

/** From the same clip before black and before white: where both are alike, the person is. */
async function masksOf(studio: Studio, source: string): Promise<Uint8Array[]> {
  const before = (colour: string) => studio.clip(source, 'video-background', { background: 'colour', colour })
  const [black, white] = [await before('#000000'), await before('#ffffff')]
  return black.map((frame, at) => shown(frame, white[at]!))
}

function shown({ rgb, width, height }: Rgb, white: Rgb): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => Math.max(0, 255 - Math.max(0, white.rgb[at * 3 + 1]! - rgb[at * 3 + 1]!)))
}
