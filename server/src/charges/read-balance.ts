// The balance as people see it: available and held apart, what expires when, and the chain head that receipts can be held against.
import { formatCredits } from '@keter/core'
import * as ledger from '../ledger/ledger.ts'
import type { Caller, Studio } from '../studio.ts'

export async function readBalance(studio: Studio, { workspace }: Caller) {
  const { query } = studio.database
  const balance = await ledger.balanceOf(query, workspace, studio.now())
  const expiring = await ledger.expiringLots(query, workspace, studio.now())
  const { plan } = await query.selectFrom('keter.workspaces').select('plan').where('id', '=', workspace).executeTakeFirstOrThrow()
  return {
    available: formatCredits(balance.available),
    held: formatCredits(balance.held),
    plan,
    planName: studio.books.current.plans.get(plan)?.terms.name ?? plan,
    expiring: expiring.map(({ amount, at }) => ({ amount: formatCredits(amount), at: at.toISOString() })),
    head: balance.head,
  }
}
