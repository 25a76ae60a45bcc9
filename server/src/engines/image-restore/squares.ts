// Where the squares lie that a network sees of a picture. Pure geometry: how many there are says how long it takes.

/** The upper left corners of squares of `size` that overlap by at least `overlap`, row by row. A picture that is smaller is filled up to one. */
export function tilesFor(
  { width, height }: { readonly width: number; readonly height: number },
  { size, overlap }: { readonly size: number; readonly overlap: number },
): readonly { readonly left: number; readonly top: number }[] {
  const columns = starts(width, size, overlap)
  return starts(height, size, overlap).flatMap((top) => columns.map((left) => ({ left, top })))
}

/** Evenly laid, the last one ends at the edge. */
function starts(length: number, size: number, overlap: number): number[] {
  const count = Math.max(1, Math.ceil((length - overlap) / (size - overlap)))
  return Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.round((index * (length - size)) / (count - 1))))
}
