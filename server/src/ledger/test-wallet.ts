// A fresh wallet for each test of a file, with short ways to say what happens to it. When the file is done, everything it did has to verify.
import { milli } from '@keter/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import * as ledger from './ledger.ts'
import type { TestDatabase } from './test-database.ts'

export const nobody: ledger.Cause = { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null }
export const editor: ledger.Cause = { actor: 'user_1', apiKey: 'key_1', project: 'prj_1', tool: 'image-upscale', quote: 'qt_1', iteration: null }
export const noon = new Date('2026-11-22T12:00:00.000Z')
export const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
export const credits = (decimal: number) => milli(BigInt(Math.round(decimal * 1000)))
export const refused = (code: string, data: object = {}) => expect.objectContaining({ name: 'Refusal', code, data: expect.objectContaining(data) })

interface Lot {
  source: string
  priority: number
  remaining: bigint
  expired: bigint
  expires_at: Date | null
}

export function testWallet(fresh: () => Promise<TestDatabase>) {
  let opened: TestDatabase
  let wallet = ''
  let wallets = 0
  let keys = 0

  beforeAll(async () => {
    opened = await fresh()
  })
  afterAll(async () => {
    try {
      expect(await ledger.violations(q())).toEqual([])
      expect(await ledger.verifyLedger(q())).toMatchObject({ ok: true, findings: [] })
    } finally {
      await opened.drop()
    }
  })
  const q = () => opened.database.query
  const open = async () => {
    wallet = `ws_${++wallets}`
    await ledger.openWallet(q(), { wallet, at: noon })
    return wallet
  }
  beforeEach(async () => {
    await open()
  })
  const write = () => ({ wallet, key: `key-${++keys}`, at: noon, cause: editor })
  const lots = async () =>
    (await sql<Lot>`select source, priority, remaining, expired, expires_at from ledger.lots where wallet = ${wallet} order by id`.execute(q())).rows

  return {
    get database() {
      return opened.database
    },
    get wallet() {
      return wallet
    },
    /** Opens another one and goes on with it. */
    open,
    write,
    lots,
    grant: (amount: number, more: Partial<ledger.GrantRequest> = {}) =>
      ledger.grant(q(), {
        ...write(),
        cause: nobody,
        amount: credits(amount),
        source: 'top-up',
        priority: 50,
        expiresAt: null,
        reference: 'invoice 1',
        ...more,
      }),
    hold: (id: string, amount: number, more: Partial<ledger.HoldRequest> = {}) =>
      ledger.hold(q(), { ...write(), hold: id, amount: credits(amount), expiresAt: later(24 * 60), ...more }),
    settle: (id: string, actual: number, more: Partial<ledger.SettleRequest> = {}) =>
      ledger.settle(q(), { ...write(), hold: id, actual: credits(actual), ...more }),
    release: (id: string, more: Partial<ledger.ReleaseRequest> = {}) => ledger.release(q(), { ...write(), hold: id, reason: 'finished', ...more }),
    refund: (movement: string, amount: number, more: Partial<ledger.RefundRequest> = {}) =>
      ledger.refund(q(), { ...write(), movement, amount: credits(amount), reason: 'defective result', ...more }),
    /** Available and held, in credits. */
    balance: async (at = noon) => {
      const { available, held } = await ledger.balanceOf(q(), wallet, at)
      return [Number(available) / 1000, Number(held) / 1000]
    },
    /** What remains of each lot, in credits. */
    remaining: async () => (await lots()).map((lot) => Number(lot.remaining) / 1000),
  }
}
