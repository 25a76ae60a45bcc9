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

/** What a process has taken of the processors so far, in seconds, on a busy machine as on a quiet one; not a number where no system tells. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name, which may hold anything: state is the third field, user and system time the 14th and 15th, in hundredths.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN // told by Linux only
  }
}
