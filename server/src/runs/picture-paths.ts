// Where the pictures that help with an edit lie, by the name of the option that names them.
import { type Edit, picturesOf } from '@keter/core'
import type { Studio } from '../studio.ts'

export async function picturePaths(studio: Studio, edit: Edit): Promise<Record<string, string>> {
  const paths: Record<string, string> = {}
  for (const [option, sha256] of Object.entries(picturesOf(edit))) paths[option] = await studio.storage.verifiedPath(sha256)
  return paths
}
