// Backup and restore: a whole studio, from either database into either, and every way in which an archive can be bad.
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { Refusal } from '@keter/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkBackup, restore } from '../src/backup/restore.ts'
import { writeBackup } from '../src/backup/write-backup.ts'
import { openDatabase } from '../src/db/open.ts'
import * as ledger from '../src/ledger/ledger.ts'
import { resumeCutOff } from '../src/runs/work.ts'
import { accept, freshServerDatabase, type Member, newKey, openWorld, quoted, settled, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]
const scratch = mkdtempSync(join(tmpdir(), 'keter-backup-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
let files = 0
const fresh = (name = 'data') => join(scratch, `${++files}-${name}`)

async function backupOf(world: World, member: Member): Promise<string> {
  const path = fresh('backup.tar')
  await pipeline((await writeBackup(world.studio, member as never)) as Readable, createWriteStream(path))
  return path
}

describe.each(kinds)('a backup of the $kind database', ({ server }) => {
  let world: World
  let owner: Member
  let path: string
  let before: { balance: unknown; charges: unknown; receipt: { receipt: string; ledger: unknown }; result: { id: string; sha256: string } }
  let queued: string

  beforeAll(async () => {
    world = await openWorld({ server })
    const worker = await world.worker()
    owner = await world.workspace({ credits: '50' })
    await owner.call('POST', '/limits', { scope: 'member', period: 'day', mode: 'hard', maximum: '40' })
    const one = await quoted(owner, { quality: 'standard', scale: 3 })
    const run = await settled(owner, (await accept(owner, one)).body.id)
    await owner.call('POST', '/disputes', { iteration: run.sources[0].iterations[0].id, reason: 'other', note: '' }, newKey())
    await worker.stop(0)
    queued = (await accept(owner, await quoted(owner, { quality: 'standard', scale: 2 }))).body.id
    path = await backupOf(world, owner)
    before = {
      balance: await owner.balance(),
      charges: (await owner.call('GET', '/charges?limit=200')).body.items,
      receipt: (await owner.call('GET', `/receipts/${run.receipt}`)).body,
      result: run.sources[0].iterations[0].result,
    }
  }, 90_000)
  afterAll(() => world.close())

  test('reads back whole, plain and packed', async () => {
    expect(await checkBackup(path)).toMatchObject({ files: 3, manifest: { format: 1 } })
    const packed = `${path}.gz`
    writeFileSync(packed, gzipSync(readFileSync(path)))
    expect((await checkBackup(packed)).rows).toBe((await checkBackup(path)).rows)
  })

  test.each(kinds)('restored into the $kind database it is the same studio, and goes on', { timeout: 90_000 }, async ({ server: into }) => {
    const folder = fresh()
    const target = into ? await freshServerDatabase() : null
    const url = target?.url ?? null
    await target?.database.close()
    const restored = await restore(path, { folder, databaseUrl: url })
    expect(restored).toMatchObject({ files: 3, movements: (before.charges as unknown[]).length })
    await expect(restore(path, { folder, databaseUrl: url })).rejects.toMatchObject({ code: 'restore_not_empty' })
    const again = await openWorld({ opened: await openDatabase(url ? { url } : { folder }), folder })
    try {
      const same = again.member(owner)
      expect(await same.balance()).toEqual(before.balance)
      expect((await same.call('GET', '/charges?limit=200')).body.items).toEqual(before.charges)
      expect((await same.call('GET', `/receipts/${before.receipt.receipt}`)).body).toEqual(before.receipt)
      expect((await same.call('GET', '/disputes')).body.items).toHaveLength(1)
      expect(await ledger.violations(again.studio.database.query)).toEqual([])
      const content = await again.app.request(`http://127.0.0.1:7420/api/v1/versions/${before.result.id}/content`, {
        headers: { host: '127.0.0.1:7420', authorization: `Bearer ${owner.key}` },
      })
      const digest = await crypto.subtle.digest('SHA-256', await content.arrayBuffer())
      expect(Buffer.from(digest).toString('hex')).toBe(before.result.sha256)
      // What was queued when the backup was taken is done now, and what comes next goes on with new numbers.
      await resumeCutOff(again.studio)
      await again.worker()
      expect((await settled(same, queued)).sources[0].iterations[0]).toMatchObject({ state: 'done' })
      expect((await accept(same, await quoted(same))).status).toBe(201)
      expect((await same.call('POST', '/limits', { scope: 'workspace', period: 'day', mode: 'soft', maximum: '1' })).status).toBe(201)
      expect(await ledger.verifyLedger(again.studio.database.query)).toMatchObject({ ok: true })
    } finally {
      await again.close()
      await target?.drop().catch(() => {})
    }
  })

  test('may only be taken by an owner of the first workspace', async () => {
    const later = await world.workspace()
    expect((await later.call('GET', '/backup')).body).toMatchObject({ code: 'not_allowed' })
    expect((await (await owner.withRole('admin')).call('GET', '/backup')).body).toMatchObject({ code: 'not_allowed' })
  })

  test('cut off anywhere, or with a byte changed anywhere, it is refused, and nothing is left behind', { timeout: 120_000 }, async () => {
    const whole = readFileSync(path)
    const bad = async (bytes: Buffer) => {
      const file = fresh('bad.tar')
      writeFileSync(file, bytes)
      return checkBackup(file).then(
        () => 'whole',
        (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
      )
    }
    for (let i = 0; i < 20; i++) expect(await bad(whole.subarray(0, Math.floor((whole.length * i) / 20))), `cut at ${i}/20`).toBe('backup_damaged')
    expect(await bad(whole.subarray(0, whole.length - 2048))).toBe('backup_damaged')
    let changed = 0
    for (let i = 0; i < 40; i++) {
      const bytes = Buffer.from(whole)
      const at = Math.floor((whole.length * (i + 0.5)) / 40)
      // What fills up a block is nobody's.
      if (bytes[at] === 0) continue
      bytes[at]! ^= 1
      changed++
      expect(await bad(bytes), `byte ${at}`).toBe('backup_damaged')
    }
    expect(changed).toBeGreaterThan(10)
    const folder = fresh()
    const file = fresh('bad.tar')
    writeFileSync(file, whole.subarray(0, whole.length - 3000))
    await expect(restore(file, { folder, databaseUrl: null })).rejects.toMatchObject({ code: 'backup_damaged' })
    expect([existsSync(folder), existsSync(`${folder}.restoring`)]).toEqual([false, false])
  })

  test('of another kind of file, a later format, a later studio or a strange order it is refused by name', async () => {
    const { pack } = await import('tar-stream')
    const archive = async (entries: readonly (readonly [string, string])[]) => {
      const file = fresh('made.tar')
      const tar = pack()
      for (const [name, text] of entries) tar.entry({ name }, text)
      tar.finalize()
      await pipeline(tar as unknown as Readable, createWriteStream(file))
      return checkBackup(file).then(
        () => 'whole',
        (error: unknown) => (error as Refusal).code,
      )
    }
    const manifest = (more: object) =>
      ['manifest.json', JSON.stringify({ format: 1, product: '', made: '', migrations: [], tables: [], files: [], heads: [], ...more })] as const
    const last = ['complete', createHash('sha256').update(manifest({})[1]).digest('hex')] as const
    expect(await archive([manifest({}), last])).toBe('whole')
    expect(await archive([manifest({}), ['complete', '']])).toBe('backup_damaged')
    expect(await archive([['../../etc/passwd', 'x']])).toBe('backup_damaged')
    expect(await archive([manifest({}), ['../escape', 'x'], last])).toBe('backup_damaged')
    expect(await archive([manifest({}), last, last])).toBe('backup_damaged')
    expect(await archive([manifest({ format: 2 })])).toBe('backup_newer')
    expect(await archive([manifest({ tables: 5 })])).toBe('backup_damaged')
    expect(await archive([manifest({ files: [{ sha256: '../../x', bytes: 1 }] })])).toBe('backup_damaged')
    await expect(checkBackup(fresh('nowhere.tar'))).rejects.toMatchObject({ code: 'source_missing' })
    const text = fresh('text.tar')
    writeFileSync(text, 'not an archive')
    await expect(checkBackup(text)).rejects.toMatchObject({ code: 'backup_damaged' })
  })
})

describe.skipIf(!process.env.TEST_DATABASE_URL)('while others work', () => {
  test('a backup of a busy ledger is of one moment: it verifies', { timeout: 90_000 }, async () => {
    const world = await openWorld({ server: true })
    try {
      const owner = await world.workspace({ credits: '5000' })
      let over = false
      const cause = { actor: 'user_1', apiKey: null, project: null, tool: null, quote: null, iteration: null }
      const busy = Array.from({ length: 8 }, async (_, worker) => {
        for (let n = 0; !over; n++) {
          const write = { wallet: owner.workspace, at: new Date(), cause, hold: `busy ${worker} ${n}` }
          await ledger.hold(world.studio.database.query, {
            ...write,
            key: `hold ${worker} ${n}`,
            amount: 10n as never,
            expiresAt: new Date(Date.now() + 60_000),
          })
          await ledger.settle(world.studio.database.query, { ...write, key: `settle ${worker} ${n}`, actual: 5n as never })
        }
      })
      await new Promise((resolve) => setTimeout(resolve, 500))
      const path = await backupOf(world, owner)
      over = true
      await Promise.all(busy)
      const folder = fresh()
      const { movements } = await restore(path, { folder, databaseUrl: null })
      const { rows } = await sql<{ count: bigint }>`select count(*) as count from ledger.movements`.execute(world.studio.database.query)
      expect(movements).toBeGreaterThan(50)
      expect(movements).toBeLessThanOrEqual(Number(rows[0]!.count))
    } finally {
      await world.close()
    }
  })
})
