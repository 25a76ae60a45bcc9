// The squares in which a picture is looked at for faces. Pure geometry: how many there are says how long it takes.
export interface Square {
  readonly left: number
  readonly top: number
  readonly edge: number
}

/** Halvings of the square: with three, a face of a fortieth of the picture fills a tenth of what is seen. */
const levels = 3
/** Nothing smaller than this, in pixels, is looked at: it would only be enlarged. */
const smallestSquare = 160

/** The whole in one square; then squares of half the shorter edge, a quarter, overlapping by half. */
export function squaresOf(width: number, height: number): readonly Square[] {
  const longest = Math.max(width, height)
  const whole = { left: Math.round((width - longest) / 2), top: Math.round((height - longest) / 2), edge: longest }
  const squares: Square[] = [whole]
  for (let level = 0; level < levels; level++) {
    const edge = Math.round(Math.min(width, height) / 2 ** level)
    if (edge < smallestSquare || edge === longest) continue
    for (const top of starts(height, edge)) for (const left of starts(width, edge)) squares.push({ left, top, edge })
  }
  return squares
}

function starts(length: number, edge: number): number[] {
  const count = Math.max(1, Math.ceil((2 * (length - edge)) / edge) + 1)
  return Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.round((index * (length - edge)) / (count - 1))))
}
