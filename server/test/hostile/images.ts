// Pictures that were whole once: cut, changed by chance, under a wrong name, with something else behind them, or more than one in a file.
import sharp, { type Sharp } from 'sharp'
import { animatedGif, photograph } from '../pictures.ts'
import { chunk, cuts, flipped, ihdr, joined, png, rows, text, u16, u32 } from './bytes.ts'
import { damaged, either, file, type HostileFile, notMedia } from './file.ts'

const kinds: Readonly<Record<string, () => Sharp>> = {
  jpeg: () => photograph().jpeg(),
  'progressive jpeg': () => photograph().jpeg({ progressive: true }),
  png: () => photograph().png(),
  'interlaced png': () => photograph().png({ progressive: true }),
  webp: () => photograph().webp(),
  'lossless webp': () => photograph().webp({ lossless: true }),
  gif: () => photograph().gif(),
  tiff: () => photograph().tiff(),
  avif: () => photograph().avif({ effort: 0 }),
}

export async function images(): Promise<Record<string, HostileFile[]>> {
  const whole = await Promise.all(Object.entries(kinds).map(async ([kind, picture]) => [kind, await picture().toBuffer()] as const))
  const of = Object.fromEntries(whole) as Record<keyof typeof kinds, Buffer>
  return {
    'pictures cut short': whole.flatMap(([kind, bytes]) =>
      cuts(bytes).map(([share, part]) => file(`${kind} cut at ${share}`, part, cutMayBe(kind, share, part))),
    ),
    'pictures with bytes changed by chance': whole.flatMap(([kind, bytes]) => [
      ...Array.from({ length: 6 }, (_, seed) => file(`${kind} changed anywhere ${seed}`, flipped(bytes, seed), either)),
      ...Array.from({ length: 6 }, (_, seed) => file(`${kind} changed in its header ${seed}`, flipped(bytes, seed, 4, 4, 120), either)),
    ]),
    'pictures under a wrong name': whole.flatMap(([kind, bytes]) =>
      ['.txt', '.svg', '.mp4', '.png', ''].map((ending) => file(`${kind} as a${ending}`, bytes, ['measured'])),
    ),
    'pictures that are something else as well': polyglots(of),
    'more than one picture in a file': await several(of),
  }
}

function cutMayBe(kind: string, share: string, part: Uint8Array): HostileFile['may'] {
  if (part.length === 0) return ['source_empty']
  // Its very last byte ends the file and holds nothing of the picture.
  if (share === 'all but a byte') return ['measured', 'source_damaged']
  return kind.length > 0 ? damaged : damaged
}

function polyglots(of: Record<string, Buffer>): HostileFile[] {
  const { jpeg, png: whole, gif, webp } = of as { jpeg: Buffer; png: Buffer; gif: Buffer; webp: Buffer }
  const zip = joined('PK\x03\x04', Buffer.alloc(26), 'PK\x05\x06', Buffer.alloc(18))
  const html = text('<html><script>alert(1)</script></html>')
  const php = text('<?php system($_GET["c"]); ?>')
  const comment = joined('\xff\xfe', u16(php.length + 2), php)
  return [
    file('jpeg with a zip behind it', joined(jpeg, zip), ['measured']),
    file('png with html behind it', joined(whole, html), ['measured']),
    file('gif that is a script', joined('GIF89a/*', gif.subarray(8), '*/=1;alert(1)'), either),
    file('webp with a megabyte of nothing behind it', joined(webp, Buffer.alloc(1_000_000)), ['measured']),
    file('jpeg with a program in its comment', joined(jpeg.subarray(0, 2), comment, jpeg.subarray(2)), ['measured']),
    file('png with a program in its text', joined(whole.subarray(0, 33), chunk('tEXt', joined('Comment\0', php)), whole.subarray(33)), ['measured']),
    file('pdf that holds a jpeg', joined('%PDF-1.7\n', jpeg, '\n%%EOF'), notMedia),
    file('html before a png', joined(html, whole), notMedia),
    file('zip that holds a png', joined(zip, whole), notMedia),
    file('jpeg behind a byte order mark', joined('\xef\xbb\xbf', jpeg), notMedia),
    file('png with line ends of another system', text(whole.toString('latin1').replaceAll('\r\n', '\n')), notMedia),
    file('mp4 that says it is a jpeg', joined(u32(24), 'ftypisom', u32(512), 'isomiso2', jpeg), notMedia),
    file('bmp', joined('BM', Buffer.alloc(12), u32(0x28000000), Buffer.alloc(36), Buffer.alloc(300)), notMedia),
    file('a program', joined('\x7fELF\x02\x01\x01', Buffer.alloc(500)), notMedia),
  ]
}

async function several(of: Record<string, Buffer>): Promise<HostileFile[]> {
  const pages = (count: number) =>
    sharp({ create: { width: 8, height: 8 * count, channels: 3, background: 'red' } })
      .raw()
      .toBuffer()
  const strip = async (count: number, changing = false) => {
    const raw = await pages(count)
    if (changing) for (let at = 0; at < raw.length; at++) raw[at] = (at * 7 + Math.floor(at / 192) * 31) & 255
    return sharp(raw, { raw: { width: 8, height: 8 * count, channels: 3, pageHeight: 8 } })
  }
  const gif = await animatedGif()
  const animated: HostileFile['may'] = ['source_animated']
  return [
    file('animated gif', gif, animated),
    file('animated webp', await (await strip(3, true)).webp({ loop: 0 }).toBuffer(), animated),
    file('gif of 2,000 frames', await (await strip(2000, true)).gif({ effort: 1, loop: 0 }).toBuffer(), animated),
    file('webp of 1,000 frames', await (await strip(1000, true)).webp({ effort: 0, loop: 0 }).toBuffer(), animated),
    file('tiff of 3 pages', await (await strip(3)).tiff().toBuffer(), animated),
    file('gif whose second frame breaks off', gif.subarray(0, gif.length - 200), ['source_animated', 'source_damaged']),
    file('animated png', apng(2), animated),
    file('png that says it has 4,000,000,000 frames', apng(4_000_000_000), animated),
    file('png that says it has one frame', apng(1), ['measured']),
    file('png with the frame count behind its pixels', png(ihdr(8, 8), chunk('IDAT', rows(8, 8)), chunk('acTL', u32(5, 0))), ['measured']),
    file('jpeg with a second jpeg behind it', joined(of.jpeg!, of.jpeg!), ['measured']),
  ]
}

/** Its first picture is a whole PNG; the others follow in chunks that a plain PNG reader passes over. */
function apng(frames: number): Buffer {
  const control = (sequence: number) => chunk('fcTL', joined(u32(sequence, 8, 8, 0, 0), u16(1, 10), Buffer.of(0, 0)))
  const second = frames > 1 ? [control(1), chunk('fdAT', joined(u32(2), rows(8, 8)))] : []
  return png(ihdr(8, 8), chunk('acTL', u32(frames, 0)), control(0), chunk('IDAT', rows(8, 8)), ...second)
}
