// The owner that the command line makes for itself when it starts the studio for a command, and the key it works with, kept for the next command.
import { existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Studio } from '../studio.ts'
import { createWorkspace } from './create-workspace.ts'

/** @returns an API key of an owner of the first workspace. The file that keeps it is for this user only. */
export async function localKey(studio: Studio, folder: string): Promise<string> {
  const path = join(folder, 'local-key')
  if (existsSync(path)) {
    const kept = readFileSync(path, 'utf8').trim()
    const works = await studio.accounts.identify(new Headers({ authorization: `Bearer ${kept}` })).catch(() => null)
    if (works) return kept
  }
  const owner = (await studio.accounts.localOwner()) ?? (await makeLocalOwner(studio))
  const { key } = await studio.accounts.createKey({ workspace: owner.workspace, user: owner.user, name: 'Command line on this machine', role: 'owner' })
  await writeFile(`${path}.new`, key, { mode: 0o600 })
  await rename(`${path}.new`, path)
  return key
}

async function makeLocalOwner(studio: Studio): Promise<{ user: string; workspace: string }> {
  const user = await studio.accounts.createPerson({ name: 'Local owner', email: 'owner@studio.localhost', password: null })
  return { user, workspace: await createWorkspace(studio, { name: 'My studio', owner: user }) }
}
