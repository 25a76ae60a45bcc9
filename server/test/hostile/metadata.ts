// Pictures whose notes are broken: EXIF, orientation, colour profile and XMP. The picture itself is whole, and is what a person sees.
import { deflateSync } from 'node:zlib'
import { photograph } from '../pictures.ts'
import { chunk, flipped, joined, le16, le32, text, u16, u32 } from './bytes.ts'
import { type Bait, either, type Ending, file, type HostileFile } from './file.ts'

export async function metadata({ url, canary }: Bait): Promise<Record<string, HostileFile[]>> {
  const [jpeg, png, srgb] = await Promise.all([
    photograph().jpeg().toBuffer(),
    photograph().png().toBuffer(),
    photograph().withIccProfile('p3').jpeg().toBuffer(),
  ])
  const profile = profileIn(srgb)
  return { 'broken exif': exifs(jpeg, png), 'broken colour profiles': profiles(jpeg, png, profile), 'broken xmp': xmps(jpeg, png, { url, canary }) }
}

const measured: readonly Ending[] = ['measured']
const segment = (code: number, content: Uint8Array) => joined(Buffer.of(0xff, code), u16(content.length + 2), content)
const inJpeg = (jpeg: Buffer, ...segments: Uint8Array[]) => joined(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2))
const inPng = (png: Buffer, ...chunks: Uint8Array[]) => joined(png.subarray(0, 33), ...chunks, png.subarray(33))

function exifs(jpeg: Buffer, png: Buffer): HostileFile[] {
  type Entry = readonly [tag: number, type: number, count: number, value: number]
  const table = (entries: readonly Entry[], next = 0, told = entries.length) =>
    joined('II*\0', le32(8), le16(told), ...entries.map(([tag, type, count, value]) => joined(le16(tag, type), le32(count, value))), le32(next))
  const orientation = (value: number, type = 3, count = 1): Entry => [0x112, type, count, value]
  const cases: [string, Uint8Array][] = [
    ...[0, 9, 255, 65_535].map((value): [string, Uint8Array] => [`orientation ${value}`, table([orientation(value)])]),
    ...[1, 2, 4, 7, 12, 99].map((type): [string, Uint8Array] => [`an orientation of type ${type}`, table([orientation(6, type)])]),
    ['4,294,967,295 orientations', table([orientation(6, 3, 0xffffffff)])],
    ['no orientation where one is', table([orientation(6, 3, 0)])],
    ['three orientations that differ', table([orientation(6), orientation(3), orientation(8)])],
    ['a table that follows itself', table([orientation(1)], 8)],
    ['a part that holds itself', table([[0x8769, 4, 1, 8]])],
    ['a part outside', table([[0x8769, 4, 1, 0xfffffff0]])],
    ['65,535 entries and none', table([], 0, 65_535)],
    ['a text of 4,294,967,295 letters', table([[0x10f, 2, 0xffffffff, 30]])],
    ['a text outside', table([[0x10f, 2, 100, 0xffffff00]])],
    [
      'a preview of 4,294,967,295 bytes',
      table([
        [0x201, 4, 1, 0xffffffff],
        [0x202, 4, 1, 0xffffffff],
      ]),
    ],
    ['a table outside', joined('II*\0', le32(0xffffffff))],
    ['an unknown byte order', joined('XX*\0', le32(8), Buffer.alloc(20))],
    ['nothing', Buffer.alloc(0)],
    ['60,000 bytes of chance', flipped(Buffer.alloc(60_000), 7, 60_000)],
  ]
  return [
    ...cases.map(([name, exif]) => file(`jpeg with ${name}`, inJpeg(jpeg, segment(0xe1, joined('Exif\0\0', exif))), measured)),
    ...cases.map(([name, exif]) => file(`png with ${name}`, inPng(png, chunk('eXIf', exif)), either)),
    file('jpeg with 200 exif parts', inJpeg(jpeg, ...Array.from({ length: 200 }, () => segment(0xe1, joined('Exif\0\0', table([orientation(6)]))))), measured),
  ]
}

function profileIn(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf(text('ICC_PROFILE\0'))
  return jpeg.subarray(at + 14, at - 2 + jpeg.readUInt16BE(at - 2))
}

function profiles(jpeg: Buffer, png: Buffer, profile: Buffer): HostileFile[] {
  const part = (content: Uint8Array, number = 1, of = 1) => segment(0xe2, joined('ICC_PROFILE\0', Buffer.of(number, of), content))
  const withBytes = (at: number, bytes: Uint8Array) => {
    const copy = Buffer.from(profile)
    copy.set(bytes, at)
    return copy
  }
  const cases: [string, Uint8Array][] = [
    ['an empty profile', Buffer.alloc(0)],
    ['a profile of 3 bytes', Buffer.of(1, 2, 3)],
    ['half a profile', profile.subarray(0, profile.length >> 1)],
    ['a profile of zeros', Buffer.alloc(500)],
    ['a profile of length 4,294,967,295', withBytes(0, u32(0xffffffff))],
    ['a profile of 4,294,967,295 tags', withBytes(128, u32(0xffffffff))],
    ['a profile whose tags lie outside', withBytes(136, u32(0xfffffff0, 0xffffffff))],
    ['a profile for CMYK', withBytes(16, text('CMYK'))],
    ['a profile for grey', withBytes(16, text('GRAY'))],
    ['a profile for 15 inks', withBytes(16, text('FCLR'))],
    ['a profile of an abstract class', withBytes(12, text('abst'))],
    ['a profile of version 255', withBytes(8, Buffer.of(255))],
    ...Array.from({ length: 12 }, (_, seed): [string, Uint8Array] => [`a profile changed by chance ${seed}`, flipped(profile, seed, 12, 128)]),
  ]
  return [
    ...cases.map(([name, bytes]) => file(`jpeg with ${name}`, inJpeg(jpeg, part(bytes)), measured)),
    ...cases.map(([name, bytes]) => file(`png with ${name}`, inPng(png, chunk('iCCP', joined('a\0\0', deflateSync(bytes)))), measured)),
    file('jpeg with profile part 0 of 0', inJpeg(jpeg, part(profile, 0, 0)), measured),
    file('jpeg with profile part 255 of 1', inJpeg(jpeg, part(profile, 255, 1)), measured),
    file('jpeg with profile part 1 of 255', inJpeg(jpeg, part(profile, 1, 255)), measured),
    file('jpeg with 255 equal parts of a profile', inJpeg(jpeg, ...Array.from({ length: 255 }, (_, number) => part(profile, number + 1, 255))), measured),
    file('png with a profile that is not compressed', inPng(png, chunk('iCCP', joined('a\0\0', profile))), measured),
    file('png with a profile without an end to its name', inPng(png, chunk('iCCP', Buffer.alloc(100, 65))), measured),
  ]
}

function xmps(jpeg: Buffer, png: Buffer, { url, canary }: Bait): HostileFile[] {
  const document = (doctype: string, value: string) =>
    text(
      `<?xml version="1.0"?>${doctype}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${value}</rdf:RDF></x:xmpmeta>`,
    )
  const levels = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('')
  const cases: [string, Uint8Array][] = [
    ['an entity from another file', document(`<!DOCTYPE x [<!ENTITY a SYSTEM "file://${canary}">]>`, '&a;')],
    ['an entity from an address', document(`<!DOCTYPE x [<!ENTITY a SYSTEM "${url}/xmp">]>`, '&a;')],
    ['a billion laughs', document(`<!DOCTYPE x [<!ENTITY l0 "ha">${levels}]>`, '&l9;')],
    ['elements in elements, 10,000 deep', document('', '<a>'.repeat(10_000))],
    ['nothing closed', text('<x:xmpmeta')],
  ]
  return [
    ...cases.map(([name, xmp]) => file(`jpeg whose xmp has ${name}`, inJpeg(jpeg, segment(0xe1, joined('http://ns.adobe.com/xap/1.0/\0', xmp))), measured)),
    ...cases.map(([name, xmp]) => file(`png whose xmp has ${name}`, inPng(png, chunk('iTXt', joined('XML:com.adobe.xmp\0\0\0\0\0', xmp))), measured)),
  ]
}
