// Brings the source files of an edit into its project. A file whose bytes are there already is not sent again.
import { openAsBlob } from 'node:fs'
import { StudioRefusal, uploadAsset, type StudioClient } from '../sdk/index.ts'
import { startProgress } from './progress.ts'
import type { LocalSource } from './sources.ts'
import type { Terminal } from './terminal.ts'

export interface UploadedSource {
  readonly asset: string
  readonly version?: string
  readonly sha256: string
}

const atOnce = 3

/** In the order of the sources. @throws StudioRefusal */
export async function uploadSources(
  client: StudioClient,
  terminal: Terminal,
  project: string,
  sources: readonly LocalSource[],
  signal: AbortSignal,
): Promise<UploadedSource[]> {
  const there = await recentAssets(client, project)
  const uploaded: UploadedSource[] = []
  const sent = sources.map(() => 0)
  const total = sources.reduce((sum, { measurement }) => sum + measurement.bytes, 0)
  const progress = startProgress(terminal, 'Uploading')
  const waiting = sources.entries()
  const upload = async () => {
    for (const [index, source] of waiting) {
      const onProgress = (bytes: number) => {
        sent[index] = bytes
        progress.update(sent.reduce((sum, part) => sum + part, 0) / total)
      }
      uploaded[index] = there.get(keyOf(source)) ?? (await uploadOne(client, project, source, signal, onProgress))
      onProgress(source.measurement.bytes)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, upload))
  } finally {
    progress.stop()
  }
  return uploaded
}

async function uploadOne(
  client: StudioClient,
  project: string,
  { path, name, sha256 }: LocalSource,
  signal: AbortSignal,
  onProgress: (sent: number) => void,
): Promise<UploadedSource> {
  try {
    return { asset: await uploadAsset(client, { project, name: name.slice(0, 200), file: await openAsBlob(path), signal, onProgress }), sha256 }
  } catch (error) {
    // With many files it matters which one.
    if (error instanceof StudioRefusal && !error.detail.includes(name))
      throw new StudioRefusal({ ...error.problem, detail: `${name}: ${error.detail}`, data: { ...error.data, source: name } })
    throw error
  }
}

async function recentAssets(client: StudioClient, project: string): Promise<Map<string, UploadedSource>> {
  const { data } = await client.GET('/projects/{id}/assets', { params: { path: { id: project }, query: { limit: 200 } } })
  return new Map(data.items.map(({ id, name, source }) => [keyOf({ name, sha256: source.sha256 }), { asset: id, version: source.id, sha256: source.sha256 }]))
}

const keyOf = ({ name, sha256 }: { readonly name: string; readonly sha256: string }): string => `${sha256} ${name}`
