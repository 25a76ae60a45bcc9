import { problemOf, Refusal } from '@keter/core'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { bytesOf, sendJson, serve } from '../../test/http-server.ts'
import { createClient } from './client.ts'
import { uploadAsset } from './upload.ts'

const bytes = randomBytes(40_000)
const project = 'prj_01jd3v6x8m4q2r9t5w7y0zabcd'

describe('an upload', () => {
  test('sends the bytes with name and project, and gives the new asset', async () => {
    const studio = new Uploads()
    await using server = await serve(studio.answer)
    const progress: number[] = []
    const asset = await uploadAsset(createClient({ baseUrl: server.url, key: 'abc' }), {
      project,
      name: 'größe.jpg',
      file: new Blob([bytes]),
      onProgress: (sent) => progress.push(sent),
    })
    expect(asset).toBe('ast_1')
    expect(studio.received).toEqual(bytes)
    expect(studio.metadata).toEqual({ filename: 'größe.jpg', project })
    expect(studio.authorization).toBe('Bearer abc')
    expect(progress.at(-1)).toBe(bytes.length)
  })

  test('goes on from where the connection broke', async () => {
    const studio = new Uploads({ breakAfter: 10_000 })
    await using server = await serve(studio.answer)
    expect(await uploadAsset(createClient({ baseUrl: server.url }), { project, name: 'a.jpg', file: new Blob([bytes]) })).toBe('ast_1')
    expect(studio.received).toEqual(bytes)
    expect(studio.patches).toBe(2)
  })

  test('of a file the studio refuses ends in that refusal, once', async () => {
    const studio = new Uploads({ refuse: problemOf(new Refusal('source_not_media', 'a.jpg is a text file.')) })
    await using server = await serve(studio.answer)
    await expect(uploadAsset(createClient({ baseUrl: server.url }), { project, name: 'a.jpg', file: new Blob([bytes]) })).rejects.toMatchObject({
      code: 'source_not_media',
    })
    expect(studio.patches).toBe(1)
  })

  test('of an empty file is refused before anything is sent', async () => {
    await expect(uploadAsset(createClient({ baseUrl: 'http://127.0.0.1:9' }), { project, name: 'a.jpg', file: new Blob([]) })).rejects.toMatchObject({
      code: 'source_empty',
    })
  })

  test('that is aborted is taken back from the studio', async () => {
    const removed = Promise.withResolvers<void>()
    const stop = new AbortController()
    const studio = new Uploads({ onPatch: () => stop.abort(), onDelete: removed.resolve })
    await using server = await serve(studio.answer)
    await expect(
      uploadAsset(createClient({ baseUrl: server.url }), { project, name: 'a.jpg', file: new Blob([bytes]), signal: stop.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' })
    await removed.promise
  })
})

interface Behaviour {
  readonly breakAfter?: number
  readonly refuse?: ReturnType<typeof problemOf>
  readonly onPatch?: () => void
  readonly onDelete?: () => void
}

/** The receiving side of tus for one upload, with the mishaps a test asks for. */
class Uploads {
  received: Buffer = Buffer.alloc(0)
  metadata: Record<string, string> = {}
  authorization: string | undefined
  patches = 0
  readonly #behaviour: Behaviour

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = behaviour
  }

  readonly answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { 'tus-resumable': '1.0.0', 'upload-offset': String(this.received.length), 'upload-length': String(bytes.length) }
    if (request.method === 'POST') return this.#create(request, response)
    if (request.method === 'HEAD') return void response.writeHead(200, headers).end()
    if (request.method === 'PATCH') return this.#append(request, response)
    this.#behaviour.onDelete?.()
    response.writeHead(204, headers).end()
  }

  #create(request: IncomingMessage, response: ServerResponse): void {
    this.authorization = request.headers.authorization
    const pairs = String(request.headers['upload-metadata']).split(',')
    this.metadata = Object.fromEntries(pairs.map((pair) => pair.split(' ')).map(([key, value]) => [key, Buffer.from(value!, 'base64').toString()]))
    response.writeHead(201, { location: '/api/v1/uploads/up_1', 'tus-resumable': '1.0.0' }).end()
  }

  async #append(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.patches++
    const { breakAfter, refuse, onPatch } = this.#behaviour
    if (onPatch) return onPatch()
    const body = await bytesOf(request)
    if (breakAfter !== undefined && this.patches === 1) {
      this.received = body.subarray(0, breakAfter)
      return void request.socket.destroy()
    }
    if (refuse) return sendJson(response, refuse.status, refuse)
    this.received = Buffer.concat([this.received, body])
    response.writeHead(204, { 'tus-resumable': '1.0.0', 'upload-offset': String(this.received.length), 'keter-asset': 'ast_1' }).end()
  }
}
