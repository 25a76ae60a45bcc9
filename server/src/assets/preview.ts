// Small pictures of versions for the pages, made once in a child process and kept beside the store, where they can be deleted at any time.
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Studio } from '../studio.ts'

const edges = [96, 160, 320, 640, 1024, 2048] as const

/** @returns a path to a WebP whose longer edge is the next size that is at least `edge`. */
export async function preview(studio: Studio, sha256: string, edge: number): Promise<string> {
  const size = edges.find((candidate) => candidate >= edge) ?? 2048
  const folder = join(studio.storage.previews, sha256.slice(0, 2))
  const path = join(folder, `${sha256}-${size}.webp`)
  if (existsSync(path)) return path
  await mkdir(folder, { recursive: true })
  const work = await studio.storage.workFolder()
  try {
    const made = join(work.path, 'preview.webp')
    await studio.engines.preview(await studio.storage.localPath(sha256), made, size)
    await rename(made, path)
  } finally {
    await work.remove()
  }
  return path
}
