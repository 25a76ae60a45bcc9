// The tables of an MP4, read only to judge them: what they claim, where they point, and which part of the frames is shown.
import { Refusal } from '@keter/core'
import { breaksOff, type Source } from './source-bytes.ts'

const mostTracks = 100

/** Boxes that hold boxes on the way to the tables. */
const containers = new Set(['trak', 'edts', 'mdia', 'minf', 'stbl', 'traf'])
/** What stands side by side in an MP4; anything else at its end was put there by somebody else. */
const outermost = new Set('ftyp styp moov mdat free skip wide moof mfra sidx ssix prft emsg uuid meta pnot udta'.split(' '))

interface Box {
  readonly type: string
  readonly from: number
  readonly to: number
}

async function boxAt(source: Source, at: number, end: number): Promise<Box | null> {
  const head = await source.at(at, 8)
  if (!head) return null
  const said = head.readUInt32BE(0)
  const type = head.toString('latin1', 4, 8)
  const long = said === 1 ? await source.at(at + 8, 8) : null
  const size = said === 0 ? end - at : long ? Number(long.readBigUInt64BE(0)) : said
  return { type, from: at + (said === 1 ? 16 : 8), to: at + size }
}

/** Seconds into the presentation at which the edit list of the first picture track ends it; null where none does. @throws Refusal */
export async function checkBoxes(source: Source): Promise<number | null> {
  const seen: Seen = { tracks: 0, frames: 0, chunks: 0, fragmented: 0, timescale: 0, edits: [], handler: '', endsAt: undefined }
  for (let at = 0; at < source.bytes; ) {
    const box = await boxAt(source, at, source.bytes)
    if (!box || !outermost.has(box.type)) break
    if (box.to > source.bytes) throw breaksOff(source, box.to)
    if (box.to <= at) break
    if (box.type === 'moov' || box.type === 'moof') await checkInside(source, box, seen)
    at = box.to
  }
  return seen.endsAt ?? null
}

interface Seen {
  tracks: number
  /** Of the track at hand. */
  frames: number
  chunks: number
  edits: readonly Edit[]
  handler: string
  /** Frames of all fragments, whose tables stand in many places. */
  fragmented: number
  /** Ticks a second in which edits are measured. */
  timescale: number
  /** Of the first picture track, once it was seen. */
  endsAt: number | null | undefined
}

async function checkInside(source: Source, { from, to }: Box, seen: Seen): Promise<void> {
  for (let at = from; at + 8 <= to; ) {
    const box = await boxAt(source, at, to)
    if (!box || box.to <= at || box.to > to) return // whoever reads the tables will say so
    if (box.type === 'trak' && ++seen.tracks > mostTracks)
      throw new Refusal('source_too_large', `The file has more than ${mostTracks} tracks.`, { most: mostTracks })
    if (box.type === 'trak') Object.assign(seen, { edits: [], handler: '' })
    if (box.type === 'stbl') Object.assign(seen, { frames: 0, chunks: 0 })
    if (containers.has(box.type)) await checkInside(source, box, seen)
    else await checkTable(source, box, seen)
    if (box.type === 'stbl' && seen.frames > 0 && seen.chunks === 0)
      throw new Refusal('source_damaged', 'The tables of the file name frames and no place where they are.')
    if (box.type === 'trak' && seen.handler === 'vide' && seen.endsAt === undefined) seen.endsAt = endOf(seen)
    at = box.to
  }
}

async function checkTable(source: Source, box: Box, seen: Seen): Promise<void> {
  const head = await source.at(box.from, 12)
  const [second, third] = head ? [head.readUInt32BE(4), head.readUInt32BE(8)] : [0, 0]
  const sum = async (column: Column) => {
    let total = 0
    for await (const value of values(source, box, column)) total += value
    return total
  }
  switch (box.type) {
    case 'mvhd':
      seen.timescale = (await source.at(box.from + (head?.[0] === 1 ? 20 : 12), 4))?.readUInt32BE(0) ?? 0
      return
    case 'hdlr':
      // QuickTime has a second one, deeper in, for where the media are.
      seen.handler ||= head?.toString('latin1', 8, 12) ?? ''
      return
    case 'elst':
      seen.edits = await editsOf(source, box, head?.[0] === 1, second)
      return
    case 'stts':
      seen.frames = await sum({ from: 8, count: second, step: 8 })
      return checkHolds(source, seen.frames)
    case 'ctts':
      return checkHolds(source, await sum({ from: 8, count: second, step: 8 }))
    case 'stsc':
      return checkHolds(source, await sum({ from: 12, count: second, step: 12 }))
    case 'stz2':
      return checkHolds(source, third)
    case 'stsz':
      return checkHolds(source, second > 0 ? second * third : Math.max(third, await sum({ from: 12, count: third, step: 4 })))
    case 'stco':
    case 'co64': {
      const width = box.type === 'stco' ? 4 : 8
      for await (const place of values(source, box, { from: 8, count: second, step: width, width })) {
        seen.chunks++
        if (place >= source.bytes) throw breaksOff(source, place)
      }
      return
    }
    case 'trun':
      seen.fragmented += second
      return checkHolds(source, seen.fragmented)
  }
}

interface Column {
  /** Where its first value is. */
  readonly from: number
  readonly count: number
  /** From one to the next. */
  readonly step: number
  /** Bytes of one. */
  readonly width?: 4 | 8
}

/** A column of a table, as far as the table reaches. */
async function* values(source: Source, box: Box, { from, count, step, width = 4 }: Column): AsyncGenerator<number> {
  for (let row = 0; row < count; row++) {
    const at = box.from + from + row * step
    const value = at + width <= box.to ? await source.at(at, width) : null
    if (!value) return
    yield width === 8 ? Number(value.readBigUInt64BE(0)) : value.readUInt32BE(0)
  }
}

/** Every frame takes a byte at the least. */
function checkHolds({ bytes }: Source, claimed: number): void {
  if (claimed > bytes)
    throw new Refusal('source_damaged', `The tables of the file claim ${claimed} of something that takes a byte each; the file has ${bytes} bytes.`)
}

interface Edit {
  /** In ticks of the movie. */
  readonly duration: number
  /** Shows nothing for as long. */
  readonly empty: boolean
}

/** Far more than a file that is not made to be hostile has. */
const mostEdits = 1000

async function editsOf(source: Source, { from, to }: Box, long: boolean, count: number): Promise<Edit[]> {
  const edits: Edit[] = []
  const [step, width] = long ? [20, 8] : [12, 4]
  for (let at = from + 8; edits.length < Math.min(count, mostEdits) && at + step <= to; at += step) {
    const entry = await source.at(at, step)
    if (!entry) break
    const duration = long ? Number(entry.readBigUInt64BE(0)) : entry.readUInt32BE(0)
    edits.push({ duration, empty: entry.subarray(width, width * 2).every((byte) => byte === 255) })
  }
  return edits
}

/** A player shows the frames that an edit names and no others. */
function endOf({ edits, timescale }: Seen): number | null {
  const shown = edits.filter(({ empty }) => !empty)
  if (shown.length > 1)
    throw new Refusal(
      'source_damaged',
      `An edit list puts the video together from ${shown.length} parts of itself, which the studio does not read: save it again as a plain video.`,
    )
  const total = edits.reduce((sum, { duration }) => sum + duration, 0)
  // A length of nothing means up to the end.
  return shown[0]?.duration && timescale > 0 ? total / timescale : null
}
