// Estimates over HTTP: the real program on the embedded database, on loopback, with an API key; eight callers at once for three seconds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kill, start } from '../../server/test/program.ts'
import type { Case } from '../report/report.ts'

const callers = 8
const ms = 3_000

/** The peer is the same server answering `/healthz`: what HTTP alone costs here. */
export async function overHttp(): Promise<Case[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keter-bench-'))
  const { child, line } = await start('studio', { PORT: '0', KETER_DATA: folder, KETER_EMBEDDED: '1', DATABASE_URL: '', KETER_WORKERS: '0' })
  try {
    const { url, key } = JSON.parse(line) as { url: string; key: string }
    const ask = (count: number) => () =>
      fetch(`${url}/api/v1/estimates`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: body(count) })
    const floor = await perSecond(() => fetch(`${url}/healthz`))
    const one = await perSecond(ask(1))
    const hundred = await perSecond(ask(100))
    return [row('over HTTP, 1 source; peer /healthz (requests/s)', one, floor), row('over HTTP, 100 sources; peer /healthz (requests/s)', hundred, floor)]
  } finally {
    await kill(child)
    rmSync(folder, { recursive: true, force: true })
  }
}

const row = (name: string, ours: number, peer: number): Case => ({ name, ours, peer, ratio: ours / peer, aim: null, ok: null })

function body(count: number): string {
  const sources = Array.from({ length: count }, (_, index) => ({
    name: `${index}.jpg`,
    sha256: index.toString(16).padStart(64, '0'),
    measurement: { media: 'image', format: 'jpeg', width: 800 + 7 * index, height: 600 + 5 * index, bytes: 200_000 },
  }))
  return JSON.stringify({ tool: 'image-upscale', quality: 'standard', options: { scale: 4 }, iterations: 2, plan: 'business', sources })
}

async function perSecond(ask: () => Promise<Response>): Promise<number> {
  await measured(ask, 300)
  return measured(ask, ms)
}

async function measured(ask: () => Promise<Response>, forMs: number): Promise<number> {
  const began = performance.now()
  let count = 0
  const caller = async () => {
    while (performance.now() - began < forMs) {
      const answer = await ask()
      if (!answer.ok) throw new Error(`the studio answered ${answer.status}: ${await answer.text()}`)
      await answer.arrayBuffer()
      count++
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (count * 1000) / (performance.now() - began)
}
