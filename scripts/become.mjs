// Hands this process over to a program of the product: same standard streams, same signals, same exit code.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { productNode, root } from './install.mjs'

/**
 * Where Node can replace the process it does, so that one process is left and a kill reaches the program itself.
 * Node 20 (the first start of a fresh clone) cannot: there this process stays as a parent that passes on signals and the exit code.
 * @param {string[]} args of node: the program and its arguments
 * @param {string} [cwd]
 */
export function become(args, cwd = process.cwd()) {
  const node = productNode()
  // What Node makes of our sources is kept, so that the next start of any program of the product takes half a second less.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env }
  process.chdir(cwd)
  if (typeof process.execve === 'function') {
    process.removeAllListeners('warning')
    process.on('warning', () => {}) // "execve is experimental"
    process.execve(node, [node, ...args], /** @type {NodeJS.Dict<string>} */ (env))
  }
  const child = spawn(node, args, { stdio: 'inherit', env })
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  // Ctrl-C in a terminal reaches the child by itself; a second one would mean "at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(127)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
