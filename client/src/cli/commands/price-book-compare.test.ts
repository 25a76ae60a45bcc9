import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keter } from '../../../test/command-line.ts'
import { jpegHeader, picture } from '../../../test/images.ts'
import { acme, bee, inputs, place } from './test-price-books.ts'

describe('diff', () => {
  test('says what changed in sentences, with examples, and how many are cheaper', async () => {
    const dearer = {
      ...acme,
      tools: {
        ...acme.tools,
        upscale: { ...acme.tools.upscale, rows: [{ when: {}, lines: [{ label: 'Result', quantity: 'megapixels', unit: 'megapixel', rate: '3' }] }] },
      },
    }
    await using here = await place({ 'old.json': acme, 'new.json': dearer })
    const { exit, stdout } = await here.run('diff', 'old.json', 'new.json')
    expect(exit).toBe(0)
    expect(stdout.split('\n')[0]).toBe('+ upscale: 2 → 3 points a megapixel, 50 % more; 12 megapixels 24 → 36 points.')
    expect(stdout).toMatch(/12 megapixels +24 points +→ +36 points/)
    expect(stdout).toContain('1 change: 0 cheaper, 1 dearer.')
    const json = JSON.parse((await here.run('diff', 'new.json', 'old.json', '--json')).stdout)
    expect(json).toMatchObject({ old: { id: 'acme' }, changes: [{ kind: 'price', tool: 'upscale', direction: 'cheaper' }] })
    expect((await here.run('diff', 'old.json', 'old.json')).stdout).toMatch(/^Nothing changed/)
  })

  test('2 for a folder, which is not one book', async () => {
    await using here = await place({ 'books/a.json': acme, 'books/b.json': bee })
    expect(await here.run('diff', 'books', 'books/a.json')).toMatchObject({ exit: 2, stderr: expect.stringContaining('a folder of 2 books') })
  })
})

describe('elsewhere', () => {
  const flags = ['--tool', 'image-upscale', '--scale', '2', '--quality', 'draft', '--books', 'books']

  test('our own price first, then each vendor’s as published, with the address; no dollars where nobody says', async () => {
    await using here = await place({ 'books/acme.json': acme, 'books/bee.json': bee, 'a.png': picture(1000, 500), 'b.png': picture(500, 500) })
    const { exit, stdout } = await here.run('elsewhere', 'a.png', 'b.png', ...flags)
    expect(exit).toBe(0)
    expect(stdout).toContain('Upscale 2 files (draft, scale 2, format same), one attempt each')
    const lines = stdout.split('\n').map((line) => line.trim())
    const own = lines.findIndex((line) => line.includes('2 credits  Here, plan free'))
    const theirs = lines.findIndex((line) => line.includes('Acme: upscale'))
    expect(own).toBeGreaterThan(0)
    expect(theirs).toBeGreaterThan(own)
    expect(lines[theirs]).toMatch(/^\$0\.03 +6 points {2}Acme: upscale$/)
    expect(lines.slice(theirs + 1, theirs + 3)).toEqual(['as published on 2026-08-20, https://acme.example/prices', 'It invents detail.'])
    expect(lines).toContain('6 coins  Bee: up')
    const json = JSON.parse((await here.run('elsewhere', 'a.png', 'b.png', ...flags, '--vendor', 'Acme', '--json')).stdout)
    expect(json).toMatchObject({
      tool: 'image-upscale',
      files: 2,
      own: { amount: '2', unit: 'credits', plan: 'free' },
      elsewhere: [{ vendor: 'Acme', low: '6', usd: { low: '0.03' } }],
    })
  })

  test('where our plan does not allow the job, it says so and still prices the others', async () => {
    await using here = await place({ 'books/acme.json': acme, 'large.jpg': jpegHeader(5100, 5000, 1) })
    const { own, elsewhere } = JSON.parse((await here.run('elsewhere', 'large.jpg', ...flags, '--json')).stdout)
    expect(own.reason).toMatch(/megapixels/)
    expect(elsewhere).toMatchObject([{ vendor: 'Acme', low: '204' }])
  })

  test('the lists that come with the studio can all be asked', async () => {
    await using here = await place({ 'a.png': picture(100, 100) })
    const { exit, stderr, stdout } = await here.run('elsewhere', 'a.png', '--tool', 'image-upscale', '--json')
    expect([exit, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout).elsewhere.length).toBeGreaterThan(5)
  })

  test('an estimate can bring them along', async () => {
    await using here = await place({ 'a.png': picture(100, 100) })
    const words = ['estimate', 'a.png', '--tool', 'image-upscale', '--plan', 'free', '--balance', '10', '--elsewhere']
    const json = JSON.parse((await keter([...words, '--json'], { folder: here.path })).stdout)
    expect(json).toMatchObject({ most: '1', elsewhere: expect.arrayContaining([expect.objectContaining({ vendor: 'Recraft' })]) })
    expect((await keter(words, { folder: here.path })).stdout).toContain('One attempt each, here and elsewhere:')
  })
})

describe('import', () => {
  const rule = {
    id: 'acme.film',
    vendor: 'Acme',
    tool: 'Film',
    unit: 'usd',
    numeric: [],
    no_effect: [],
    rows: [
      { when: { size: '720p' }, price: [0.4] },
      { when: { size: '1080p' }, price: [0.8] },
    ],
  }
  const words = { id: 'bee.words', vendor: 'Bee', tool: 'Words', unit: 'usd', rule: 'It depends.' }

  test('writes a book a vendor that check and price then understand, and names what is left to write', async () => {
    await using here = await place({ 'rules.json': [rule, words] })
    const { exit, stdout } = await here.run('import', 'rules.json', '--out', 'books', '--as-of', '2026-08-20')
    expect(exit).toBe(0)
    expect(stdout).toMatch(/bee\.words +It has no rows/)
    expect(stdout).toContain('1 tool imported, 1 left out.')
    const book = JSON.parse(await readFile(join(here.path, 'books', 'imported-acme-2026-08-20.json'), 'utf8'))
    expect(book).toMatchObject({ vendor: 'Acme', effective: '2026-08-20T00:00:00Z' })
    expect((await here.run('price', 'books', '--tool', 'Film', ...inputs('size=1080p'))).stdout).toBe('$0.8\n')
    expect((await here.run('check', 'books')).exit).toBe(0)
    const again = await here.run('import', 'rules.json', '--out', 'books', '--as-of', '2026-08-20', '--json')
    expect([again.exit, JSON.parse(again.stdout).code]).toEqual([2, 'result_exists'])
    expect((await here.run('import', 'rules.json', '--out', 'books', '--as-of', '2026-08-20', '--force')).exit).toBe(0)
  })

  test('without --out the books are in the document', async () => {
    await using here = await place({ 'rules.json': [rule, words] })
    const { books } = JSON.parse((await here.run('import', 'rules.json', '--vendor', 'Acme', '--json')).stdout)
    expect(books).toMatchObject([{ book: { id: 'imported', vendor: 'Acme' }, skipped: [] }])
  })

  test.each([
    ['source_missing', ['nowhere.json']],
    ['malformed_request', ['object.json']],
    ['bad_usage', ['rules.json', '--vendor', 'Nobody']],
    ['bad_usage', ['rules.json', '--as-of', '2026']],
  ])('2 for rules that cannot be read (%s): %j', async (code, given) => {
    await using here = await place({ 'rules.json': [rule], 'object.json': {} })
    const { exit, stdout } = await here.run('import', ...given, '--json')
    expect([exit, JSON.parse(stdout).code]).toEqual([2, code])
  })
})
