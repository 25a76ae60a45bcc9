// Checking a document in a thread of its own, for a limited time and memory: a book of thousands of rows takes seconds, and nobody else waits for it.
import { Worker } from 'node:worker_threads'
import type { BookFinding, StudioBook } from '@keter/core'

export interface Checked {
  /** Null where it cannot be read. */
  readonly book: StudioBook | null
  readonly findings: readonly BookFinding[]
}

const checkWithinMs = 20_000
const mostMegabytes = 512

export async function checkApart(document: unknown, withinMs = checkWithinMs): Promise<Checked> {
  try {
    return await checkedBy(threadFor(document), withinMs)
  } catch (error) {
    // It could not even be handed over.
    if (error instanceof RangeError) return tooDeep
    throw error
  }
}

const threadFor = (document: unknown): Worker =>
  new Worker(new URL('./check-thread.ts', import.meta.url), { workerData: document, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } })

function checkedBy(thread: Worker, withinMs: number): Promise<Checked> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      void thread.terminate()
      settle()
    }
    const timer = setTimeout(() => end(() => resolve(tooLarge(`It cannot be checked within ${withinMs / 1000} seconds.`))), withinMs)
    thread.once('message', (checked: Checked) => end(() => resolve(checked)))
    thread.once('error', (error: NodeJS.ErrnoException) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      end(() => (outOfMemory ? resolve(tooLarge(`It cannot be checked within ${mostMegabytes} MB of memory.`)) : reject(error)))
    })
  })
}

const unreadable = (problem: string, fix: string): Checked => ({ book: null, findings: [{ severity: 'error', place: 'the book', problem, fix }] })

export const tooDeep = unreadable('It is nested too deeply to be read.', 'Use quantities with names.')
const tooLarge = (problem: string): Checked => unreadable(problem, 'Use fewer rows; bands, steps and tables say the same with less.')
