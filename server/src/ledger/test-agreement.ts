// Whatever is done to the ledger in whatever order, it says and holds what the oracle says and holds, after every step, on both databases.
// The seeds are pinned; LEDGER_SEEDS=1000-1100 plays others.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { type Played, playSequence } from './test-play.ts'
import type { TestDatabase, TestDatabaseKind } from './test-database.ts'

const [first, last] = (process.env.LEDGER_SEEDS ?? '1-160').split('-').map(Number) as [number, number]
const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i)
const steps = 100

export const agreement = ({ kind, fresh }: TestDatabaseKind) =>
  describe(`the ledger and its oracle on the ${kind} database`, () => {
    let opened: TestDatabase
    beforeAll(async () => {
      opened = await fresh()
    })
    afterAll(() => opened.drop())

    test('agree after every step, and violations stays empty (L25)', { timeout: 600_000 }, async () => {
      const played: Played = { operations: 0, outcomes: {} }
      const begun = performance.now()
      for (const [order, seed] of seeds.entries()) await playSequence(opened.database, { seed, order, steps }, played)
      console.log(
        `ledger property test (${kind}): seeds ${first}-${last}, ${played.operations} checked operations in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
        played.outcomes,
      )
      expect(await ledger.violations(opened.database.query)).toEqual([])
      if (process.env.LEDGER_SEEDS === undefined) expect(played.operations).toBeGreaterThan(20_000)
      // The sequences reach everything that can happen.
      for (const outcome of [
        'grant',
        'trim',
        'hold',
        'many',
        'settle',
        'release',
        'refund',
        'swept',
        'expired',
        'limit',
        'limit removed',
        'stopped',
        'spending_stopped',
        'replayed',
        'idempotency_key_reused',
        'malformed_request',
        'not_found',
        'hold_ended',
        'limit_reached',
        'insufficient_credits',
        'refund_too_large',
      ])
        expect(played.outcomes[outcome], outcome).toBeGreaterThan(10)
    })
  })
