// Several worker processes on one PostgreSQL server: they share a queue, each attempt is performed once, and a dead worker's job goes to another.
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger, violations } from '../src/ledger/ledger.ts'
import { openDatabase } from '../src/db/open.ts'
import { type Remote, remote, start } from './program.ts'
import { freshServerDatabase, picture, until } from './world.ts'

const serverUrl = process.env.TEST_DATABASE_URL

let folder: string
let fresh: Awaited<ReturnType<typeof freshServerDatabase>>
const children: ChildProcess[] = []
let api: Remote

async function begin(program: 'studio' | 'worker', workers: string) {
  const started = await start(program, { KETER_DATA: folder, DATABASE_URL: fresh.url, KETER_WORKERS: workers, PORT: '0', KETER_EMBEDDED: '1' })
  children.push(started.child)
  return started
}

beforeAll(async () => {
  if (!serverUrl) return
  folder = mkdtempSync(join(tmpdir(), 'keter-workers-'))
  fresh = await freshServerDatabase()
  await fresh.database.close()
  // The studio itself performs nothing here: all work is for the workers.
  api = remote((await begin('studio', '0')).line)
})
afterAll(async () => {
  if (!serverUrl) return
  for (const child of children) child.kill('SIGKILL')
  await fresh.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function startRun(pictures: readonly Buffer[], scale: number) {
  const project = (await api.call('POST', '/projects', { name: 'Shared queue' })).id
  const sources = []
  for (const bytes of pictures) sources.push({ asset: await api.upload(project, bytes) })
  const quote = await api.call('POST', '/quotes', { project, tool: 'image-upscale', options: { scale }, iterations: 1, sources })
  return api.call('POST', `/quotes/${quote.quote}/accept`, {})
}
const ended = (run: string) =>
  until(
    () => api.call('GET', `/runs/${run}`),
    ({ state }) => state === 'ended',
  )

test.runIf(serverUrl)(
  '[J3] two workers share one queue: every attempt is performed once and charged once',
  async () => {
    const workers = [await begin('worker', '1'), await begin('worker', '1')]
    const run = await startRun(await Promise.all(Array.from({ length: 12 }, () => picture(160, 120))), 2)
    const done = await ended(run.id)
    expect(done).toMatchObject({ charged: '12', refunded: '0' })
    for (const { iterations } of done.sources) expect(iterations).toMatchObject([{ state: 'done', charge: '1' }])
    const database = await openDatabase({ url: fresh.url })
    const { rows } = await database.run('select max(starts) as starts, count(*) as n, count(distinct worker) as workers from keter.iterations')
    expect(rows).toEqual([{ starts: 1, n: 12n, workers: 2n }])
    expect(await violations(database.query)).toEqual([])
    await database.close()
    for (const { child } of workers) child.kill('SIGKILL')
  },
  120_000,
)

test.runIf(serverUrl)(
  '[J11] the job of a worker that was killed is finished by another, and charged once',
  async () => {
    const first = await begin('worker', '1')
    const run = await startRun([await picture(900, 900)], 4)
    await until(
      () => api.call('GET', `/runs/${run.id}`),
      ({ sources }) => sources[0].iterations[0].state === 'running',
    )
    first.child.kill('SIGKILL')
    await begin('worker', '1')
    const done = await ended(run.id)
    expect(done).toMatchObject({ charged: '1', refunded: '0', sources: [{ iterations: [{ state: 'done' }] }] })
    const database = await openDatabase({ url: fresh.url })
    expect((await database.run('select starts from keter.iterations where run_id = $1', [run.id])).rows).toEqual([{ starts: 2 }])
    expect(await verifyLedger(database.query)).toMatchObject({ ok: true })
    await database.close()
  },
  180_000,
)
