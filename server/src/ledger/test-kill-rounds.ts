// kill -9 of a process that works on an embedded ledger, at random moments, again and again on the same folder. After each: what it had said was done is there
// once and as it was told, what it was about to do is there wholly or not at all, and sending it again answers the same.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { intoFolder } from '../../test/database-image.ts'
import type { Answer, Ask, Done, Step } from './test-killed-process.ts'
import { type Chance, chance } from '../../test/random.ts'

export interface KillRounds {
  readonly kills: number
  readonly acknowledged: number
  /** Transactions that were under way when the process died: done after all, or not. */
  readonly underway: { done: number; undone: number }
  readonly replayed: number
  readonly movements: number
  /** Longest time from start to readiness, in milliseconds. */
  readonly slowestStart: number
  readonly findings: string[]
}

export interface KillOptions {
  readonly seed: number
  readonly kills: number
  /** Ends earlier when this time has come (milliseconds since 1970). */
  readonly until?: number
  /** A mistake made on purpose, to see that it is found. */
  readonly acknowledgeEarly?: boolean
  /** Ends at the first finding. */
  readonly stopWhenFound?: boolean
}

export async function killRounds(
  folder: string,
  { seed, kills, until = Infinity, acknowledgeEarly = false, stopWhenFound = false }: KillOptions,
): Promise<KillRounds> {
  await intoFolder(folder)
  const luck = chance(seed)
  const told = new Map<string, Done>()
  const stepsOf = new Map<string, readonly Step[]>()
  const findings: string[] = []
  const underway = { done: 0, undone: 0 }
  let [killed, replayed, movements, slowestStart] = [0, 0, 0, 0]
  let fresh: string[] = []
  let unanswered: (readonly Step[])[] = []

  for (let round = 1; ; round++) {
    const begun = performance.now()
    const child = new Child(folder, acknowledgeEarly)
    await child.next('ready')
    slowestStart = Math.max(slowestStart, performance.now() - begun)

    await compare(child, [...fresh, ...sample(luck, [...told.keys()], 50)])
    for (const steps of unanswered) await sendAgain(child, steps)
    for (const key of sample(luck, [...told.keys()], 5)) await replay(child, key)
    const last = killed === kills || Date.now() >= until || (stopWhenFound && findings.length > 0)
    if (last || round % 10 === 0) {
      child.ask({ verify: true })
      const answer = await child.next('verify')
      movements = answer.movements
      for (const finding of answer.verify) findings.push(`after ${killed} kills: ${JSON.stringify(finding)}`)
    }
    if (last) {
      if (!acknowledgeEarly) await compare(child, [...told.keys()])
      await child.end()
      break
    }

    // From the very first statement to some hundred transactions later.
    child.ask({ work: { seed, round } })
    await child.next('doing')
    await wait(luck.below(24) ** 2)
    await child.kill()
    killed++
    ;({ fresh, unanswered } = readLines(child))
  }
  return { kills: killed, acknowledged: told.size, underway, replayed, movements, slowestStart, findings }

  /** What the dead process had told, and what it had begun and not told. */
  function readLines({ lines }: Child): { fresh: string[]; unanswered: (readonly Step[])[] } {
    const begun = lines.flatMap((line) => ('doing' in line ? [line.doing] : []))
    const done = lines.flatMap((line) => ('done' in line ? line.done : []))
    for (const line of lines) if ('failed' in line) findings.push(line.failed)
    for (const steps of begun) for (const { key } of steps) stepsOf.set(key, steps)
    for (const one of done) told.set(one.key, one)
    const refused = new Set(lines.flatMap((line) => ('refused' in line ? [line.refused] : [])))
    return { fresh: done.map(({ key }) => key), unanswered: begun.filter(([first]) => !told.has(first!.key) && !refused.has(first!.key)) }
  }

  async function compare(child: Child, keys: readonly string[]): Promise<void> {
    const found = Map.groupBy(await child.look(keys), ({ key }) => key)
    for (const key of new Set(keys)) {
      const rows = found.get(key) ?? []
      const { movement, head } = told.get(key)!
      if (rows.length !== 1) findings.push(`after ${killed} kills: ${key}, acknowledged as ${movement}, is there ${rows.length} times`)
      else if (rows[0]!.movement !== movement || rows[0]!.head !== head)
        findings.push(`after ${killed} kills: ${key} was ${movement} and is ${rows[0]!.movement}`)
    }
  }

  /** The caller heard nothing and sends it again: it is there as a whole and is replayed, or not at all and is done (or refused) now. */
  async function sendAgain(child: Child, steps: readonly Step[]): Promise<void> {
    const there = (await child.look(steps.map(({ key }) => key))).length
    if (there !== 0 && there !== steps.length) findings.push(`${steps[0]!.key}: ${there} of ${steps.length} movements of one transaction are there`)
    there > 0 ? underway.done++ : underway.undone++
    child.ask({ again: steps })
    const { again } = await child.next('again')
    if ('refused' in again) {
      if (there > 0) findings.push(`${steps[0]!.key} is there and was refused when it was sent again: ${again.refused}`)
      return
    }
    if (again.some((one) => one.replayed !== there > 0)) findings.push(`${steps[0]!.key} was ${there > 0 ? 'done' : 'replayed'} when it was sent again`)
    if (!acknowledgeEarly) for (const one of again) told.set(one.key, one)
  }

  async function replay(child: Child, key: string): Promise<void> {
    child.ask({ again: stepsOf.get(key)! })
    const { again } = await child.next('again')
    const answer = 'refused' in again ? null : again.find((one) => one.key === key)
    if (!answer?.replayed || answer.movement !== told.get(key)!.movement) findings.push(`${key} was sent again and not answered as before`)
    else replayed++
  }
}

function sample<T>(luck: Chance, of: readonly T[], most: number): T[] {
  return Array.from({ length: Math.min(most, of.length) }, () => luck.pick(of)!)
}

type Named<Name extends string> = Extract<Answer, Record<Name, unknown>>

class Child {
  readonly lines: Answer[] = []
  readonly #process: ChildProcess
  readonly #closed: Promise<unknown>
  #arrived = Promise.withResolvers<void>()
  #read = 0
  #over = false

  constructor(folder: string, acknowledgeEarly: boolean) {
    const program = fileURLToPath(new URL('./test-killed-process.ts', import.meta.url))
    this.#process = spawn(process.execPath, [program, folder, ...(acknowledgeEarly ? ['acknowledge-early'] : [])], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#process.stdin!.on('error', () => {})
    const lines = createInterface({ input: this.#process.stdout! })
    lines.on('line', (line) => {
      // The last one may have been cut off by the kill: then it was not told.
      if (!line.endsWith('}')) return
      this.lines.push(JSON.parse(line))
      this.#wake()
    })
    this.#closed = once(lines, 'close').then(() => {
      this.#over = true
      this.#wake()
    })
  }

  ask(ask: Ask): void {
    this.#process.stdin!.write(`${JSON.stringify(ask)}\n`)
  }

  async look(keys: readonly string[]): Promise<readonly Omit<Done, 'replayed'>[]> {
    this.ask({ look: keys })
    return (await this.next('look')).look
  }

  /** The next line of this kind. */
  async next<Name extends 'ready' | 'again' | 'look' | 'verify' | 'doing'>(name: Name): Promise<Named<Name>> {
    for (;;) {
      const line = this.lines[this.#read]
      if (line) this.#read++
      if (line && name in line) return line as Named<Name>
      if (line) continue
      if (this.#over) throw new Error(`the process ended before it said "${name}"`)
      await this.#arrived.promise
    }
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#closed
  }

  async end(): Promise<void> {
    this.#process.stdin!.end()
    await this.#closed
  }

  #wake(): void {
    this.#arrived.resolve()
    this.#arrived = Promise.withResolvers()
  }
}
