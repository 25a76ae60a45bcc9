// Each of these is one plausible mistake in the ledger's SQL. The property test has to find every one, or it proves nothing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { inMemory } from '../../test/database-image.ts'
import { ledgerSql } from './test-database.ts'
import { playSequence } from './test-play.ts'

/** `seed`: a sequence that meets it, where the first few do not. */
const mutants: readonly (readonly [mistake: string, right: string, wrong: string, seed?: number])[] = [
  ['a settle forgets what was captured before', 'p_actual > h.amount - h.captured', 'p_actual > h.amount'],
  ['a charge above the hold is captured whole', 'v_captured := least(p_actual, v_hold.amount - v_hold.captured)', 'v_captured := p_actual'],
  ['an overrun is not booked', '0, -v_captured, 0, 0, p_actual - v_captured, null)', '0, -v_captured, 0, 0, 0, null)'],
  [
    'a lot may be spent at the moment it expires',
    'and open and remaining > 0 and (expires_at is null or expires_at > p_at)\n   order by priority, expires_at, id limit 1',
    'and open and remaining > 0 and (expires_at is null or expires_at >= p_at)\n   order by priority, expires_at, id limit 1',
  ],
  [
    'of many holds one spends a lot at the moment it expires',
    'continue when v_left[i] = 0 or v_ends[i] <= r.at;',
    'continue when v_left[i] = 0 or v_ends[i] < r.at;',
    24,
  ],
  [
    'lots are spent by expiry alone',
    '(expires_at is null or expires_at > p_at)\n   order by priority, expires_at, id limit 1',
    '(expires_at is null or expires_at > p_at)\n   order by expires_at, id limit 1',
  ],
  [
    'many holds spend lots newest first',
    'where wallet = p_wallet and open and remaining > 0 order by priority, expires_at, id',
    'where wallet = p_wallet and open and remaining > 0 order by priority, expires_at, id desc',
  ],
  ['a limit forgets what is held', 'l.maximum::numeric - c.spent - c.held < p_amount', 'l.maximum::numeric - c.spent < p_amount'],
  [
    'lots beyond the first are spent newest first',
    'order by priority, expires_at, id\n    loop\n      v_lots := v_lots || v_lot.id;',
    'order by priority, expires_at, id desc\n    loop\n      v_lots := v_lots || v_lot.id;',
  ],
  ['a limit refuses the last credit', 'c.spent - c.held < p_amount', 'c.spent - c.held <= p_amount'],
  ['a soft limit refuses', "if l.mode = 'soft' then", 'if false then'],
  ['a hard limit can be lifted', "elsif l.mode = 'hard' or not (l.id = any (p_passes)) then", 'elsif not (l.id = any (p_passes)) then', 19],
  ["a member's own limit comes on top of the one for each", "continue when l.scope || ' ' || l.period || ' ' || l.mode = any (v_own);", 'continue when false;'],
  [
    'a limit made late forgets what was spent before',
    'v_counted := ledger.counted(w.id, p_scope, p_subject, v_after, w.version);',
    'v_counted := ledger.counted(w.id, p_scope, p_subject, w.version, w.version);',
    6,
  ],
  [
    'holds from before a late limit do not move it',
    'update ledger.wallets set recounted = w.version where id = w.id',
    'update ledger.wallets set recounted = 0 where id = w.id',
  ],
  [
    "a member's own soft limit lifts the hard one for each",
    "v_own := v_own || (l.scope || ' ' || l.period || ' ' || l.mode);",
    "v_own := v_own || (l.scope || ' ' || l.period || ' hard');",
  ],
  ['what has left a rolling window still counts', 'if c.leaves_at <= p_at then', 'if c.leaves_at < p_at then'],
  ['what has left a rolling window moves it still', 'where id = v_counter and since_version < h.version', 'where id = v_counter'],
  ['a removed limit keeps stopping', 'where a.wallet = w.id and a.removed_at is null', 'where a.wallet = w.id'],
  ['a release gives a limit back what was spent', 'ledger.move_counters(w, h, -v_returned, 0)', 'ledger.move_counters(w, h, -v_returned, -h.captured)'],
  ['a settle does not count as spent', 'ledger.move_counters(w, h, -p_actual, p_actual)', 'ledger.move_counters(w, h, -p_actual, 0)'],
  ['a release gives lots the whole hold', 'v_back bigint := h.amount - h.captured;', 'v_back bigint := h.amount;'],
  [
    'a lot that is spent stays open',
    'set remaining = remaining - v_parts[i], open = remaining > v_parts[i]',
    'set remaining = remaining - v_parts[i], open = true',
  ],
  ['a hold can end twice', 'if v_hold.ended_by is not null then', 'if false then'],
  ['a hold that has ended can be charged', 'if not found or h.ended_by is not null or p_actual is null', 'if not found or p_actual is null'],
  ['refunds forget earlier refunds', 'coalesce(sum(available), 0) into v_left', '0 into v_left'],
  ['refunds come back first taken first', 'on lot.id = p.lot\n     order by p.place desc', 'on lot.id = p.lot\n     order by p.place'],
  ['a refund shortens the life of credits', 'then greatest(v_from.expires_at, p_keep_until) end', 'then coalesce(p_keep_until, v_from.expires_at) end'],
  [
    'a trim takes what lives longest',
    'order by expires_at, id\n  loop\n    exit when v_missing = 0;',
    'order by expires_at desc, id\n  loop\n    exit when v_missing = 0;',
  ],
  ['the same key with other content replays', 'if v_movement.digest <> p_digest then', 'if false then'],
  [
    'the amount is not part of the content',
    "v_digest bytea := ledger.digest_of('hold' || ledger.field(p_hold) || ledger.field(p_amount::text)",
    "v_digest bytea := ledger.digest_of('hold' || ledger.field(p_hold) || ledger.field('1')",
  ],
  ['a date may go back', 'm.at := greatest(m.at, w.latest_at)', 'm.at := m.at'],
  ['a hold is swept a moment late', 'h.expires_at <= p_at', 'h.expires_at < p_at'],
  ['an entry is not chained to the one before', 'return sha256(previous || convert_to', 'return sha256(convert_to'],
  ['the hash leaves out the API key', 'ledger.field((cause).actor) || ledger.field((cause).api_key)', 'ledger.field((cause).actor)'],
  ['a charge forgets whose hold it is', 'c := row(coalesce(p_cause.actor, h.actor)', 'c := row(p_cause.actor'],
  ['a stopped wallet still spends', 'if not found or w.stopped_at is not null or not ledger.is_time', 'if not found or not ledger.is_time'],
]

let database: Database
beforeAll(async () => {
  database = await inMemory()
})
afterAll(() => database.close())

async function plant(sql: string): Promise<void> {
  await database.run(`drop schema if exists ledger cascade;\n${sql}`)
}

test.for(mutants)('%s', { timeout: 120_000 }, async ([, right, wrong, met = 1]) => {
  expect(ledgerSql.split(right).length, 'occurs once').toBe(2)
  await plant(ledgerSql.replace(right, () => wrong))
  const play = async () => {
    for (const seed of [met, ...Array.from({ length: 60 }, (_, i) => i + 1)])
      await playSequence(database, { seed, order: seed, steps: 100 }, { operations: 0, outcomes: {} })
  }
  await expect(play()).rejects.toThrow(/^seed \d+, step/)
})

test('without a mistake nothing is found', { timeout: 120_000 }, async () => {
  await plant(ledgerSql)
  for (let seed = 1; seed <= 3; seed++) await playSequence(database, { seed, order: seed, steps: 100 }, { operations: 0, outcomes: {} })
})
