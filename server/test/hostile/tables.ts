// MP4 whose tables claim what cannot be: counts of everything, sizes of nothing, places outside the file, and each box with a length that leaves it.
import { box, joined, u16, u32 } from './bytes.ts'
import { boxAt, contentOf, replaced } from './boxes.ts'
import type { Clips } from './clips.ts'
import { either, type Ending, file, type HostileFile, refused } from './file.ts'

const everything = 0xffffffff

export function tables({ mp4, fragmented, large }: Clips): Record<string, HostileFile[]> {
  return {
    'mp4 boxes of a wrong length': lengths(mp4, fragmented),
    'mp4 tables': counts(mp4),
    'mp4 headers': heads(mp4, large),
    'mp4 fragments': fragments(fragmented),
  }
}

function lengths(mp4: Buffer, fragmented: Buffer): HostileFile[] {
  const of = (kind: string, bytes: Buffer, types: readonly string[]) =>
    types.flatMap((type) =>
      [0, 1, 7, 0x7fffffff, everything].map((size) => {
        const copy = Buffer.from(bytes)
        copy.writeUInt32BE(size, boxAt(bytes, type)!.from)
        return file(`${kind} whose ${type} has length ${size}`, copy, either)
      }),
    )
  return [
    ...of('mp4', mp4, [
      'ftyp',
      'mdat',
      'moov',
      'mvhd',
      'trak',
      'tkhd',
      'edts',
      'elst',
      'mdia',
      'mdhd',
      'hdlr',
      'minf',
      'stbl',
      'stsd',
      'stts',
      'stsc',
      'stsz',
      'stco',
    ]),
    ...of('fragmented mp4', fragmented, ['moov', 'mvex', 'trex', 'moof', 'traf', 'tfhd', 'trun', 'mdat']),
  ]
}

/** A table with its version and flags. */
const table = (type: string, ...values: number[]) => box(type, u32(0, ...values))

function counts(mp4: Buffer): HostileFile[] {
  const change = (name: string, type: string, boxes: Uint8Array, may: readonly Ending[] = refused) => file(`mp4 with ${name}`, replaced(mp4, type, boxes), may)
  const withOffsets = (count: number, type = 'ctts') => joined(table('stts', 1, count, 1), table(type, 1, count, 0))
  const bomb = replaced(replaced(mp4, 'stsz', table('stsz', 1, everything)), 'stsc', table('stsc', 1, 1, everything, 1))
  return [
    ...['stts', 'ctts', 'stsc', 'stco', 'stss', 'elst']
      .filter((type) => boxAt(mp4, type))
      .map((type) => change(`4,294,967,295 entries in ${type} and none there`, type, table(type, everything))),
    ...['stts', 'stsc', 'stco'].map((type) => change(`no entries in ${type}`, type, table(type, 0))),
    ...['stts', 'stsc', 'stsz', 'stco', 'stsd', 'tkhd', 'mdhd', 'hdlr', 'mvhd', 'minf', 'stbl'].map((type) =>
      change(`no ${type}`, type, Buffer.alloc(0), either),
    ),
    change('4,294,967,295 sizes and none there', 'stsz', table('stsz', 0, everything)),
    change('compact sizes of 4,294,967,295 frames', 'stsz', table('stz2', 8, everything)),
    change('frames of 4,294,967,295 bytes', 'stsz', table('stsz', everything, 12)),
    change('frames of 0 bytes', 'stsz', table('stsz', 0, 12, ...new Array(12).fill(0)), either),
    change('chunks outside the file', 'stco', table('stco', 1, everything)),
    change('chunks at 2^63', 'stco', table('co64', 1, 0x80000000, 0)),
    change('chunks in its own tables', 'stco', table('stco', 1, 8), either),
    change('4,294,967,295 frames of one byte', 'stts', table('stts', 1, everything, 1), either),
    file('mp4 with 4,294,967,295 frames in one entry of each table', replaced(bomb, 'stts', table('stts', 1, everything, 1)), refused),
    file('mp4 with 4,294,967,295 frames that are out of order', replaced(bomb, 'stts', withOffsets(everything)), refused),
    file('mp4 with 5,000,000 frames that are out of order', replaced(bomb, 'stts', withOffsets(5_000_000)), refused),
    file('mp4 with 20,000,000 frames in two entries', replaced(bomb, 'stts', table('stts', 2, 10_000_000, 1, 10_000_000, 1)), refused),
    change('frames that take no time', 'stts', table('stts', 1, 12, 0), either),
    change('frames that take 4,294,967,295 ticks', 'stts', table('stts', 1, 12, everything), either),
    change('a first chunk of 0', 'stsc', table('stsc', 1, 0, 12, 1), either),
    change('0 frames in a chunk', 'stsc', table('stsc', 1, 1, 0, 1), either),
    change('4,294,967,295 frames in a chunk', 'stsc', table('stsc', 1, 1, everything, 1), either),
    change('chunks that come backwards', 'stsc', table('stsc', 2, 9, 1, 1, 1, 1, 1), either),
    change('a description that is not there', 'stsc', table('stsc', 1, 1, 12, 99), either),
  ]
}

function heads(mp4: Buffer, large: Buffer): HostileFile[] {
  const patched = (name: string, type: string, at: number, bytes: Uint8Array, may: readonly Ending[] = either) => {
    const content = Buffer.from(contentOf(mp4, type))
    content.set(bytes, at)
    return file(`mp4 with ${name}`, replaced(mp4, type, box(type, content)), may)
  }
  const entry = 8 + 8
  const edits = (count: number) => box('edts', box('elst', joined(u32(0, count), Buffer.alloc(count * 12, u32(1000, 0, 0x10000)))))
  const track = (bytes: Buffer) => {
    const { from, to } = boxAt(bytes, 'trak')!
    return bytes.subarray(from, to)
  }
  return [
    ...[
      [0, 0],
      [0, 24],
      [32, 0],
      [65_535, 65_535],
    ].map(([width, height]) => patched(`frames of ${width} x ${height}`, 'stsd', entry + 24, u16(width!, height!), refused)),
    ...[
      [1, 1],
      [31, 23],
      [8192, 8192],
      [64, 48],
    ].map(([width, height]) => patched(`frames said to be ${width} x ${height}`, 'stsd', entry + 24, u16(width!, height!), either)),
    patched('a timescale of 0', 'mdhd', 12, u32(0), refused),
    patched('a timescale of 1', 'mdhd', 12, u32(1)),
    patched('a timescale of 4,294,967,295', 'mdhd', 12, u32(everything)),
    patched('a length of 4,294,967,295', 'mdhd', 16, u32(everything)),
    patched('a movie timescale of 0', 'mvhd', 12, u32(0)),
    patched('a matrix of zeros', 'tkhd', 40, Buffer.alloc(36)),
    patched('a matrix that leans', 'tkhd', 40, u32(0x10000, 0x5000, 0, 0x3000, 0x10000, 0, 0, 0, 0x40000000)),
    patched('a matrix of everything', 'tkhd', 40, Buffer.alloc(36, 0xff)),
    patched('track 0', 'tkhd', 12, u32(0)),
    patched('an unknown codec', 'stsd', entry - 4, Buffer.from('zzzz'), refused),
    patched('the codec of another', 'stsd', entry - 4, Buffer.from('hvc1')),
    patched('a handler of hints', 'hdlr', 8, Buffer.from('hint'), refused),
    patched('4,294,967,295 descriptions', 'stsd', 4, u32(everything)),
    patched('no description', 'stsd', 4, u32(0), refused),
    file('mp4 with an edit list that shows the beginning 20,000 times', replaced(mp4, 'edts', edits(20_000)), either),
    file('mp4 with an edit at 2^31', replaced(mp4, 'edts', box('edts', table('elst', 1, 1000, 0x7fffffff, 0x10000))), either),
    file('mp4 with an edit of nothing', replaced(mp4, 'edts', box('edts', table('elst', 1, 0, everything, 0))), either),
    file('mp4 with 2,000 tracks', replaced(mp4, 'trak', joined(...new Array(2000).fill(track(mp4)))), either),
    file('mp4 with 200 sound tracks', replaced(mp4, 'udta', joined(...new Array(200).fill(soundTrack(mp4)))), ['source_too_large']),
    file('mp4 with a second, larger picture track', replaced(mp4, 'udta', track(large)), either),
    file('mp4 with a larger picture track before its own', replaced(mp4, 'trak', joined(track(large), track(mp4))), either),
    file('mp4 with boxes in boxes, 3,000 deep', joined(mp4, nested(3000)), either),
    file('mp4 of nothing but moov in moov, 30,000 deep', nested(30_000), refused),
    file('mp4 of nothing but mdia in mdia, 30,000 deep', joined(mp4.subarray(0, 32), box('moov', nested(30_000, 'mdia'))), refused),
    file('mp4 of 100,000 empty boxes', joined(mp4.subarray(0, 32), ...new Array(100_000).fill(box('free'))), refused),
    file(
      'mp4 with compressed tables of 4,294,967,295 bytes',
      joined(mp4.subarray(0, 32), box('moov', box('cmov', joined(box('dcom', Buffer.from('zlib')), box('cmvd', joined(u32(everything), Buffer.alloc(40))))))),
      refused,
    ),
  ]
}

function soundTrack(mp4: Buffer): Buffer {
  const first = boxAt(mp4, 'trak')!
  const second = boxAt(mp4, 'trak', first.to, boxAt(mp4, 'moov')!.to)!
  return mp4.subarray(second.from, second.to)
}

function nested(depth: number, type = 'moov'): Buffer {
  return joined(...Array.from({ length: depth }, (_, level) => joined(u32((depth - level) * 8), type)))
}

function fragments(whole: Buffer): HostileFile[] {
  const run = (name: string, flags: number, ...values: number[]) =>
    file(`fragmented mp4 with ${name}`, replaced(whole, 'trun', box('trun', u32(flags, ...values))), either)
  return [
    run('4,294,967,295 frames and none there', 0x301, everything, 100),
    run('4,294,967,295 frames that say nothing of themselves', 0x1, everything, 100),
    run('30,000,000 frames that say nothing of themselves', 0x1, 30_000_000, 100),
    run('no frames', 0x1, 0, 100),
    run('frames at -2^31', 0x301, 1, 0x80000000, 1, 1),
    run('frames of 4,294,967,295 bytes', 0x301, 1, 100, 1, everything),
    file('fragmented mp4 with a fragment of another track', replaced(whole, 'tfhd', box('tfhd', u32(0x20000, 99))), either),
    file('fragmented mp4 that begins at the end of time', replaced(whole, 'tfdt', box('tfdt', joined(u32(0x01000000), u32(0x7fffffff, everything)))), either),
    file('fragmented mp4 without its defaults', replaced(whole, 'trex', Buffer.alloc(0)), either),
    file('fragments without a beginning', whole.subarray(boxAt(whole, 'moof')!.from), refused),
    file('fragmented mp4 of a beginning only', whole.subarray(0, boxAt(whole, 'moof')!.from), refused),
  ]
}
