// Enlarges a plane by cubic interpolation, the same that anchors what networks draw.
import { cubicTaps } from '../../models/convert/cubic-taps.ts'

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
