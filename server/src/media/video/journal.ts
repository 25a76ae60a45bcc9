// What is finished of a video edit: whole segments, each encoded on its own, and a journal that names them.
// A segment counts only once its line is in the journal, which is written after the file is durable: a kill at any moment loses at most one segment.
import { appendFile, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Segment {
  readonly file: string
  /** Size of the file, which a damaged one does not have. */
  readonly bytes: number
  /** Frames read from the source up to its end, counted from the first. */
  readonly sourceFrames: number
  /** Frames in it. */
  readonly frames: number
  /** When its last frame ends, in the time of the result before it is moved to its start. */
  readonly endMs: number
}

export interface Journal {
  readonly segments: readonly Segment[]
  /** Where the next segment is to be written. */
  nextPath(): string
  /** The file written at `nextPath` is finished. */
  add(segment: Omit<Segment, 'file' | 'bytes'>): Promise<void>
}

/** `key` says which edit of which source this is: what another one left in the folder is thrown away. */
export async function openJournal(folder: string, key: string): Promise<Journal> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'segments.jsonl')
  const segments = await readSegments(folder, path, key)
  if (segments.length === 0) await startAnew(folder, path, key)
  return {
    segments,
    nextPath: () => join(folder, nameOf(segments.length)),
    async add(part) {
      const file = nameOf(segments.length)
      const handle = await open(join(folder, file), 'r+')
      await handle.sync()
      const { size: bytes } = await handle.stat()
      await handle.close()
      const segment = { ...part, file, bytes }
      await appendFile(path, `${JSON.stringify(segment)}\n`, { flush: true })
      segments.push(segment)
    },
  }
}

const nameOf = (index: number): string => `segment-${String(index).padStart(6, '0')}.nut`

async function readSegments(folder: string, path: string, key: string): Promise<Segment[]> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n')
  if (parsed<{ key: string }>(lines[0])?.key !== key) return []
  const segments: Segment[] = []
  for (const line of lines.slice(1)) {
    const segment = parsed<Segment>(line)
    const { size } = segment ? await stat(join(folder, segment.file)).catch(() => ({ size: -1 })) : { size: -1 }
    if (!segment || size !== segment.bytes) break
    segments.push(segment)
  }
  return segments
}

/** Null for a line that a kill cut short. */
function parsed<T>(line: string | undefined): T | null {
  try {
    return JSON.parse(line ?? '') as T
  } catch {
    return null
  }
}

async function startAnew(folder: string, path: string, key: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith('segment')) await rm(join(folder, name))
  await appendFile(path, `${JSON.stringify({ key })}\n`, { flush: true })
}
