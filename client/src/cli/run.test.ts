import { problemOf, Refusal, type RefusalCode, refusalKinds, tools } from '@keter/core'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keter, temporaryFolder } from '../../test/command-line.ts'
import { sendJson, serve } from '../../test/http-server.ts'
import { picture } from '../../test/images.ts'

describe('exit codes', () => {
  test.each(Object.keys(refusalKinds) as RefusalCode[])('%s ends with the code of the table, and its problem is the one document', async (code) => {
    const problem = problemOf(new Refusal(code, 'This is the cause.', { some: 'data' }))
    await using studio = await serve((_, response) => sendJson(response, problem.status, problem))
    const json = await keter(['balance', '--json', '--url', studio.url, '--key', 'k'], { folder: '/' })
    expect(json.exit).toBe(refusalKinds[code].exit)
    expect(JSON.parse(json.stdout)).toEqual(problem)
    expect(json.stderr).toBe('')
    const human = await keter(['balance', '--url', studio.url], { folder: '/' })
    expect(human.exit).toBe(refusalKinds[code].exit)
    expect(human.stdout).toBe('')
    for (const part of [problem.title, 'This is the cause.', problem.next, 'Charged: nothing.']) expect(human.stderr).toContain(part)
    expect(human.stderr).not.toMatch(/^\s+at /m)
  })

  test('5 where no studio answers, and where the studio itself breaks', async () => {
    const gone = await serve(() => {})
    await gone[Symbol.asyncDispose]()
    expect((await keter(['balance'], { folder: '/', env: { KETER_URL: gone.url } })).exit).toBe(5)
    await using broken = await serve((_, response) => sendJson(response, 500, { ...problemOf(new Refusal('not_ready', '')), code: 'internal' }))
    expect((await keter(['balance', '--url', broken.url], { folder: '/' })).exit).toBe(5)
  })

  test('0 for help, which goes to standard output', async () => {
    for (const words of [[], ['--help'], ['edit', '--help'], ['ledger', 'verify', '--help']]) {
      const { exit, stdout, stderr } = await keter(words, { folder: '/' })
      expect([exit, stderr]).toEqual([0, ''])
      expect(stdout).toContain('Usage: keter')
    }
  })

  test.each([
    ['bad_usage', ['fly']],
    ['bad_usage', ['ledger', 'burn']],
    ['bad_usage', ['edit', '--tool', 'image-upscale']],
    ['bad_usage', ['edit', 'a.png']],
    ['unknown_option', ['edit', 'a.png', '--tool', 'image-upscale', '--colour', 'red']],
    ['bad_usage', ['edit', 'a.png', '--tool', 'image-upscale', '--max-credits', 'few']],
    ['bad_usage', ['edit', 'a.png', '--tool', 'image-upscale', '--yes', '--plan', 'pro']],
    ['bad_usage', ['charges', '--limit', '0', '--url', 'http://127.0.0.1:9']],
    ['bad_usage', ['runs', '--state', 'sleeping', '--url', 'http://127.0.0.1:9']],
    ['bad_usage', ['balance', '--url', 'localhost']],
    ['bad_usage', ['worker']],
    ['source_missing', ['estimate', 'nowhere.png', '--tool', 'image-upscale']],
    ['source_missing', ['ledger', 'verify', '--file', 'nowhere.jsonl']],
    ['unknown_plan', ['estimate', 'a.png', '--tool', 'image-upscale', '--plan', 'gold', '--balance', '1']],
    ['iterations_out_of_range', ['estimate', 'a.png', '--tool', 'image-upscale', '--iterations', '1000000000', '--plan', 'free', '--balance', '1']],
  ])('2 for a wrong command (%s): keter %j', async (code, words) => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.png'), picture(8, 8))
    const { exit, stdout, stderr } = await keter([...words, '--json'], { folder: folder.path })
    expect(JSON.parse(stdout)).toMatchObject({ code, charged: 'nothing' })
    expect([exit, stderr]).toEqual([2, ''])
  })

  test('2 for a command that names nothing to do', async () => {
    const { exit, stdout, stderr } = await keter(['ledger'], { folder: '/' })
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain('A command is missing.')
  })

  test('130 for what was stopped before anything was held', async () => {
    const stop = new AbortController()
    await using studio = await serve(() => stop.abort())
    const { exit, stdout } = await keter(['balance', '--json', '--url', studio.url], { folder: '/', signal: stop.signal })
    expect(exit).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ code: 'edit_cancelled', charged: 'nothing' })
  })
})

describe('keter edit', () => {
  test('without a terminal and without --yes asks nobody and touches nothing', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.png'), picture(8, 8))
    let asked = 0
    await using studio = await serve((_, response) => {
      asked++
      sendJson(response, 200, {})
    })
    const { exit, stderr } = await keter(['edit', 'a.png', '--tool', 'image-upscale', '--url', studio.url], { folder: folder.path })
    expect(exit).toBe(2)
    expect(stderr).toContain('--yes')
    expect(asked).toBe(0)
  })

  test.each([
    ['above_max_credits', ['--max-credits', '0.5', '--plan', 'free', '--balance', '60']],
    ['insufficient_credits', ['--plan', 'free', '--balance', '0.5']],
  ])('--dry-run meets the refusal that the run would meet: %s', async (code, words) => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.png'), picture(8, 8))
    const { exit, stdout } = await keter(['edit', 'a.png', '--tool', 'image-upscale', '--dry-run', '--json', ...words], { folder: folder.path })
    expect(exit).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ code })
  })

  test('--dry-run --json gives the estimate document', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.png'), picture(8, 8))
    const { exit, stdout } = await keter(['edit', 'a.png', '--tool', 'image-upscale', '--dry-run', '--json', '--plan', 'free', '--balance', '60'], {
      folder: folder.path,
    })
    expect(exit).toBe(0)
    const document = JSON.parse(stdout)
    const fields = [
      'tool',
      'options',
      'quality',
      'iterations',
      'plan',
      'book',
      'validUntil',
      'sources',
      'low',
      'likely',
      'most',
      'onFailure',
      'balance',
      'limits',
      'eta',
    ]
    expect(Object.keys(document).sort()).toEqual(fields.sort())
    expect(document.most).toBe('1')
  })
})

test('keter tools lists every tool with its rates, without a studio', async () => {
  const { exit, stdout } = await keter(['tools', '--json'], { folder: '/' })
  expect(exit).toBe(0)
  const { items } = JSON.parse(stdout)
  expect(items.map(({ id }: { id: string }) => id)).toEqual(tools.map(({ id }) => id))
  expect(items[0].rates).toContainEqual({ label: 'Draft 4×', when: { quality: 'draft', scale: 4 }, rate: '1', per: 'started megapixel' })
})
