// Uploads a source by tus: resumed where the connection broke, refused by the studio after it has looked at the whole file.
import { problemOf, Refusal } from '@keter/core'
import { type DetailedError, Upload, type UploadOptions } from 'tus-js-client'
import { notAnswered, type StudioClient } from './client.ts'
import { refusalIn, StudioRefusal } from './refusal.ts'

export interface AssetUpload {
  readonly project: string
  readonly name: string
  /** A File of the browser, or in Node what `openAsBlob(path)` of node:fs gives: neither is read into memory whole. */
  readonly file: Blob
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((sent: number, total: number) => void) | undefined
}

/** The id of the new asset. @throws StudioRefusal `source_...`, StudioUnreachable, AbortError */
export function uploadAsset(client: StudioClient, { project, name, file, signal, onProgress }: AssetUpload): Promise<string> {
  // Nothing would be sent, so nothing would be answered.
  if (file.size === 0) return Promise.reject(new StudioRefusal(problemOf(new Refusal('source_empty', `${name} has 0 bytes.`, { source: name }))))
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => {
      signal?.removeEventListener('abort', stop)
      act()
    }
    const upload = new Upload(file, {
      ...(inNode ? { fileReader: blobReader, chunkSize: 16 * 1024 * 1024 } : {}),
      endpoint: `${client.api}/uploads`,
      headers: { ...client.headers },
      metadata: { filename: name, project },
      retryDelays: [0, 500, 1500, 4000],
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => mayPass(error),
      onProgress: (sent, total) => onProgress?.(sent, total),
      onError: (error) => end(() => reject(refusedUpload(error, client.api))),
      onSuccess: ({ lastResponse }) =>
        end(() => {
          const asset = lastResponse.getHeader('Keter-Asset')
          if (asset) resolve(asset)
          else reject(refusalIn(null, lastResponse.getStatus(), client.api))
        }),
    })
    const stop = () => {
      upload.abort(true).catch(() => {})
      end(() => reject(signal!.reason))
    }
    if (signal?.aborted) return reject(signal.reason)
    signal?.addEventListener('abort', stop, { once: true })
    upload.start()
  })
}

/** No answer, or one that passes: the upload goes on from where it was. A refusal of the file stays. */
function mayPass({ originalResponse }: DetailedError): boolean {
  const status = originalResponse?.getStatus()
  return status === undefined || status === 0 || status === 423 || status >= 500
}

function refusedUpload(error: Error | DetailedError, api: string): unknown {
  const response = 'originalResponse' in error ? error.originalResponse : null
  try {
    if (!response || response.getStatus() === 0) return notAnswered(api)('causingError' in error ? (error.causingError ?? error) : error)
    return refusalIn(parsed(response.getBody()), response.getStatus(), api)
  } catch (refusal) {
    return refusal
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const inNode = typeof process !== 'undefined' && typeof process.versions?.node === 'string'

/** tus in Node reads paths and buffers only; this gives it a Blob in chunks, each with the `size` that it asks for. */
const blobReader: NonNullable<UploadOptions['fileReader']> = {
  openFile: async (blob: Blob) => ({
    size: blob.size,
    slice: async (start: number, end: number) => {
      const bytes = new Uint8Array(await blob.slice(start, Math.min(end, blob.size)).arrayBuffer())
      return { value: Object.assign(bytes, { size: bytes.length }), done: end >= blob.size }
    },
    close: () => {},
  }),
}
