import { problemOf, Refusal } from '@keter/core'
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { sendJson, serve } from '../../test/http-server.ts'
import { createClient } from './client.ts'
import type { Run } from './types.ts'
import { watchRun } from './watch.ts'

describe('watching a run', () => {
  test('shows each state once and the progress between, and stops where it was told to', async () => {
    await using server = await studio([running], (stream) => {
      stream.event('run', running)
      stream.event('progress', { iteration: 'itr_1', progress: 0.5, eta: { low: 1, high: 2 } })
      stream.event('run', waiting)
    })
    const seen: string[] = []
    const last = await watchRun(createClient({ baseUrl: server.url }), 'run_1', {
      onRun: ({ state }) => seen.push(state),
      onProgress: ({ progress }) => seen.push(String(progress)),
      until: ({ state }) => state !== 'running',
    })
    expect(seen).toEqual(['running', '0.5', 'waiting'])
    expect(last.state).toBe('waiting')
  })

  test('goes on after the stream broke off', async () => {
    await using server = await studio(
      [running, running],
      (stream) => stream.break(),
      (stream) => stream.event('run', ended),
    )
    expect((await watchRun(createClient({ baseUrl: server.url }), 'run_1')).state).toBe('ended')
  })

  test('works without events at all, by reading the run', async () => {
    await using server = await studio([running, running, ended])
    expect((await watchRun(createClient({ baseUrl: server.url }), 'run_1')).state).toBe('ended')
  })

  test('reads the run when the stream stays quiet', async () => {
    await using server = await studio([running, ended], () => {})
    expect((await watchRun(createClient({ baseUrl: server.url }), 'run_1', { quietMs: 50 })).state).toBe('ended')
  })

  test('ends in the refusal of a run that is not there', async () => {
    const problem = problemOf(new Refusal('not_found', 'There is no such run.'))
    await using server = await serve((_, response) => sendJson(response, 404, problem))
    await expect(watchRun(createClient({ baseUrl: server.url }), 'run_1')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('gives up on a studio that stays away longer than the caller is patient', async () => {
    const server = await serve(() => {})
    await server[Symbol.asyncDispose]()
    await expect(watchRun(createClient({ baseUrl: server.url }), 'run_1', { patienceMs: 100 })).rejects.toMatchObject({ code: 'studio_unreachable' })
  })

  test('stops at once when the caller does', async () => {
    const stop = new AbortController()
    await using server = await studio([running], () => stop.abort())
    await expect(watchRun(createClient({ baseUrl: server.url }), 'run_1', { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

const run = (state: Run['state']) => ({ id: 'run_1', state, sources: [] }) as unknown as Run
const [running, waiting, ended] = [run('running'), run('waiting'), run('ended')]

class Stream {
  readonly #response: ServerResponse
  constructor(response: ServerResponse) {
    this.#response = response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
  }
  event(name: string, body: unknown): void {
    this.#response.write(`event: ${name}\ndata: ${JSON.stringify(body)}\n\n`)
  }
  break(): void {
    this.#response.destroy()
  }
}

/** Answers reads of the run with `reads`, one after the other, and each opening of the stream with one of `streams`. */
const studio = (reads: Run[], ...streams: ((stream: Stream) => void)[]) =>
  serve((request, response) => {
    if (!request.url!.endsWith('/events')) return sendJson(response, 200, reads.length > 1 ? reads.shift() : reads[0])
    const play = streams.shift()
    if (!play) return void response.writeHead(502).end()
    play(new Stream(response))
  })
