// The checks by name, in the order in which a mistake is found soonest. Each ends in numbers; a check that breaks counts as failed.
import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, Stop } from '../install.mjs'
import { buildWeb } from '../web.mjs'

export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export interface Step {
  readonly name: string
  run(): Promise<Outcome>
}

type Environment = Readonly<Record<string, string>>

const passed: Outcome = { passed: 1, failed: 0, skipped: 0 }
const failed: Outcome = { passed: 0, failed: 1, skipped: 0 }
const skipped: Outcome = { passed: 0, failed: 0, skipped: 1 }
const minute = 60_000
/** A log is read as text. */
const plain: Environment = process.stdout.isTTY ? {} : { NO_COLOR: '1' }

export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (of: keyof Outcome) => outcomes.reduce((so, outcome) => so + outcome[of], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** All steps; or those named; or, where a word is no step's name, what vitest finds under it. */
export function stepsFor(asked: readonly string[], found: Environment): Step[] {
  const steps = [...types, style, licences, golden, web, tests(found), journey(found)]
  const means = (word: string, step: Step) => step.name === word || step.name.startsWith(`${word}:`)
  if (!asked.every((word) => steps.some((step) => means(word, step)))) return [part(asked, found)]
  return asked.length ? steps.filter((step) => asked.some((word) => means(word, step))) : steps
}

const types: Step[] = ['core', 'server', 'client', 'web', '.'].map((folder) => ({
  name: `types:${folder === '.' ? 'root' : folder}`,
  run: () => quietly(['node_modules/typescript/bin/tsc', '-p', folder]),
}))

const style: Step = { name: 'style', run: () => quietly(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=20']) }

const licences: Step = { name: 'licences', run: () => quietly(['scripts/licences.ts']) }

const golden: Step = { name: 'golden', run: () => quietly(['scripts/golden.ts', '--check']) }

const web: Step = {
  name: 'web',
  async run() {
    try {
      await buildWeb({ log: console.log })
      return passed
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      console.log(error.message)
      return failed
    }
  },
}

function tests(found: Environment): Step {
  return { name: 'tests', run: () => vitest(['--project=!journey'], found) }
}

function journey(found: Environment): Step {
  const journeys = globSync('{client,server,web}/{src,test}/**/*.journey.ts', { cwd: root }).length
  return {
    name: 'journey',
    run: async () => (found.CHROMIUM_PATH ? vitest(['--project=journey'], found) : { ...skipped, skipped: Math.max(1, journeys) }),
  }
}

function part(asked: readonly string[], found: Environment): Step {
  return { name: asked.join(' '), run: () => vitest([...asked, ...(found.CHROMIUM_PATH ? [] : ['--project=!journey'])], found) }
}

/** Runs one check that speaks only when it fails. */
async function quietly(args: readonly string[]): Promise<Outcome> {
  let output = ''
  const code = await node(args, {}, 5 * minute, (chunk) => {
    output += chunk
  })
  if (code !== 0) console.log(output.trim())
  return code === 0 ? passed : failed
}

/** Runs vitest and takes its numbers; a vitest that ends badly without a failed test counts as one. */
async function vitest(args: readonly string[], found: Environment): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'keter-test-'))
  const numbers = join(folder, 'numbers.json')
  try {
    const reporters = ['--reporter=default', `--reporter=${join(import.meta.dirname, 'numbers.ts')}`]
    const code = await node(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], { ...found, KETER_TEST_NUMBERS: numbers }, 20 * minute)
    const outcome: Outcome = existsSync(numbers) ? JSON.parse(readFileSync(numbers, 'utf8')) : failed
    return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The exit code of a program on this Node; what outlives its time is ended and counts as failed. */
function node(args: readonly string[], env: Environment, limitMs: number, onOutput?: (chunk: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...plain, ...env },
      stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    const end = () => void child.kill('SIGTERM')
    const limit = setTimeout(() => {
      console.log(`${args.join(' ')} ran longer than ${limitMs / minute} minutes and was ended.`)
      child.kill('SIGKILL')
    }, limitMs)
    process.once('exit', end)
    child.stdout?.on('data', onOutput!)
    child.stderr?.on('data', onOutput!)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(limit)
      process.off('exit', end)
      resolve(code ?? 1)
    })
  })
}
