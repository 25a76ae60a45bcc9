import { describe, expect, it } from 'vitest'
import { digestOf, measureFile } from './measure.ts'

/** The header of a JPEG of 40 by 30 pixels, turned by its EXIF tag, with `padding` bytes of comment before the size. */
function jpeg(orientation: number, padding = 0): File {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
  const segment = (marker: number, body: readonly number[]) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]
  const comments = Array.from({ length: Math.ceil(padding / 60_000) }, () => segment(0xfe, new Array<number>(60_000).fill(32))).flat()
  const size = segment(0xc0, [8, 0, 30, 0, 40, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])
  return new File([new Uint8Array([0xff, 0xd8, ...segment(0xe1, exif), ...comments, ...size, 0xff, 0xd9])], 'picture.jpg')
}

describe('measuring a file before it is uploaded', () => {
  it('gives width and height as a person sees the picture', async () => {
    expect(await measureFile(jpeg(1))).toMatchObject({ media: 'image', format: 'jpeg', width: 40, height: 30 })
    for (const turned of [5, 6, 7, 8]) expect(await measureFile(jpeg(turned))).toMatchObject({ width: 30, height: 40 })
  })

  it('finds the size behind a header of any length', async () => {
    const file = jpeg(6, 700_000)
    expect(file.size).toBeGreaterThan(512 * 1024)
    expect(await measureFile(file)).toMatchObject({ width: 30, height: 40, bytes: file.size })
  })

  it('refuses an empty file, and what is no picture, with a code', async () => {
    await expect(measureFile(new File([], 'empty.jpg'))).rejects.toMatchObject({ code: 'source_empty' })
    await expect(measureFile(new File(['# Notes'], 'notes.jpg'))).rejects.toMatchObject({ code: 'source_not_media' })
    await expect(measureFile(new File([new Uint8Array([0xff, 0xd8, 0xff])], 'cut.jpg'))).rejects.toMatchObject({ code: 'source_not_media' })
  })

  it('goes without a hash where the browser cannot make one, instead of failing', async () => {
    expect(await digestOf(new File(['abc'], 'abc'))).toBeUndefined()
    Object.assign(globalThis, { isSecureContext: true })
    expect(await digestOf(new File(['abc'], 'abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
