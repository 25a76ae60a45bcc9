// The statement of a period: what there was at its beginning, what moved, and what there was at its end. It adds up, exactly, because it is read from one history.
import { formatCredits, milli, type MovementKind, movementKinds, Refusal } from '@keter/core'
import { sql } from 'kysely'
import type { Caller, Studio } from '../studio.ts'
import { momentOf } from './filter.ts'

interface Sums {
  readonly kind: MovementKind
  readonly count: bigint
  readonly available: bigint
  readonly held: bigint
}

/** @throws Refusal `malformed_request` where the period ends before it begins */
export async function readStatement(studio: Studio, { workspace }: Caller, asked: { from: string; until: string }) {
  const from = momentOf(asked.from, 'from')!
  const until = momentOf(asked.until, 'until')!
  if (until <= from) throw new Refusal('malformed_request', 'The period ends before it begins.', { fields: [{ path: 'until', message: 'after "from"' }] })
  const { query } = studio.database
  const { rows: edges } = await sql<{ first: bigint; last: bigint }>`
    select ledger.version_before(${workspace}, ${from}) as first, ledger.version_before(${workspace}, ${until}) as last`.execute(query)
  const { first, last } = edges[0]!
  const { rows: sums } = await sql<Sums>`
    select kind, count(*) as count, sum(available)::bigint as available, sum(held)::bigint as held from ledger.movements
     where wallet = ${workspace} and version > ${first} and version <= ${last} group by kind`.execute(query)
  const { name } = await query.selectFrom('keter.workspaces').select('name').where('id', '=', workspace).executeTakeFirstOrThrow()
  return {
    ...{ workspace: name, from: from.toISOString(), until: until.toISOString() },
    opening: await balanceAt(studio, workspace, first),
    closing: await balanceAt(studio, workspace, last),
    movements: Number(sums.reduce((total, { count }) => total + count, 0n)),
    lines: movementKinds.flatMap((kind) => {
      const sum = sums.find((one) => one.kind === kind)
      if (!sum) return []
      const { available, held } = sum
      return [
        {
          kind,
          count: Number(sum.count),
          amount: formatCredits(milli(available + held)),
          available: formatCredits(milli(available)),
          held: formatCredits(milli(held)),
        },
      ]
    }),
  }
}

async function balanceAt(studio: Studio, wallet: string, version: bigint) {
  const { rows } = await sql<{ available: bigint; held: bigint; head: string }>`
    select available_after as available, held_after as held, encode(head, 'hex') as head from ledger.movements where wallet = ${wallet} and version = ${version}`.execute(
    studio.database.query,
  )
  const { available, held, head } = rows[0] ?? { available: 0n, held: 0n, head: null }
  return { available: formatCredits(milli(available)), held: formatCredits(milli(held)), total: formatCredits(milli(available + held)), head }
}
