// Videos: cut, changed by chance, under a wrong name, in containers nobody reads; and whole ones that are odd.
import { box, cuts, element, flipped, joined, text, u16, u32 } from './bytes.ts'
import { boxAt, contentOf, replaced } from './boxes.ts'
import { type Clips, makeClips } from './clips.ts'
import { type Bait, either, file, type HostileFile, notMedia, refused } from './file.ts'
import { listFiles } from './lists.ts'
import { referring } from './references.ts'
import { tables } from './tables.ts'

export async function videos(bait: Bait): Promise<Record<string, HostileFile[]>> {
  const clips = await makeClips()
  const { mp4, faststart, fragmented, mov, mkv } = clips
  const kinds = Object.entries({ mp4, faststart, fragmented, mov, mkv })
  return {
    'videos cut short': kinds.flatMap(([kind, bytes]) =>
      cuts(bytes).map(([share, part]) => file(`${kind} cut at ${share}`, part, part.length === 0 ? ['source_empty'] : refused)),
    ),
    'videos with bytes changed by chance': kinds.flatMap(([kind, bytes]) => {
      const tablesAt = boxAt(bytes, 'moov')?.from ?? 0
      const to = boxAt(bytes, 'moov')?.to ?? 900
      return [
        ...Array.from({ length: 5 }, (_, seed) => file(`${kind} changed anywhere ${seed}`, flipped(bytes, seed, 20), either)),
        ...Array.from({ length: 15 }, (_, seed) =>
          file(`${kind} changed in its tables ${seed}`, flipped(bytes, 100 + seed, 1 + (seed % 5), tablesAt, to), either),
        ),
      ]
    }),
    'videos under a wrong name': kinds.flatMap(([kind, bytes]) =>
      ['.jpg', '.mkv', '.m3u8', ''].map((ending) => file(`${kind} as a${ending}`, bytes, ['measured'])),
    ),
    'videos of other containers': [
      ...Object.entries(clips.others).map(([kind, bytes]) => file(`${kind}.mp4`, bytes, notMedia)),
      file('avi.mp4', joined('RIFF', u32(0xe0000000), 'AVI LIST', Buffer.alloc(300)), notMedia),
      file('ogg.mp4', joined('OggS\0\x02', Buffer.alloc(300)), notMedia),
      file('text.mp4', text('not a video'), notMedia),
      file('zeros.mp4', Buffer.alloc(5000), notMedia),
      file('mp4 behind zeros.mp4', joined(Buffer.alloc(64), mp4), notMedia),
      file('mp4 with a zip behind it', joined(mp4, 'PK\x03\x04', Buffer.alloc(100)), either),
      file('mkv with html behind it', joined(mkv, '<html><script>alert(1)</script></html>'), either),
      file('two mp4', joined(mp4, mp4), either),
    ],
    'mkv elements': mkvs(clips),
    'odd videos': odd(clips, bait),
    ...tables(clips),
    'lists under the names of videos': listFiles(bait),
  }
}

const id = {
  ebml: [0x1a, 0x45, 0xdf, 0xa3],
  segment: [0x18, 0x53, 0x80, 0x67],
  tracks: [0x16, 0x54, 0xae, 0x6b],
  info: [0x15, 0x49, 0xa9, 0x66],
  cluster: [0x1f, 0x43, 0xb6, 0x75],
  seek: [0x11, 0x4d, 0x9b, 0x74],
}

function mkvs({ mkv }: Clips): HostileFile[] {
  const giants = {
    '2^56 - 2': Buffer.of(1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe),
    'no end': Buffer.of(1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    '2^48': Buffer.of(1, 1, 0, 0, 0, 0, 0, 0),
    nothing: Buffer.of(1, 0, 0, 0, 0, 0, 0, 0),
  }
  const head = element(id.ebml, joined(Buffer.of(0x42, 0x82, 0x88), 'matroska'))
  // Without its clusters, and of unknown length.
  const segment = mkv.indexOf(Buffer.from(id.segment)) + 4
  const beginning = joined(mkv.subarray(0, segment), giants['no end'], mkv.subarray(segment + 8, mkv.indexOf(Buffer.from(id.cluster))))
  const deep = Array.from({ length: 20_000 }, () => joined(Buffer.from(id.segment), giants['no end']))
  return [
    ...Object.entries(id).flatMap(([name, bytes]) =>
      Object.entries(giants).map(([length, size]) => {
        const at = mkv.indexOf(Buffer.from(bytes)) + bytes.length
        const was = 8 - Math.floor(Math.log2(mkv[at]!)) // bytes of the length that is there
        return file(`mkv whose ${name} has length ${length}`, joined(mkv.subarray(0, at), size, mkv.subarray(at + was)), either)
      }),
    ),
    file('mkv of a header only', head, refused),
    file('mkv of segments in segments, 20,000 deep', joined(head, ...deep), refused),
    file(
      'mkv of clusters in clusters, 20,000 deep',
      joined(beginning, ...Array.from({ length: 20_000 }, () => joined(Buffer.from(id.cluster), giants['no end']))),
      either,
    ),
    file('mkv of 20,000 empty clusters', joined(beginning, ...Array.from({ length: 20_000 }, () => element(id.cluster, Buffer.of(0xe7, 0x81, 0)))), either),
    file('mkv of 200,000 empty elements', joined(head, Buffer.from(id.segment), giants['no end'], Buffer.alloc(400_000, Buffer.of(0xec, 0x80))), refused),
    file('mkv of zeros', joined(head, Buffer.alloc(100_000)), refused),
    file('mkv of a made up kind', element(id.ebml, joined(Buffer.of(0x42, 0x82, 0x84), 'evil')), refused),
  ]
}

function odd({ mp4, frame, turned, mov }: Clips, bait: Bait): HostileFile[] {
  const empty = ['stts', 'stsc', 'stco'].reduce((bytes, type) => replaced(bytes, type, box(type, u32(0, 0))), replaced(mp4, 'stsz', box('stsz', u32(0, 0, 0))))
  const rate = (ticks: number, scale: number) => {
    const header = Buffer.from(contentOf(mp4, 'mdhd'))
    header.writeUInt32BE(scale, 12)
    // Without its edit list, which would end it after a second.
    const whole = replaced(mp4, 'edts', Buffer.alloc(0))
    return replaced(replaced(whole, 'mdhd', box('mdhd', header)), 'stts', box('stts', u32(0, 1, 12, ticks)))
  }
  return [
    file('10 hours at a frame a second', tenHours(frame), ['measured']),
    file('one frame', frame, ['measured']),
    file('no frames', replaced(empty, 'ctts', Buffer.alloc(0)), ['source_damaged']),
    file('sound alone', replaced(mp4, 'trak', Buffer.alloc(0)), notMedia),
    file('turned by a quarter', turned, ['measured']),
    file('12,000,000 frames a second', rate(1, 12_000_000), either),
    file('4,294,967,295 frames a second', rate(1, 0xffffffff), either),
    file('a frame every 11 hours', rate(40_000, 1), refused),
    file('a frame every hour', rate(3600, 1), ['measured']),
    file('48 channels', channels(mp4, 48), ['source_too_large']),
    file('0 channels', channels(mp4, 0), either),
    file('65,535 channels', channels(mp4, 65_535), ['source_too_large']),
    ...Object.entries(referring(mov, bait)).map(([kind, bytes]) => file(`media elsewhere, by ${kind}.mov`, bytes, either)),
  ]
}

/** Every second the same key frame, each with bytes of its own. */
function tenHours(frame: Buffer): Buffer {
  const seconds = 36_000
  const whole = contentOf(frame, 'mdat')
  let at = 0
  // The note of the encoder, which comes first, is longer than the picture.
  while ((whole[at + 4]! & 31) === 6) at += 4 + whole.readUInt32BE(at)
  const picture = whole.subarray(at)
  const media = Buffer.alloc(seconds * picture.length)
  for (let second = 0; second < seconds; second++) media.set(picture, second * picture.length)
  const { from, to } = boxAt(frame, 'mdat')!
  const tables: Record<string, Buffer> = {
    stts: u32(0, 1, seconds, frame.readUInt32BE(boxAt(frame, 'mdhd')!.from + 8 + 12)),
    stsz: u32(0, picture.length, seconds),
    stsc: u32(0, 1, 1, seconds, 1),
    stco: u32(0, 1, from + 8),
  }
  const changed = Object.entries(tables).reduce((bytes, [type, content]) => replaced(bytes, type, box(type, content)), frame)
  const plain = ['ctts', 'stss', 'edts'].reduce((bytes, type) => replaced(bytes, type, Buffer.alloc(0)), changed)
  return joined(plain.subarray(0, from), box('mdat', media), plain.subarray(to))
}

function channels(mp4: Buffer, count: number): Buffer {
  const first = boxAt(mp4, 'trak')!
  const sound = boxAt(mp4, 'trak', first.to, boxAt(mp4, 'moov')!.to)!
  const copy = Buffer.from(mp4)
  const at = boxAt(mp4, 'stsd', sound.from + 8, sound.to)!.from
  copy.write('free', copy.indexOf('esds', at), 'latin1')
  // Uncompressed sound has as many channels as its description says.
  copy.write('sowt', at + 20, 'latin1')
  copy.set(u16(count, 16), at + 40)
  return copy
}
