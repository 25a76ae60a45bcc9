import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ToolPrice } from '@keter/core'
import { describe, expect, test } from 'vitest'
import { acme, bee, inputs, place, render } from './test-price-books.ts'

describe('price', () => {
  test.each([
    ['a price, rounded as the vendor does', ['size=720p', 'seconds=10'], 0, '$0.4\n'],
    ['a range over what is not said', ['seconds=10'], 0, '$0.4 to $1.2 (depends on size)\n'],
    ['a range over a number that is known to lie between two', ['size=720p', 'seconds=5..20'], 0, '$0.2 to $0.8 (depends on seconds)\n'],
    ['a list, written as JSON', ['size=720p', 'seconds=10', 'scenes=[{"name":"a"}]'], 0, '$0.4\n'],
  ])('%s', async (_, pairs, code, said) => {
    await using here = await place({ 'acme.json': acme })
    const { exit, stdout, stderr } = await here.run('price', 'acme.json', '--tool', 'render', ...inputs(...pairs))
    expect([exit, stdout, stderr]).toEqual([code, said, ''])
  })

  test.each([
    ['what is missing, with its domain: 3', ['size=720p'], 3, 'missing', 'seconds'],
    ['not offered: 3', ['size=4K', 'seconds=10'], 3, 'not-offered', '"size" cannot be "4K"'],
    ['no row: 3', ['size=1080p', 'seconds=40'], 3, 'not-offered', 'No row'],
    ['paid by use: 3', ['size=1080p', 'seconds=40', 'notes=draft'], 3, 'metered', 'Drafts are paid by the token.'],
    ['no number: 2', ['size=720p', 'seconds=ten'], 2, 'invalid', 'write a number'],
    ['an input that the tool does not have: 2', ['colour=red'], 2, 'invalid', 'There is no input "colour"'],
  ])('without a price the exit code and the reason say why: %s', async (_, pairs, code, outcome, why) => {
    await using here = await place({ 'acme.json': acme })
    const words = ['price', 'acme.json', '--tool', 'render', ...inputs(...pairs)]
    if (outcome === 'missing') {
      // Without an upper bound on the seconds there is not even a range.
      const open = structuredClone(acme) as unknown as { tools: { render: { inputs: { seconds: { max?: string } } } } }
      delete open.tools.render.inputs.seconds.max
      await writeFile(join(here.path, 'acme.json'), JSON.stringify(open))
    }
    const human = await here.run(...words)
    expect([human.exit, human.stdout]).toEqual([code, ''])
    expect(human.stderr).toContain(why)
    const json = await here.run(...words, '--json')
    expect([json.exit, json.stderr]).toEqual([code, ''])
    expect(JSON.parse(json.stdout)).toMatchObject({ outcome, message: expect.stringContaining(why) })
    if (outcome !== 'missing') return
    expect(human.stderr).toContain('--input seconds=...  a number of seconds')
    expect(JSON.parse(json.stdout).missing).toEqual([{ name: 'seconds', domain: 'a number of seconds' }])
  })

  test('bounds that may not be reached say so', async () => {
    const wavy: ToolPrice = {
      inputs: { x: { kind: 'number', max: '10' } },
      rows: [{ when: {}, lines: [{ label: 'Wave', base: { subtract: [{ add: ['x', '10'] }, 'x'] } }] }],
    }
    await using here = await place({ 'acme.json': { ...acme, tools: { wavy } } })
    const { stdout } = await here.run('price', 'acme.json', '--tool', 'wavy')
    expect(stdout).toBe('at least $0, at most $20 (depends on x)\n')
  })

  test('a unit with a money value is shown in dollars too, one without is not', async () => {
    await using here = await place({ 'books/acme.json': acme, 'books/bee.json': bee })
    expect((await here.run('price', 'books', '--tool', 'upscale', ...inputs('megapixels=3'))).stdout).toBe('6 points, $0.03\n')
    expect((await here.run('price', 'books', '--tool', 'up', ...inputs('megapixels=3'))).stdout).toBe('6 coins\n')
  })

  test('in a folder the vendor and the date say which list; the tool goes by id, title or alias', async () => {
    const later = {
      ...acme,
      version: '2026-10',
      effective: '2026-10-01T00:00:00Z',
      tools: { film: { ...render, rows: [{ when: {}, lines: [{ label: 'Film', base: '5' }] }] } },
    }
    await using here = await place({ 'books/acme.json': acme, 'books/later.json': later, 'books/bee.json': bee, 'books/cases.json': [] })
    const ask = (...words: string[]) => here.run('price', 'books', '--tool', 'FILM RENDER', ...inputs('size=720p', 'seconds=10'), ...words)
    const unclear = await ask()
    expect([unclear.exit, unclear.stderr]).toEqual([2, expect.stringContaining('2 vendors have a tool called "FILM RENDER": Acme, Bee. Add --vendor.')])
    expect((await ask('--vendor', 'Acme')).stdout).toBe('$5\n')
    expect((await ask('--vendor', 'Acme', '--as-of', '2026-09')).stdout).toBe('$0.4\n')
    const old = await ask('--vendor', 'Acme', '--as-of', '2025')
    expect([old.exit, old.stdout, old.stderr]).toEqual([0, '$0.4\n', 'No list is that old: this is the oldest, in force from 2026-08-20.\n'])
  })

  test('without a book it is our own, with the price under each plan', async () => {
    const words = ['--tool', 'image-upscale', ...inputs('quality=standard', 'scale=4', 'pixels=12000000')]
    await using here = await place({})
    const { exit, stdout } = await here.run('price', ...words, '--json')
    expect(exit).toBe(0)
    const { amount, unit, plans } = JSON.parse(stdout)
    expect([amount, unit]).toEqual(['42', 'credits'])
    expect(plans.find(({ plan }: { plan: string }) => plan === 'pro')).toMatchObject({ amount: '38' })
    const human = (await here.run('price', ...words)).stdout
    expect(human.split('\n')[0]).toMatch(/^42 credits/)
    expect(human).toMatch(/Business +30 +credits/)
  })

  test.each([
    ['unknown_tool', ['price', 'acme.json', '--tool', 'paint']],
    ['source_missing', ['price', 'nowhere.json', '--tool', 'render']],
    ['price_book_invalid', ['price', 'text.json', '--tool', 'render']],
    ['price_book_invalid', ['price', 'list.json', '--tool', 'render']],
    ['price_book_invalid', ['price', 'broken.json', '--tool', 'render']],
    ['price_book_invalid', ['price', 'divides.json', '--tool', 'bad', '--input', 'x=1']],
    ['bad_usage', ['price', 'acme.json']],
    ['bad_usage', ['price', 'acme.json', '--tool', 'render', '--input', 'size']],
    ['bad_usage', ['price', 'acme.json', '--tool', 'render', '--input', 'size=720p', '--input', 'size=1080p']],
    ['bad_usage', ['price', 'acme.json', '--tool', 'render', '--input', 'scenes=two']],
    ['bad_usage', ['price', 'acme.json', '--tool', 'render', '--as-of', 'yesterday']],
  ])('2 for a wrong question (%s): keter price-book %j', async (code, words) => {
    const divides = {
      bad: { inputs: { x: { kind: 'number' } }, rows: [{ when: {}, lines: [{ label: 'Bad', base: { divide: ['1', { subtract: ['x', '1'] }] } }] }] },
    }
    const files = {
      'acme.json': acme,
      'text.json': 'not JSON',
      'list.json': [],
      'broken.json': { ...acme, unit: 3 },
      'divides.json': { ...acme, tools: divides },
    }
    await using here = await place(files)
    const { exit, stdout, stderr } = await here.run(...words, '--json')
    expect([exit, stderr]).toEqual([2, ''])
    expect(JSON.parse(stdout)).toMatchObject({ code, charged: 'nothing' })
  })
})

describe('explain', () => {
  test('the lines add up to the price, and say the list, its date and source', async () => {
    await using here = await place({ 'acme.json': acme })
    const words = ['explain', 'acme.json', '--tool', 'render', ...inputs('size=720p', 'seconds=1.7')]
    const { lines, amount, unit, book, source, vendor } = JSON.parse((await here.run(...words, '--json')).stdout)
    expect([vendor, unit, amount, book.version, book.effective, source]).toEqual(['Acme', 'usd', '0.1', '2026-08', '2026-08-20T00:00:00Z', acme.source])
    expect(lines.map((line: { amount: string }) => Number(line.amount)).reduce((a: number, b: number) => a + b)).toBeCloseTo(0.1, 12)
    expect(lines).toMatchObject([
      { label: 'Film', quantity: '1.7', rate: '0.04', amount: '0.068' },
      { label: 'At least', amount: '0.032' },
    ])
    const { stdout } = await here.run(...words)
    for (const part of [
      'Acme: Film render',
      '1.7 seconds × 0.04',
      'Total',
      '$0.1',
      'acme 2026-08, in force from 2026-08-20',
      'as of 2026-08-20, https://acme.example/prices',
    ])
      expect(stdout).toContain(part)
  })

  test('a range has no lines, but the list it comes from', async () => {
    await using here = await place({ 'acme.json': acme })
    const { exit, stdout } = await here.run('explain', 'acme.json', '--tool', 'render', ...inputs('seconds=10'))
    expect(exit).toBe(0)
    expect(stdout).toContain('$0.4 to $1.2 (depends on size)')
    expect(stdout).not.toContain('Total')
  })
})

describe('check', () => {
  test('0 for books without errors, 1 with the place, the problem and what to do', async () => {
    const gap = {
      ...acme,
      tools: { gap: { inputs: { size: { kind: 'choice', values: ['a', 'b'] } }, rows: [{ when: { size: 'c' }, lines: [{ label: 'x', base: '1' }] }] } },
    }
    await using here = await place({
      'good.json': { ...acme, tools: { upscale: acme.tools.upscale } },
      'books/gap.json': gap,
      'books/broken.json': '{',
      'books/cases.json': [],
    })
    const good = await here.run('check', 'good.json')
    expect([good.exit, good.stdout]).toEqual([0, expect.stringMatching(/^1 book checked: 0 errors/m)])
    const bad = await here.run('check', 'books')
    expect(bad.exit).toBe(1)
    expect(bad.stdout).toMatch(/books\/gap\.json\n +error +tools\.gap\.rows\[0\]/)
    expect(bad.stdout).toMatch(/books\/broken\.json\n +error +line 1, column 2\n/)
    expect(bad.stdout).toMatch(/2 books checked: \d+ errors/)
    const json = JSON.parse((await here.run('check', 'books', '--json')).stdout)
    expect(json).toMatchObject({ ok: false, books: [{ file: join('books', 'broken.json') }, { file: join('books', 'gap.json'), id: 'acme' }] })
    expect(json.books[0].findings[0]).toMatchObject({ severity: 'error', place: 'line 1, column 2', fix: expect.any(String) })
  })

  test('our own book has no errors', async () => {
    await using here = await place({})
    expect(await here.run('check')).toMatchObject({ exit: 0, stdout: expect.stringMatching(/1 book checked: 0 errors/) })
  })
})

describe('test', () => {
  const good = {
    id: 'one',
    vendor: 'Acme',
    tool: 'Film render',
    unit: 'usd',
    source: 'https://acme.example',
    inputs: { size: '720p', seconds: 10 },
    expected: 0.4,
    as_of: '2026',
  }
  const wrong = { ...good, id: 'two', expected: 0.41 }
  const ranged = { ...good, id: 'three', inputs: { seconds: 10 }, expected: { min: 0.4, max: 1.2 }, source: 'https://other.example' }
  const inexact = { ...wrong, id: 'four', approximate: true }
  const bees = { ...good, id: 'five', vendor: 'Bee' }
  const noPrice = { node: 'Film render', inputs: { size: '4K', seconds: 10 }, message: 'Not for this size', date: '2026-09-01' }
  const files = {
    'books/acme.json': acme,
    'books/bee.json': bee,
    'good.json': [good, ranged, bees],
    'all.json': [good, wrong, ranged, inexact],
    'none.json': [noPrice],
  }

  test('0 and a count where every case is right, in several files; without a price the kind of answer counts', async () => {
    await using here = await place(files)
    expect(await here.run('test', 'books', 'good.json', 'none.json')).toEqual({ exit: 0, stdout: '4 passed, 0 failed\n', stderr: '' })
  })

  test('1 where one is not, each with what was expected and what came; the last line counts', async () => {
    await using here = await place(files)
    const { exit, stdout } = await here.run('test', 'books', 'all.json')
    expect(exit).toBe(1)
    expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(/^two: Acme, Film render.*expected 0\.41, got 0\.4$/), '2 passed, 1 failed'])
  })

  test('cases that are not exact count with --all; --vendor and --source choose', async () => {
    await using here = await place(files)
    const last = async (...words: string[]) => (await here.run('test', 'books', ...words)).stdout.trim().split('\n').at(-1)
    expect(await last('all.json', '--all')).toBe('2 passed, 2 failed')
    expect(await last('good.json', '--vendor', 'Bee')).toBe('1 passed, 0 failed')
    expect(await last('good.json', '--source', 'other.example')).toBe('1 passed, 0 failed')
  })

  test('a case without a price that has one fails', async () => {
    await using here = await place({ ...files, 'none.json': [{ ...noPrice, inputs: { size: '720p', seconds: 10 } }] })
    const { exit, stdout } = await here.run('test', 'books', 'none.json', '--json')
    expect(exit).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ passed: 0, failed: [{ message: expect.stringContaining('expected not-offered') }] })
  })

  test('a book that cannot be used is a failure, unless it is another vendor’s', async () => {
    await using here = await place({ ...files, 'books/cat.json': { ...acme, vendor: 'Cat', unit: 3 } })
    const all = await here.run('test', 'books', 'good.json')
    expect([all.exit, all.stdout.split('\n')[0]]).toEqual([1, expect.stringMatching(/^books\/cat\.json: unit: /)])
    const one = await here.run('test', 'books', 'good.json', '--vendor', 'Acme')
    expect([one.exit, one.stderr]).toEqual([0, expect.stringMatching(/^books\/cat\.json is left out: unit: /)])
  })

  test('cases alone are held against our own book', async () => {
    const own = { id: 'own', tool: 'image-upscale', unit: 'credits', inputs: { quality: 'standard', scale: 4, pixels: 12_000_000 }, expected: 42 }
    await using here = await place({ 'own.json': [own] })
    expect(await here.run('test', 'own.json')).toMatchObject({ exit: 0, stdout: '1 passed, 0 failed\n' })
  })

  test.each([
    ['source_missing', ['books', 'nowhere.json']],
    ['source_missing', ['nowhere', 'good.json']],
    ['malformed_request', ['books', 'books/acme.json']],
    ['malformed_request', ['books', 'odd.json']],
    ['bad_usage', ['books', 'good.json', '--vendor', 'Nobody']],
  ])('2 where there is nothing to test (%s): %j', async (code, words) => {
    await using here = await place({ ...files, 'odd.json': [{ ...good, expected: 'much' }] })
    const { exit, stdout } = await here.run('test', ...words, '--json')
    expect([exit, JSON.parse(stdout).code]).toEqual([2, code])
  })
})

test('names from a file cannot steer the terminal', async () => {
  await using here = await place({ 'acme.json': { ...acme, tools: { render: { ...render, title: 'Film\u001b[2J', note: 'a\u0007b' } } } })
  const { stdout } = await here.run('explain', 'acme.json', '--tool', 'render', ...inputs('size=720p', 'seconds=10'))
  expect([...stdout].filter((character) => character < ' ' && character !== '\n')).toEqual([])
})
