// Where the cut-out lies at each moment: of all ways through a scene that move slowly enough, the one that sees most of what draws the eye. Pure.
import type { Profile } from './attention.ts'

/** A fifth of a second of one scene. */
export interface Piece {
  readonly startMs: number
  readonly endMs: number
  /** Whether another scene begins with it. */
  readonly cut: boolean
  readonly attention: Profile
}

/** At the most, so many shares of the edge in a second. */
const fastest = 0.4
/** What moving by the whole edge costs, in pieces whose attention is all missed. */
const moving = 1
/** Of attention, so much lies in the middle whatever is shown. */
const middling = 0.15
/** Over so many pieces before and after it, a place is smoothed. */
const smooth = 2

/** `share`: of the edge, what the cut-out shows. @returns by the time of a frame, where the cut-out begins: 0 at the start, 1 at the end of the room it has */
export function pathThrough(pieces: readonly Piece[], share: number): (ms: number) => number {
  const places: number[] = []
  for (const scene of scenesOf(pieces)) places.push(...smoothed(bestWay(scene, share)))
  return (ms) => placeAt(pieces, places, ms)
}

function scenesOf(pieces: readonly Piece[]): Piece[][] {
  const scenes: Piece[][] = []
  for (const piece of pieces) {
    if (piece.cut || scenes.length === 0) scenes.push([])
    scenes.at(-1)!.push(piece)
  }
  return scenes
}

/** By dynamic programming: for each place of each piece, the best way to get there. */
function bestWay(scene: readonly Piece[], share: number): number[] {
  const cells = scene[0]!.attention.length
  const window = cells * share
  const last = Math.max(1, Math.round(cells - window))
  let best = seenFrom(scene[0]!.attention, window, last)
  const from: Uint16Array[] = []
  for (const [index, piece] of scene.entries()) {
    if (index === 0) continue
    const seconds = (piece.endMs - scene[index - 1]!.endMs) / 1000
    const reach = Math.max(1, Math.round(fastest * cells * seconds))
    const seen = seenFrom(piece.attention, window, last)
    const came = new Uint16Array(last + 1)
    best = seen.map((value, place) => {
      let most = Number.NEGATIVE_INFINITY
      for (let other = Math.max(0, place - reach); other <= Math.min(last, place + reach); other++) {
        const worth = best[other]! - (moving * Math.abs(place - other)) / cells
        if (worth <= most) continue
        most = worth
        came[place] = other
      }
      return most + value
    })
    from.push(came)
  }
  let place = best.indexOf(Math.max(...best))
  const way = [place / last]
  for (const came of from.toReversed()) {
    place = came[place]!
    way.unshift(place / last)
  }
  return way
}

/** For each place of the cut-out, what share of the attention it shows; what lies at its middle counts most. */
function seenFrom(attention: Profile, window: number, last: number): number[] {
  const total = attention.reduce((sum, value) => sum + value, 0)
  const middle = (attention.length - 1) / 2
  return Array.from({ length: last + 1 }, (_, place) => {
    const centre = place + (window - 1) / 2
    let seen = 0
    for (let cell = Math.max(0, Math.floor(place)); cell < Math.min(attention.length, place + window); cell++)
      seen += attention[cell]! * Math.max(0, 1 - ((cell - centre) / (window / 2)) ** 2)
    return (total > 0 ? seen / total : 0) * (1 - middling) + middling * (1 - ((centre - middle) / attention.length) ** 2)
  })
}

function smoothed(way: readonly number[]): number[] {
  return way.map((_, index) => {
    let [sum, weights] = [0, 0]
    for (let other = Math.max(0, index - smooth); other <= Math.min(way.length - 1, index + smooth); other++) {
      const weight = smooth + 1 - Math.abs(other - index)
      sum += way[other]! * weight
      weights += weight
    }
    return sum / weights
  })
}

/** Between the middles of two pieces of a scene, in between. */
function placeAt(pieces: readonly Piece[], places: readonly number[], ms: number): number {
  const index = pieceAt(pieces, ms)
  const middle = (at: number) => (pieces[at]!.startMs + pieces[at]!.endMs) / 2
  const before = ms < middle(index)
  const [one, other] = before ? [index - 1, index] : [index, index + 1]
  const ends = one < 0 || other >= pieces.length || pieces[other]!.cut
  if (ends) return places[index]!
  const way = (ms - middle(one)) / (middle(other) - middle(one))
  return places[one]! + (places[other]! - places[one]!) * Math.min(1, Math.max(0, way))
}

/** The last one that has begun. */
function pieceAt(pieces: readonly Piece[], ms: number): number {
  let [low, high] = [0, pieces.length - 1]
  while (low < high) {
    const half = Math.ceil((low + high) / 2)
    if (pieces[half]!.startMs <= ms + 0.001) low = half
    else high = half - 1
  }
  return low
}
