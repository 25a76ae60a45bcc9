// Cubic interpolation by a whole factor, centred pixel on pixel block; libvips' own enlargement lies half a result pixel aside.

/** For each of the `scale` result pixels that one source pixel becomes: the weights of the source pixels two before to two after it. They add up to 1. */
export function cubicTaps(scale: number): readonly (readonly number[])[] {
  return Array.from({ length: scale }, (_, phase) => Array.from({ length: 5 }, (_, tap) => keys(Math.abs((phase + 0.5) / scale - 0.5 - (tap - 2)))))
}

/** Keys' kernel with a = -1/2: exact for quadratics. */
function keys(distance: number): number {
  if (distance < 1) return 1.5 * distance ** 3 - 2.5 * distance ** 2 + 1
  return distance < 2 ? -0.5 * distance ** 3 + 2.5 * distance ** 2 - 4 * distance + 2 : 0
}

/** Enlarges one plane into the fourth channel of `rgba`; edge pixels are repeated outwards. */
export function enlargeIntoAlpha(plane: Uint8Array, { width, height, scale }: { width: number; height: number; scale: number }, rgba: Uint8Array): void {
  const taps = cubicTaps(scale)
  const across = width * scale
  const rows = Array.from({ length: height }, (_, y) => enlargedRow(plane.subarray(y * width, (y + 1) * width), taps))
  for (let y = 0; y < height * scale; y++) {
    const [a, b, c, d, e] = taps[y % scale] as [number, number, number, number, number]
    const [rowA, rowB, rowC, rowD, rowE] = neighbours(rows, Math.floor(y / scale))
    for (let x = 0, to = y * across * 4 + 3; x < across; x++, to += 4) {
      const value = a * rowA[x]! + b * rowB[x]! + c * rowC[x]! + d * rowD[x]! + e * rowE[x]!
      rgba[to] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5
    }
  }
}

function enlargedRow(row: Uint8Array, taps: readonly (readonly number[])[]): Float32Array {
  const wide = new Float32Array(row.length * taps.length)
  for (let x = 0; x < row.length; x++) {
    const around = neighbours(row, x)
    for (const [phase, weights] of taps.entries()) wide[x * taps.length + phase] = weights.reduce((sum, weight, tap) => sum + weight * around[tap]!, 0)
  }
  return wide
}

/** The two before, itself, and the two after; at an edge, the last one again. */
function neighbours<T>(all: ArrayLike<T>, at: number): readonly [T, T, T, T, T] {
  const last = all.length - 1
  return [all[Math.max(0, at - 2)]!, all[Math.max(0, at - 1)]!, all[at]!, all[Math.min(last, at + 1)]!, all[Math.min(last, at + 2)]!]
}
