// kill -9 of the whole process at random moments of a priced run: after the next start the run ends, charged once or not at all.
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../src/db/open.ts'
import { intoFolder } from './database-image.ts'
import { verifyLedger, violations } from '../src/ledger/ledger.ts'
import { kill, type Remote, remote, start } from './program.ts'
import { newKey, picture, until } from './world.ts'

const kills = Number(process.env.KETER_KILLS ?? 8)
const seed = Number(process.env.KETER_SEED ?? 20261122)
let folder: string
let studio: ChildProcess | null = null
let api: Remote

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keter-kill-'))
  await intoFolder(folder)
})
afterAll(() => {
  studio?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** The real program on the folder, as the command line starts it. */
async function startStudio() {
  const { child, line } = await start('studio', { PORT: '0', KETER_DATA: folder, KETER_EMBEDDED: '1', DATABASE_URL: '' })
  studio = child
  api = remote(line)
}

/** Small, seeded and good enough to choose moments with. */
function random(state: number): () => number {
  let x = state
  return () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0
    return x / 2 ** 32
  }
}

test(`[J3] [J11] after kill -9 at ${kills} moments (seed ${seed}) each run has ended, charged once or not at all, and the ledger is whole`, async () => {
  const moment = random(seed)
  await startStudio()
  const project = (await api.call('POST', '/projects', { name: 'Killed' })).id
  const outcomes: string[] = []
  let charged = 0
  for (let i = 0; i < kills; i++) {
    const asset = await api.upload(project, await picture(300, 200))
    const quote = await api.call('POST', '/quotes', { project, tool: 'image-upscale', options: { scale: 4 }, iterations: 1, sources: [{ asset }] })
    expect(quote.most).toBe('1')
    const key = newKey()
    // From before the request has been answered to after the edit has been charged; early moments more often, because more happens there.
    const delay = moment() ** 2 * 900
    const accepting = api.call('POST', `/quotes/${quote.quote}/accept`, {}, key).catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, delay))
    await kill(studio!)
    const answered = await accepting
    await startStudio()
    // A client that got no answer sends the same request again: the same key is the same run.
    const run = answered?.id ?? (await api.call('POST', `/quotes/${quote.quote}/accept`, {}, key)).id
    const ended = await until(
      () => api.call('GET', `/runs/${run}`),
      (answer) => answer.state === 'ended',
    )
    const movements = (await api.call('GET', '/charges?limit=200&kind=charge')).items.filter((row: { quote: string }) => row.quote === quote.quote)
    expect(movements.length).toBe(ended.charged === '0' ? 0 : 1)
    expect(['0', '1']).toContain(ended.charged)
    if (ended.charged === '1') expect(ended.sources[0].iterations[0].result.sha256).toMatch(/^[0-9a-f]{64}$/)
    charged += Number(ended.charged)
    outcomes.push(`${Math.round(delay)} ms: ${answered ? 'answered' : 'unanswered'}, charged ${ended.charged}`)
    expect((await api.call('GET', '/ledger/verification')).ok).toBe(true)
  }
  console.log(outcomes.join('\n'))
  expect(charged).toBeGreaterThan(0)
  const balance = await api.call('GET', '/balance')
  expect(balance).toMatchObject({ held: '0', available: String(60 - charged) })
  await kill(studio!)
  studio = null

  const database = await openDatabase({ folder })
  expect(await violations(database.query)).toEqual([])
  expect(await verifyLedger(database.query)).toMatchObject({ ok: true, findings: [] })
  await database.close()
}, 600_000)
