// install: seconds and megabytes of `npm ci` for the product, in a fresh folder, with an empty and with a filled npm cache.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root, npmCi } from '../scripts/install.mjs'
import { report } from './report/report.ts'

const aims = { seconds: 90, megabytes: 1_000 }
const fresh = mkdtempSync(join(tmpdir(), 'keter-install-'))
const cache = join(fresh, 'cache')
try {
  const cold = await timed('empty')
  const warm = await timed('filled')
  const megabytes = ['.', 'core', 'server', 'client', 'web'].reduce((sum, workspace) => sum + megabytesOf(join(fresh, 'filled', workspace, 'node_modules')), 0)
  report('install', [
    { name: 'npm ci, empty cache (s)', ours: cold, peer: null, ratio: null, aim: `<= ${aims.seconds} s`, ok: cold <= aims.seconds },
    { name: 'npm ci, filled cache (s)', ours: warm, peer: null, ratio: null, aim: `<= ${aims.seconds} s`, ok: warm <= aims.seconds },
    { name: 'on disk (MB)', ours: megabytes, peer: null, ratio: null, aim: `<= ${aims.megabytes} MB`, ok: megabytes <= aims.megabytes },
  ])
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

async function timed(name: string): Promise<number> {
  const folder = join(fresh, name)
  for (const file of packageFiles()) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  const start = performance.now()
  await npmCi(folder, ['--cache', cache])
  return (performance.now() - start) / 1000
}

function packageFiles(): string[] {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] }
  return ['package.json', 'package-lock.json', '.npmrc', ...workspaces.map((workspace) => `${workspace}/package.json`)]
}

function megabytesOf(folder: string): number {
  try {
    return Number(execFileSync('du', ['-sk', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\t')[0]) / 1_000
  } catch {
    return 0 // a workspace with nothing of its own
  }
}
