// One contract for both databases: what the rest of the server relies on.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServerDatabase } from '../../test/server-database.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'

const serverUrl = process.env.TEST_DATABASE_URL

async function freshServerDatabase(): Promise<{ database: Database; drop: () => Promise<void> }> {
  const { url, drop } = await createServerDatabase()
  const database = await openDatabase({ url })
  return { database, drop: () => database.close().then(drop) }
}

async function freshEmbeddedDatabase() {
  const database = await openDatabase({ folder: null })
  return { database, drop: () => database.close() }
}

const kinds = [{ kind: 'embedded', fresh: freshEmbeddedDatabase }, ...(serverUrl ? [{ kind: 'server', fresh: freshServerDatabase }] : [])]

describe.each(kinds)('the $kind database', ({ fresh }) => {
  let database: Database
  let drop: () => Promise<void>
  beforeAll(async () => {
    ;({ database, drop } = await fresh())
    await migrate(database)
    await database.run('create table public.notes (id bigint primary key, body jsonb, hash bytea, at timestamptz)')
  }, 60_000)
  afterAll(() => drop())

  test('migrating again changes nothing', async () => {
    await migrate(database)
  })

  test('whole numbers of 64 bits come back as bigint, small and large', async () => {
    const { rows } = await sql<{ small: bigint; large: bigint }>`select 1::bigint as small, 9223372036854775807::bigint as large`.execute(database.query)
    expect(rows[0]).toEqual({ small: 1n, large: 9223372036854775807n })
  })

  test('JSON, bytes and times survive', async () => {
    const at = new Date('2026-11-22T10:00:00.123Z')
    const hash = Buffer.from('00ff10', 'hex')
    await sql`insert into public.notes values (1, ${JSON.stringify({ a: [1, 'x'] })}, ${hash}, ${at})`.execute(database.query)
    const { rows } = await sql<{ body: unknown; hash: Uint8Array; at: Date }>`select body, hash, at from public.notes where id = 1`.execute(database.query)
    expect(rows[0]!.body).toEqual({ a: [1, 'x'] })
    expect(Buffer.from(rows[0]!.hash).toString('hex')).toBe('00ff10')
    expect(rows[0]!.at).toEqual(at)
  })

  test('a transaction that throws leaves nothing, and the next one works', async () => {
    await expect(
      database.transaction(async (tx) => {
        await sql`insert into public.notes (id) values (2)`.execute(tx)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    const count = await database.transaction(
      async (tx) => (await sql<{ n: bigint }>`select count(*) as n from public.notes where id = 2`.execute(tx)).rows[0]!.n,
    )
    expect(count).toBe(0n)
  })

  test('an error carries its SQLSTATE and does not spoil the session', async () => {
    await expect(sql`select 1 / 0`.execute(database.query)).rejects.toMatchObject({ code: '22012' })
    await expect(database.run('begin; select 1 / 0; commit')).rejects.toMatchObject({ code: '22012' })
    expect((await database.run('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  test('many transactions at once all end, in whatever order', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => database.transaction((tx) => sql`insert into public.notes (id) values (${BigInt(100 + i)})`.execute(tx))),
    )
    expect((await sql<{ n: bigint }>`select count(*) as n from public.notes where id >= 100`.execute(database.query)).rows[0]!.n).toBe(20n)
  })

  test('what is notified in a transaction is heard after its commit', async () => {
    const heard: string[] = []
    let arrived!: () => void
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const stop = await database.listen('note_written', (payload) => {
      heard.push(payload)
      arrived()
    })
    await database
      .transaction(async (tx) => {
        await sql`select pg_notify('note_written', 'lost')`.execute(tx)
        throw new Error('no')
      })
      .catch(() => {})
    await database.transaction((tx) => sql`select pg_notify('note_written', 'kept')`.execute(tx))
    await arrival
    expect(heard).toEqual(['kept'])
    await stop()
  })
})

test('using the root handle inside a transaction of the embedded database is an error, not a wait for ever', async () => {
  const { database, drop } = await freshEmbeddedDatabase()
  await expect(database.transaction(() => sql`select 1`.execute(database.query))).rejects.toThrow(/inside a transaction/)
  await drop()
}, 60_000)
