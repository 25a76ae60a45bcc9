// Each of these is one plausible mistake in the ledger's SQL. The property test has to find every one, or it proves nothing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open.ts'
import { ledgerSql } from './test-database.ts'
import { playSequence } from './test-play.ts'

const mutants: readonly (readonly [mistake: string, right: string, wrong: string])[] = [
  ['a settle forgets what was captured before', 'least(p_actual, v_hold.amount - v_hold.captured)', 'least(p_actual, v_hold.amount)'],
  ['an overrun is not booked', 'array[-v_captured, p_actual, v_captured - p_actual]', 'array[-v_captured, v_captured, 0]'],
  ['a lot may be spent at the moment it expires', '(expires_at is null or expires_at > p_at)', '(expires_at is null or expires_at >= p_at)'],
  ['lots are spent by expiry alone', 'order by priority, expires_at, id', 'order by expires_at, id'],
  ['lots are spent newest first', 'order by priority, expires_at, id', 'order by priority, expires_at, id desc'],
  ['a limit forgets what is held', 'v_limit.maximum - v_limit.spent - v_limit.held < p_amount', 'v_limit.maximum - v_limit.spent < p_amount'],
  ['a limit refuses the last credit', 'v_limit.spent - v_limit.held < p_amount', 'v_limit.spent - v_limit.held <= p_amount'],
  ['a soft limit refuses', "v_limit.mode <> 'soft' and", ''],
  ['a release gives a limit back what was spent', 'ledger.move_limits(h.limits, -v_returned, 0)', 'ledger.move_limits(h.limits, -v_returned, -h.captured)'],
  ['a settle does not count as spent', 'ledger.move_limits(v_hold.limits, -v_captured, v_captured)', 'ledger.move_limits(v_hold.limits, -v_captured, 0)'],
  ['a release gives lots the whole hold', 'remaining = lots.remaining + (part.amount - part.captured)', 'remaining = lots.remaining + part.amount'],
  ['a lot is closed while a hold still has of it', 'open = remaining > 0 or held > v_part', 'open = remaining > 0'],
  ['a hold can end twice', 'if v_hold.ended_by is not null then', 'if false then'],
  ['refunds forget earlier refunds', 'coalesce(sum(available), 0) into v_left', '0 into v_left'],
  ['refunds come back first taken first', 'part.refunded < part.captured order by part.place desc', 'part.refunded < part.captured order by part.place'],
  ['a refund shortens the life of credits', 'then greatest(v_from.expires_at, p_keep_until) end', 'then coalesce(p_keep_until, v_from.expires_at) end'],
  ['the same key with other content replays', 'if v_movement.digest <> p_digest then', 'if false then'],
  [
    'the amount is not part of the content',
    "ledger.digest_of('hold' || ledger.field(p_hold) || ledger.field(p_amount::text)",
    "ledger.digest_of('hold' || ledger.field(p_hold)",
  ],
  ['a date may go back', 'm.at := greatest(m.at, w.latest_at)', 'm.at := m.at'],
  ['a hold is swept a moment late', 'h.expires_at <= p_at', 'h.expires_at < p_at'],
  [
    'expiry takes what is held, too',
    'set remaining = 0, expired = l.expired + l.remaining,',
    'set remaining = 0, held = 0, expired = l.expired + l.remaining + l.held,',
  ],
  ['an entry is not chained to the one before', 'v_hash := sha256(w.head || convert_to', 'v_hash := sha256(convert_to'],
  ['the hash leaves out the API key', 'ledger.field(m.actor) || ledger.field(m.api_key)', 'ledger.field(m.actor)'],
  ['a charge forgets whose hold it is', 'coalesce(p_cause.actor, v_hold.actor)', 'p_cause.actor'],
]

let database: Database
beforeAll(async () => {
  database = await openDatabase({ folder: null })
})
afterAll(() => database.close())

async function plant(sql: string): Promise<void> {
  await database.run(`drop schema if exists ledger cascade;\n${sql}`)
}

test.each(mutants)('%s', { timeout: 120_000 }, async (_, right, wrong) => {
  expect(ledgerSql.split(right).length, 'occurs once').toBe(2)
  await plant(ledgerSql.replace(right, () => wrong))
  const play = async () => {
    for (let seed = 1; seed <= 30; seed++) await playSequence(database, { seed, order: seed, steps: 100 }, { operations: 0, outcomes: {} })
  }
  await expect(play()).rejects.toThrow(/^seed \d+, step/)
})

test('without a mistake nothing is found', { timeout: 120_000 }, async () => {
  await plant(ledgerSql)
  for (let seed = 1; seed <= 3; seed++) await playSequence(database, { seed, order: seed, steps: 100 }, { operations: 0, outcomes: {} })
})
