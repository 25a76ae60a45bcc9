// Builds the web pages that the server serves, when what they are made of has changed since they were built.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively } from './exclusive.mjs'
import { productNode, root, run, Stop } from './install.mjs'

const built = join(root, 'web', 'dist')
const made = join(root, 'web', 'dist-next')
const stamp = join(built, '.built-from')

/** Everything the pages are made of; the lock file stands for the libraries, the price books are compiled in. */
const sources = ['web', 'core/src', 'client/src/sdk', 'price-books', 'package-lock.json', 'client/package.json', 'core/package.json', 'tsconfig.base.json']

/** @param {{ log?: (line: string) => void }} [options] */
export async function buildWeb({ log = console.error } = {}) {
  const wanted = digest()
  const done = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (done()) return
  const work = async () => {
    if (done()) return
    const began = Date.now()
    rmSync(made, { recursive: true, force: true })
    const { code, output } = await run(productNode(), [vite(), 'build', '--outDir', made, '--emptyOutDir', '--logLevel', 'warn'], { cwd: join(root, 'web') })
    if (code !== 0) throw new Stop(`${output.trim()}\n\nThe web pages could not be built: vite ended with ${code}. The lines above say where.`)
    putInPlace(wanted)
    log(`Built the web pages in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  }
  await exclusively(join(root, 'web', '.building'), work, () => log('Another process builds the web pages; waiting for it...'))
}

/** The pages change all at once, so that a running server never serves half of them. @param {string} digest */
function putInPlace(digest) {
  const old = join(root, 'web', 'dist-old')
  writeFileSync(join(made, '.built-from'), digest)
  rmSync(old, { recursive: true, force: true })
  if (existsSync(built)) renameSync(built, old)
  renameSync(made, built)
  rmSync(old, { recursive: true, force: true })
}

function vite() {
  const program = ['web/node_modules/vite/bin/vite.js', 'node_modules/vite/bin/vite.js'].map((path) => join(root, path)).find((path) => existsSync(path))
  if (!program) throw new Stop('vite is not installed. Remove node_modules and run the command again.')
  return program
}

function digest() {
  const hash = createHash('sha256')
  for (const source of sources)
    for (const file of filesOf(source))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
        .update('\0')
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} in a fixed order, without tests, what was built and what is installed */
function filesOf(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found ? [path] : []
  return readdirSync(join(root, path))
    .filter((name) => !/^(node_modules|dist.*|\..*)$|\.(test|journey)\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`))
}
