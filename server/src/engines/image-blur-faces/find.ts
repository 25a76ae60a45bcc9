// Where the faces of a picture are: the picture is looked at as a whole and in ever smaller overlapping squares, because a face that is small in what the network
// sees is missed.
import { type Face, type FaceNetwork, facesIn } from '../../models/networks/faces.ts'
import { inside } from '../pictures/tiles.ts'
import { imageOf, type Rgb } from '../pictures/rgb.ts'
import { type Square, squaresOf } from './squares.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** 0 to 1. */
  readonly certainty: number
}

export type Look = (pixels: Uint8Array) => Promise<Readonly<Record<string, Float32Array>>>

/** Two that overlap by more than this share of the smaller are one face. */
const sameFace = 0.4

/** @param certainty 0 to 1. The most certain first; in pixels of the picture. */
export async function findFaces(
  picture: Rgb,
  network: FaceNetwork,
  look: Look,
  certainty: number,
  onProgress: (share: number) => void,
): Promise<readonly Box[]> {
  const squares = squaresOf(picture.width, picture.height)
  const found: Box[] = []
  for (const [index, square] of squares.entries()) {
    const faces = facesIn(network, await look(await seen(picture, square, network.size)), certainty)
    found.push(...faces.map((face) => inPicture(face, square)))
    onProgress((index + 1) / squares.length)
  }
  const kept: Box[] = []
  for (const box of found.toSorted((a, b) => b.certainty - a.certainty)) if (!kept.some((other) => overlap(box, other) > sameFace)) kept.push(box)
  return kept
}

/** What lies beyond the picture is grey. */
async function seen(picture: Rgb, { left, top, edge }: Square, size: number): Promise<Uint8Array> {
  const part = inside({ left, top, width: edge, height: edge }, picture)
  const scale = size / edge
  const shown = { width: Math.max(1, Math.round(part.width * scale)), height: Math.max(1, Math.round(part.height * scale)) }
  const [before, above] = [
    Math.min(size - shown.width, Math.round((part.left - left) * scale)),
    Math.min(size - shown.height, Math.round((part.top - top) * scale)),
  ]
  const image = imageOf(picture)
    .extract(part)
    .resize({ ...shown, fit: 'fill' })
  return image
    .extend({ left: before, top: above, right: size - shown.width - before, bottom: size - shown.height - above, background: '#808080' })
    .raw()
    .toBuffer()
}

function inPicture({ left, top, width, height, certainty }: Face, square: Square): Box {
  const { edge } = square
  return { left: square.left + left * edge, top: square.top + top * edge, width: width * edge, height: height * edge, certainty }
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return (Math.max(0, across) * Math.max(0, down)) / Math.min(a.width * a.height, b.width * b.height)
}
