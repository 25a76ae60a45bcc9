// Follows a run to its end: shows progress, keeps the first good result of each file, tries again after a defective or failed attempt
// while the quote has attempts left, gives the rest of the hold back, and cancels when the person asks for it.
import type { Estimate } from '@keter/core'
import { type Iteration, newIdempotencyKey, type Run, type RunProgress, type RunSource, type StudioClient, watchRun } from '../sdk/index.ts'
import { startProgress, timeLeft } from './progress.ts'
import type { Terminal } from './terminal.ts'
import { counted } from './wording.ts'

/** Without any answer for this long the studio counts as gone. */
const patienceMs = 30_000

/** The ended run. @throws StudioRefusal */
export async function followRun(
  client: StudioClient,
  terminal: Terminal,
  run: Run,
  { verb, eta, signal }: { verb: string; eta: Estimate['eta']; signal: AbortSignal },
): Promise<Run> {
  let now = run
  try {
    do now = await untilStill(client, terminal, now, verb, eta, signal)
    while (await tryAgain(client, now))
  } catch (error) {
    if (!signal.aborted) throw error
    terminal.note('Cancelling...')
    await client.POST('/runs/{id}/cancel', { params: { path: { id: run.id } } })
    now = await watchRun(client, run.id, { patienceMs })
  }
  for (const source of now.sources) {
    const good = goodResult(source)
    if (good && good.verdict !== 'kept') now = await giveVerdict(client, good, { verdict: 'kept' })
  }
  if (now.state === 'ended') return now
  return (await client.POST('/runs/{id}/end', { params: { path: { id: run.id } } })).data
}

/** The last attempt that was delivered whole. */
export const goodResult = ({ iterations }: RunSource): Iteration | undefined => iterations.findLast(({ state }) => state === 'done')

async function untilStill(client: StudioClient, terminal: Terminal, run: Run, verb: string, eta: Estimate['eta'], signal: AbortSignal): Promise<Run> {
  const progress = startProgress(terminal, verb)
  const heard = new Map<string, RunProgress>()
  let now = run
  const show = () => progress.update(shareDone(now, heard), `${filesDone(now)} ${timeLeft(remaining(now, heard, eta))}`.trim())
  try {
    return await watchRun(client, run.id, {
      signal,
      patienceMs,
      until: ({ state }) => state !== 'running',
      onRun: (changed) => {
        now = changed
        show()
      },
      onProgress: (told) => {
        heard.set(told.iteration, told)
        show()
      },
    })
  } finally {
    progress.stop()
  }
}

/** Starts another attempt on each file that has no good result and an attempt left; says whether any was started. */
async function tryAgain(client: StudioClient, run: Run): Promise<boolean> {
  const open = run.state === 'ended' ? [] : run.sources.filter((source) => !goodResult(source) && source.attemptsLeft > 0)
  for (const { iterations } of open) await giveVerdict(client, iterations.at(-1)!, { verdict: 'rejected', again: {} })
  return open.length > 0
}

async function giveVerdict(client: StudioClient, { id }: Iteration, body: { verdict: 'kept' | 'rejected'; again?: object }): Promise<Run> {
  const { data } = await client.POST('/iterations/{id}/verdict', { params: { path: { id }, header: { 'idempotency-key': newIdempotencyKey() } }, body })
  return data
}

// ---- progress of a whole run

const isOver = ({ state }: Iteration): boolean => state !== 'queued' && state !== 'running'
const latest = ({ iterations }: RunSource): Iteration | undefined => iterations.at(-1)

function shareDone({ sources }: Run, heard: ReadonlyMap<string, RunProgress>): number {
  const shares = sources.map(latest).map((iteration) => (!iteration ? 0 : isOver(iteration) ? 1 : (heard.get(iteration.id)?.progress ?? iteration.progress)))
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

function filesDone({ sources }: Run): string {
  const done = sources.map(latest).filter((iteration) => iteration && isOver(iteration)).length
  return sources.length === 1 ? '' : `${done} of ${counted(sources.length, 'file')},`
}

/** What runs says itself how long it takes; what waits is taken from the estimate. */
function remaining({ sources }: Run, heard: ReadonlyMap<string, RunProgress>, expected: Estimate['eta']): Estimate['eta'] {
  if (!expected) return null
  const each = { low: expected.low / sources.length, high: expected.high / sources.length }
  const left = sources
    .map(latest)
    .map((iteration) => (iteration && isOver(iteration) ? none : ((iteration && (heard.get(iteration.id)?.eta ?? iteration.eta)) ?? each)))
  return { low: left.reduce((sum, { low }) => sum + low, 0), high: left.reduce((sum, { high }) => sum + high, 0) }
}

const none = { low: 0, high: 0 }
