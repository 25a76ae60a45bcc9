// A container judged by its own words, before a library builds anything of them: whether the file is as long as it says,
// and whether its tables claim more than a file of this length can hold. A few bytes can claim four thousand million frames.
import { open } from 'node:fs/promises'
import { Refusal } from '@keter/core'
import { checkBoxes } from './mp4-tables.ts'
import { breaksOff, Source } from './source-bytes.ts'

export interface Shown {
  /** Seconds into the presentation at which an edit list ends the picture; null where none does. */
  readonly endsAt: number | null
}

/** @throws Refusal `source_damaged`, `source_too_large` */
export async function checkContainer(path: string, bytes: number, format: string): Promise<Shown> {
  const file = await open(path)
  try {
    const source = new Source(file, bytes)
    if (format === 'mp4' || format === 'mov') return { endsAt: await checkBoxes(source) }
    await checkSegment(source)
    return { endsAt: null }
  } finally {
    await file.close()
  }
}

/** Matroska: the header, then one element that holds everything and says how long it is, or that nobody knew when it was begun. */
async function checkSegment(source: Source): Promise<void> {
  const header = await elementAt(source, 0)
  const segment = header?.size == null ? null : await elementAt(source, header.from + header.size)
  if (!segment) return
  if ((await source.at(segment.from, 4))?.equals(segmentId)) throw new Refusal('source_damaged', 'The file holds itself within itself.')
  if (segment.size === null) return
  const end = segment.from + segment.size
  if (end > source.bytes) throw breaksOff(source, end)
}

const segmentId = Buffer.of(0x18, 0x53, 0x80, 0x67)

/** Size null: not said. */
async function elementAt(source: Source, at: number): Promise<{ from: number; size: number | null } | null> {
  const head = (await source.at(at, 12)) ?? (await source.at(at, Math.max(0, Math.min(12, source.bytes - at))))
  const idLength = lengthOf(head?.[0])
  const sizeLength = lengthOf(head?.[idLength])
  if (!head || idLength === 0 || sizeLength === 0 || head.length < idLength + sizeLength) return null
  const bytes = head.subarray(idLength, idLength + sizeLength)
  const size = bytes.reduce((value, byte, index) => value * 256 + (index === 0 ? byte & (0xff >> sizeLength) : byte), 0)
  const unknown = size >= 2 ** (7 * sizeLength) - 1
  return { from: at + idLength + sizeLength, size: unknown ? null : size }
}

/** Of a number of variable length, by the zeros it begins with. */
const lengthOf = (first = 0): number => (first === 0 ? 0 : Math.clz32(first) - 23)
