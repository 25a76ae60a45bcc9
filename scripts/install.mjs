// Installs the product from its lock file when that is needed, and says which Node runs it.
// Runs on any Node from 20 on and imports nothing that has to be installed first.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exclusively } from './exclusive.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A step that cannot go on; its message is for the person, with the next step in it. */
export class Stop extends Error {}

/**
 * Installs unless the packages of this lock file are there already, be it by us or by a person's own `npm ci`.
 * @param {{ folder?: string, log?: (line: string) => void }} [where]
 */
export async function install({ folder = root, log = console.error } = {}) {
  if (isInstalled(folder)) return
  const work = async () => {
    if (isInstalled(folder)) return
    const began = Date.now()
    log(`Installing the packages of ${relative(root, join(folder, 'package-lock.json'))} (once; it can take a minute)...`)
    await npmCi(folder)
    log(`Installed in ${((Date.now() - began) / 1000).toFixed(0)} s.`)
  }
  await exclusively(join(folder, '.installing'), work, () => log('Another process installs the packages; waiting for it...'))
}

/**
 * npm empties node_modules first and notes what it installed there last of all, so a note that agrees with the lock file
 * stands for a finished install. Packages for other platforms are in the lock file only.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const note = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = packagesOf(join(folder, 'package-lock.json'))
  const found = packagesOf(note)
  if (folder === root && needsPackagedNode() && !existsSync(packagedNode)) return false
  const agrees = Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const has = found[path]
    return has ? has.version === version && has.integrity === integrity : path === '' || Boolean(optional)
  })
  return agrees && Object.keys(found).every((path) => path in wanted)
}

const packagedNode = join(root, 'node_modules', '.bin', 'node')

/** The Node that runs the product: the one that came with the packages, or this one if it is new enough. */
export function productNode() {
  if (existsSync(packagedNode)) return packagedNode
  if (isNewEnough()) return process.execPath
  const why = needsPackagedNode()
    ? 'The packages bring Node 24 with them, but npm left it out as optional. Run `npm ci --include=optional` and then this command again.'
    : `On Linux x64 the packages bring Node 24 with them; for ${process.platform} ${process.arch} there is none.\n` +
      'Install Node 24 (nodejs.org or your package manager) and run the command again.'
  throw new Stop(`Keter Studio needs Node 22.18 or newer, and this is ${process.versions.node}.\n${why}`)
}

/** Types are stripped without a flag from here on. */
function isNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

function needsPackagedNode() {
  return !isNewEnough() && process.platform === 'linux' && process.arch === 'x64'
}

/** Runs one of our doors; a Stop ends it with its message and no stack. @param {() => Promise<void>} door @param {number} [exitCode] */
export async function enter(door, exitCode = 1) {
  try {
    await door()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(error.message)
    process.exitCode = exitCode
  }
}

/** @param {string} folder @param {string[]} [options] @throws {Stop} */
export async function npmCi(folder, options = []) {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...options]
  const { code, output } = await run('npm', args, { cwd: folder, env: npmEnvironment() })
  if (code === 0) return
  const [report = ''] = output.split(/^npm error Clean install a project$/m) // the rest is how to call npm
  throw new Stop(`${report.trim()}\n\nThe packages could not be installed: \`npm ci\` ended with ${code}.\n${nextStep(output)}`)
}

/** @param {string} output */
function nextStep(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(output))
    return 'The package registry cannot be reached. Check the network (`npm config get registry`, `npm config get proxy`), then run the command again.'
  if (/ENOSPC/.test(output)) return 'The disk is full; the packages need about 1 GB. Make room and run the command again.'
  if (/EACCES|EPERM|EROFS/.test(output)) return `This user may not write everywhere in ${root}. Correct the owner of the folder, then run the command again.`
  if (/spawn npm/.test(output)) return 'npm was not found. Install it (it comes with Node), then run the command again.'
  return "The lines above are npm's. Correct what they name and run the command again; a half-finished install is done anew."
}

/** npm must not run on the Node inside the folder that it is about to empty, and the CUDA libraries are not wanted. */
function npmEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes(join('node_modules', '.bin')))
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PATH: path.join(delimiter), ONNXRUNTIME_NODE_INSTALL: 'skip' }
  // Set by an enclosing `npm run`: they would point this npm at the folder of that one.
  for (const name of ['npm_config_local_prefix', 'npm_config_prefix', 'npm_node_execpath', 'npm_execpath', 'NODE']) delete env[name]
  return env
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number, output: string }>} what it printed on both streams
 */
export function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const kill = () => void child.kill()
    process.once('exit', kill)
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }))
    child.on('close', (code) => {
      process.off('exit', kill)
      resolve({ code: code ?? 128, output })
    })
  })
}

/** @param {string} path @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>} by folder */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages
}
