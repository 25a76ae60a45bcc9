// mutation: changes the price book engine in small wrong ways, one after the other, and counts how many of them its tests notice.
// Works on a copy of the sources, so that nothing in the repository is ever mutated. `-- --mutate core/src/price-book/node.ts` takes one file.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install, root } from '../scripts/install.mjs'

const tools = join(root, 'bench', 'mutation')
const copy = mkdtempSync(join(tmpdir(), 'keter-mutation-'))
await install({ folder: tools })
copySources()
writeFileSync(join(copy, 'vitest.config.mjs'), `export default ${JSON.stringify(vitestConfig())}`)
writeFileSync(join(copy, 'chance.mjs'), "import fc from 'fast-check'\nfc.configureGlobal({ seed: 20261122, numRuns: 25 })\n")
writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(strykerConfig()))
const stryker = join(tools, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
const { status } = spawnSync(process.execPath, [stryker, 'run', 'stryker.config.json', ...process.argv.slice(2)], { cwd: copy, stdio: 'inherit' })
keepReport()
rmSync(copy, { recursive: true, force: true })
process.exitCode = status ?? 1

function copySources(): void {
  for (const path of ['package.json', join('core', 'package.json'), join('core', 'src'), 'price-books'])
    cpSync(join(root, path), join(copy, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

/** The corpus is left out: thousands of cases for each mutant, where the unit tests have one. */
function vitestConfig() {
  const include = ['core/src/price-book/*.test.ts']
  return { test: { include, exclude: ['**/corpus.test.ts'], setupFiles: ['./chance.mjs'], testTimeout: 10_000 } }
}

function strykerConfig() {
  return {
    testRunner: 'vitest',
    plugins: [join(tools, 'node_modules', '@stryker-mutator', 'vitest-runner', 'dist', 'src', 'index.js')],
    vitest: { configFile: 'vitest.config.mjs', related: false },
    mutate: ['core/src/price-book/*.ts', '!core/src/price-book/*.test.ts', '!core/src/price-book/testing.ts'],
    concurrency: 2,
    coverageAnalysis: 'perTest',
    timeoutMS: 5000,
    timeoutFactor: 3,
    disableTypeChecks: false,
    checkers: [],
    reporters: ['clear-text', 'json'],
    clearTextReporter: { allowColor: false, reportTests: false, reportMutants: true },
    jsonReporter: { fileName: 'report.json' },
    ignorePatterns: ['price-books/vendors', 'price-books/cases'],
    thresholds: { high: 90, low: 85, break: 85 },
  }
}

function keepReport(): void {
  const report = join(copy, 'report.json')
  if (!existsSync(report)) return
  mkdirSync(join(root, 'bench', 'results'), { recursive: true })
  cpSync(report, join(root, 'bench', 'results', 'mutation.json'))
}
