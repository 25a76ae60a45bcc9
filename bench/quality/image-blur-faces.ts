// image-blur-faces: a face of known size at known places of photographs that show no other.
import { viewed } from './clips.ts'
import type { Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { laidOver, mirrored, ofHeight, type Place, person } from './subjects.ts'
import { head, row } from './tables.ts'

const size = { width: 960, height: 640 }
/** In head and shoulders, from brow to chin; and the head, with hair and what a margin adds. */
const face = { left: 180, top: 75, width: 95, height: 100 }
const around = { left: 90, top: 0, width: 275, height: 260 }
/** A face is found where so much of it is covered. */
const enough = 0.8

const places: readonly (readonly [number, number])[] = [
  [0.2, 0.2],
  [0.7, 0.3],
  [0.3, 0.7],
  [0.8, 0.8],
]

export async function blurringFaces(studio: Studio): Promise<string[]> {
  const lines = [
    '## Blur faces',
    '',
    'The face of one person, turned either way, at four places of three photographs of 960 x 640 that show nobody else. There is no plain alternative. Elsewhere: pictures',
    'in which something that is no face was covered.',
    '',
    ...head(['height of the face, of the picture', 'found', 'elsewhere']),
  ]
  const subject = await person(studio)
  for (const share of [5, 10, 20, 40, 60]) {
    const scale = size.height / share / face.height
    const front = await ofHeight(subject, Math.round(subject.height * scale))
    let [found, elsewhere, all] = [0, 0, 0]
    for (const photograph of ['coffee', 'chelsea', 'rocket']) {
      const behind = await viewed(photograph, { left: 20, top: 10, width: 420 }, size)
      for (const [index, [x, y]] of places.entries()) {
        const turned = index % 2 === 1
        const at = { left: Math.round(x * size.width - front.width / 2), top: Math.round(y * size.height - face.height * scale) }
        const { picture } = laidOver(behind, turned ? await mirrored(front) : front, at)
        const after = await studio.picture(picture, 'image-blur-faces', { style: 'fill' })
        const within = (area: typeof face) => scaled(turned ? { ...area, left: subject.width - area.left - area.width } : area, scale, at)
        all++
        if (coveredShare(picture, after, inArea(within(face))) >= enough) found++
        if (coveredShare(picture, after, (column, line) => !inArea(within(around))(column, line)) > 0) elsewhere++
      }
    }
    lines.push(row([`1 / ${share}`, `${found} of ${all}`, `${elsewhere} of ${all}`]))
    process.stderr.write(`${lines.at(-1)}\n`)
  }
  return [...lines, '']
}

type Area = typeof face

const scaled = ({ left, top, width, height }: Area, scale: number, at: Place): Area => ({
  left: at.left + left * scale,
  top: at.top + top * scale,
  width: width * scale,
  height: height * scale,
})

const inArea =
  ({ left, top, width, height }: Area) =>
  (x: number, y: number) =>
    x >= left && x < left + width && y >= top && y < top + height

/** Of the places that are asked about. Filled with one colour, all but a few places are another one. */
function coveredShare(before: Rgb, after: Rgb, asked: (x: number, y: number) => boolean): number {
  let [covered, all] = [0, 0]
  for (let at = 0; at < before.width * before.height; at++) {
    if (!asked(at % before.width, Math.floor(at / before.width))) continue
    all++
    if ([0, 1, 2].some((channel) => before.rgb[at * 3 + channel] !== after.rgb[at * 3 + channel])) covered++
  }
  return all === 0 ? 0 : covered / all
}
