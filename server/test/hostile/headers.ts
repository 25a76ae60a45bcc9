// Pictures whose headers claim what cannot be: sizes of nothing and of everything, lengths that leave the file, pages that go in circles.
// And pictures that are what they claim and small on disk, but huge once unpacked.
import { deflateSync } from 'node:zlib'
import { photograph, pngBomb } from '../pictures.ts'
import { box, chunk, ihdr, joined, le16, le32, png, pngBegin, rows, text, u16, u32 } from './bytes.ts'
import { damaged, either, file, type HostileFile, refused } from './file.ts'

export async function headers(): Promise<Record<string, HostileFile[]>> {
  return {
    'png headers': pngs(),
    'jpeg headers': jpegs(await photograph(16, 16).jpeg().toBuffer()),
    'gif headers': gifs(),
    'webp headers': webps(await photograph(16, 16).webp().toBuffer()),
    'tiff headers': tiffs(),
    'avif headers': avifs(await photograph(16, 16).avif({ effort: 0 }).toBuffer()),
  }
}

function pngs(): HostileFile[] {
  const pixels = chunk('IDAT', rows(8, 8))
  const sizes = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff].flatMap((width) => [0, 1, 65_535, 0xffffffff].map((height) => [width, height] as const))
  const types = ['IHDR', 'IDAT', 'tEXt', 'iCCP', 'eXIf', 'zzzz'] as const
  const bomb = deflateSync(Buffer.alloc(64_000_000), { level: 9 })
  return [
    ...sizes.map(([width, height]) => file(`png of ${width} x ${height}`, png(ihdr(width, height), pixels), width === 1 && height === 1 ? either : refused)),
    ...types.flatMap((type) =>
      [0x7fffffff, 0x80000000, 0xfffffff4, 0xffffffff].map((length) =>
        file(
          `png whose ${type} has length ${length}`,
          joined(pngBegin, type === 'IHDR' ? '' : ihdr(8, 8), chunk(type, u32(1, 2, 3, 4), length), pixels),
          damaged,
        ),
      ),
    ),
    ...[
      [3, 2],
      [8, 7],
      [255, 255],
      [16, 3],
    ].map(([depth, colour]) => file(`png of depth ${depth} and colour type ${colour}`, png(ihdr(8, 8, depth, colour), pixels), damaged)),
    file('png without pixels', png(ihdr(8, 8)), damaged),
    file('png with too few pixels', png(ihdr(8, 800), pixels), damaged),
    file('png with pixels before its header', png(pixels, ihdr(8, 8)), damaged),
    file('png with two headers', png(ihdr(8, 8), ihdr(60_000, 60_000), pixels), either),
    file('png that needs a palette and has none', png(ihdr(8, 8, 8, 3), chunk('IDAT', rows(8, 8, 1))), damaged),
    file('png with a wrong checksum', Buffer.from(png(ihdr(8, 8), pixels)).fill(0, 29, 33), damaged),
    file('png of 10,000 empty chunks', png(ihdr(8, 8), ...Array.from({ length: 10_000 }, () => chunk('tEXt', text('a\0'))), pixels), damaged),
    file('png with 64 MB in compressed text', png(ihdr(8, 8), chunk('zTXt', joined('a\0\0', bomb)), pixels), either),
    file('png with 64 MB in its colour profile', png(ihdr(8, 8), chunk('iCCP', joined('a\0\0', bomb)), pixels), either),
    file('png with 64 MB for 64 pixels', png(ihdr(8, 8), chunk('IDAT', bomb)), either),
    file('png of 60,000 x 60,000 pixels', pngBomb(), ['source_too_large']),
    file('png of one row of 2 billion pixels', png(ihdr(2_000_000_000, 1), pixels), refused),
    file('png of 16,000 x 16,000 pixels in 100 kB', png(ihdr(16_000, 16_000, 1, 0), chunk('IDAT', deflateSync(Buffer.alloc(2001 * 16_000), { level: 9 }))), [
      'measured',
    ]),
  ]
}

function jpegs(whole: Buffer): HostileFile[] {
  const at = whole.indexOf(text('\xff\xc0'))
  const sized = (width: number, height: number) => joined(whole.subarray(0, at + 5), u16(height, width), whole.subarray(at + 9))
  const scan = whole.indexOf(text('\xff\xda'))
  const marker = (code: number, length: number) => joined(whole.subarray(0, 2), Buffer.of(0xff, code), u16(length), whole.subarray(2))
  return [
    file('jpeg of 0 x 0', sized(0, 0), damaged),
    file('jpeg of 0 columns', sized(0, 16), damaged),
    file('jpeg of 0 rows', sized(16, 0), damaged),
    file('jpeg of 65,535 x 65,535', sized(65_535, 65_535), ['source_too_large', 'source_damaged']),
    file('jpeg of 16,000 x 16,000 with pixels for 16 x 16', sized(16_000, 16_000), damaged),
    ...[0, 1, 2, 0xffff].flatMap((length) =>
      [0xe1, 0xdb, 0xc4, 0xc0].map((code) => file(`jpeg with marker ${code.toString(16)} of length ${length}`, marker(code, length), either)),
    ),
    ...[0, 2, 255].map((components) =>
      file(`jpeg of ${components} components`, joined(whole.subarray(0, at + 9), Buffer.of(components), whole.subarray(at + 10)), damaged),
    ),
    file('jpeg without a scan', joined(whole.subarray(0, scan), '\xff\xd9'), damaged),
    file('jpeg without tables', joined(whole.subarray(0, 2), whole.subarray(at)), damaged),
    file('jpeg of 1 MB of fill bytes', joined(whole.subarray(0, 2), Buffer.alloc(1_000_000, 0xff), whole.subarray(2)), either),
    file(
      'jpeg of 20,000 comments',
      joined(whole.subarray(0, 2), ...Array.from({ length: 20_000 }, () => joined('\xff\xfe', u16(3), 'x')), whole.subarray(2)),
      either,
    ),
    file('progressive jpeg of 2,000 scans over 4,000 x 4,000', manyScans(4000, 2000), either),
  ]
}

/** Each scan makes the decoder pass over every coefficient of the picture again. */
function manyScans(edge: number, scans: number): Buffer {
  const quantisation = joined('\xff\xdb', u16(67), Buffer.of(0), Buffer.alloc(64, 1))
  const frame = joined('\xff\xc2', u16(11), Buffer.of(8), u16(edge, edge), Buffer.of(1, 1, 0x11, 0))
  const huffman = (kind: number) => joined('\xff\xc4', u16(20), Buffer.of(kind, 1, ...new Array(15).fill(0)), Buffer.of(0))
  const scan = (from: number, to: number) => joined('\xff\xda', u16(8), Buffer.of(1, 1, 0, from, to, 0), Buffer.of(0))
  return joined('\xff\xd8', quantisation, frame, huffman(0), huffman(0x10), scan(0, 0), ...Array.from({ length: scans }, () => scan(1, 63)), '\xff\xd9')
}

function gifs(): HostileFile[] {
  const screen = (width: number, height: number) => joined('GIF89a', le16(width, height), Buffer.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255))
  const frame = (width: number, height: number, left = 0, depth = 2, data: Uint8Array = Buffer.of(2, 0x4c, 0x01, 0)) =>
    joined(Buffer.of(0x2c), le16(left, 0, width, height), Buffer.of(0, depth), data)
  const end = text(';')
  return [
    file('gif of 0 x 0', joined(screen(0, 0), frame(0, 0), end), either),
    file('gif of 65,535 x 65,535', joined(screen(65_535, 65_535), frame(65_535, 65_535), end), refused),
    // What no code covers is clear, and that is a picture.
    file('gif of 6,000 x 6,000 in 30 bytes', joined(screen(6000, 6000), frame(6000, 6000), end), ['measured']),
    file('gif with a frame beside its screen', joined(screen(4, 4), frame(1, 1, 60_000), end), either),
    file('gif with a code size of 255', joined(screen(1, 1), frame(1, 1, 0, 255), end), damaged),
    file('gif without a frame', joined(screen(4, 4), end), damaged),
    file('gif whose frame has no data', joined(screen(4, 4), frame(4, 4, 0, 2, Buffer.of(0)), end), either),
    file('gif bomb of 5,000 frames of 16,000 x 16,000', joined(screen(16_000, 16_000), ...Array.from({ length: 5000 }, () => frame(1, 1)), end), [
      'source_animated',
      'source_damaged',
    ]),
    file(
      'gif of 1 MB of extensions',
      joined(screen(1, 1), ...Array.from({ length: 4000 }, () => joined('!\xfe\xff', Buffer.alloc(255), Buffer.of(0))), frame(1, 1), end),
      either,
    ),
  ]
}

function webps(whole: Buffer): HostileFile[] {
  const riff = (...chunks: readonly Uint8Array[]) => joined('RIFF', le32(joined(...chunks).length + 4), 'WEBP', ...chunks)
  const part = (type: string, content: Uint8Array, length = content.length) => joined(type, le32(length), content)
  const canvas = (flags: number, width: number, height: number) =>
    part('VP8X', joined(Buffer.of(flags, 0, 0, 0), le32(width - 1).subarray(0, 3), le32(height - 1).subarray(0, 3)))
  const pixels = whole.subarray(12)
  return [
    file('webp canvas of 16,384 x 16,384 over 16 x 16', riff(canvas(0, 16_384, 16_384), pixels), refused),
    file('webp canvas of 16,777,216 x 16,777,216', riff(canvas(0, 16_777_216, 16_777_216), pixels), refused),
    file('webp of length 4,294,967,295', joined('RIFF', le32(0xffffffff), 'WEBP', pixels), refused),
    file('webp of length 0', joined('RIFF', le32(0), 'WEBP', pixels), refused),
    file('webp whose pixels have length 4,294,967,294', riff(joined(pixels.subarray(0, 4), le32(0xfffffffe), pixels.subarray(8))), refused),
    file('webp that says it is animated and has no frame', riff(canvas(2, 16, 16), part('ANIM', Buffer.alloc(6))), refused),
    file(
      'webp frame outside its canvas',
      riff(canvas(2, 16, 16), part('ANIM', Buffer.alloc(6)), part('ANMF', joined(Buffer.alloc(16, 0xff), pixels))),
      refused,
    ),
    file('lossless webp of 16,384 x 16,384 in 20 bytes', riff(part('VP8L', Buffer.of(0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0))), refused),
    file('webp without anything', riff(), refused),
  ]
}

function tiffs(): HostileFile[] {
  type Entry = readonly [tag: number, type: number, count: number, value: number]
  const plain: readonly Entry[] = [
    [256, 4, 1, 4],
    [257, 4, 1, 4],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [277, 3, 1, 1],
    [278, 4, 1, 4],
    [279, 4, 1, 16],
  ]
  const made = (change: readonly Entry[] = [], next = 0) => {
    const entries = [...plain.filter(([tag]) => !change.some(([other]) => other === tag)), ...change].sort(([a], [b]) => a - b)
    const table = entries.map(([tag, type, count, value]) => joined(le16(tag, type), le32(count, value)))
    return joined('II*\0', le32(24), Buffer.alloc(16, 128), le16(entries.length), ...table, le32(next))
  }
  const moved = made([[273, 4, 1, 8]])
  return [
    file('plain tiff', moved, ['measured']),
    file(
      'tiff of 0 x 0',
      made([
        [256, 4, 1, 0],
        [257, 4, 1, 0],
      ]),
      refused,
    ),
    file(
      'tiff of 4,294,967,295 x 4,294,967,295',
      made([
        [256, 4, 1, 0xffffffff],
        [257, 4, 1, 0xffffffff],
      ]),
      refused,
    ),
    file(
      'tiff of 16,000 x 16,000 in 200 bytes',
      made([
        [256, 4, 1, 16_000],
        [257, 4, 1, 16_000],
      ]),
      refused,
    ),
    file('tiff whose pages go in a circle', made([], 24), either),
    file('tiff whose next page is outside', made([], 0xfffffff0), either),
    file('tiff whose pixels are outside', made([[273, 4, 1, 0xfffffff0]]), refused),
    file('tiff whose pixels have length 4,294,967,295', made([[279, 4, 1, 0xffffffff]]), either),
    file('tiff of 4,294,967,295 strips', made([[273, 4, 0xffffffff, 8]]), either),
    file('tiff of 0 rows a strip', made([[278, 4, 1, 0]]), either),
    file('tiff of 65,535 bits', made([[258, 3, 1, 65_535]]), refused),
    file('tiff of 65,535 samples', made([[277, 3, 1, 65_535]]), refused),
    file('tiff of an unknown compression', made([[259, 3, 1, 65_000]]), refused),
    file(
      'tiff of tiles without size',
      made([
        [322, 4, 1, 0],
        [323, 4, 1, 0],
        [324, 4, 1, 8],
        [325, 4, 1, 16],
      ]),
      refused,
    ),
    file(
      'tiff of a tile of 1,000,000,000',
      made([
        [322, 4, 1, 1_000_000_000],
        [323, 4, 1, 1_000_000_000],
        [324, 4, 1, 8],
        [325, 4, 1, 16],
      ]),
      refused,
    ),
    file('tiff with a table of 65,535 entries', joined('II*\0', le32(8), le16(65_535), Buffer.alloc(60)), refused),
    file('tiff with its table outside', joined('II*\0', le32(0xffffff00), Buffer.alloc(60)), refused),
    file('big tiff with a table of 2^63 entries', joined('II+\0', le16(8, 0), le32(16, 0, 0xffffffff, 0x7fffffff), Buffer.alloc(60)), refused),
  ]
}

function avifs(whole: Buffer): HostileFile[] {
  const characters = whole.toString('latin1')
  const changed = (name: string, at: number, bytes: Uint8Array) => {
    const copy = Buffer.from(whole)
    copy.set(bytes, characters.indexOf(name) + at)
    return copy
  }
  const sizes = [0, 1, 7, 9, 0x7fffffff, 0xffffffff]
  return [
    ...['ftyp', 'meta', 'iloc', 'iprp', 'ispe', 'av1C', 'mdat'].flatMap((name) =>
      sizes.map((size) => file(`avif whose ${name} has size ${size}`, changed(name, -4, u32(size)), either)),
    ),
    file('avif of 0 x 0', changed('ispe', 8, u32(0, 0)), refused),
    file('avif of 4,294,967,295 x 4,294,967,295', changed('ispe', 8, u32(0xffffffff, 0xffffffff)), refused),
    file('avif of 16,000 x 16,000 over 16 x 16', changed('ispe', 8, u32(16_000, 16_000)), either),
    file('avif of an unknown brand', changed('ftyp', 4, text('zzzz')), either),
    file('avif that says it is a sequence', changed('ftyp', 4, text('avis')), either),
    file('boxes in boxes, 20,000 deep', nested(20_000), refused),
    file('heif of nothing but its name', box('ftyp', joined('heic', u32(0), 'mif1heic')), refused),
  ]
}

function nested(depth: number): Buffer {
  const heads = Array.from({ length: depth }, (_, level) => joined(u32((depth - level) * 8), 'meta'))
  return joined(box('ftyp', joined('avif', u32(0), 'mif1avif')), ...heads)
}
