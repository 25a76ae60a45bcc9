import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@keter/core'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { chunk, u32 } from '../../test/hostile/bytes.ts'
import { animatedGif, photograph, pictureFolder, pngBomb, truncated } from '../../test/pictures.ts'
import { peakMegabytes } from '../../test/processes.ts'
import type { MediaTasks } from '../engines/tasks.ts'
import { createPool } from './pool.ts'

const files = pictureFolder()
const pool = createPool<MediaTasks>({ entry: new URL('../engines/child.ts', import.meta.url), size: 1 })
afterAll(async () => {
  await pool.close()
  files.remove()
})

const measure = (path: string) => pool.run('measure', { path }, { timeoutMs: 60_000 })
const refusalOf = async (path: string) => {
  const refusal = await measure(path).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect((refusal as Refusal).message).not.toContain(tmpdir())
  return (refusal as Refusal).code
}

describe('measured as a person sees it', () => {
  test.each([
    ['jpeg', photograph().jpeg()],
    ['png', photograph().png()],
    ['webp', photograph().webp()],
    ['gif', photograph().gif()],
    ['tiff', photograph().tiff()],
    ['avif', photograph().avif()],
  ])('%s by its content, whatever its name', async (format, picture) => {
    const path = await files.save(`${format}.bin`, picture)
    const bytes = readFileSync(path).length
    expect(await measure(path)).toEqual({ media: 'image', format, width: 90, height: 61, bytes, pages: 1, alpha: false })
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', async (orientation) => {
    const path = await files.save('rotated.jpg', photograph().withMetadata({ orientation }).jpeg())
    expect(await measure(path)).toMatchObject(orientation < 5 ? { width: 90, height: 61 } : { width: 61, height: 90 })
  })

  test.each([
    ['CMYK JPEG', photograph().toColourspace('cmyk').jpeg(), { format: 'jpeg', alpha: false }],
    ['16-bit PNG', photograph().toColourspace('rgb16').png(), { format: 'png', alpha: false }],
    ['grey PNG with alpha', photograph().toColourspace('b-w').ensureAlpha(0.5).png(), { format: 'png', alpha: true }],
    ['palette PNG', photograph().png({ palette: true }), { format: 'png', alpha: false }],
    ['progressive JPEG', photograph().jpeg({ progressive: true }), { format: 'jpeg', alpha: false }],
  ])('%s', async (_, picture, expected) => expect(await measure(await files.save('picture', picture))).toMatchObject({ width: 90, height: 61, ...expected }))

  test('a single pixel', async () => {
    expect(await measure(await files.save('one.png', photograph(1, 1).png()))).toMatchObject({ width: 1, height: 1 })
  })
})

describe('refused with a code', () => {
  test('0 bytes', async () => expect(await refusalOf(files.write('empty.jpg', Buffer.alloc(0)))).toBe('source_empty'))

  test.each([
    ['text', Buffer.from('not an image, whatever its name says')],
    ['zeros', Buffer.alloc(5000)],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF')],
    ['PPM', Buffer.from('P6 1 1 255\nabc')],
  ])('%s is no image', async (_, bytes) => expect(await refusalOf(files.write('picture.jpg', bytes))).toBe('source_not_media'))

  test('HEIF that holds something other than AV1', async () => {
    const avif = await photograph().avif().toBuffer()
    const heic = Buffer.from(avif.toString('latin1').replace('ftypavif', 'ftypheic').replaceAll('av01', 'hvc1').replaceAll('av1C', 'hvcC'), 'latin1')
    expect(['source_not_media', 'source_damaged']).toContain(await refusalOf(files.write('photo.heic', heic)))
  })

  test.each([
    ['jpeg', photograph().jpeg()],
    ['progressive jpeg', photograph().jpeg({ progressive: true })],
    ['png', photograph().png()],
    ['webp', photograph().webp()],
    ['gif', photograph().gif()],
    ['tiff', photograph().tiff()],
    ['avif', photograph().avif()],
  ])('a %s that breaks off, early or late', async (_, picture) => {
    for (const share of [0.03, 0.5, 0.97]) expect(await refusalOf(files.write('cut', await truncated(picture, share)))).toBe('source_damaged')
  })

  test('an animation', async () => expect(await refusalOf(files.write('two.gif', await animatedGif()))).toBe('source_animated'))

  test.each([2, 4_000_000_000])('M7: a PNG of %i frames, of which a decoder shows the first', async (frames) => {
    const still = await photograph().png().toBuffer()
    const path = files.write('animated.png', Buffer.concat([still.subarray(0, 33), chunk('acTL', u32(frames, 0)), still.subarray(33)]))
    expect(await refusalOf(path)).toBe('source_animated')
  })

  test('M7: a JPEG of 16,000 x 16,000 pixels with the bytes of 16 x 16', async () => {
    const bytes = await photograph(16, 16).jpeg().toBuffer()
    const header = bytes.indexOf(Buffer.of(0xff, 0xc0))
    for (const at of [5, 7]) bytes.writeUInt16BE(16_000, header + at)
    expect(await refusalOf(files.write('grey.jpg', bytes))).toBe('source_damaged')
  })

  test('a PNG of 60,000 x 60,000 pixels, by its header alone', async () => {
    expect(await refusalOf(files.write('bomb.png', pngBomb()))).toBe('source_too_large')
    // A single channel of it would be 3,600 MB.
    for (const pid of pool.pids()) expect(peakMegabytes(pid)).toBeLessThan(400)
  })
})

test('a preview is small, upright, sRGB and never larger than its source', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keter-preview-'))
  const outPath = join(folder, 'preview.webp')
  const preview = (path: string, maxEdge: number) => pool.run('preview', { path, outPath, maxEdge }, { timeoutMs: 60_000 })
  const path = await files.save('wide.jpg', photograph().withMetadata({ orientation: 6 }).jpeg())
  expect(await preview(path, 45)).toMatchObject({ width: 31, height: 45 })
  expect(await preview(path, 1000)).toMatchObject({ width: 61, height: 90 })
  expect(await sharp(outPath).metadata()).toMatchObject({ format: 'webp', space: 'srgb', width: 61, height: 90 })
  rmSync(folder, { recursive: true })
})
