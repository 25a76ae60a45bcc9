// One process per data folder. PGlite takes no lock of its own, and two processes on one folder lose rows (measured).
// The lock is a listening socket: the kernel releases it however the process dies, kill -9 included.
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@keter/core'

/** @throws Refusal `studio_locked` naming the process that holds the folder. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true })
  const real = realpathSync(folder)
  const digest = createHash('sha256').update(real).digest('hex').slice(0, 24)
  const nonce = randomUUID()
  const answer = JSON.stringify({ pid: process.pid, nonce })
  const held: Server[] = []
  const release = async () => {
    for (const server of held) await new Promise((done) => server.close(done))
  }
  try {
    // The abstract name is taken atomically, so that of two starting processes only one clears a stale socket file.
    // It is visible in this network namespace only; the socket file in the folder also stops another container on the same volume.
    if (process.platform === 'linux') held.push(await listen(`\0keter-studio-${digest}`, answer, folder))
    const inFolder = join(real, 'lock.sock')
    const path = Buffer.byteLength(inFolder) <= 100 ? inFolder : join(tmpdir(), `keter-${digest}.sock`)
    const holder = await whoAnswers(path)
    if (holder) throw locked(folder, holder)
    rmSync(path, { force: true })
    held.push(await listen(path, answer, folder))
    if ((await whoAnswers(path))?.nonce !== nonce) throw locked(folder, null)
    return release
  } catch (error) {
    await release()
    throw error
  }
}

function locked(folder: string, holder: { pid: number } | null): Refusal {
  return new Refusal('studio_locked', `The data folder ${folder} is in use by ${holder ? `process ${holder.pid}` : 'another process'}.`, {
    folder,
    pid: holder?.pid ?? null,
  })
}

async function listen(path: string, answer: string, folder: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(answer)
  })
  const failed = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once('error', resolve)
    server.listen(path, () => resolve(null))
  })
  if (!failed) return server.unref()
  if (failed.code === 'EADDRINUSE') throw locked(folder, await whoAnswers(path))
  throw failed
}

function whoAnswers(path: string): Promise<{ pid: number; nonce: string } | null> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(path)
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => resolve(null))
    socket.on('close', () => {
      try {
        resolve(JSON.parse(text))
      } catch {
        resolve(null)
      }
    })
  })
}
