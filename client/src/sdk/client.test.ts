import { problemOf, Refusal, refusalKinds } from '@keter/core'
import { describe, expect, test } from 'vitest'
import { sendJson, serve } from '../../test/http-server.ts'
import { createClient } from './client.ts'
import { exitCodeOf, StudioRefusal, StudioUnreachable } from './refusal.ts'

const balance = { available: '97', held: '3', plan: 'free', planName: 'Free', expiring: [], head: '00' }

describe('a request', () => {
  test('answers with its data, and carries the key', async () => {
    let sent = ''
    await using server = await serve((request, response) => {
      sent = `${request.method} ${request.url} ${request.headers.authorization}`
      sendJson(response, 200, balance)
    })
    const { data } = await createClient({ baseUrl: `${server.url}/`, key: 'abc' }).GET('/balance')
    const available: string = data.available // the type says so too
    expect(available).toBe('97')
    expect(sent).toBe('GET /api/v1/balance Bearer abc')
  })

  test('that the studio refuses throws its problem, word for word', async () => {
    const problem = problemOf(new Refusal('insufficient_credits', 'This needs 24 credits; you have 19.', { needed: '24' }))
    await using server = await serve((_, response) => sendJson(response, problem.status, problem))
    const refused = await createClient({ baseUrl: server.url })
      .GET('/balance')
      .then(unexpected, (error: unknown) => error)
    expect(refused).toBeInstanceOf(StudioRefusal)
    expect(refused).toMatchObject({
      code: 'insufficient_credits',
      status: 402,
      detail: problem.detail,
      next: problem.next,
      charged: 'nothing',
      data: { needed: '24' },
    })
  })

  test.each([
    ['a gateway', 502, '<html>Bad gateway</html>'],
    ['some other program', 200, '<html>Hello</html>'],
  ])('that %s answers counts as unreachable', async (_, status, body) => {
    await using server = await serve((_request, response) => void response.writeHead(status).end(body))
    await expect(createClient({ baseUrl: server.url }).GET('/balance')).rejects.toThrow(StudioUnreachable)
  })

  test('to a port where nothing listens says so', async () => {
    const server = await serve(() => {})
    await server[Symbol.asyncDispose]()
    await expect(createClient({ baseUrl: server.url }).GET('/balance')).rejects.toThrow(/nothing listens there/)
  })

  test('that is aborted stays an abort', async () => {
    await using server = await serve(() => {})
    const stop = new AbortController()
    const asked = createClient({ baseUrl: server.url }).GET('/balance', { signal: stop.signal })
    stop.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('is checked against the document by the compiler', () => {
    const client = createClient({ baseUrl: '' })
    const wrong = () => [
      // @ts-expect-error a path parameter is required
      client.GET('/projects/{id}'),
      // @ts-expect-error there is no such path
      client.GET('/nowhere'),
      // @ts-expect-error a run has no such field
      client.GET('/runs/{id}', { params: { path: { id: 'run' } } }).then(({ data }) => data.price),
    ]
    expect(wrong).toBeTypeOf('function')
  })
})

test('every code has the exit code of the table; one of a newer studio counts as refused', () => {
  for (const [code, { exit }] of Object.entries(refusalKinds)) expect(exitCodeOf(code)).toBe(exit)
  expect(exitCodeOf('a_code_of_the_future')).toBe(3)
  expect(exitCodeOf('toString')).toBe(3)
})

const unexpected = (answer: unknown): never => {
  throw new Error(`was answered: ${JSON.stringify(answer)}`)
}
