// A child for the tests of the pool: tasks that answer, wait, block, crash and refuse.
import { Refusal } from '@keter/core'
import { serve } from './serve.ts'
import type { TaskContext } from './task.ts'

export const tasks = {
  echo: async (said: string) => said,
  pid: async () => process.pid,
  environment: async () => ({ ...process.env }),
  steps: async (count: number, { onProgress }: TaskContext) => {
    for (let step = 1; step <= count; step++) onProgress(step / count)
  },
  /** Says that it has begun, then never answers. */
  wait: (_: null, { onProgress }: TaskContext) => {
    onProgress(0)
    return new Promise<never>(() => undefined)
  },
  /** Like native code that does not return: the thread is blocked. */
  block: async (_: null, { onProgress }: TaskContext) => {
    onProgress(0)
    await new Promise((resolve) => setTimeout(resolve, 10))
    for (;;);
  },
  abort: async () => process.abort(),
  exhaust: async () => {
    const kept: number[][] = []
    for (;;) kept.push(new Array(1_000_000).fill(kept.length))
  },
  /** Memory outside the heap of JavaScript, as pixels are, until it is ended. */
  grow: async (_: null, { onProgress }: TaskContext) => {
    onProgress(0)
    for (const kept: Buffer[] = []; ; await new Promise((resolve) => setTimeout(resolve, 5))) kept.push(Buffer.alloc(8_000_000, kept.length))
  },
  refuse: async () => {
    throw new Refusal('source_damaged', 'It breaks off.', { at: 7 })
  },
  fail: async () => {
    throw new Error('That did not work.')
  },
}

serve(tasks)
