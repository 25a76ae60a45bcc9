import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { defective, iteration, run, source } from '../../test/documents.ts'
import { bytesOf, sendJson, serve } from '../../test/http-server.ts'
import { createClient, type Run } from '../sdk/index.ts'
import { followRun } from './follow-run.ts'
import { Terminal } from './terminal.ts'

/** A studio with one run, that moves on by `moves` ("verdict kept", "end", ...) and remembers what it was asked to do. */
async function studioWith(first: Run, moves: Readonly<Record<string, Run>>, onWatch = () => {}) {
  let now = first
  const asked: string[] = []
  const server = await serve(async (request, response) => {
    if (request.method === 'GET') {
      if (request.url!.endsWith('/events')) {
        onWatch()
        return void response.writeHead(502).end()
      }
      return sendJson(response, 200, now)
    }
    const action = request.url!.split('/').at(-1)!
    const { verdict = '', again } = JSON.parse(String(await bytesOf(request)) || '{}') as { verdict?: string; again?: object }
    const move = [action, verdict, again ? 'again' : ''].join(' ').trim()
    asked.push(move)
    now = moves[move] ?? now
    sendJson(response, 200, now)
  })
  return { client: createClient({ baseUrl: server.url }), asked, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

const terminal = () => {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  return new Terminal({ env: {}, folder: '/', stdin, stdout, stderr, signal: new AbortController().signal }, true)
}
const how = (signal = new AbortController().signal) => ({ verb: 'Upscale', eta: null, signal })

const good = source({ iterations: [iteration()] })
const kept = source({ state: 'kept', iterations: [iteration({ verdict: 'kept' })] })

test('the only attempt is kept; there is nothing to end', async () => {
  const ended = run({ sources: [good] })
  await using studio = await studioWith(ended, { 'verdict kept': run({ sources: [kept] }) })
  expect((await followRun(studio.client, terminal(), ended, how())).sources[0]!.state).toBe('kept')
  expect(studio.asked).toEqual(['verdict kept'])
})

test('with attempts left the first good result is kept and the series is ended, so that the rest returns', async () => {
  const waiting = run({
    state: 'waiting',
    held: '1',
    sources: [
      { ...good, attemptsLeft: 2 },
      { ...good, position: 1, attemptsLeft: 2 },
    ],
  })
  const allKept = { ...waiting, sources: [kept, { ...kept, position: 1 }] }
  await using studio = await studioWith(waiting, { 'verdict kept': allKept, end: { ...allKept, state: 'ended', returned: '1' } })
  expect((await followRun(studio.client, terminal(), waiting, how())).returned).toBe('1')
  expect(studio.asked).toEqual(['verdict kept', 'verdict kept', 'end'])
})

test('a defective attempt is followed by the next one that the quote has', async () => {
  const waiting = run({ state: 'waiting', sources: [source({ attemptsLeft: 1, iterations: [defective()] })] })
  const second = run({ sources: [source({ iterations: [defective(), iteration({ attempt: 2 })] })] })
  await using studio = await studioWith(waiting, { 'verdict rejected again': second })
  const ended = await followRun(studio.client, terminal(), waiting, how())
  expect(ended.sources[0]!.iterations).toHaveLength(2)
  expect(studio.asked).toEqual(['verdict rejected again', 'verdict kept'])
})

test('when no attempt is left, a file without a good result stays without one', async () => {
  const ended = run({ sources: [source({ iterations: [defective()] })] })
  await using studio = await studioWith(ended, {})
  await followRun(studio.client, terminal(), ended, how())
  expect(studio.asked).toEqual([])
})

test('stopping cancels the run first, and keeps what was delivered and paid for', async () => {
  const stop = new AbortController()
  const running = run({ state: 'running', sources: [good, source({ position: 1, iterations: [iteration({ state: 'running', result: null })] })] })
  const cancelled = run({
    sources: [good, source({ position: 1, state: 'ended', iterations: [iteration({ state: 'cancelled', result: null })] })],
    returned: '5',
  })
  await using studio = await studioWith(running, { cancel: cancelled }, () => stop.abort())
  expect((await followRun(studio.client, terminal(), running, how(stop.signal))).returned).toBe('5')
  expect(studio.asked).toEqual(['cancel', 'verdict kept'])
})
