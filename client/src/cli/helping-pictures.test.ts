import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture } from '../../test/images.ts'
import { helpingPictures } from './helping-pictures.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keter-helping-'))
  await writeFile(join(folder, 'mask.png'), picture(8, 8))
  await writeFile(join(folder, 'other.png'), picture(8, 4))
})
afterAll(() => rm(folder, { recursive: true }))
const helping = (flags: Record<string, unknown>) => helpingPictures({ tool: 'image-erase', ...flags }, folder, new AbortController().signal)

test('a file given for a picture becomes its SHA-256, and is to be uploaded', async () => {
  const { flags, files } = await helping({ mask: 'mask.png', quality: 'x' })
  expect(files).toMatchObject([{ name: 'mask.png', measurement: { media: 'image', width: 8, height: 8 } }])
  expect(flags).toEqual({ tool: 'image-erase', mask: files[0]!.sha256, quality: 'x' })
})

test('a SHA-256 stays, and so does what is no picture of this tool', async () => {
  const given = { mask: 'a'.repeat(64), picture: 'mask.png' }
  expect(await helping(given)).toEqual({ flags: { tool: 'image-erase', ...given }, files: [] })
  expect(await helping({ tool: 'no-such-tool', mask: 'mask.png' })).toMatchObject({ files: [] })
})

test.each([
  ['source_missing', 'gone.png'],
  ['bad_usage', '*.png'],
])('is refused with %s: %s', async (code, mask) => {
  await expect(helping({ mask })).rejects.toMatchObject({ code })
})
