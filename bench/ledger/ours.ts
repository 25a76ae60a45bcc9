// The ledger's cycles, called as the product calls them, each operation a commit of its own.
// plain: one lot, no limit. full: two limits, six lots of different priority and expiry, of which one is over. Both with key, cause and hash chain.
import { milli } from '@keter/core'
import type { Queries } from '../../server/src/db/database.ts'
import * as ledger from '../../server/src/ledger/ledger.ts'
import type { Work } from './rounds.ts'

const wallets = 1000
const day = 86_400_000
export const at = new Date(Date.UTC(2026, 10, 22, 12))
const later = (days: number) => new Date(at.getTime() + days * day)
export const cause = { actor: 'user_1', apiKey: 'key_1', project: 'prj_1', tool: 'image-upscale', quote: 'qt_1', iteration: null } as const
const plenty = milli(1_000_000_000_000n)
const some = () => 1 + Math.floor(Math.random() * wallets)

export interface Kind {
  readonly name: 'plain' | 'full'
  wallet(n: number): string
}

export const kinds: readonly Kind[] = (['plain', 'full'] as const).map((name) => ({ name, wallet: (n) => `${name}-${n}` }))

/** Wallet 0 of each kind is the hot one. */
export async function openWallets(q: Queries, count = wallets): Promise<void> {
  for (const kind of kinds)
    for (let n = 0; n <= count; n += 8) await Promise.all(Array.from({ length: Math.min(8, count + 1 - n) }, (_, i) => openWallet(q, kind, kind.wallet(n + i))))
}

export async function openWallet(q: Queries, { name }: Kind, wallet: string): Promise<void> {
  await ledger.openWallet(q, { wallet, at: later(-60) })
  const grant = (key: string, more: Partial<ledger.GrantRequest>) =>
    ledger.grant(q, { wallet, key, at: later(-60), cause, amount: plenty, source: 'top-up', priority: 50, expiresAt: null, reference: 'invoice', ...more })
  await grant('top-up', {})
  if (name === 'plain') return
  await grant('over', { source: 'promotion', priority: 10, expiresAt: later(-1) })
  await grant('month', { source: 'plan', priority: 10, expiresAt: later(8) })
  await grant('rolled over', { source: 'plan', priority: 10, expiresAt: later(38) })
  await grant('promotion', { source: 'promotion', priority: 20, expiresAt: later(90) })
  await grant('second top-up', { expiresAt: later(365) })
  const limit = { wallet, at: later(-60), subject: null, period: 'month', mode: 'hard', maximum: plenty } as const
  for (const scope of ['workspace', 'member'] as const) await ledger.setLimit(q, { ...limit, scope })
}

export const holdRequest = (wallet: string, turn: string): ledger.HoldRequest => ({
  ...{ wallet, key: `hold ${turn}`, at, cause, hold: turn, amount: milli(3000n), expiresAt: later(1) },
})
export const settleRequest = (wallet: string, turn: string): ledger.SettleRequest => ({
  wallet,
  key: `settle ${turn}`,
  at,
  cause,
  hold: turn,
  actual: milli(2000n),
})

export function ours(q: Queries): Work[] {
  const unreleased: { wallet: string; hold: string }[] = []
  const cycle = async (wallet: string, turn: string) => {
    await ledger.hold(q, holdRequest(wallet, turn))
    await ledger.settle(q, settleRequest(wallet, turn))
  }
  const works = kinds.flatMap((kind): Work[] => [
    {
      name: `${kind.name} cycle, hot`,
      turn: async (turn) => {
        const wallet = kind.wallet(0)
        await cycle(wallet, turn)
        if (kind.name === 'full') unreleased.push({ wallet, hold: turn })
      },
    },
    { name: `${kind.name} cycle, spread`, turn: (turn) => cycle(kind.wallet(some()), turn) },
  ])
  const release: Work = {
    name: 'full release, hot',
    before: async () => {
      // In rounds that run backwards the cycles come after the releases.
      for (let n = unreleased.length; n < 200; n++) await works[2]!.turn(`extra ${at.getTime()} ${Math.random()}`, 0)
    },
    turn: async (turn) => {
      const open = unreleased.pop()
      if (!open) return false
      await ledger.release(q, { ...open, key: `release ${turn}`, at, cause, reason: 'finished' })
    },
  }
  return [...works, release]
}
