// The rules for videos, each broken on purpose, and an honest result, which breaks none.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Options } from '@keter/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measureVideo } from '../../media/video/measure.ts'
import { type Clip, makeClip, turnClip } from '../../media/video/test-clip.ts'
import { editRequest } from '../test-edit.ts'
import { inspect } from './inspect.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-inspect-video-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const small: Clip = { width: 64, height: 48, seconds: 1, rate: '12' }
/** What an honest enlargement of it looks like. */
const large: Clip = { ...small, filter: 'scale=128:96:flags=lanczos,format=yuv420p' }
const clip = (name: string, made: Clip) => makeClip(join(folder, name), made)
let source: string

beforeAll(async () => {
  source = await clip('source.mp4', small)
})

async function judged(resultPath: string, options: Options = {}, tool = 'video-upscale', quality: string | undefined = 'standard') {
  const measurement = await measureVideo({ path: source })
  const { edit } = editRequest({ tool, ...(quality && { quality }), options }, measurement, {
    sourcePath: source,
    resultPath,
    workFolder: '',
    modelsFolder: '',
  })
  const { ok, findings } = await inspect({ edit, source: measurement, sourcePath: source, resultPath })
  return { ok, rules: findings.filter((finding) => !finding.ok).map(({ rule }) => rule) }
}

test('an honest result breaks no rule', async () => {
  expect(await judged(await clip('honest.mp4', large))).toEqual({ ok: true, rules: [] })
})

test('I1: a video that breaks off, and one that is none', async () => {
  const bytes = readFileSync(await clip('whole.mp4', large))
  const broken = bytes.fill(0x41, Math.round(bytes.length * 0.3), Math.round(bytes.length * 0.6))
  writeFileSync(join(folder, 'broken.mp4'), broken)
  expect(await judged(join(folder, 'broken.mp4'))).toMatchObject({ ok: false, rules: expect.arrayContaining(['I1']) })
  writeFileSync(join(folder, 'none.mp4'), 'Internal Server Error')
  expect(await judged(join(folder, 'none.mp4'))).toEqual({ ok: false, rules: ['I1'] })
  expect(await judged(join(folder, 'nowhere.mp4'))).toEqual({ ok: false, rules: ['I1'] })
})

test.each<[string, string, Clip]>([
  ['I2', 'of another size', { ...large, filter: 'scale=126:96,setsar=1,format=yuv420p' }],
  ['I5', 'all of one grey', { ...large, filter: 'scale=128:96,geq=lum=128:cb=128:cr=128,format=yuv420p' }],
  ['I7', 'of something else', { ...large, picture: 'testsrc' }],
  ['I14', 'that ends too soon', { ...large, seconds: 0.5 }],
  ['I14', 'that lost every other frame', { ...large, filter: `${large.filter},select=not(mod(n\\,2))` }],
  ['I15', 'that lost its sound', { ...large, sound: false }],
  ['I16', 'that stands still', { ...large, picture: 'smptebars' }],
])('%s: a video %s is a defect', async (rule, _, made) => {
  expect(await judged(await clip('wrong.mp4', made))).toMatchObject({ ok: false, rules: expect.arrayContaining([rule]) })
})

test('I17: frames between frames that show something else', async () => {
  const twice = { ...small, rate: '24' }
  expect(await judged(await clip('between.mp4', twice), {}, 'video-interpolate', '')).toEqual({ ok: true, rules: [] })
  const wrong = await clip('beside.mp4', { ...twice, filter: "negate=enable='mod(n,2)',format=yuv420p" })
  expect(await judged(wrong, {}, 'video-interpolate', '')).toMatchObject({ ok: false, rules: ['I17'] })
})

test('I7, I16: what was cut out shows a part of the source, and moves as that part does', async () => {
  const cut = { ...small, filter: 'crop=26:48:12:0,format=yuv420p' }
  expect(await judged(await clip('cut.mp4', cut), {}, 'video-reframe', '')).toEqual({ ok: true, rules: [] })
  const other = { ...small, picture: 'testsrc', filter: cut.filter }
  expect(await judged(await clip('other-cut.mp4', other), {}, 'video-reframe', '')).toMatchObject({ ok: false, rules: expect.arrayContaining(['I7']) })
})

test('I9: a person before another background, nothing kept, and nothing taken away', async () => {
  const judge = async (filter: string) =>
    judged(await clip('person.mp4', { ...small, filter: `${filter},format=yuv420p` }), { background: 'colour' }, 'video-background', '')
  expect(await judge('drawbox=x=0:y=0:w=20:h=48:color=0x00b140:t=fill')).toEqual({ ok: true, rules: [] })
  expect(await judge('null')).toEqual({ ok: false, rules: ['I9'] })
  expect(await judge("format=yuv420p,geq=lum='80+mod(X*37+Y*91,60)':cb=84:cr=170")).toEqual({ ok: false, rules: ['I9'] })
})

test('a video that is turned by its tag is seen upright, whichever of the two carries the tag', async () => {
  const turnedSource = await turnClip(await clip('flat.mp4', { ...small, sound: false }), join(folder, 'turned.mp4'))
  const upright = await clip('upright.mp4', { ...small, sound: false, filter: 'transpose=1,format=yuv420p' })
  const source = await measureVideo({ path: turnedSource })
  expect([90, 270]).toContain(source.rotation)
  const { edit } = editRequest({ tool: 'video-convert' }, source, { sourcePath: turnedSource, resultPath: upright, workFolder: '', modelsFolder: '' })
  const rules = async (resultPath: string) => {
    const { findings } = await inspect({ edit, source, sourcePath: turnedSource, resultPath })
    return findings.filter(({ ok }) => !ok).map(({ rule }) => rule)
  }
  const other = await clip('other.mp4', { ...small, sound: false, filter: 'transpose=2,format=yuv420p' })
  expect([await rules(upright), await rules(other)]).toEqual(source.rotation === 90 ? [[], ['I7']] : [['I7'], []])
})
