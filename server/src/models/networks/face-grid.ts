// How BlazeFace says where faces are: for each cell of a grid over its input, once or several times, a score, and where the face lies from the cell's middle.

type Results = Readonly<Record<string, Float32Array>>

export interface FaceGrid {
  readonly count: number
  /** In shares of the input's side. */
  readonly middle: (index: number) => readonly [x: number, y: number]
  /** Any number; above 0 it is rather a face. */
  readonly score: (results: Results, index: number) => number
  /** In pixels of the input: middle, width and height of the face, then six marks in it. */
  readonly number: (results: Results, index: number, at: number) => number
}

interface Layout {
  /** Of the grid, along each side. */
  readonly cells: number
  readonly perCell: number
  /** Names of the results. */
  readonly scores: string
  readonly places: string
  /** The score is the first number of a place, not a result of its own. */
  readonly joined: boolean
}

/** Numbers of a place. */
const placeLength = 16

export function gridOf({ cells, perCell, scores, places, joined }: Layout): FaceGrid {
  const [first, step] = joined ? [1, placeLength + 1] : [0, placeLength]
  return {
    count: cells * cells * perCell,
    middle(index) {
      const cell = Math.floor(index / perCell)
      return [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells]
    },
    score: (results, index) => results[scores]![joined ? index * step : index]!,
    number: (results, index, at) => results[places]![index * step + first + at]!,
  }
}
