// Accepting a quote as the product does it (runs/accept-quote.ts): quote, run, iteration, job, event and last the hold, in one transaction, on one hot wallet.
import { milli } from '@keter/core'
import * as ledger from '../../server/src/ledger/ledger.ts'
import { acceptQuote } from '../../server/src/runs/accept-quote.ts'
import type { Caller } from '../../server/src/studio.ts'
import { serverUrl } from './database.ts'
import type { Work } from './rounds.ts'

/** A whole studio on a database of its own, with the product's own pool of connections. */
export async function acceptance(): Promise<{ work: Work; close: () => Promise<void> }> {
  process.env.TEST_DATABASE_URL = serverUrl
  const { openWorld, quoted } = await import('../../server/test/world.ts')
  const world = await openWorld({ server: true })
  const { studio } = world
  const member = await world.workspace({ credits: '10' })
  const { quote } = await quoted(member)
  const q = studio.database.query
  const cause = { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null }
  const grant = {
    wallet: member.workspace,
    key: 'bench',
    at: studio.now(),
    cause,
    source: 'top-up',
    priority: 50,
    expiresAt: null,
    reference: 'bench',
  } as const
  await ledger.grant(q, { ...grant, amount: milli(1_000_000_000_000n) })
  const caller = { workspace: member.workspace, user: member.user, apiKey: null, role: 'owner' } as Caller
  const columns = 'workspace_id, project_id, book_digest, plan, edit, iterations, prompt, seed, sources, digest, estimate, low, most, created_by, api_key'
  let copied = 0
  let next = 0
  /** Copies of the one quote: as many as may be accepted in a round. */
  const copy = async (count: number) => {
    await studio.database.run(
      `insert into keter.quotes (id, ${columns}, created_at, expires_at) select 'qt_bench_' || n, ${columns}, created_at, created_at + interval '30 days'
         from keter.quotes, generate_series(${copied}, ${copied + count - 1}) n where id = '${quote.quote}'`,
    )
    copied += count
  }
  return {
    work: {
      name: 'quote accepted (quote + run + job + hold), hot',
      before: () => copy(Math.max(0, next + 4000 - copied)),
      turn: async () => {
        if (next >= copied) return false
        const n = next++
        await acceptQuote(studio, caller, `qt_bench_${n}`, {}, `bench-accept-${n}`)
      },
    },
    close: () => world.close(),
  }
}
