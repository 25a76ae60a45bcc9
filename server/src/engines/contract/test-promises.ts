// What every tool promises, of whatever medium: how a run ends that is cancelled, crashes or hangs, and that the result looks as it did.
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { lives, peakMegabytes } from '../../../test/processes.ts'
import type { Engine, EngineRun } from '../engine.ts'
import { createEngines, type Engines } from '../registry.ts'
import type { ContractCase } from './test-cases.ts'
import { modelsFolder } from './test-packs.ts'
import { distance, isNear, outputOf, referenceOf } from './test-references.ts'

export interface TriedEngines extends Engines {
  /** How long a run may take before it counts as hung; null for what a studio allows. */
  patience: number | null
}

/** One child at a time. */
export function triedEngines(): TriedEngines {
  const tried: TriedEngines = Object.assign(createEngines({ modelsFolder, editors: 1, patienceMs: ({ high }) => tried.patience ?? 120_000 + 20_000 * high }), {
    patience: null,
  })
  return tried
}

export interface Trial {
  readonly contract: ContractCase
  readonly engines: TriedEngines
  readonly resultPath: string
  /** What the child may take for a small source, on any machine. */
  readonly mostMegabytes: number
  /** A run that takes many seconds, with its child at work. */
  underWay(): Promise<UnderWay>
  /** Another run, on a small source. */
  next(): Promise<unknown>
}

interface UnderWay {
  /** What the run failed with. */
  readonly ending: Promise<unknown>
  readonly pid: number
  readonly cancel: AbortController
}

/** @param orAfterMs where a tool tells of no progress while it works; without it, the first progress or the end is waited for */
export async function begun(engines: Engines, { engine, run }: { readonly engine: Engine; readonly run: EngineRun }, orAfterMs?: number): Promise<UnderWay> {
  const cancel = new AbortController()
  const { promise: moved, resolve } = Promise.withResolvers<void>()
  const ending = engine.run({ ...run, signal: cancel.signal, onProgress: () => resolve() }).catch((error: unknown) => error)
  const pid = engines.editorPids()[0]!
  await Promise.race([moved, orAfterMs === undefined ? ending : pause(orAfterMs)])
  return { ending, pid, cancel }
}

export function keepsItsPromises({ contract, engines, resultPath, mostMegabytes, underWay, next }: Trial): void {
  test('a cancel ends the child within a second, leaves no file, and the next run works', async () => {
    const { ending, pid, cancel } = await underWay()
    const start = performance.now()
    cancel.abort()
    expect(await ending).toMatchObject({ name: 'AbortError' })
    expect(performance.now() - start).toBeLessThan(1000)
    expect(lives(pid)).toBe(false)
    await nextWorks()
  })

  test('a child that crashes fails one run, which may be tried again; the next run works', async () => {
    const { ending, pid } = await underWay()
    process.kill(pid, 'SIGSEGV')
    expect(await ending).toMatchObject({ name: 'EngineError', code: 'engine_crashed', retryable: true })
    await nextWorks()
  })

  test('a run that hangs is ended, leaves no file, and may be tried again; the next run works within its bound of memory', async () => {
    engines.patience = 200
    const { ending, pid } = await underWay()
    expect(await ending).toMatchObject({ name: 'EngineError', code: 'engine_timeout', retryable: true })
    expect(lives(pid)).toBe(false)
    engines.patience = null
    await nextWorks()
    // A child that has done nothing but this.
    expect(peakMegabytes(engines.editorPids()[0]!)).toBeLessThan(mostMegabytes)
  })

  test('the result looks as it did when somebody last looked at it', async () => {
    const found = await distance(await outputOf(contract, engines), await referenceOf(contract))
    expect({ ...found, near: isNear(found) }).toMatchObject({ near: true })
  })

  async function nextWorks() {
    expect(existsSync(resultPath)).toBe(false)
    await next()
    expect(existsSync(resultPath)).toBe(true)
  }
}
