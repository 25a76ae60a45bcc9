// What callers were told was done, to be compared with what the database has after whatever could die has died.
import { movementId } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Movement } from './types.ts'

type Told = Pick<Movement, 'movement' | 'head'>

export class Acknowledged {
  /** By key: a key is used in one wallet only. */
  readonly #told = new Map<string, Told>()
  /** Keys that were answered twice, and not alike. */
  readonly contradictions: string[] = []

  get size(): number {
    return this.#told.size
  }

  add(key: string, { movement, head }: Told): void {
    const before = this.#told.get(key)
    if (before && (before.movement !== movement || before.head !== head)) this.contradictions.push(`${key} was ${before.movement} and is ${movement}`)
    this.#told.set(key, { movement, head })
  }

  /** What was acknowledged and is not there exactly once, as it was told. @param keys those to look at; all where none are named */
  async lostOrDoubled(q: Queries, keys: readonly string[] = [...this.#told.keys()]): Promise<string[]> {
    const { rows } = await sql<{ key: string; wallet: string; version: bigint; head: string }>`
      select key, wallet, version, encode(head, 'hex') as head from ledger.movements where key = any(${keys})`.execute(q)
    const found = Map.groupBy(rows, ({ key }) => key)
    return keys.flatMap((key) => {
      const told = this.#told.get(key)!
      const [row, ...others] = found.get(key) ?? []
      if (!row) return [`${key} was acknowledged as ${told.movement} and is lost`]
      if (others.length > 0) return [`${key} is there ${others.length + 1} times`]
      const movement = movementId(row.wallet, row.version)
      return movement === told.movement && row.head === told.head ? [] : [`${key} was acknowledged as ${told.movement} and is ${movement}`]
    })
  }
}
