// Strokes of a brush in source pixels: drawn over a picture at any size, and into the mask at the picture's own.

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Stroke {
  /** Diameter of the brush. */
  readonly size: number
  readonly points: readonly Point[]
}

/** The last stroke, longer by a point. */
export function withPoint(strokes: readonly Stroke[], point: Point): readonly Stroke[] {
  const last = strokes.at(-1)
  return last ? [...strokes.slice(0, -1), { ...last, points: [...last.points, point] }] : strokes
}

export function paintStrokes(paint: CanvasRenderingContext2D, strokes: readonly Stroke[], colour: string, scale: number): void {
  paint.save()
  paint.scale(scale, scale)
  paint.strokeStyle = colour
  paint.lineCap = 'round'
  paint.lineJoin = 'round'
  for (const { size, points } of strokes) {
    const [first, ...others] = points
    if (!first) continue
    paint.lineWidth = size
    paint.beginPath()
    paint.moveTo(first.x, first.y)
    // A line to where it begins is a dot.
    for (const { x, y } of others.length > 0 ? others : [first]) paint.lineTo(x, y)
    paint.stroke()
  }
  paint.restore()
}

/** White on black, as a PNG of the picture's size. Null where the browser cannot hold a canvas of it. */
export function maskOf(strokes: readonly Stroke[], { width, height }: { width: number; height: number }): Promise<Blob | null> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const paint = canvas.getContext('2d')
  if (!paint) return Promise.resolve(null)
  paint.fillStyle = '#000'
  paint.fillRect(0, 0, width, height)
  paintStrokes(paint, strokes, '#fff', 1)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
