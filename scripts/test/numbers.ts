// A vitest reporter that leaves its numbers in the file KETER_TEST_NUMBERS. Whatever broke outside a test (a file that
// cannot be loaded, a hook, an error nobody caught) counts as failed too.
import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'
import type { Outcome } from './steps.ts'

export default class Numbers implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const outcome = { passed: 0, failed: unhandled.length, skipped: 0 } satisfies Outcome
    for (const module of modules) {
      outcome.failed += module.errors().length
      for (const suite of module.children.allSuites()) outcome.failed += suite.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        outcome[state === 'pending' ? 'failed' : state] += 1
      }
    }
    const path = process.env.KETER_TEST_NUMBERS
    if (path) writeFileSync(path, JSON.stringify(outcome))
  }
}
