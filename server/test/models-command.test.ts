/// <reference path="../../client/src/cli/cli-progress.d.ts" />
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { keter } from '../../client/test/command-line.ts'
import type { ModelPack } from '../src/models/pack.ts'
import { type Lies, openTestRegistry, type TestRegistry } from '../src/models/test-registry.ts'
import { type Member, openWorld, type World } from './world.ts'

// `keter models` as a person uses it, with a real studio behind it and a registry of this machine.

const weights = 'some weights'
const trace = '/tmp/keter-models-command-was-here'
const lies: Lies = {}
let registry: TestRegistry
let world: World
let server: ReturnType<typeof serve>
let address: string
let owner: Member
let viewer: Member

beforeAll(async () => {
  registry = await openTestRegistry(
    '@test/tiny',
    '1.2.0',
    [
      { name: 'package/package.json', content: `{"scripts":{"preinstall":"touch ${trace}","install":"touch ${trace}","postinstall":"touch ${trace}"}}` },
      { name: 'package/weights', content: weights },
    ],
    lies,
  )
  world = await openWorld({
    models: { offered: [packNamed('tiny', null), packNamed('doubtful', 'Nobody said what the weights may be used for.')], registry: registry.url },
  })
  owner = await world.workspace()
  viewer = await owner.withRole('viewer')
  server = serve({ fetch: world.app.fetch, hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 60_000)
afterAll(async () => {
  server.close()
  await world.close()
  await registry.close()
  rmSync(trace, { force: true })
})
beforeEach(async () => {
  for (const lie of Object.keys(lies) as (keyof Lies)[]) delete lies[lie]
  await world.studio.models.remove('tiny')
})

function packNamed(id: string, unclear: string | null): ModelPack {
  return {
    id,
    title: `The ${id} one`,
    purpose: 'Tests of the command line.',
    tools: [],
    package: { name: '@test/tiny', version: '1.2.0', integrity: registry.integrity },
    revision: 1,
    downloadBytes: registry.bytes,
    licence: { code: 'MIT', weights: 'Apache-2.0', notice: 'Made by nobody.', unclear },
    outputs: {
      'model.onnx': { bytes: weights.length, sha256: createHash('sha256').update(weights).digest('hex'), from: { kind: 'joined', parts: ['weights'] } },
    },
  }
}

const models = (words: readonly string[], who: Member = owner) => keter(['models', ...words], { folder: '/', env: { KETER_URL: address, KETER_KEY: who.key } })
const folder = () => join(world.studio.models.folder, 'tiny')
/** Whether anything of the pack, or of an attempt to install it, is on the disk. */
const nothingKept = () => {
  const files = existsSync(world.studio.models.folder) ? readdirSync(world.studio.models.folder, { recursive: true, withFileTypes: true }) : []
  return files.every((entry) => entry.isDirectory())
}

test('lists the packs with state, size and licence, and says what is unclear about one', async () => {
  const { exit, stdout, stderr } = await models([])
  expect([exit, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^Pack +State +Size +Licence +For$/m)
  expect(stdout).toMatch(/^tiny +available +1 MB +Apache-2\.0 +Tests of the command line\.$/m)
  expect(stdout).toMatch(/^doubtful +available +1 MB +Apache-2\.0 \(\?\) /m)
  expect(stdout).toContain('Installed: 0 MB. Add one: keter models add ID')
  expect(stdout).toContain('(?) doubtful: Nobody said')
  const json = await models(['list', '--json'])
  expect(JSON.parse(json.stdout)).toMatchObject({ items: [{ id: 'tiny', state: 'available' }, { id: 'doubtful' }], usedBytes: 0 })
})

test('W1, W3, W6: adds one, saying size and licence before it begins, runs nothing of the package, and works without the registry from then on', async () => {
  const { exit, stdout, stderr } = await models(['add', 'tiny'])
  expect(stderr).toContain('The tiny one: a download of 1 MB, weights under Apache-2.0. Made by nobody.')
  expect([exit, stdout.trim()]).toEqual([0, 'Installed tiny: 1 MB on the disk.'])
  expect(readFileSync(join(folder(), '1.2.0-1', 'model.onnx'), 'utf8')).toBe(weights)
  expect(existsSync(trace)).toBe(false)
  expect((await models(['list'])).stdout).toMatch(/^tiny +installed /m)
  lies.status = 503
  const again = await models(['add', 'tiny', '--json'])
  expect([again.exit, JSON.parse(again.stdout).state]).toEqual([0, 'installed'])
})

test('removes one, and what is not there once more', async () => {
  await models(['add', 'tiny'])
  for (let time = 0; time < 2; time++) expect(await models(['remove', 'tiny'])).toMatchObject({ exit: 0, stdout: 'Removed tiny.\n' })
  expect(nothingKept()).toBe(true)
  expect((await models(['list'])).stdout).toMatch(/^tiny +available /m)
})

test('W5: two who add the same at once get the same, downloaded once', async () => {
  const before = registry.requests.filter((path) => path.endsWith('.tgz')).length
  const both = await Promise.all([models(['add', 'tiny']), models(['add', 'tiny'])])
  expect(both.map(({ exit }) => exit)).toEqual([0, 0])
  expect(registry.requests.filter((path) => path.endsWith('.tgz')).length - before).toBe(1)
})

test.each<[string, Lies, string, number, RegExp]>([
  ['W1: other bytes than were checked', { instead: randomBytes(400) }, 'model_corrupt', 4, /integrity differs[\s\S]*Install it again/],
  ['W2: more bytes than there should be', { instead: randomBytes(2_000_000) }, 'model_corrupt', 4, /is longer than[\s\S]*Install it again/],
  ['W6: a registry that does not answer', { status: 503 }, 'registry_unreachable', 5, /could not be had[\s\S]*Check the connection/],
  ['W6: a registry that has no such package', { status: 404 }, 'registry_unreachable', 5, /could not be had[\s\S]*Check the connection/],
])(
  '%s: refused with cause and next step; W4: nothing is kept',
  async (_, lie, code, exit, said) => {
    Object.assign(lies, lie)
    const human = await models(['add', 'tiny'])
    expect([human.exit, human.stdout]).toEqual([exit, ''])
    expect(human.stderr).toMatch(said)
    expect(human.stderr).toContain('Charged: nothing.')
    const json = await models(['add', 'tiny', '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ code, charged: 'nothing' })
    expect(nothingKept()).toBe(true)
    expect((await models(['list'])).stdout).toMatch(/^tiny +available /m)
  },
  30_000,
)

test('a pack that there is not is not found, with those that there are; and who may not install is refused', async () => {
  for (const word of ['add', 'remove']) {
    const { exit, stdout } = await models([word, 'huge', '--json'])
    expect([exit, JSON.parse(stdout)]).toMatchObject([2, { code: 'not_found', data: { known: ['tiny', 'doubtful'] } }])
    const refused = await models([word, 'tiny', '--json'], viewer)
    expect([refused.exit, JSON.parse(refused.stdout).code]).toEqual([3, 'not_allowed'])
  }
  expect((await models(['list'], viewer)).exit).toBe(0)
})
