// kill -9 of the whole process on the embedded database, under load: nothing that was acknowledged is lost or doubled.
// What a kill cannot show is a lost disk cache: that every commit is flushed is counted in db/embedded and in the benchmark.
// The seed is pinned; KETER_SEED chooses other moments and operations, KETER_KILLS another number. `npm run chaos` goes on for longer.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { killRounds } from './test-kill-rounds.ts'

const seed = Number(process.env.KETER_SEED ?? 20261127)
const kills = Number(process.env.KETER_KILLS ?? 15)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keter-killed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test(`after kill -9 at ${kills} moments what was acknowledged is there once, and replays (L7, L25; seed ${seed})`, { timeout: 600_000 }, async () => {
  const report = await killRounds(folder, { seed, kills })
  console.log(`killed, seed ${seed}:`, report)
  expect(report.findings).toEqual([])
  expect(report.kills).toBe(kills)
  // It was at work when it was killed. How much it gets done in between is up to the machine.
  expect(report.acknowledged).toBeGreaterThan(kills)
  // The moments were such that a difference could be seen: transactions were under way.
  expect(report.underway.done + report.underway.undone).toBeGreaterThan(kills)
  expect(report.replayed).toBeGreaterThan(kills)
})

test('where success is reported before the commit, the same kills find it: they can tell', { timeout: 120_000 }, async () => {
  const report = await killRounds(folder, { seed, kills: 20, acknowledgeEarly: true, stopWhenFound: true })
  expect(report.findings.join('\n')).toMatch(/is there 0 times/)
})
