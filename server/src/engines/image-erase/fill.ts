// Fills a hole in a picture with pieces of the picture itself. From coarse to fine: each patch that touches the hole looks for the patch outside it that is most
// like it (PatchMatch: Barnes, Shechtman, Finkelstein, Goldman, SIGGRAPH 2009), and the pixels of the hole become what those patches say on average
// (Wexler, Shechtman, Irani, PAMI 2007). The same picture and hole always give the same pixels.

export interface Holed {
  readonly width: number
  readonly height: number
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8Array
  /** Not 0 where the hole is. */
  readonly hole: Uint8Array
}

/** Patches are 7 x 7. */
const reach = 3
/** The coarsest picture is about this wide or high. */
const coarsest = 32
/** Looking and voting, at each level, for a hole of up to this many pixels; a larger one gets fewer rounds, so that time is bounded. */
const rounds = 5
const fullRounds = 40_000
const searches = 4
/** Patches that differ by more than this, of 255, for each value, hardly count in the vote. */
const tolerance = 15

interface Level {
  readonly width: number
  readonly height: number
  /** Three values a pixel. */
  readonly values: Float32Array
  readonly hole: Uint8Array
}

/** @returns the picture with its hole filled; unchanged where there is no hole, or nothing outside it to take from */
export function fillHole({ width, height, rgb, hole }: Holed, onProgress: (share: number) => void = () => undefined): Uint8Array {
  const levels = pyramidOf({ width, height, values: Float32Array.from(rgb), hole: Uint8Array.from(hole, (value) => (value ? 1 : 0)) })
  let coarser: Matches | null = null
  for (let index = levels.length - 1; index >= 0; index--) {
    coarser = filled(levels[index]!, coarser) ?? coarser
    onProgress(4 ** -index)
  }
  return Uint8Array.from(levels[0]!.values, (value) => Math.min(255, Math.max(0, Math.round(value))))
}

function pyramidOf(finest: Level): Level[] {
  const levels = [finest]
  while (Math.min(levels.at(-1)!.width, levels.at(-1)!.height) >= 2 * coarsest) levels.push(halved(levels.at(-1)!))
  return levels
}

/** A pixel of half the size belongs to the hole where most of its four do; its values are of those that do not. */
function halved({ width, height, values, hole }: Level): Level {
  const [across, down] = [width >> 1, height >> 1]
  const half = { width: across, height: down, values: new Float32Array(across * down * 3), hole: new Uint8Array(across * down) }
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      const four = [0, 1, width, width + 1].map((offset) => 2 * y * width + 2 * x + offset)
      const known = four.filter((at) => !hole[at])
      const to = y * across + x
      half.hole[to] = known.length < 3 ? 1 : 0
      for (let channel = 0; channel < 3 && known.length > 0; channel++)
        half.values[to * 3 + channel] = known.reduce((sum, at) => sum + values[at * 3 + channel]!, 0) / known.length
    }
  return half
}

/** For each pixel whose patch touches the hole: the pixel whose patch is most like it, -1 elsewhere. */
interface Matches {
  readonly level: Level
  readonly nearest: Int32Array
}

/** Fills the level's hole in place; null where it has none, or nothing to take from. */
function filled(level: Level, coarser: Matches | null): Matches | null {
  const { width, height, hole, values } = level
  const inside = indicesWhere(hole, (value) => value === 1)
  const usable = usablePatches(level)
  const sources = indicesWhere(usable, (value) => value === 1)
  if (inside.length === 0) return null
  if (coarser) enlarge(coarser.level, level, inside)
  else fromTheEdge(level, inside)
  // A picture too small for a patch is left with what its edge says.
  if (sources.length === 0) return null
  const targets = targetsOf(level, inside)
  const luck = sequence()
  const nearest = new Int32Array(width * height).fill(-1)
  const distance = new Float32Array(width * height)
  for (const target of targets) nearest[target] = matchBefore(coarser, level, target, usable) ?? sources[Math.floor(luck() * sources.length)]!
  const enough = Math.max(1, Math.round(rounds * Math.min(1, fullRounds / inside.length)))
  for (let round = 0; round < (coarser ? enough : rounds * 2); round++) {
    for (const target of targets) distance[target] = differenceOf(values, width, target, nearest[target]!, Number.POSITIVE_INFINITY)
    for (let search = 0; search < searches; search++) improve({ level, usable, targets, nearest, distance, luck, backwards: search % 2 === 1 })
    vote(level, targets, nearest, distance)
  }
  return { level, nearest }
}

function indicesWhere(values: Uint8Array, chosen: (value: number) => boolean): Int32Array {
  const found: number[] = []
  for (let at = 0; at < values.length; at++) if (chosen(values[at]!)) found.push(at)
  return Int32Array.from(found)
}

/** 1 where a whole patch lies in the picture and outside the hole. A running sum over rows, then columns. */
function usablePatches({ width, height, hole }: Level): Uint8Array {
  const sums = new Int32Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      sums[(y + 1) * (width + 1) + x + 1] =
        hole[y * width + x]! + sums[y * (width + 1) + x + 1]! + sums[(y + 1) * (width + 1) + x]! - sums[y * (width + 1) + x]!
  const usable = new Uint8Array(width * height)
  for (let y = reach; y < height - reach; y++)
    for (let x = reach; x < width - reach; x++) {
      const [top, bottom, left, right] = [y - reach, y + reach + 1, x - reach, x + reach + 1]
      const holes =
        sums[bottom * (width + 1) + right]! - sums[top * (width + 1) + right]! - sums[bottom * (width + 1) + left]! + sums[top * (width + 1) + left]!
      usable[y * width + x] = holes === 0 ? 1 : 0
    }
  return usable
}

/** The first guess, ring by ring: each pixel of the hole becomes the mean of what is known around it. */
function fromTheEdge({ width, height, values, hole }: Level, inside: Int32Array): void {
  const unknown = Uint8Array.from(hole)
  let left = [...inside]
  while (left.length > 0) {
    const ring = left.map((at) => [at, knownAround(at)] as const).filter(([, known]) => known.length > 0)
    if (ring.length === 0) return
    for (const [at, known] of ring)
      for (let channel = 0; channel < 3; channel++)
        values[at * 3 + channel] = known.reduce((sum, other) => sum + values[other * 3 + channel]!, 0) / known.length
    for (const [at] of ring) unknown[at] = 0
    left = left.filter((at) => unknown[at] === 1)
  }

  function knownAround(at: number): number[] {
    const [x, y] = [at % width, Math.floor(at / width)]
    const known: number[] = []
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) if (!unknown[row * width + column]) known.push(row * width + column)
    return known
  }
}

/** The first guess from the level before. */
function enlarge(from: Level, { width, values }: Level, inside: Int32Array): void {
  for (const at of inside) {
    const other = parentOf(from, at % width, Math.floor(at / width))
    for (let channel = 0; channel < 3; channel++) values[at * 3 + channel] = from.values[other * 3 + channel]!
  }
}

function parentOf({ width, height }: Level, x: number, y: number): number {
  return Math.min(y >> 1, height - 1) * width + Math.min(x >> 1, width - 1)
}

/** Every pixel whose patch lies in the picture and touches the hole. */
function targetsOf({ width, height }: Level, inside: Int32Array): Int32Array {
  const touched = new Uint8Array(width * height)
  for (const at of inside) {
    const [x, y] = [at % width, Math.floor(at / width)]
    for (let row = Math.max(reach, y - reach); row <= Math.min(height - 1 - reach, y + reach); row++)
      for (let column = Math.max(reach, x - reach); column <= Math.min(width - 1 - reach, x + reach); column++) touched[row * width + column] = 1
  }
  return indicesWhere(touched, (value) => value === 1)
}

function matchBefore(coarser: Matches | null, { width, height }: Level, target: number, usable: Uint8Array): number | null {
  if (!coarser) return null
  const [x, y] = [target % width, Math.floor(target / width)]
  const match = coarser.nearest[parentOf(coarser.level, x, y)]!
  if (match < 0) return null
  const [column, row] = [(match % coarser.level.width) * 2 + (x & 1), Math.floor(match / coarser.level.width) * 2 + (y & 1)]
  if (column >= width || row >= height || !usable[row * width + column]) return null
  return row * width + column
}

/** Sum of squared differences of two patches; stops where it is more than `most` already. */
function differenceOf(values: Float32Array, width: number, a: number, b: number, most: number): number {
  let sum = 0
  for (let row = -reach; row <= reach; row++) {
    let [one, other] = [(a + row * width - reach) * 3, (b + row * width - reach) * 3]
    for (const end = one + (2 * reach + 1) * 3; one < end; one++, other++) {
      const difference = values[one]! - values[other]!
      sum += difference * difference
    }
    if (sum > most) return sum
  }
  return sum
}

interface Search {
  readonly level: Level
  readonly usable: Uint8Array
  readonly targets: Int32Array
  readonly nearest: Int32Array
  readonly distance: Float32Array
  readonly luck: () => number
  readonly backwards: boolean
}

/** What a neighbour has found is tried one pixel on; then ever nearer around what was found. */
function improve({ level: { width, height, values }, usable, targets, nearest, distance, luck, backwards }: Search): void {
  const step = backwards ? -1 : 1
  const consider = (target: number, candidate: number) => {
    if (candidate < 0 || candidate >= usable.length || !usable[candidate]) return
    const difference = differenceOf(values, width, target, candidate, distance[target]!)
    if (difference >= distance[target]!) return
    distance[target] = difference
    nearest[target] = candidate
  }
  for (let index = 0; index < targets.length; index++) {
    const target = targets[backwards ? targets.length - 1 - index : index]!
    for (const offset of [step, step * width]) {
      const match = nearest[target - offset]
      if (match !== undefined && match >= 0) consider(target, match + offset)
    }
    const [x, y] = [nearest[target]! % width, Math.floor(nearest[target]! / width)]
    for (let radius = Math.max(width, height); radius >= 1; radius >>= 1) {
      const column = x + Math.trunc((luck() * 2 - 1) * radius)
      const row = y + Math.trunc((luck() * 2 - 1) * radius)
      if (column >= 0 && row >= 0 && column < width && row < height) consider(target, row * width + column)
    }
  }
}

/** Each pixel of the hole becomes the mean of what the patches over it say, the likest counting most. */
function vote({ width, values, hole }: Level, targets: Int32Array, nearest: Int32Array, distance: Float32Array): void {
  const sums = new Float32Array((values.length / 3) * 4)
  const spread = 2 * tolerance ** 2 * (2 * reach + 1) ** 2
  for (const target of targets) {
    const weight = Math.exp(-distance[target]! / spread) + 1e-6
    for (let row = -reach; row <= reach; row++)
      for (let column = -reach; column <= reach; column++) {
        const to = target + row * width + column
        if (!hole[to]) continue
        const from = (nearest[target]! + row * width + column) * 3
        for (let channel = 0; channel < 3; channel++) sums[to * 4 + channel]! += weight * values[from + channel]!
        sums[to * 4 + 3]! += weight
      }
  }
  for (let at = 0; at < hole.length; at++) {
    const weight = sums[at * 4 + 3]!
    if (hole[at] && weight > 0) for (let channel = 0; channel < 3; channel++) values[at * 3 + channel] = sums[at * 4 + channel]! / weight
  }
}

/** Numbers from 0 to 1 without chance: a linear congruential sequence (Numerical Recipes' constants). */
function sequence(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
