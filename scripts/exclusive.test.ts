import { mkdirSync, mkdtempSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exclusively } from './exclusive.mjs'

const newLock = () => join(mkdtempSync(join(tmpdir(), 'keter-lock-')), 'lock')

test('two never work under one lock at the same time, and the second says that it waits', async () => {
  const lock = newLock()
  let atWork = 0
  let most = 0
  let waits = 0
  const work = async () => {
    most = Math.max(most, ++atWork)
    await new Promise((resolve) => setTimeout(resolve, 50))
    atWork--
  }
  await Promise.all([1, 2, 3].map(() => exclusively(lock, work, () => waits++)))
  expect({ most, waits }).toEqual({ most: 1, waits: 2 })
})

test('a lock is free again after work that failed', async () => {
  const lock = newLock()
  await expect(
    exclusively(
      lock,
      () => Promise.reject(new Error('broken')),
      () => {},
    ),
  ).rejects.toThrow('broken')
  expect(
    await exclusively(
      lock,
      async () => 'done',
      () => expect.unreachable(),
    ),
  ).toBe('done')
})

test('the lock of a process that was killed is given up', async () => {
  const lock = newLock()
  mkdirSync(lock)
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(lock, longAgo, longAgo)
  expect(
    await exclusively(
      lock,
      async () => 'done',
      () => {},
    ),
  ).toBe('done')
})
