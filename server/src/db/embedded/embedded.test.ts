// What makes the embedded database safe to keep money in: one process, real fsync, a start that can be killed.
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from './lock.ts'
import { openEmbedded } from './open.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keter-embedded-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('every commit is flushed to the disk: exactly one fsync for each', async () => {
  const database = await openEmbedded(folder)
  await database.run('create table t (id int)')
  const before = await database.fsyncs()
  for (let i = 0; i < 50; i++) await sql`insert into t values (${i})`.execute(database.query)
  expect((await database.fsyncs()) - before).toBe(50)
  const beforeReading = await database.fsyncs()
  await sql`select * from t`.execute(database.query)
  expect(await database.fsyncs()).toBe(beforeReading)
  await database.close()
}, 60_000)

test('a half-made database is made again', async () => {
  mkdirSync(join(folder, 'database.making', 'base'), { recursive: true })
  const database = await openEmbedded(folder)
  expect((await database.run('show fsync')).rows).toEqual([{ fsync: 'on' }])
  await database.close()
}, 60_000)

test('a second owner of the folder is refused with the process that has it; after the first is done, it may', async () => {
  const unlock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'studio_locked', data: { pid: process.pid } })
  await unlock()
  await (await lockFolder(folder))()
})

test('a lock whose owner was killed is free at once', async () => {
  const holder = fork(new URL('./hold-lock.fixture.ts', import.meta.url), [folder])
  await new Promise((resolve) => holder.once('message', resolve))
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'studio_locked', data: { pid: holder.pid } })
  const gone = new Promise((resolve) => holder.once('exit', resolve))
  holder.kill('SIGKILL')
  await gone
  await (await lockFolder(folder))()
})

test('a very long folder name can be locked, too', async () => {
  const long = join(folder, 'x'.repeat(120))
  const unlock = await lockFolder(long)
  await expect(lockFolder(long)).rejects.toMatchObject({ code: 'studio_locked' })
  await unlock()
})
