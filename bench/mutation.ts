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
writeFileSync(join(copy, 'chance.mjs'), "import fc from 'fast-check'\nfc.configureGlobal({ seed: 20261122, numRuns: 10 })\n")
writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(strykerConfig()))
const stryker = join(tools, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
const { status } = spawnSync(process.execPath, [stryker, 'run', 'stryker.config.json', ...process.argv.slice(2)], { cwd: copy, stdio: 'inherit' })
keepReport()
rmSync(copy, { recursive: true, force: true })
process.exitCode = status ?? 1

function copySources(): void {
  for (const path of ['package.json', join('core', 'package.json'), join('core', 'src'), 'price-books', 'docs'])
    cpSync(join(root, path), join(copy, path), { recursive: true, filter: (from) => !/price-books[\\/](vendors|cases)/.test(from) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

function strykerConfig() {
  return {
    testRunner: 'in-process',
    plugins: [join(tools, 'runner.mjs')],
    // It is a copy already.
    inPlace: true,
    mutate: ['core/src/price-book/**/*.ts', '!core/src/price-book/**/*.test.ts', '!core/src/price-book/**/*testing*.ts'],
    concurrency: 2,
    coverageAnalysis: 'perTest',
    // What runs once, while a module loads, would need a process of its own for each mutant; it is left out of the score.
    ignoreStatic: true,
    timeoutMS: 4000,
    timeoutFactor: 1.5,
    disableTypeChecks: false,
    reporters: ['clear-text', 'json'],
    clearTextReporter: { allowColor: false, reportTests: false, reportMutants: true },
    jsonReporter: { fileName: 'report.json' },
    thresholds: { high: 90, low: 85, break: 85 },
  }
}

function keepReport(): void {
  const report = join(copy, 'report.json')
  if (!existsSync(report)) return
  mkdirSync(join(root, 'bench', 'results'), { recursive: true })
  cpSync(report, join(root, 'bench', 'results', 'mutation.json'))
}
