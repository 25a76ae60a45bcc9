// A PostgreSQL 15 or newer for the tests, in which they may create databases: one that is given, one that answers, or one started here for the run.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface Found extends AsyncDisposable {
  readonly url: string | null
  readonly note: string
}

const usual = 'postgres://postgres@127.0.0.1:5432/postgres'
/** Whom the server runs as when we are root, whom it refuses; Debian's "nobody", no account is needed. */
const unprivileged = 65_534

export async function findPostgres(): Promise<Found> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    const why = await whyNot(given)
    if (why) throw new Error(`The PostgreSQL of TEST_DATABASE_URL cannot be used: ${why}`)
    return found(given, 'PostgreSQL: the one of TEST_DATABASE_URL')
  }
  if (!(await whyNot(usual))) return found(usual, 'PostgreSQL: the one on 127.0.0.1:5432')
  const folder = programs()
  if (folder) return started(folder)
  return found(null, 'PostgreSQL: none answers and none is installed, so the PostgreSQL half of the database contract does not run.')
}

function found(url: string | null, note: string, stop: () => Promise<void> = async () => {}): Found {
  return { url, note, [Symbol.asyncDispose]: stop }
}

/** Null where it answers, is new enough and lets us create databases. */
async function whyNot(connectionString: string): Promise<string | null> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3_000 })
  client.on('error', () => {}) // the query below reports it
  try {
    await client.connect()
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int / 10000 as version, (rolcreatedb or rolsuper) as creates from pg_roles where rolname = current_user`,
    )
    const { version, creates } = rows[0]
    if (version < 15) return `it is version ${version}; 15 is the oldest that will do`
    return creates ? null : 'its user may not create databases'
  } catch (error) {
    return (error as Error).message || String(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The newest installed set of server programs. */
function programs(): string | null {
  const folders = globSync(['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/opt/homebrew/opt/postgresql@*/bin', '/usr/local/bin', '/usr/bin'])
  const version = (folder: string) => Number(/(\d+)\/bin$/.exec(folder)?.[1] ?? 0)
  return (
    folders.filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))).sort((a, b) => version(b) - version(a))[0] ?? null
  )
}

async function started(folder: string): Promise<Found> {
  const data = mkdtempSync(join(tmpdir(), 'keter-postgres-'))
  const identity = process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {}
  if (identity.uid) chownSync(data, identity.uid, identity.gid)
  const options = { cwd: data, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, ...identity }
  const init = spawnSync(join(folder, 'initdb'), ['-D', join(data, 'db'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], options)
  if (init.status !== 0) throw new Error(`initdb of ${folder} failed: ${init.stderr ?? init.error}`)
  const port = await freePort()
  // Nothing in it outlives the run, so it need not be flushed to the disk.
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 200, fsync: 'off', full_page_writes: 'off' }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(folder, 'postgres'), ['-D', join(data, 'db'), ...args], { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  server.stderr.on('data', (chunk) => {
    log = (log + chunk).slice(-4_000)
  })
  const killed = () => void server.kill('SIGQUIT')
  process.once('exit', killed)
  const stop = async () => {
    process.off('exit', killed)
    await ended(server)
    rmSync(data, { recursive: true, force: true })
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const why = await untilItAnswers(url, server)
  if (!why) return found(url, `PostgreSQL: started for this run from ${folder}`, stop)
  await stop()
  throw new Error(`The PostgreSQL of ${folder} did not start: ${why}\n${log}`)
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<string | null> {
  for (let attempt = 0; ; attempt++) {
    const why = await whyNot(url)
    if (!why || attempt === 100 || server.exitCode !== null) return why
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = once(server, 'exit')
  server.kill('SIGINT') // "fast": open sessions are ended
  await exit
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as { port: number }
  listener.close()
  await once(listener, 'close')
  return port
}
