// What benchmarks ask of the processes that they compare.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** The number that a child answers a message with. @throws where it ends instead */
export async function ask(child: ChildProcess, message: object | string): Promise<number> {
  child.send(message)
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('A peer ended before it answered.')))
  const [answer] = await Promise.race([once(child, 'message'), gone])
  return answer as number
}

/** The most memory that a process has had, in megabytes; not a number where no system tells. */
export function peakMegabytes(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000
  } catch {
    return Number.NaN // told by Linux only
  }
}
