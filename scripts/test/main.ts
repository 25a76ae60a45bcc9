// Every check of the repository, one after the other. The last line is always `N passed, N failed`, with `, N skipped` where something could not run.
import { root } from '../install.mjs'
import { findChromium } from './chromium.ts'
import { findPostgres } from './postgres.ts'
import { type Outcome, type Step, stepsFor, total } from './steps.ts'

const broken: Outcome = { passed: 0, failed: 1, skipped: 0 }
const began = performance.now()
const outcomes: Outcome[] = []

process.chdir(root)
process.on('exit', conclude)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    outcomes.push(broken)
    process.exit(130)
  })

try {
  await everyStep(process.argv.slice(2))
} catch (error) {
  console.log(error)
  outcomes.push(broken)
}

async function everyStep(asked: readonly string[]): Promise<void> {
  const chromium = findChromium()
  await using postgres = await findPostgres()
  console.log(`${postgres.note}\n${chromium.note}`)
  const steps = stepsFor(asked, {
    ...(postgres.url ? { TEST_DATABASE_URL: postgres.url } : {}),
    ...(chromium.path ? { CHROMIUM_PATH: chromium.path } : {}),
  })
  for (const step of steps) outcomes.push(await timed(step))
}

async function timed(step: Step): Promise<Outcome> {
  const start = performance.now()
  const outcome = await step.run().catch((error: unknown) => {
    console.log(error)
    return broken
  })
  const verdict = outcome.failed ? `FAILED  \`npm test -- ${step.name}\` runs it alone` : outcome.passed ? 'ok' : 'skipped'
  console.log(`${step.name.padEnd(13)} ${seconds(start).padStart(8)}  ${verdict}`)
  return outcome
}

/** Last of all, however the run ended: whoever reads only the last line must not be misled. */
function conclude(): void {
  const { passed, failed, skipped } = total(outcomes)
  console.log(`\n${seconds(began)} in all`)
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  if (failed || !passed) process.exitCode = 1
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
