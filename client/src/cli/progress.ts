// Progress on standard error: a bar with the time left in a terminal, a few plain lines elsewhere.
import { SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'
import { seconds } from './wording.ts'

export interface Progress {
  /** @param share done, 0 to 1 */
  update(share: number, beside?: string): void
  stop(): void
}

export function startProgress(terminal: Terminal, what: string): Progress {
  return terminal.errors.isTTY ? bar(terminal, what) : lines(terminal, what)
}

function bar({ errors }: Terminal, what: string): Progress {
  const shown = new SingleBar({
    format: `${what} [{bar}] {percentage} % {beside}`,
    stream: errors,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: Math.max(10, Math.min(40, (errors.columns || 80) - what.length - 32)),
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
    fps: 8,
  })
  shown.start(100, 0, { beside: '' })
  return { update: (share, beside = '') => shown.update(Math.floor(share * 100), { beside }), stop: () => shown.stop() }
}

function lines(terminal: Terminal, what: string): Progress {
  let told = 0
  return {
    update(share) {
      const quarter = Math.floor(share * 4)
      if (quarter <= told) return
      told = quarter
      terminal.note(`${what} ${quarter * 25} %`)
    },
    stop: () => {},
  }
}

/** "2 of 8 done, 12 to 18 s left" */
export const timeLeft = (eta: { readonly low: number; readonly high: number } | null): string => (eta ? `${seconds(eta)} left` : '')
