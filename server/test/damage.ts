// Pictures made worse, in a way that is known: what a restoring network gives can then be compared with what the picture was. RGB rows, 0 to 255.

type Rgb = Uint8Array

/** The same numbers every time: a linear congruential generator, 0 to 1. */
export function chance(seed = 7): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return (state + 0.5) / 2 ** 31
  }
}

export const changed = (rgb: Rgb, change: (value: number, at: number) => number): Rgb => Uint8Array.from(Uint8ClampedArray.from(rgb, change))

/** Normal noise of this standard deviation (Box and Muller). @param next where several pictures share one row of chance */
export function noisy(rgb: Rgb, deviation: number, next = chance()): Rgb {
  return changed(rgb, (value) => value + deviation * Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next()))
}

/** Underexposed, as a camera's curve makes it, with a little noise. */
export function dark(rgb: Rgb): Rgb {
  return noisy(
    changed(rgb, (value) => 255 * 0.6 * (value / 255) ** 2.2),
    2,
  )
}

/** Haze over everything, thicker towards the top: what is far away. */
export function hazy(rgb: Rgb, width: number, air = 230): Rgb {
  const height = rgb.length / 3 / width
  return changed(rgb, (value, at) => {
    const clear = 0.3 + (0.5 * Math.floor(at / 3 / width)) / height
    return value * clear + air * (1 - clear)
  })
}

/** Long, slanted, soft streaks of rain, as in the pictures on which rain removal is usually measured. */
export function rainy(rgb: Rgb, width: number, streaks = 220): Rgb {
  const height = rgb.length / 3 / width
  const next = chance()
  const water = new Float32Array(width * height)
  for (let streak = 0; streak < streaks; streak++) {
    const [x, y, length, strength] = [next() * width, (next() * 1.3 - 0.3) * height, 25 + next() * 50, 0.2 + 0.35 * next()]
    for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, y + length); row++) {
      const middle = x - (row - y) * 0.2
      for (let column = Math.max(0, Math.floor(middle) - 2); column <= Math.min(width - 1, middle + 3); column++)
        water[row * width + column]! += strength * Math.exp(-((column - middle) ** 2))
    }
  }
  return changed(rgb, (value, at) => value + (235 - value) * Math.min(1, water[Math.floor(at / 3)]!))
}

/** Flat and dim: little contrast and light. */
export function dim(rgb: Rgb): Rgb {
  return changed(rgb, (value) => value * 0.55)
}
