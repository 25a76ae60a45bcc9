import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '@keter/core'
import { afterEach, expect, test, vi } from 'vitest'
import { lives } from '../../test/processes.ts'
import { EngineError } from './engine-error.ts'
import { createPool, type Pool } from './pool.ts'
import type { tasks } from './test-child.ts'

const entry = new URL('./test-child.ts', import.meta.url)
const timeoutMs = 30_000
const pools: Pool<typeof tasks>[] = []

function open(options: { size?: number; idleMs?: number; mostMegabytes?: number } = {}): Pool<typeof tasks> {
  const pool = createPool<typeof tasks>({ entry, size: 1, ...options })
  pools.push(pool)
  return pool
}

/** Starts a task that does not end, and waits until the child is at it. */
async function begin(pool: Pool<typeof tasks>, task: 'wait' | 'block' | 'grow', options: { signal?: AbortSignal; timeoutMs?: number } = {}) {
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  const ending = pool.run(task, null, { timeoutMs, ...options, onProgress: () => resolve() }).catch((error: unknown) => error)
  await begun
  return { ending, pid: pool.pids()[0]! }
}

afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

test('a child is warm: it answers one request after the other', async () => {
  const pool = open()
  expect(await pool.run('echo', 'first', { timeoutMs })).toBe('first')
  const [pid] = pool.pids()
  expect(await pool.run('pid', undefined as never, { timeoutMs })).toBe(pid)
  expect(pool.pids()).toEqual([pid])
})

test('what a child has loaded is known, and the child that has it is asked again', async () => {
  const pool = open({ size: 2 })
  const ask = async (needs: string) => {
    const pid = await pool.run('pid', undefined as never, { timeoutMs, needs })
    await pause(1) // the child is idle a moment after its answer
    return pid
  }
  expect(pool.has('first')).toBe(false)
  const [one, two] = await Promise.all([ask('first'), ask('second')])
  expect([pool.has('first'), pool.has('second'), pool.has('third')]).toEqual([true, true, false])
  for (const needs of ['second', 'first', 'first', 'second']) expect(await ask(needs)).toBe(needs === 'first' ? one : two)
  // A child keeps the last two.
  for (const needs of ['third', 'fourth']) expect(await ask(needs)).toBe(two)
  expect([pool.has('first'), pool.has('second'), pool.has('third')]).toEqual([true, false, true])
  await pool.close()
  expect(pool.has('third')).toBe(false)
})

test('requests beyond the size of the pool wait in one queue, and nothing is lost', async () => {
  const pool = open({ size: 2 })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => pool.run('echo', String(index), { timeoutMs })))
  expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => String(index)))
  expect(pool.pids()).toHaveLength(2)
})

test('progress arrives in order', async () => {
  const seen: number[] = []
  await open().run('steps', 4, { timeoutMs, onProgress: (share) => seen.push(share) })
  expect(seen).toEqual([0.25, 0.5, 0.75, 1])
})

test.each(['wait', 'block'] as const)('a cancel ends a child that is in "%s" within a second, and the next request gets a new one', async (task) => {
  const pool = open()
  const cancel = new AbortController()
  const { ending, pid } = await begin(pool, task, { signal: cancel.signal })
  const start = performance.now()
  cancel.abort()
  expect(await ending).toMatchObject({ name: 'AbortError' })
  expect(performance.now() - start).toBeLessThan(1000)
  expect(lives(pid)).toBe(false)
  expect(await pool.run('echo', 'next', { timeoutMs })).toBe('next')
  expect(pool.pids()).not.toContain(pid)
})

test('a cancelled request that still waits leaves the queue and harms nobody', async () => {
  const pool = open()
  const { pid } = await begin(pool, 'wait')
  const cancel = new AbortController()
  const waiting = pool.run('echo', 'never', { timeoutMs, signal: cancel.signal })
  cancel.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  expect(lives(pid)).toBe(true)
})

test('a signal that has fired already starts nothing', async () => {
  const pool = open()
  await expect(pool.run('echo', 'x', { timeoutMs, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  expect(pool.pids()).toEqual([])
})

test('a time-out ends the child and can be tried again', async () => {
  const pool = open()
  // A child that has started already: on a busy machine the start alone takes longer.
  await pool.run('echo', 'x', { timeoutMs })
  const { ending, pid } = await begin(pool, 'block', { timeoutMs: 1500 })
  expect(await ending).toMatchObject({ name: 'EngineError', code: 'engine_timeout', retryable: true })
  expect(lives(pid)).toBe(false)
})

test.runIf(process.platform === 'linux')('M3: a child that takes more memory than it is given is ended, and the next request gets a new one', async () => {
  const pool = open({ mostMegabytes: 200 })
  const { ending, pid } = await begin(pool, 'grow')
  expect(await ending).toMatchObject({ name: 'EngineError', code: 'engine_out_of_memory', retryable: false, message: expect.stringContaining('200 MB') })
  expect(lives(pid)).toBe(false)
  expect(await pool.run('echo', 'next', { timeoutMs })).toBe('next')
})

test.each(['abort', 'exhaust'] as const)('a native crash ("%s") fails one request; the next works', async (task) => {
  const pool = open()
  const crash = await pool.run(task, undefined as never, { timeoutMs }).catch((error: unknown) => error)
  expect(crash).toBeInstanceOf(EngineError)
  expect(crash).toMatchObject({ code: 'engine_crashed', retryable: true })
  expect(await pool.run('echo', 'next', { timeoutMs })).toBe('next')
})

test('a child that is killed from outside is replaced, at work or idle', async () => {
  const pool = open()
  const { ending, pid } = await begin(pool, 'wait')
  process.kill(pid, 'SIGKILL')
  expect(await ending).toMatchObject({ code: 'engine_crashed', message: expect.stringContaining('SIGKILL') })
  await pool.run('echo', 'idle', { timeoutMs })
  process.kill(pool.pids()[0]!, 'SIGKILL')
  await vi.waitFor(() => expect(pool.pids()).toEqual([]))
  expect(await pool.run('echo', 'next', { timeoutMs })).toBe('next')
})

test('a refusal keeps its code and data across the process boundary, and the child lives on', async () => {
  const pool = open()
  const refusal = await pool.run('refuse', undefined as never, { timeoutMs }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({ code: 'source_damaged', message: 'It breaks off.', data: { at: 7 } })
  await expect(pool.run('fail', undefined as never, { timeoutMs })).rejects.toMatchObject({
    code: 'engine_failed',
    retryable: false,
    message: 'That did not work.',
  })
  expect(pool.pids()).toHaveLength(1)
})

test('no secret of the server reaches a child', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://user:secret@host/db')
  vi.stubEnv('KETER_KEY', 'secret')
  vi.stubEnv('BETTER_AUTH_SECRET', 'secret')
  const environment = await open().run('environment', undefined as never, { timeoutMs })
  expect(JSON.stringify(environment)).not.toContain('secret')
  expect(environment).toMatchObject({ VIPS_BLOCK_UNTRUSTED: '1' })
})

test('a child without work is ended after a while', async () => {
  const pool = open({ idleMs: 50 })
  await pool.run('echo', 'x', { timeoutMs })
  await vi.waitFor(() => expect(pool.pids()).toEqual([]))
})

test('close ends all children and rejects what runs and what waits', async () => {
  const pool = open()
  const { ending, pid } = await begin(pool, 'block')
  const waiting = pool.run('echo', 'x', { timeoutMs }).catch((error: unknown) => error)
  await pool.close()
  expect(lives(pid)).toBe(false)
  expect(await ending).toMatchObject({ name: 'AbortError' })
  expect(await waiting).toMatchObject({ name: 'AbortError' })
  await expect(pool.run('echo', 'late', { timeoutMs })).rejects.toMatchObject({ name: 'AbortError' })
})

test('children die with a parent that is killed', async () => {
  const parent = spawn(process.execPath, [new URL('./test-parent.ts', import.meta.url).pathname], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [printed] = await once(parent.stdout, 'data')
  const pid = Number(printed)
  expect(lives(pid)).toBe(true)
  parent.kill('SIGKILL')
  for (const until = performance.now() + 1000; lives(pid) && performance.now() < until; ) await pause(20)
  expect(lives(pid)).toBe(false)
})
