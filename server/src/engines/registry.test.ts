import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEdit } from '@keter/core'
import { afterAll, expect, test } from 'vitest'
import { photograph, pictureFolder } from '../../test/pictures.ts'
import { lives } from '../../test/processes.ts'
import { createEngines } from './registry.ts'

const files = pictureFolder()
const modelsFolder = mkdtempSync(join(tmpdir(), 'keter-models-'))
const engines = createEngines({ modelsFolder, editors: 1 })
afterAll(async () => {
  await engines.close()
  files.remove()
  rmSync(modelsFolder, { recursive: true, force: true })
})

test.runIf(process.platform === 'linux')('the server process loads neither decoder nor inference runtime', () => {
  const script = `
    const { createEngines } = await import(${JSON.stringify(new URL('./registry.ts', import.meta.url).href)})
    createEngines({ modelsFolder: 'nowhere' })
    const { readFileSync } = await import('node:fs')
    console.log(readFileSync('/proc/self/maps', 'utf8'))`
  const libraries = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(libraries).toContain('node')
  expect(libraries.match(/\S*(vips|sharp|onnxruntime)\S*/)).toBeNull()
})

test('a tool that no engine performs is refused', () => {
  const edit = { ...parseEdit({ tool: 'image-convert' }), tool: 'image-dream' }
  expect(() => engines.engineFor(edit)).toThrow(expect.objectContaining({ code: 'unsupported_edit' }))
})

test('M10: a result may be larger than what is taken as a source, unless it has to be held whole', () => {
  const refusal = (asked: Parameters<typeof parseEdit>[0], width: number, height: number) => {
    const edit = parseEdit(asked)
    return engines.engineFor(edit).refusal(edit, { media: 'image', format: 'jpeg', width, height, bytes: 1e8, pages: 1, alpha: false })
  }
  const upscale = { tool: 'image-upscale', quality: 'draft', options: { scale: 2 } }
  expect(refusal(upscale, 12_000, 8333)).toBeNull()
  expect(refusal(upscale, 16_000, 13_000)).toMatchObject({
    code: 'unsupported_edit',
    message: expect.stringMatching(/result would have .* at most 805,306,368/),
  })
  expect(refusal({ tool: 'image-convert', options: { width: 500 } }, 24_000, 16_666)).toMatchObject({
    message: expect.stringMatching(/source has .* at most 268,435,456/),
  })
  const filled = { width: 20_000, height: 20_000, fit: 'cover', format: 'jpeg' }
  expect(refusal({ tool: 'image-convert', options: filled }, 12_000, 8333)).toBeNull()
  expect(refusal({ tool: 'image-convert', options: { ...filled, focus: 'attention' } }, 12_000, 8333)).toMatchObject({
    message: expect.stringMatching(/268,435,456/),
  })
})

test('measuring does not wait for an edit', async () => {
  const path = await files.save('large.png', photograph(1500, 1200).png())
  const edit = parseEdit({ tool: 'image-upscale', quality: 'standard', options: { scale: 8 } })
  const measurement = await engines.measure(path)
  const cancel = new AbortController()
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  const run = {
    edit,
    measurement,
    sourcePath: path,
    pictures: {},
    workFolder: files.folder,
    resultPath: files.path('result'),
    signal: cancel.signal,
    onProgress: () => resolve(),
  }
  const ending = engines
    .engineFor(edit)
    .run(run)
    .catch((error: unknown) => error)
  await begun
  const [pid] = engines.editorPids()
  expect(await engines.measure(path)).toEqual(measurement)
  expect(lives(pid!)).toBe(true)
  cancel.abort()
  expect(await ending).toMatchObject({ name: 'AbortError' })
})
