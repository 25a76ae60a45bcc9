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
