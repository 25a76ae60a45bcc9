// Tiles: how a picture is cut so that memory stays bounded and the joins cannot be seen. Pure geometry.
// All tiles of a picture have one shape, which lets the runtime reuse its memory; together they cover it, and the last ones may share some rows with their neighbours.

/** In pixels. */
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

/** The area and so much on each side of it. */
export function grown({ left, top, width, height }: Area, by: number): Area {
  return { left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by }
}

/** Where the area lies in the picture made so many times as wide and high. */
export function enlargedArea({ left, top, width, height }: Area, scale: number): Area {
  return { left: left * scale, top: top * scale, width: width * scale, height: height * scale }
}

/** What of the area lies inside a picture. */
export function inside({ left, top, width, height }: Area, picture: { readonly width: number; readonly height: number }): Area {
  const [fromX, fromY] = [Math.max(0, left), Math.max(0, top)]
  return { left: fromX, top: fromY, width: Math.min(picture.width, left + width) - fromX, height: Math.min(picture.height, top + height) - fromY }
}
