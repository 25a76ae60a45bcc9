// A whole studio for a test: the real database, ledger, queue, engines and HTTP application, in a temporary folder; requests are made in memory.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noCredits, parseCredits, type Role } from '@keter/core'
import sharp from 'sharp'
import { type OpenStudio, openStudio, type Overrides } from '../src/compose.ts'
import type { Database } from '../src/db/database.ts'
import { openDatabase } from '../src/db/open.ts'
import { inMemory } from './database-image.ts'
import type { Engines } from '../src/engines/registry.ts'
import { createApp } from '../src/http/app.ts'
import type { App } from '../src/http/route.ts'
import * as ledger from '../src/ledger/ledger.ts'
import { type Worker, work } from '../src/runs/work.ts'
import { createWorkspace } from '../src/workspaces/create-workspace.ts'
import { type FirstRun, openFirstRun } from '../src/workspaces/first-run.ts'
import { checkAnswer } from './contract.ts'
import { createServerDatabase } from './server-database.ts'

export interface World {
  readonly studio: OpenStudio
  readonly app: App
  readonly firstRun: FirstRun
  /** Moves the studio's clock. */
  advance(ms: number): void
  /** A workspace with exactly this many credits, and a key of this role in it. */
  workspace(options?: { credits?: string; role?: Role; plan?: string }): Promise<Member>
  /** Somebody who is known already: in a studio that was restored. */
  member(known: Member): Member
  worker(concurrency?: number): Promise<Worker>
  close(): Promise<void>
}

export interface Member {
  readonly workspace: string
  readonly user: string
  readonly key: string
  /** A request to /api/v1 as this member; the answer's JSON, whatever its status. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every kind
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: any; headers: Headers }>
  withRole(role: Role): Promise<Member>
  /** Another person of the workspace. */
  as(person: { user: string; key: string }): Member
  upload(
    project: string,
    name: string,
    bytes: Uint8Array,
  ): Promise<{ asset: string | null; status: number; problem: { code: string; charged: string; next: string } | null }>
  balance(): Promise<{ available: string; held: string }>
}

export interface WorldOptions {
  readonly engines?: (real: Engines) => Engines
  readonly models?: Overrides['models']
  /** A fresh database on the server at TEST_DATABASE_URL instead of the embedded one. */
  readonly server?: boolean
  /** A clock of the test's own. */
  readonly now?: () => Date
  readonly stripe?: { readonly key: string; readonly webhookSecret: string; readonly url: string }
  /** A database and a data folder that are there already. */
  readonly opened?: Database
  readonly folder?: string
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'keter-world-'))
  const fresh = options.opened
    ? { database: options.opened, drop: async () => {} }
    : options.server
      ? await freshServerDatabase()
      : { database: await inMemory(), drop: async () => {} }
  let ahead = 0
  const studio = await openStudio(
    {
      host: '127.0.0.1',
      port: 7420,
      folder,
      databaseUrl: null,
      publicUrl: null,
      workers: 1,
      embedded: false,
      logLevel: 'silent',
      starterPack: false,
      stripe: options.stripe ?? null,
    },
    {
      database: fresh.database,
      now: options.now ?? (() => new Date(Date.now() + ahead)),
      log: { info() {}, warn() {}, error: (fields, message) => console.error(message, fields) },
      ...(options.engines ? { engines: options.engines } : {}),
      ...(options.models ? { models: options.models } : {}),
    },
  )
  const firstRun = await openFirstRun(studio)
  const app = createApp(studio, { doors: { host: '127.0.0.1', publicUrl: null }, folder, firstRun, ready: () => true })
  const workers: Worker[] = []
  return {
    studio,
    app,
    firstRun,
    advance: (ms) => {
      ahead += ms
    },
    workspace: (wanted = {}) => newWorkspace(studio, app, wanted),
    member: (known) => member(app, known),
    worker: async (concurrency = 1) => {
      const worker = await work(studio, concurrency)
      workers.push(worker)
      return worker
    },
    close: async () => {
      for (const worker of workers) await worker.stop(0)
      await studio.close()
      await fresh.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function freshServerDatabase() {
  const created = await createServerDatabase()
  return { ...created, database: await openDatabase({ url: created.url }) }
}

async function newWorkspace(
  studio: OpenStudio,
  app: App,
  { credits, role = 'owner', plan = 'business' }: { credits?: string; role?: Role; plan?: string },
): Promise<Member> {
  const owner = await studio.accounts.createPerson({ name: 'Test owner', email: `${randomUUID()}@example.com`, password: null })
  const workspace = await createWorkspace(studio, { name: 'Test workspace', owner, plan })
  if (credits !== undefined) await setBalance(studio, workspace, credits)
  const asRole = async (wanted: Role) => {
    const { key } = await studio.accounts.createKey({ workspace, user: owner, name: `${wanted} key`, role: wanted })
    return member(app, { workspace, user: owner, key, withRole: asRole })
  }
  return asRole(role)
}

/** Takes the plan's grant away and grants what the test asks for. */
async function setBalance(studio: OpenStudio, workspace: string, credits: string): Promise<void> {
  const at = studio.now()
  const cause = { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null }
  const { available } = await ledger.balanceOf(studio.database.query, workspace, at)
  await studio.database.transaction(async (tx) => {
    const write = { wallet: workspace, at, cause }
    if (available > 0n) await ledger.trimLots(tx, { ...write, key: 'test-trim', source: 'plan', keep: noCredits, reference: 'test' })
    const amount = parseCredits(credits)
    if (amount > 0n) await ledger.grant(tx, { ...write, key: 'test-grant', amount, source: 'top-up', priority: 50, expiresAt: null, reference: 'test' })
  })
}

type Identity = Pick<Member, 'workspace' | 'user' | 'key' | 'withRole'>

function member(app: App, identity: Identity): Member {
  const request = (path: string, init: RequestInit = {}) =>
    app.request(`http://127.0.0.1:7420/api/v1${path}`, {
      ...init,
      headers: { host: '127.0.0.1:7420', authorization: `Bearer ${identity.key}`, ...(init.headers as Record<string, string>) },
    })
  return {
    ...identity,
    as: (person) => member(app, { ...identity, ...person }),
    async call(method, path, body, headers = {}) {
      const response = await request(path, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') && !response.headers.get('content-type')?.includes('ndjson')
      const answer = isJson ? JSON.parse(text) : text
      if (isJson) checkAnswer(method, path, response.status, response.headers.get('content-type') ?? '', answer)
      return { status: response.status, body: answer, headers: response.headers }
    },
    async upload(project, name, bytes) {
      const metadata = `filename ${Buffer.from(name).toString('base64')},project ${Buffer.from(project).toString('base64')}`
      const made = await request('/uploads', {
        method: 'POST',
        headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length), 'upload-metadata': metadata },
      })
      if (made.status !== 201) return { asset: null, status: made.status, problem: JSON.parse(await made.text()) }
      const sent = await request(new URL(made.headers.get('location')!, 'http://127.0.0.1:7420').pathname.replace('/api/v1', ''), {
        method: 'PATCH',
        headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream', 'content-length': String(bytes.length) },
        body: new Uint8Array(bytes),
      })
      const text = await sent.text()
      return { asset: sent.headers.get('keter-asset'), status: sent.status, problem: text.startsWith('{') ? JSON.parse(text) : null }
    },
    async balance() {
      const { body } = await this.call('GET', '/balance')
      return { available: body.available, held: body.held }
    },
  }
}

let pictures = 0
/** A picture with something in it, different each time, so that no edit is free because it was done before. */
export function picture(width = 96, height = 64, format: 'jpeg' | 'png' | 'webp' = 'png'): Promise<Buffer> {
  const shift = ++pictures * 37
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      pixels[at] = (x * 5 + shift) % 256
      pixels[at + 1] = (y * 7 + shift * 3) % 256
      pixels[at + 2] = ((x >> 3) + (y >> 3) + shift) % 2 ? 220 : 40
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer()
}

/** Asks until the answer is as wished: for what happens in another process. */
export async function until<T>(ask: () => Promise<T>, wished: (answer: T) => boolean, withinMs = 60_000): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (wished(answer)) return answer
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms; the last answer was ${JSON.stringify(answer).slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

let keys = 0
/** A fresh Idempotency-Key as a header. */
export const newKey = (): Record<string, string> => ({ 'idempotency-key': `test-key-${process.pid}-${++keys}` })

export interface Quoted {
  readonly project: string
  readonly asset: string
  // biome-ignore lint/suspicious/noExplicitAny: a Quote document, checked against its schema by \`call\`
  readonly quote: any
}

/** Uploads a picture and quotes one upscale of it. */
export async function quoted(
  member: Member,
  asked: { scale?: number; quality?: string; iterations?: number; bytes?: Buffer; project?: string } = {},
): Promise<Quoted> {
  const { scale = 2, quality = 'draft', iterations = 1 } = asked
  const project = asked.project ?? (await member.call('POST', '/projects', { name: 'Test project' })).body.id
  const { asset } = await member.upload(project, 'photo.png', asked.bytes ?? (await picture()))
  if (!asset) throw new Error('the upload was refused')
  const { status, body } = await member.call('POST', '/quotes', {
    project,
    tool: 'image-upscale',
    quality,
    options: { scale },
    iterations,
    sources: [{ asset }],
  })
  if (status !== 201) throw new Error(`no quote: ${JSON.stringify(body)}`)
  return { project, asset, quote: body }
}

export const accept = (member: Member, { quote }: Quoted, body: unknown = {}, key = newKey()) => member.call('POST', `/quotes/${quote.quote}/accept`, body, key)

/** The run, once nothing of it is going on any more. */
export const settled = async (member: Member, run: string) =>
  (
    await until(
      () => member.call('GET', `/runs/${run}`),
      ({ body }) => body.state !== 'running',
    )
  ).body
