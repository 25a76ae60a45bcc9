// A test runner for Stryker that keeps the tests loaded in one process and only switches mutants: a new vitest for each of thousands of them
// would take hours. The tests run unchanged; what they import from "vitest" comes from vitest.mjs beside this file.
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { determineHitLimitReached } from '@stryker-mutator/api/test-runner'
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { tests } from './vitest.mjs'

const shim = new URL('./vitest.mjs', import.meta.url).href
registerHooks({ resolve: (specifier, context, next) => (specifier === 'vitest' ? { url: shim, shortCircuit: true } : next(specifier, context)) })

/** Thousands of cases for each mutant prove no more than the one in the unit tests; the folder of vendors is not in the copy. */
const left = /(corpus|golden)[^/]*\.test\.ts$/

/** Milliseconds. Slower tests are left out, as a survivor has to outlive every test that there is: the score can only be lower for it. */
const slow = 250

class InProcessRunner {
  constructor() {
    const all = /** @type {any} */ (globalThis)
    all[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {}
    this.state = all[INSTRUMENTER_CONSTANTS.NAMESPACE]
    this.loaded = false
    /** @type {Map<string, number>} */
    this.durations = new Map()
  }

  capabilities() {
    return { reloadEnvironment: false }
  }

  async load() {
    if (this.loaded) return
    this.loaded = true
    await import(pathToFileURL(resolve('chance.mjs')).href)
    for (const file of globSync('core/src/price-book/**/*.test.ts').sort()) {
      if (left.test(file)) continue
      tests.file = file
      await import(pathToFileURL(resolve(file)).href)
    }
  }

  async init() {
    await this.load()
  }

  async dryRun() {
    this.state.activeMutant = undefined
    const results = []
    for (const { id, file, run } of tests.all) {
      this.state.currentTestId = id
      const began = performance.now()
      const failure = await outcomeOf(run)
      this.state.currentTestId = undefined
      const timeSpentMs = performance.now() - began
      if (timeSpentMs > slow) delete this.state.mutantCoverage?.perTest?.[id]
      const result = { id, name: id, fileName: resolve(file), timeSpentMs }
      results.push(failure === undefined ? { ...result, status: 'success' } : { ...result, status: 'failed', failureMessage: failure })
    }
    return { status: 'complete', tests: results, mutantCoverage: withoutHybrids(this.state.mutantCoverage) }
  }

  /** @param {{ activeMutant: { id: string }, testFilter?: string[], hitLimit?: number }} asked */
  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    this.state.hitLimit = hitLimit
    this.state.hitCount = hitLimit === undefined ? undefined : 0
    this.state.activeMutant = activeMutant.id
    const wanted = testFilter && new Set(testFilter)
    const chosen = tests.all.filter(({ id }) => !wanted || wanted.has(id)).sort((a, b) => this.durationOf(a.id) - this.durationOf(b.id))
    let nrOfTests = 0
    for (const { id, run } of chosen) {
      nrOfTests++
      const began = performance.now()
      const failure = await outcomeOf(run)
      const endless = determineHitLimitReached(this.state.hitCount, hitLimit)
      if (endless) return endless
      if (failure !== undefined) return { status: 'killed', killedBy: [id], failureMessage: failure, nrOfTests }
      this.durations.set(id, performance.now() - began)
    }
    return { status: 'survived', nrOfTests }
  }

  /** Short ones first: most mutants are killed by the first that looks. @param {string} id */
  durationOf(id) {
    return this.durations.get(id) ?? 0
  }
}

/**
 * What ran while the tests were loaded, and again in a test, counts as run in the test alone: no new process is needed for it.
 * @param {{ static: Record<string, number>, perTest: Record<string, Record<string, number>> } | undefined} coverage
 */
function withoutHybrids(coverage) {
  if (!coverage) return undefined
  const inTests = new Set(Object.values(coverage.perTest).flatMap((mutants) => Object.keys(mutants)))
  return { ...coverage, static: Object.fromEntries(Object.entries(coverage.static).filter(([id]) => !inTests.has(id))) }
}

/** The message of its failure, or undefined. @param {() => unknown} run */
async function outcomeOf(run) {
  try {
    await run()
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)]
