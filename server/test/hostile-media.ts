// A folder of hostile and broken media: the same files every time, made on the spot, each with the endings that are right for it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from './hostile/documents.ts'
import type { Bait, HostileFile } from './hostile/file.ts'
import { headers } from './hostile/headers.ts'
import { images } from './hostile/images.ts'
import { metadata } from './hostile/metadata.ts'
import { videos } from './hostile/videos.ts'

export interface SavedFile extends Omit<HostileFile, 'bytes'> {
  readonly path: string
}

export interface HostileMedia {
  /** By family: what is sent as a picture, and what is sent as a video. */
  readonly images: ReadonlyMap<string, readonly SavedFile[]>
  readonly videos: ReadonlyMap<string, readonly SavedFile[]>
}

/** `bait` is where files try to reach. */
export async function hostileMedia(folder: string, bait: Bait): Promise<HostileMedia> {
  const pictures = { ...(await images()), ...(await headers()), ...(await metadata(bait)), ...documents(bait) }
  return { images: savedFamilies(join(folder, 'images'), pictures), videos: savedFamilies(join(folder, 'videos'), await videos(bait)) }
}

function savedFamilies(folder: string, families: Readonly<Record<string, readonly HostileFile[]>>): Map<string, SavedFile[]> {
  return new Map(Object.entries(families).map(([family, files], at) => [family, files.map((file, index) => saved(join(folder, String(at)), index, file))]))
}

function saved(folder: string, index: number, { name, bytes, may }: HostileFile): SavedFile {
  mkdirSync(folder, { recursive: true })
  // The ending of the name is what the file pretends to be.
  const path = join(folder, `${index}${/\.\w+$/.exec(name)?.[0] ?? ''}`)
  writeFileSync(path, bytes)
  return { name, path, may }
}
