import { describe, expect, test } from 'vitest'
import type { ImageMeasurement } from './measurement.ts'
import { Refusal } from './refusal.ts'
import { resultOf } from './result.ts'
import { type Options, parseEdit } from './tool.ts'

const photo: ImageMeasurement = { media: 'image', format: 'jpeg', width: 600, height: 401, bytes: 1 }
const upscale = (options: Options, source: Partial<ImageMeasurement> = {}) => resultOf(parseEdit({ tool: 'image-upscale', options }), { ...photo, ...source })
const convert = (options: Options, source: Partial<ImageMeasurement> = {}) => resultOf(parseEdit({ tool: 'image-convert', options }), { ...photo, ...source })

function refusal(work: () => unknown): Refusal {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('upscale', () => {
  test('multiplies both edges by the scale', () => {
    expect(upscale({})).toEqual({ width: 2400, height: 1604, format: 'jpeg' })
    expect(upscale({ scale: 3 }, { width: 1, height: 1 })).toEqual({ width: 3, height: 3, format: 'jpeg' })
  })

  test.each([
    ['jpeg', 'jpeg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['gif', 'png'],
    ['tiff', 'png'],
    ['avif', 'png'],
    ['heif', 'png'],
  ])('"same" turns a %s into a %s', (format, result) => expect(upscale({}, { format }).format).toBe(result))

  test('"same" becomes PNG where the format cannot hold the size', () => {
    expect(upscale({ scale: 4 }, { format: 'webp', width: 4096 }).format).toBe('png')
    expect(upscale({ scale: 4 }, { format: 'webp', width: 4095 }).format).toBe('webp')
    expect(upscale({ scale: 8 }, { width: 8188 }).format).toBe('png')
  })

  test('a chosen format that cannot hold the size is refused', () => {
    expect(refusal(() => upscale({ scale: 4, format: 'webp' }, { width: 4096 })).code).toBe('unsupported_edit')
  })
})

describe('convert', () => {
  test.each([
    [{}, 600, 401],
    [{ width: 300 }, 300, 201],
    [{ height: 100 }, 150, 100],
    [{ width: 300, fit: 'fill' }, 300, 201],
    [{ width: 300, height: 300 }, 300, 201],
    [{ width: 300, height: 100 }, 150, 100],
    [{ width: 300, height: 300, fit: 'cover' }, 300, 300],
    [{ width: 300, height: 300, fit: 'contain' }, 300, 300],
    [{ width: 7, height: 900, fit: 'fill' }, 7, 900],
    [{ width: 1200 }, 1200, 802],
    [{ width: 1 }, 1, 1],
    [{ cropLeft: 10, cropTop: 20, cropWidth: 100, cropHeight: 50 }, 100, 50],
    [{ cropLeft: 10, cropTop: 20 }, 590, 381],
    [{ cropWidth: 200, cropHeight: 100, width: 50 }, 50, 25],
  ] as [Options, number, number][])('%j gives %i x %i', (options, width, height) => expect(convert(options)).toEqual({ width, height, format: 'jpeg' }))

  test('a very flat picture keeps at least one pixel', () => {
    expect(convert({ width: 10 }, { width: 1000, height: 2 })).toMatchObject({ width: 10, height: 1 })
  })

  test('keeps AVIF, which it can write, and turns what it cannot write into PNG', () => {
    expect(convert({}, { format: 'avif' }).format).toBe('avif')
    expect(convert({}, { format: 'tiff' }).format).toBe('png')
    expect(convert({ format: 'webp' }).format).toBe('webp')
  })

  test.each([
    [{ cropLeft: 600 }, 'cropLeft'],
    [{ cropTop: 401, cropHeight: 1 }, 'cropTop'],
    [{ cropLeft: 1, cropWidth: 600 }, 'cropWidth'],
    [{ cropHeight: 402 }, 'cropHeight'],
  ] as [Options, string][])('refuses the crop %j, naming %s', (options, option) => {
    const { code, data } = refusal(() => convert(options))
    expect({ code, option: data.option }).toEqual({ code: 'option_out_of_range', option })
  })
})
