// The bytes of a version, as a response that can be streamed to a file or turned into a Blob.
import type { StudioClient } from './client.ts'

export const downloadVersion = (client: StudioClient, version: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Response> =>
  client.open(`/versions/${encodeURIComponent(version)}/content`, { signal })
