// What benchmarks ask of the processes that they compare.
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The number that a child answers a message with. @throws where it ends instead */
export function ask(child: ChildProcess, message: object | string): Promise<number> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('A peer ended before it answered.'))
    child.once('exit', gone)
    child.once('message', (answer) => {
      child.off('exit', gone)
      resolve(answer as number)
    })
    child.send(message)
  })
}

/** The most memory that a process has had, in megabytes; not a number where no system tells. */
export function peakMegabytes(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000
  } catch {
    return Number.NaN // told by Linux only
  }
}
