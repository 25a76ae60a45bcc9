import { Refusal } from '@keter/core'
import { afterEach, expect, test } from 'vitest'
import { refusingCostly } from './costly.ts'
import { createPool, type Pool } from './pool.ts'
import type { tasks } from './test-child.ts'

let pool: Pool<typeof tasks>
const open = (options: { mostMegabytes?: number } = {}) => {
  pool = createPool<typeof tasks>({ entry: new URL('./test-child.ts', import.meta.url), size: 1, ...options })
  return pool
}
afterEach(() => pool.close())

const refusalOf = async (task: 'abort' | 'block' | 'grow', timeoutMs = 30_000) => {
  const error = await refusingCostly(() => pool.run(task, null as never, { timeoutMs })).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(Refusal)
  return error
}

test('M2: a file that takes too long is refused', async () => {
  open()
  expect(await refusalOf('block', 700)).toMatchObject({ code: 'source_too_costly', data: { limit: 'time' } })
})

test.runIf(process.platform === 'linux')('M3: a file that takes too much memory is refused', async () => {
  open({ mostMegabytes: 200 })
  expect(await refusalOf('grow')).toMatchObject({ code: 'source_too_costly', data: { limit: 'memory' } })
})

test('M4: a file that ends its reader twice is refused as damaged', async () => {
  open()
  expect(await refusalOf('abort')).toMatchObject({ code: 'source_damaged' })
})

test('M4: a reader that was ended once, by somebody else, is replaced and asked again', async () => {
  open()
  let tries = 0
  const facts = await refusingCostly(() => {
    tries++
    return tries === 1 ? pool.run('abort', null as never, { timeoutMs: 30_000 }) : pool.run('echo', 'facts', { timeoutMs: 30_000 })
  })
  expect({ facts, tries }).toEqual({ facts: 'facts', tries: 2 })
})

test('M4: a mistake of the studio stays one', async () => {
  open()
  await expect(refusingCostly(() => pool.run('fail', null as never, { timeoutMs: 30_000 }))).rejects.toMatchObject({ code: 'engine_failed' })
})
