// Tiles: how a picture is cut so that memory stays bounded and the joins cannot be seen. Pure geometry.
// All tiles of a picture have one shape, which lets the runtime reuse its memory; together they cover it, and the last ones may share some rows with their neighbours.

/** In source pixels. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** At most `longest` pixels a side, evenly cut so that no sliver is left. Row by row, from the top left. */
export function tilesOf(width: number, height: number, longest: number): readonly Area[] {
  const columns = cut(width, longest)
  return cut(height, longest).flatMap((row) => columns.map((column) => ({ left: column.start, top: row.start, width: column.length, height: row.length })))
}

function cut(total: number, longest: number): readonly { start: number; length: number }[] {
  const count = Math.ceil(total / longest)
  const length = Math.ceil(total / count)
  return Array.from({ length: count }, (_, index) => ({ start: Math.min(index * length, total - length), length }))
}
