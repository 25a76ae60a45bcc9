// What an engine needs to run the networks that find faces, and to read what they say.
import { type FaceGrid, gridOf } from './face-grid.ts'

/**
 * Input `image`: uint8, [1, size, size, 3], RGB rows, 0 to 255; a picture that is not square is made to fit and filled up, never stretched. A face that is
 * less than about a twentieth of the input high is missed: a large picture is looked at in parts as well.
 */
export interface FaceNetwork {
  readonly pack: string
  readonly file: string
  readonly size: number
  readonly grids: readonly FaceGrid[]
}

/** In shares of the input's side, from its left upper corner. */
export interface Face {
  /** 0 to 1. */
  readonly certainty: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Right eye, left eye, tip of the nose, middle of the mouth, right ear, left ear: of the person, so that the right eye is on the left. */
  readonly marks: readonly (readonly [x: number, y: number])[]
}

/**
 * Full range: few mistakes, good for faces from a fifth of the picture.
 * Result `faces`: float32, [1, 2304, 17]: for each of 48 x 48 places a score and 16 numbers.
 */
export const fullRangeFaces: FaceNetwork = {
  pack: 'people',
  file: 'faces-full.onnx',
  size: 192,
  grids: [gridOf({ cells: 48, perCell: 1, scores: 'faces', places: 'faces', joined: true })],
}

/**
 * Back camera: finds smaller ones, and takes more for a face that is none; ask for a certainty of 0.7.
 * Results `scores16` and `scores8`: float32, [1, 512, 1] and [1, 384, 1]; `places16` and `places8`: [1, 512, 16] and [1, 384, 16].
 */
export const backCameraFaces: FaceNetwork = {
  pack: 'people',
  file: 'faces-back.onnx',
  size: 256,
  grids: [
    gridOf({ cells: 16, perCell: 2, scores: 'scores16', places: 'places16', joined: false }),
    gridOf({ cells: 8, perCell: 6, scores: 'scores8', places: 'places8', joined: false }),
  ],
}

/** Two that overlap more than this are the same face. */
const sameFace = 0.3

/** `results`: the numbers of each result by its name. The most certain face first. */
export function facesIn({ grids, size }: FaceNetwork, results: Readonly<Record<string, Float32Array>>, certainty: number): readonly Face[] {
  const found = grids.flatMap((grid) => [...candidates(grid, size, results, certainty)]).toSorted((a, b) => b.certainty - a.certainty)
  const faces: Face[] = []
  for (const face of found) if (!faces.some((other) => overlap(face, other) > sameFace)) faces.push(face)
  return faces
}

function* candidates(grid: FaceGrid, size: number, results: Readonly<Record<string, Float32Array>>, least: number): Generator<Face> {
  for (let index = 0; index < grid.count; index++) {
    const certainty = 1 / (1 + Math.exp(-grid.score(results, index)))
    if (certainty < least) continue
    const [x, y] = grid.middle(index)
    const number = (at: number) => grid.number(results, index, at) / size
    const [width, height] = [number(2), number(3)]
    const marks = [4, 6, 8, 10, 12, 14].map((at) => [x + number(at), y + number(at + 1)] as const)
    yield { certainty, left: x + number(0) - width / 2, top: y + number(1) - height / 2, width, height, marks }
  }
}

/** What two have in common, as a share of what they cover together. */
function overlap(a: Face, b: Face): number {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  const common = Math.max(0, across) * Math.max(0, down)
  return common / (a.width * a.height + b.width * b.height - common)
}
