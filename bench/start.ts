// start: `npm start` on a new data folder and again on the same one, until /readyz answers; the second is what people wait for each day.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Case, report } from './report/report.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'keter-start-'))
const port = await freePort()
try {
  const first = await secondsUntilReady()
  const later: number[] = []
  for (let i = 0; i < 3; i++) later.push(await secondsUntilReady())
  const second = later.sort((a, b) => a - b)[1]!
  report('start', [row('first start, installed and built (s)', first, null), row('second start, median of 3 (s)', second, 3)])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function row(name: string, ours: number, most: number | null): Case {
  return { name, ours, peer: null, ratio: null, aim: most === null ? null : `<= ${most} s`, ok: most === null ? null : ours <= most }
}

async function secondsUntilReady(): Promise<number> {
  const began = performance.now()
  const studio = spawn('npm', ['start', '--silent'], { cwd: root, env: { ...process.env, PORT: String(port), KETER_DATA: folder }, stdio: 'ignore' })
  const gone = new Promise((resolve) => studio.once('exit', resolve))
  try {
    while (!(await ready())) {
      if (performance.now() - began > 300_000) throw new Error('the studio was not ready within five minutes')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return (performance.now() - began) / 1000
  } finally {
    studio.kill('SIGTERM')
    await gone
  }
}

function ready(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
