// Verification finds what was changed, whatever was changed. The history here is one that PostgreSQL wrote; its head pins the format for good.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type KnownHead, verifyEntries } from './chain.ts'
import { entryBytes, firstHead, hashedBytes, type LedgerAccount, type LedgerEntry, movementId, parseEntry, parseMovementId } from './ledger.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const verify = (entries: readonly LedgerEntry[], known?: readonly KnownHead[]) => verifyEntries(entries, sha256, known)

type Leg = readonly [account: LedgerAccount, amount: string, balance: string | null]
const nobody = { actor: null, apiKey: null, project: null, tool: null, iteration: null, quote: null }
const editor = { ...nobody, actor: 'user_é', apiKey: 'key_1', project: 'prj_1', tool: 'image-upscale', quote: 'qt_1' }
const write = { hold: null, refundOf: null, reference: '', ...nobody }
const aboutHold = { ...write, ...editor, hold: 'hold_1' }

/** Chains entries anew, as somebody would who rewrites a history and knows the format. */
function chain(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const heads = new Map<string, string>()
  return entries.map((entry) => {
    const linked = { ...entry, previous: heads.get(entry.wallet) ?? firstHead }
    const hash = sha256(hashedBytes(linked)).toString('hex')
    heads.set(entry.wallet, hash)
    return { ...linked, hash }
  })
}

const movement = (shared: Omit<LedgerEntry, 'wallet' | 'position' | 'account' | 'amount' | 'balance' | 'previous' | 'hash'>, ...legs: readonly Leg[]) =>
  legs.map(([account, amount, balance], index) => ({ wallet: 'ws_1', ...shared, position: index + 1, account, amount, balance, previous: '', hash: '' }))

const history = chain([
  ...movement(
    {
      ...write,
      version: 1,
      kind: 'grant',
      at: '2026-11-22T10:00:00.123456Z',
      key: 'plan-grant:0',
      digest: '915c70e79825f3a1f9fd8d1e347a1f94edcbaf4b4ca0d7599885d5845c9a3423',
      reference: 'Free plan, November 2026',
    },
    ['available', '60', '60'],
    ['issued', '-60', null],
  ),
  ...movement(
    {
      ...aboutHold,
      version: 2,
      kind: 'hold',
      at: '2026-11-22T10:01:00.000000Z',
      key: 'hold:1',
      digest: 'b83c41251dc14ff8222cadf32171fce62ce3c5d23f9aac0493cebbc726b423b1',
    },
    ['available', '-18.5', '41.5'],
    ['held', '18.5', '18.5'],
  ),
  ...movement(
    {
      ...aboutHold,
      version: 3,
      kind: 'charge',
      at: '2026-11-22T10:02:00.000000Z',
      key: 'settle:1',
      digest: '91e4eafd62e40c4383143429327e7532bcb45bfebe7dea84c20c9f374ff1026f',
      iteration: 'itr_1',
    },
    ['held', '-18.5', '0'],
    ['revenue', '20', null],
    ['overrun', '-1.5', null],
  ),
  ...movement(
    {
      ...aboutHold,
      version: 4,
      kind: 'refund',
      at: '2026-11-22T10:02:00.000000Z',
      key: 'refund:1',
      digest: '4e9dd73f7e4cc1ae6dd97bf2dfd846c0add146637b08902c09856165587d99c9',
      refundOf: 3,
      reference: 'defective result',
      iteration: 'itr_1',
    },
    ['available', '0.125', '41.625'],
    ['refunds', '-0.125', null],
  ),
  ...movement(
    {
      ...aboutHold,
      version: 5,
      kind: 'return',
      at: '2026-11-22T10:03:00.000000Z',
      key: 'release:1',
      digest: '7ab9c3d163c948769dd782bd4d5e9500ae9a696e3f952c6368e1bd36a7aa63f1',
      reference: 'finished',
    },
    ['held', '0', '0'],
  ),
])
const headOfPostgres = 'e46d61762baf42620e94cf144b1c3a7657d8f8bdd778da5db76116a13d92b7e9'

/** The history with one entry changed; chained anew, so that only the meaning is wrong. */
const rewritten = (index: number, change: Partial<LedgerEntry>) => chain(history.map((entry, i) => (i === index ? { ...entry, ...change } : entry)))
const whats = async (entries: readonly LedgerEntry[]) => [...new Set((await verify(entries)).findings.map(({ what }) => what))]

test('the bytes of an entry are as documented (L4)', () => {
  expect(new TextDecoder().decode(entryBytes(history[3]!))).toBe(
    'keter-entry-1 4:ws_11:24:hold27:2026-11-22T10:01:00.000000Z6:hold:164:b83c41251dc14ff8222cadf32171fce62ce3c5d23f9aac0493cebbc726b423b1' +
      '6:hold_1-0:7:user_é5:key_15:prj_113:image-upscale-4:qt_11:24:held5:185005:18500',
  )
})

test('the head is the one that PostgreSQL computed, and the history verifies (L4, L26)', async () => {
  expect(await verify(history)).toEqual({
    ok: true,
    wallets: 1,
    movements: 5,
    entries: 10,
    findings: [],
    heads: { ws_1: headOfPostgres },
    balances: { ws_1: { available: '41.625', held: '0' } },
  })
})

test('an export survives its way through JSON', async () => {
  const lines = history.map((entry) => JSON.stringify(entry))
  expect(lines.map(parseEntry)).toEqual(history)
})

test('no field of any entry can be changed unnoticed (L4)', async () => {
  const other: Partial<Record<keyof LedgerEntry, unknown>> = {
    kind: 'expiry',
    account: 'refunds',
    at: '2026-11-22T11:00:00.000000Z',
    amount: '7',
    balance: '7',
  }
  for (const [index, entry] of history.entries())
    for (const name of Object.keys(entry) as (keyof LedgerEntry)[]) {
      const value = entry[name]
      const changed =
        other[name] ??
        (name === 'previous' || name === 'hash' || name === 'digest'
          ? 'ab'.repeat(32)
          : typeof value === 'number'
            ? value + 1
            : value === null
              ? '1'
              : `${value}1`)
      if (changed === value) continue
      const entries = history.map((one, i) => (i === index ? { ...one, [name]: changed } : one)) as LedgerEntry[]
      expect(await verify(entries), `${index} ${name}`).toMatchObject({ ok: false })
    }
})

test('an entry left out, doubled, or moved is found (L3, L4)', async () => {
  for (let i = 0; i < history.length - 1; i++) {
    expect(await verify(history.toSpliced(i, 1)), `without ${i}`).toMatchObject({ ok: false })
    expect(await verify(history.toSpliced(i, 0, history[i]!)), `twice ${i}`).toMatchObject({ ok: false })
    expect(await verify(history.toSpliced(i, 2, history[i + 1]!, history[i]!)), `swapped ${i}`).toMatchObject({ ok: false })
  }
})

describe('a history that was written anew as a whole still has to make sense', () => {
  test.each([
    ['a movement does not sum to zero (L1)', 1, { amount: '-61' }, 'a movement does not sum to zero'],
    ['a balance that does not follow (L2)', 2, { balance: '41.6' }, 'the balance after an entry does not follow'],
    ['a house account with a balance (L2)', 1, { balance: '0' }, 'the balance after an entry does not follow'],
    ['a date before the one before it (L3)', 9, { at: '2026-11-22T10:01:59.000000Z' }, 'a date lies before the one before it'],
    ['an account that the kind does not touch (L1)', 5, { account: 'issued' }, 'an entry does not belong to its kind of movement'],
    ['an amount in the wrong direction (L1)', 6, { amount: '1.5' }, 'an entry does not belong to its kind of movement'],
    ['legs that tell two stories (L1)', 3, { actor: 'somebody else' }, 'entries of one movement contradict each other'],
    ['a charge on no hold (L16)', 9, { hold: 'hold_2' }, 'a movement of no hold'],
    ['a return that is about no hold (L24)', 9, { hold: null }, 'a movement does not say what it is about'],
  ] as const)('%s', async (_, index, change, what) => {
    expect(await whats(rewritten(index, change))).toContain(what)
  })

  test('a refund above its charge, or of something that is no charge (L21)', async () => {
    const above = history.map((entry) => (entry.version !== 4 ? entry : { ...entry, amount: entry.account === 'available' ? '18.501' : '-18.501' }))
    expect(await whats(chain(above))).toContain('refunds are above the charge')
    expect(await whats(chain(history.map((entry) => (entry.version === 4 ? { ...entry, refundOf: 2 } : entry))))).toContain('refunds are above the charge')
  })

  test('more captured than held, a hold that ends twice or with credits in it, a balance below zero (L6, L15, L16)', async () => {
    const captured = history.map((entry) =>
      entry.version !== 3 ? entry : { ...entry, amount: { held: '-18.6', revenue: '20', overrun: '-1.4' }[entry.account as 'held'] },
    )
    expect(await whats(chain(captured))).toEqual(expect.arrayContaining(['more is captured or returned than was held', 'a balance is below zero']))
    const end = history.at(-1)!
    expect(await whats(chain([...history, { ...end, version: 6 }]))).toContain('a hold does not end exactly once')
    expect(await whats(chain(history.filter(({ version }) => version < 3).concat({ ...end, version: 3 })))).toContain('a hold ends with credits still in it')
    const twice = history.slice(2, 4).map((entry) => ({ ...entry, version: 6 }))
    expect(await whats(chain([...history, ...twice]))).toContain('a hold begins twice')
  })

  test('a first entry that is not the first (L3)', async () => {
    expect(await whats(chain(history.slice(2)))).toContain('a version is missing')
  })
})

test('heads that were handed out must lie on the chain: a cut or rewritten history does not match receipts (L26)', async () => {
  const receipt = { wallet: 'ws_1', version: 3, head: history[6]!.hash, from: 'receipt rcp_1' }
  const wallet = { wallet: 'ws_1', version: 5, head: headOfPostgres, from: 'the wallet' }
  expect(await verify(history, [receipt, wallet])).toMatchObject({ ok: true })
  const renamed = chain(history.map((entry) => (entry.version === 1 ? { ...entry, reference: 'Pro plan' } : entry)))
  expect(await verify(renamed)).toMatchObject({ ok: true })
  expect((await verify(renamed, [receipt])).findings).toMatchObject([{ what: 'the chain does not pass through the head in receipt rcp_1', ref: '3' }])
  expect((await verify(history.slice(0, 4), [receipt])).findings).toMatchObject([{ what: 'the history ends before the head in receipt rcp_1' }])
  expect((await verify([], [receipt])).findings).toMatchObject([{ wallet: 'ws_1', what: 'the history ends before the head in receipt rcp_1' }])
  expect(await verify([], [{ wallet: 'ws_2', version: 0, head: firstHead, from: 'the wallet' }])).toMatchObject({
    ok: true,
    wallets: 1,
    heads: { ws_2: firstHead },
  })
})

test('wallets may alternate; each has a chain of its own', async () => {
  const other = chain(history.map((entry) => ({ ...entry, wallet: 'ws_2' })))
  expect(await verify(history.flatMap((entry, i) => [entry, other[i]!]))).toMatchObject({ ok: true, wallets: 2, movements: 10, entries: 20 })
})

test('a line that is no entry is refused with the fields that are wrong', () => {
  const line = (change: object) => JSON.stringify({ ...history[0], ...change })
  const refusal = (fields: readonly string[]) => expect.objectContaining({ code: 'malformed_request', data: { fields } })
  expect(() => parseEntry('{')).toThrow(refusal([]))
  expect(() => parseEntry('null')).toThrow(refusal([]))
  expect(() => parseEntry('[]')).toThrow(expect.objectContaining({ code: 'malformed_request' }))
  expect(() => parseEntry(line({ amount: '1.0001', version: 1.5 }))).toThrow(refusal(['version', 'amount']))
  expect(() => parseEntry(line({ amount: '9999999999999999' }))).toThrow(refusal(['amount']))
  expect(() => parseEntry(line({ kind: 'gift', account: 'cash', hash: 'x', at: 'now' }))).toThrow(refusal(['kind', 'at', 'account', 'hash']))
})

test('an id of a movement names its wallet and version', () => {
  expect(parseMovementId(movementId('ws_1', 12n))).toEqual({ wallet: 'ws_1', version: 12n })
  for (const id of ['', 'ws_1', 'ws_1.', 'ws_1.0', 'ws_1.01', 'ws_1.-1', 'ws.1.1', 'ws_1.9999999999999999999']) expect(parseMovementId(id)).toBeNull()
})
