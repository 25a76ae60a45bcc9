// The command line as a person uses it: the real program in a process of its own, the real studio, real weights, a real data folder.
import { execFile, type PromiseWithChild, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { imageSizeFromFile } from 'image-size/fromFile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { picture, png } from '../../test/images.ts'
import { createClient, type Receipt } from '../sdk/index.ts'
import { type EmbeddedStudio, startEmbedded } from './embedded.ts'

const program = fileURLToPath(new URL('./main.ts', import.meta.url))
const upscale = ['--tool', 'image-upscale']
const patient = 180_000

let folder: string
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keter-e2e-'))
  const { DATABASE_URL: _, KETER_URL: __, KETER_KEY: ___, ...rest } = process.env
  env = { ...rest, KETER_DATA: 'data', INIT_CWD: folder }
  const source = picture(120, 80)
  await writeFile(join(folder, 'photo.png'), source)
  await writeFile(join(folder, 'large.png'), picture(1600, 1200))
  await writeFile(join(folder, 'text.png'), 'not an image')
  await writeFile(join(folder, 'cut.png'), source.subarray(0, source.length / 2))
  await writeFile(
    join(folder, 'wide.png'),
    png(4900, 5000, () => [9, 9, 9]),
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

async function keter(words: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const running: PromiseWithChild<{ stdout: string; stderr: string }> = promisify(execFile)(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...env, ...extra },
  })
  return running.then(
    (done) => ({ exit: 0, ...done }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ exit: code, stdout, stderr }),
  )
}

describe('with no server running', () => {
  test('an estimate needs no studio and leaves nothing behind', { timeout: patient }, async () => {
    const { exit, stdout } = await keter(['estimate', 'photo.png', ...upscale, '--json'])
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ tool: 'image-upscale', most: '1', sources: [{ name: 'photo.png', result: { width: 480, height: 320 } }] })
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('one command estimates, holds, edits, charges, saves and gives the receipt; the ledger then verifies', { timeout: patient }, async () => {
    const words = [
      'edit',
      'photo.png',
      ...upscale,
      '--scale',
      '2',
      '--quality',
      'draft',
      '--iterations',
      '1',
      '--max-credits',
      '20',
      '--yes',
      '--out',
      'out/',
      '--json',
    ]
    const { exit, stdout, stderr } = await keter(words)
    expect(stderr).toMatch(/Held 1 credit for run run_/)
    expect(exit).toBe(0)
    const receipt = JSON.parse(stdout) as Receipt
    const [iteration] = receipt.iterations
    expect(Number(receipt.charged)).toBeGreaterThan(0)
    expect(receipt).toMatchObject({ quoted: { low: '1', most: '1' }, held: '1', charged: '1', refunded: '0', returned: '0' })
    expect(iteration).toMatchObject({ source: 'photo.png', verdict: 'kept', charge: '1', result: { path: join('out', 'photo-upscaled-2x.png') } })
    expect(await readdir(join(folder, 'out'))).toEqual(['photo-upscaled-2x.png'])
    const result = join(folder, 'out', 'photo-upscaled-2x.png')
    expect(await imageSizeFromFile(result)).toMatchObject({ width: 240, height: 160, type: 'png' })
    expect(
      createHash('sha256')
        .update(await readFile(result))
        .digest('hex'),
    ).toBe(iteration!.result!.sha256)

    await writeFile(join(folder, 'receipt.json'), stdout)
    const verified = await keter(['ledger', 'verify', '--receipt', 'receipt.json', '--json'])
    expect(verified.exit).toBe(0)
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, findings: [] })
    // Its keys and secrets are for this person only.
    expect((await stat(join(folder, 'data'))).mode & 0o077).toBe(0)
  })
})

describe('with a studio running', () => {
  let studio: EmbeddedStudio
  const there = () => ({ KETER_URL: studio.url, KETER_KEY: studio.key })
  const balance = async () => (await createClient({ baseUrl: studio.url, key: studio.key }).GET('/balance')).data

  beforeAll(async () => {
    const { stdin, stdout, stderr } = process
    studio = await startEmbedded({ env, folder, stdin, stdout, stderr, signal: new AbortController().signal })
  }, patient)
  afterAll(() => studio?.close(), patient)

  test('its data folder is locked for everyone else, who is told to use its address', { timeout: patient }, async () => {
    const { exit, stdout } = await keter(['balance', '--json'])
    expect(exit).toBe(5)
    expect(JSON.parse(stdout)).toMatchObject({ code: 'studio_locked', next: expect.stringContaining('KETER_URL') })
  })

  test('a wrong key is refused, with exit code 3', { timeout: patient }, async () => {
    const { exit, stdout } = await keter(['balance', '--json'], { KETER_URL: studio.url, KETER_KEY: 'wrong' })
    expect(exit).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ code: 'not_signed_in' })
  })

  test.each([
    ['source_not_media', 2, ['text.png']],
    ['source_damaged', 2, ['cut.png']],
    ['source_missing', 2, ['gone.png']],
    ['result_exists', 2, ['photo.png', '--scale', '2', '--out', 'out']],
    ['iterations_out_of_range', 2, ['photo.png', '--iterations', '1000000000']],
    ['result_too_large', 2, ['wide.png', '--scale', '8']],
    ['insufficient_credits', 3, ['wide.png', '--scale', '2', '--quality', 'standard', '--iterations', '4']],
    ['above_max_credits', 3, ['photo.png', '--max-credits', '0.5']],
    ['not_found', 2, ['photo.png', '--project', 'prj_00000000000000000000000000']],
  ])('%s ends with exit code %i, nothing held, nothing charged', { timeout: patient }, async (code, exit, words) => {
    const before = await balance()
    const ended = await keter(['edit', ...words, ...upscale, '--yes', '--json', ...(words.includes('--out') ? [] : ['--out', 'none'])], there())
    expect(JSON.parse(ended.stdout)).toMatchObject({ code, charged: 'nothing' })
    expect(ended.exit).toBe(exit)
    expect(await balance()).toEqual(before)
  })

  test('the same edit of the same bytes a second time costs nothing', { timeout: patient }, async () => {
    const { exit, stdout } = await keter(['edit', 'photo.png', ...upscale, '--scale', '2', '--yes', '--out', 'out', '--force', '--json'], there())
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ quoted: { low: '0', most: '0' }, held: '0', charged: '0', returned: '0' })
  })

  test('Ctrl-C cancels the run first: exit code 130, the hold returns', { timeout: patient }, async () => {
    const before = await balance()
    const words = ['edit', 'large.png', ...upscale, '--scale', '4', '--quality', 'standard', '--yes', '--out', 'none', '--json']
    const child = spawn(process.execPath, [program, ...words], { cwd: folder, env: { ...env, ...there() }, stdio: ['ignore', 'pipe', 'pipe'] })
    let [said, document] = ['', '']
    child.stdout.on('data', (text) => (document += text))
    child.stderr.on('data', (text) => {
      said += text
      if (said.includes('Held') && !child.killed) child.kill('SIGINT')
    })
    const [exit] = await once(child, 'close')
    expect(exit).toBe(130)
    expect(JSON.parse(document)).toMatchObject({ held: '7', charged: '0', returned: '7' })
    expect(await balance()).toMatchObject({ available: before.available, held: '0' })
  })

  test('an export of its ledger verifies without it, and a forged one does not', { timeout: patient }, async () => {
    const lines = await (await createClient({ baseUrl: studio.url, key: studio.key }).open('/ledger/export')).text()
    await writeFile(join(folder, 'ledger.jsonl'), lines)
    expect(await keter(['ledger', 'verify', '--file', 'ledger.jsonl', '--receipt', 'receipt.json'])).toMatchObject({ exit: 0, stderr: '' })
    await writeFile(join(folder, 'forged.jsonl'), lines.replace('"amount":"60"', '"amount":"600"'))
    const forged = await keter(['ledger', 'verify', '--file', 'forged.jsonl', '--json'])
    expect(forged.exit).toBe(1)
    expect(JSON.parse(forged.stdout)).toMatchObject({ ok: false })
  })

  test('what happened can be read: charges, runs, a receipt', { timeout: patient }, async () => {
    const charges = JSON.parse((await keter(['charges', '--kind', 'charge', '--json'], there())).stdout)
    expect(charges.items).toMatchObject([{ kind: 'charge', amount: '-1', source: 'photo.png', tool: 'image-upscale' }])
    const runs = JSON.parse((await keter(['runs', '--json', '--project', 'Command line'], there())).stdout)
    expect(runs.items.map(({ charged }: { charged: string }) => charged)).toEqual(['0', '0', '1'])
    const receipt = await keter(['receipt', charges.items[0].receipt], there())
    expect(receipt.stdout).toContain('Final cost   1 credit')
  })

  test('where credits come from and may go: plan, purchases, limits, statement', { timeout: patient }, async () => {
    const json = async (...words: string[]) => JSON.parse((await keter([...words, '--json'], there())).stdout)
    expect(await json('plan', 'show')).toMatchObject({ plan: 'free', plans: [{ id: 'free' }, { id: 'pro' }, { id: 'team' }, { id: 'business' }] })
    expect((await keter(['plan', 'change', 'pro'], there())).exit).toBe(2)
    expect(await json('plan', 'change', 'pro', '--when', 'period-end', '--yes')).toMatchObject({ state: 'pending', to: 'pro' })
    expect((await keter(['plan', 'cancel'], there())).exit).toBe(0)
    expect(await json('plan', 'advice')).toMatchObject({ why: 'too-little-history' })
    const paid = ['purchases', 'record', '--amount', '12.50', '--currency', 'USD', '--reference', 'Rechnung Nr. 7/ü']
    const recorded = await json(...paid, '--credits', '100')
    expect(recorded).toMatchObject({ state: 'paid', credits: '100' })
    expect((await json(...paid, '--credits', '100')).id).toBe(recorded.id)
    const other = await keter([...paid, '--credits', '101'], there())
    expect([other.exit, other.stderr]).toEqual([2, expect.stringContaining('Charged: nothing')])
    expect((await json('purchases', 'list')).items).toEqual([recorded])
    for (const [file, ...words] of [
      ['invoice.pdf', 'purchases', 'invoice', recorded.id],
      ['statement.pdf', 'statement', '--from', '2026-01-01', '--until', '2100-01-01'],
    ]) {
      expect((await keter([...words, '--out', file!], there())).exit).toBe(0)
      expect((await readFile(join(folder, file!))).subarray(0, 5).toString()).toBe('%PDF-')
      expect((await keter([...words, '--out', file!], there())).stderr).toContain('exists already')
    }
    const refused = await keter(['purchases', 'buy', 'small'], there())
    expect([refused.exit, refused.stderr]).toEqual([3, expect.stringContaining('KETER_STRIPE_KEY')])
  })
})
