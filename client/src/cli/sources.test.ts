import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/command-line.ts'
import { jpegHeader, picture } from '../../test/images.ts'
import { findSources } from './sources.ts'

const never = new AbortController().signal

describe('source files', () => {
  test('are measured as they are seen, with their size and SHA-256', async () => {
    await using folder = await temporaryFolder()
    const bytes = picture(40, 30)
    await writeFile(join(folder.path, 'a.png'), bytes)
    expect(await findSources(['a.png'], folder.path, never)).toEqual([
      {
        path: join(folder.path, 'a.png'),
        name: 'a.png',
        sha256: createHash('sha256').update(bytes).digest('hex'),
        measurement: { media: 'image', format: 'png', width: 40, height: 30, bytes: bytes.length },
      },
    ])
  })

  test.each([
    [1, 600, 400],
    [3, 600, 400],
    [6, 400, 600],
    [8, 400, 600],
  ])('of a camera held as orientation %i says have %i x %i pixels', async (orientation, width, height) => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.jpg'), jpegHeader(600, 400, orientation))
    const [source] = await findSources(['a.jpg'], folder.path, never)
    expect(source!.measurement).toMatchObject({ format: 'jpeg', width, height })
  })

  test('go by their content, not by their name', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'really-a-png.jpg'), picture(4, 4))
    expect((await findSources(['really-a-png.jpg'], folder.path, never))[0]!.measurement.format).toBe('png')
  })

  test('may be named by folder and by pattern: the images in it, in the order people count', async () => {
    await using folder = await temporaryFolder()
    await mkdir(join(folder.path, 'in'))
    for (const name of ['b10.png', 'b2.png', 'A.PNG']) await writeFile(join(folder.path, 'in', name), picture(4, 4))
    await writeFile(join(folder.path, 'in', 'notes.txt'), 'hello')
    const names = async (...given: string[]) => (await findSources(given, folder.path, never)).map(({ name }) => name)
    expect(await names('in')).toEqual(['A.PNG', 'b2.png', 'b10.png'])
    expect(await names('in/b*.png')).toEqual(['b2.png', 'b10.png'])
    expect(await names('in/b2.png', 'in/A.PNG')).toEqual(['b2.png', 'A.PNG'])
  })

  test.each([
    ['source_missing', 'gone.png', null],
    ['source_empty', 'empty.png', ''],
    ['source_not_media', 'text.jpg', 'Hello, I am a letter.'],
    ['source_not_media', 'drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'],
    ['source_damaged', 'cut.png', picture(40, 30).subarray(0, 18)],
    ['source_damaged', 'cut.jpg', jpegHeader(600, 400, 1).subarray(0, 30)],
    ['no_sources', '.', null],
  ])('are refused with %s where they are none: %s', async (code, name, content) => {
    await using folder = await temporaryFolder()
    if (content !== null) await writeFile(join(folder.path, name), content)
    await expect(findSources([name], folder.path, never)).rejects.toMatchObject({ code })
  })
})

test('a video is measured without a studio, by its own tables, and a folder gives its videos as well', async () => {
  await using folder = await temporaryFolder()
  const clip = await readFile(new URL('../../test/fixtures/clip.mp4', import.meta.url))
  await writeFile(join(folder.path, 'clip.mp4'), clip)
  const [source] = await findSources(['.'], folder.path, never)
  expect(source!.measurement).toMatchObject({
    media: 'video',
    format: 'mp4',
    width: 64,
    height: 48,
    frames: 12,
    durationMs: 1000,
    codec: 'h264',
    audioTracks: 1,
    bytes: clip.length,
  })
})
