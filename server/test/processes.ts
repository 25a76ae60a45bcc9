// Processes as tests look at them.
import { readFileSync } from 'node:fs'

/** Whether a process still runs. One that has ended but was not yet collected by its parent, such as an orphan's slow init, does not. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** The most memory a process has had, in megabytes; Linux only. */
export function peakMegabytes(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000
}
