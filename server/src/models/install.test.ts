import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createPool } from '../media/pool.ts'
import { install, removeAbandoned, removePack } from './install.ts'
import { stateOnDisk } from './installed.ts'
import type { ModelPack } from './pack.ts'
import type { ModelTasks } from './tasks.ts'
import { type Lies, openTestRegistry, type TarEntry, type TestRegistry } from './test-registry.ts'

const children = createPool<ModelTasks>({ entry: new URL('./child.ts', import.meta.url), size: 1 })
const root = mkdtempSync(join(tmpdir(), 'keter-packs-'))
let registry: TestRegistry | null = null
afterEach(async () => {
  await registry?.close()
  registry = null
})
afterAll(async () => {
  await children.close()
  rmSync(root, { recursive: true })
})

const halves = ['first half, ', 'second half']
const whole = halves.join('')
const honest: readonly TarEntry[] = [
  { name: 'package/package.json', content: '{"scripts":{"postinstall":"touch /tmp/keter-was-here"}}' },
  { name: 'package/parts/1', content: halves[0]! },
  { name: 'package/parts/2', content: halves[1]! },
]

async function given(entries: readonly TarEntry[], lies: Lies = {}, change: Partial<ModelPack> = {}) {
  registry = await openTestRegistry('@test/weights', '1.0.0', entries, lies)
  const pack: ModelPack = {
    id: 'test',
    title: 'Test',
    purpose: 'Tests.',
    tools: [],
    package: { name: '@test/weights', version: '1.0.0', integrity: registry.integrity },
    revision: 1,
    downloadBytes: registry.bytes,
    licence: { code: 'MIT', weights: 'MIT', notice: '', unclear: null },
    outputs: {
      'model.onnx': {
        bytes: whole.length,
        sha256: createHash('sha256').update(whole).digest('hex'),
        from: { kind: 'joined', parts: ['parts/1', 'parts/2'] },
      },
    },
    ...change,
  }
  const modelsFolder = mkdtempSync(join(root, 'models-'))
  const installation = {
    pack,
    modelsFolder,
    children,
    registry: registry.url,
    now: () => new Date(0),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  }
  return { pack, modelsFolder, installation, file: join(modelsFolder, 'test', '1.0.0-1', 'model.onnx') }
}

/** Everything below a folder that is a file. */
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory())

test('W3: a pack is fetched, checked, converted and kept with its manifest; a second time it is there already', async () => {
  const { installation, modelsFolder, file, pack } = await given(honest)
  await install(installation)
  expect(readFileSync(file, 'utf8')).toBe(whole)
  expect(JSON.parse(readFileSync(join(file, '..', 'manifest.json'), 'utf8'))).toMatchObject({
    pack: 'test',
    package: pack.package,
    files: [{ name: 'model.onnx' }],
  })
  expect(
    filesIn(modelsFolder)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['manifest.json', 'model.onnx'])
  const asked = registry!.requests.length
  await install(installation)
  expect(registry!.requests.length).toBe(asked)
  expect(existsSync('/tmp/keter-was-here')).toBe(false)
})

test('W5: two installations at once end in one whole pack', async () => {
  const { installation, file, modelsFolder } = await given(honest)
  await Promise.all([install(installation), install(installation)])
  expect(readFileSync(file, 'utf8')).toBe(whole)
  expect(filesIn(modelsFolder)).toHaveLength(2)
})

test('a damaged file is noticed, and installing again puts it right', async () => {
  const { installation, file, modelsFolder, pack } = await given(honest)
  await install(installation)
  writeFileSync(file, 'x'.repeat(whole.length))
  expect(await stateOnDisk(modelsFolder, pack, true)).toBe('corrupt')
  await install(installation)
  expect(readFileSync(file, 'utf8')).toBe(whole)
})

const evil = Buffer.concat([randomBytes(400)])
const hostile: readonly (readonly [string, readonly TarEntry[], Lies, string])[] = [
  ['another tarball than was checked', honest, { instead: evil }, 'model_corrupt'],
  ['a tarball that breaks off', honest, { cut: true }, 'registry_unreachable|model_corrupt'],
  ['a tarball without end', honest, { instead: randomBytes(2_000_000) }, 'model_corrupt'],
  ['a link instead of a file', [{ name: 'package/parts/1', type: 'symlink', linkname: '/etc/passwd' }, ...honest.slice(2)], {}, 'model_corrupt'],
  ['a path that climbs', [{ name: 'package/../../../../escaped', content: 'x' }, ...honest.slice(0, 2)], {}, 'model_corrupt'],
  ['an absolute path', [{ name: '/tmp/keter-escaped', content: 'x' }, ...honest.slice(0, 2)], {}, 'model_corrupt'],
  ['a file that is there twice', [...honest, { name: 'package/parts/1', content: 'again' }], {}, 'model_corrupt'],
  ['other weights under the right names', [...honest.slice(0, 2), { name: 'package/parts/2', content: 'something!!' }], {}, 'model_corrupt'],
  ['a registry that has no such package', honest, { status: 404 }, 'registry_unreachable'],
]
test.each(hostile)('W1, W2, W4: %s: refused, and nothing is kept', async (_, entries, lies, code) => {
  const { installation, modelsFolder } = await given(entries, lies)
  await expect(install(installation)).rejects.toMatchObject({ code: expect.stringMatching(new RegExp(`^(${code})$`)) })
  expect(filesIn(modelsFolder)).toEqual([])
  expect(existsSync(join(root, 'escaped')) || existsSync('/tmp/keter-escaped')).toBe(false)
})

test('another integrity than the registry states is refused before anything is unpacked', async () => {
  const { installation, modelsFolder, pack } = await given(honest)
  const integrity = `sha512-${Buffer.alloc(64, 7).toString('base64')}`
  await expect(install({ ...installation, pack: { ...pack, package: { ...pack.package, integrity } } })).rejects.toMatchObject({ code: 'model_corrupt' })
  expect(filesIn(modelsFolder)).toEqual([])
})

test('a registry that is not there is unreachable, and a folder that cannot be written is said to be the cause', async () => {
  const { installation, modelsFolder } = await given(honest)
  await expect(install({ ...installation, registry: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'registry_unreachable' })
  const blocked = join(modelsFolder, 'blocked')
  writeFileSync(blocked, '')
  await expect(install({ ...installation, modelsFolder: blocked })).rejects.toMatchObject({ code: 'model_install_failed' })
})

test('a full disk is said to be one, and nothing is kept', async (context) => {
  if (!existsSync('/dev/full')) return context.skip('there is no /dev/full here')
  const { installation, modelsFolder } = await given(honest)
  // The child's output goes to a device that is always full.
  const onFull = {
    ...children,
    run: (task: 'convert', input: Parameters<ModelTasks['convert']>[0], options: never) => {
      symlinkSync('/dev/full', input.outPath)
      return children.run(task, input, options)
    },
  }
  await expect(install({ ...installation, children: onFull as never })).rejects.toMatchObject({ code: 'model_disk_full' })
  expect(filesIn(modelsFolder)).toEqual([])
})

test('W4: what a crash left is removed once it is old, what is in work stays, and a pack can be removed', async () => {
  const { installation, modelsFolder, file, pack } = await given(honest)
  await install(installation)
  const left = join(modelsFolder, '.installing', 'test-abc')
  mkdirSync(left, { recursive: true })
  writeFileSync(join(left, 'package.tgz'), 'half')
  await removeAbandoned(modelsFolder, new Date())
  expect(existsSync(left)).toBe(true)
  for (const path of [join(left, 'package.tgz'), left]) utimesSync(path, 1, 1)
  await removeAbandoned(modelsFolder, new Date())
  expect(existsSync(left)).toBe(false)
  await removePack(modelsFolder, pack)
  expect(existsSync(file)).toBe(false)
  expect(await stateOnDisk(modelsFolder, pack)).toBe('absent')
})

test('an installation that is ended leaves nothing', async () => {
  const { installation, modelsFolder } = await given(honest)
  const ended = new AbortController()
  await expect(install({ ...installation, signal: ended.signal, onProgress: () => ended.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  expect(filesIn(modelsFolder)).toEqual([])
})
