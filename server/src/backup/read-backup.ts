// Reading a backup: its files in their order, each checked against the manifest on the way. Whatever is cut off, changed, doubled or strange is refused before it matters.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { PassThrough, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Refusal } from '@keter/core'
import { extract } from 'tar-stream'
import { damaged, hashOf, lastFile, type Manifest, manifestFile, parseManifest, storedFile, tableFile } from './manifest.ts'
import { Digest } from './tables.ts'

export interface Reader {
  onManifest(manifest: Manifest): Promise<void>
  /** Some rows of a table; then an empty list at its end. */
  onLines(table: string, lines: readonly string[]): Promise<void>
  /** A stored file. What is read here has to be read to its end. */
  onFile(sha256: string, bytes: Readable): Promise<void>
}

/** Rows that are given on at once. */
const atOnce = 1000
const longestLine = 64 * 1024 * 1024

/** @param path a .tar, or a .tar.gz. @throws Refusal `backup_damaged`, `backup_newer`, `source_missing` */
export async function readBackup(path: string, reader: Reader): Promise<Manifest> {
  const archive = extract()
  const source = createReadStream(path)
  const unpacked = /\.(gz|tgz)$/.test(path) ? pipeline(source, createGunzip(), archive) : pipeline(source, archive)
  let failed: unknown = null
  unpacked.catch((error: unknown) => {
    failed = error
  })
  let manifest: Manifest | null = null
  let digest = ''
  const expected: string[] = [manifestFile]
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header
      const wanted = expected.shift()
      if (type !== 'file' || name !== wanted) throw damaged(`It holds ${JSON.stringify(name)} where ${JSON.stringify(wanted ?? 'its end')} should be.`)
      const bytes = entry as unknown as Readable
      if (name === manifestFile) {
        const text = await textOf(bytes)
        manifest = parseManifest(text)
        digest = hashOf(text)
        expected.push(...manifest.tables.map((table) => tableFile(table.name)), ...manifest.files.map(({ sha256 }) => storedFile(sha256)), lastFile)
        await reader.onManifest(manifest)
      } else if (name === lastFile) {
        if ((await textOf(bytes)) !== digest) throw damaged('Its manifest is not the one that it ends with.')
      } else await readPart(manifest!, name, bytes, reader)
    }
    await unpacked
  } catch (error) {
    archive.destroy()
    if (error instanceof Refusal) throw error
    const { code, message } = (failed ?? error) as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Refusal('source_missing', `There is no file ${path}.`, { source: path })
    if (code?.startsWith('Z_') || /tar|unexpected end|premature|invalid/i.test(message)) throw damaged(`It cannot be unpacked (${message}).`)
    throw error
  }
  if (!manifest || expected.length > 0) throw damaged(`It ends before ${JSON.stringify(expected[0])}.`)
  return manifest
}

async function readPart({ tables, files }: Manifest, name: string, bytes: Readable, reader: Reader): Promise<void> {
  const table = tables.find((one) => tableFile(one.name) === name)
  if (table) {
    const digest = new Digest()
    let lines: string[] = []
    for await (const line of createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.length > longestLine) throw damaged(`A row of ${table.name} is longer than any row.`)
      digest.add(line)
      lines.push(line)
      if (lines.length < atOnce) continue
      await reader.onLines(table.name, lines)
      lines = []
    }
    // Before the last rows are given on: what has been changed goes no further.
    if (digest.rows !== table.rows || digest.hex !== table.digest) throw damaged(`The rows of ${table.name} are not those of the manifest.`)
    await reader.onLines(table.name, lines)
    if (lines.length > 0) await reader.onLines(table.name, [])
    return
  }
  const file = files.find(({ sha256 }) => storedFile(sha256) === name)!
  const hash = createHash('sha256')
  const through = new PassThrough()
  const read = reader.onFile(file.sha256, through)
  for await (const chunk of bytes) {
    hash.update(chunk)
    if (!through.write(chunk)) await new Promise((resolve) => through.once('drain', resolve))
  }
  through.end()
  await read
  if (hash.digest('hex') !== file.sha256) throw damaged(`The file ${file.sha256} does not have the bytes its name says.`)
}

async function textOf(bytes: Readable): Promise<string> {
  let text = ''
  for await (const chunk of bytes) {
    text += chunk
    if (text.length > longestLine) throw damaged('Its manifest is longer than any manifest.')
  }
  return text
}
