// The child's side of a pool: takes one request at a time from the parent and answers it. It lives exactly as long as its parent wants it.
import { writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { Refusal } from '@keter/core'
import type { Reply, Request, Task, Tasks } from './task.ts'

export function serve(tasks: Tasks): void {
  // Now, because a child is always killed and never exits. Where the folder cannot be written, nothing is kept.
  flushCompileCache()
  obeyTheParentOnly()
  offerToDieFirst()
  process.on('message', (request: Request) => void answer(tasks, request))
}

async function answer(tasks: Tasks, { id, task, input }: Request): Promise<void> {
  try {
    const perform = tasks[task] as Task<unknown, unknown> | undefined
    if (!perform) throw new Error(`This child has no task "${task}".`)
    const output = await perform(input, { onProgress: (share) => reply({ id, kind: 'progress', share }) })
    reply({ id, kind: 'done', output })
  } catch (error) {
    reply(failureOf(id, error))
  }
}

function failureOf(id: number, error: unknown): Reply {
  if (error instanceof Refusal) return { id, kind: 'refused', code: error.code, message: error.message, data: error.data }
  const message = error instanceof Error ? error.message : String(error)
  return { id, kind: 'failed', message, outOfMemory: /bad_alloc|out of memory|failed to allocate|array buffer allocation/i.test(message) }
}

function reply(message: Reply): void {
  // The parent may have just gone; `disconnect` then ends this process.
  if (process.connected) process.send?.(message, () => undefined)
}

/** An interrupt at the terminal reaches the whole group, but whether work in progress is finished first is the parent's decision. */
function obeyTheParentOnly(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  // SIGKILL, because a plain exit would wait for native work in other threads. It also covers a parent that was killed itself.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
}

/** Where memory runs out, Linux should end this process, which can be replaced, and not the server. */
function offerToDieFirst(): void {
  try {
    if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '500')
  } catch {
    // Some containers forbid it; the server is then no worse off than any other program.
  }
}
