// A file as an answer, whole or in part: players ask for the part of a video that they are about to show.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'

interface FileAnswer {
  readonly headers: Readonly<Record<string, string>> & { readonly etag: string }
  /** What the request says about the part it wants. */
  readonly asked: Headers
}

/** What is named by its hash never changes, so a browser may keep it for good. */
export async function sendFile(path: string, { headers, asked }: FileAnswer): Promise<never> {
  const { size } = await stat(path)
  const part = partOf(asked, size, headers.etag)
  const always = { ...headers, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=31536000, immutable' }
  const answer = part
    ? new Response(bytesOf(path, part), {
        status: 206,
        headers: { ...always, 'content-range': `bytes ${part.start}-${part.end}/${size}`, 'content-length': String(part.end - part.start + 1) },
      })
    : new Response(bytesOf(path), { headers: { ...always, 'content-length': String(size) } })
  return answer as never
}

const bytesOf = (path: string, part?: Part) => Readable.toWeb(createReadStream(path, part)) as ReadableStream

interface Part {
  readonly start: number
  /** The last byte that belongs to it. */
  readonly end: number
}

/** One part of the bytes. Several at once, none that the file has, or parts of another version: the whole file, as the standard allows. */
export function partOf(asked: Headers, size: number, etag: string): Part | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(asked.get('range') ?? '') ?? []
  const unless = asked.get('if-range')
  if ((from === '' && to === '') || (unless !== null && unless !== etag)) return null
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start <= end && start < size ? { start, end } : null
}
