// The first file of a backup: what is in it, so that everything that follows can be checked against it.
import { createHash } from 'node:crypto'
import { Refusal } from '@keter/core'

export interface Manifest {
  readonly format: 1
  readonly product: string
  readonly made: string
  /** Migrations that the tables had. */
  readonly migrations: readonly string[]
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly rows: number; readonly digest: string }[]
  readonly files: readonly { readonly sha256: string; readonly bytes: number }[]
  /** Head of each wallet's chain: a ledger that was rewritten in the archive does not pass through them. */
  readonly heads: readonly { readonly wallet: string; readonly version: number; readonly head: string }[]
}

export const manifestFile = 'manifest.json'
/** The last file: the hash of the manifest. An archive without it was cut off. */
export const lastFile = 'complete'
export const tableFile = (name: string) => `tables/${name}.ndjson`
export const storedFile = (sha256: string) => `files/${sha256}`

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const hash = /^[0-9a-f]{64}$/

/** @throws Refusal `backup_damaged`, `backup_newer` */
export function parseManifest(text: string): Manifest {
  let manifest: Manifest
  try {
    manifest = JSON.parse(text)
  } catch {
    throw damaged('Its manifest is not JSON.')
  }
  if (manifest?.format !== 1)
    throw typeof manifest?.format === 'number' && manifest.format > 1
      ? new Refusal('backup_newer', `The backup has format ${manifest.format}; this studio reads format 1.`)
      : damaged('It does not begin with a manifest.')
  const lists = [manifest.migrations, manifest.tables, manifest.files, manifest.heads]
  const isWhole =
    lists.every(Array.isArray) &&
    manifest.tables.every(
      ({ name, rows, digest, columns }) => /^[a-z]+\.\S+$/.test(name) && Number.isSafeInteger(rows) && hash.test(digest) && Array.isArray(columns),
    ) &&
    manifest.files.every(({ sha256, bytes }) => hash.test(sha256) && Number.isSafeInteger(bytes))
  if (!isWhole) throw damaged('Its manifest is not as it should be.')
  return manifest
}

export const damaged = (cause: string): Refusal => new Refusal('backup_damaged', `The backup cannot be used. ${cause}`)
