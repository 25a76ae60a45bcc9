import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePriceBook, compilePrices } from './compile.ts'
import { type Change, diffBooks } from './diff.ts'
import type { Input, Line, StudioBook, ToolPrice } from './format.ts'
import { parseStudioBook } from './parse.ts'

const ours = (): StudioBook =>
  parseStudioBook({
    format: 1,
    id: 'test',
    version: '1',
    effective: '2026-01-01T00:00:00Z',
    unit: 'credits',
    studio: {
      quoteMinutes: 30,
      holdHours: 24,
      keepChance: '0.7',
      plans: {
        free: { name: 'Free', grant: '60', period: 'month', rollOver: '0', discountPercent: '0', limits },
        pro: { name: 'Pro', grant: '600', period: 'month', rollOver: '1', discountPercent: '10', limits },
      },
    },
    tools: { 'image-upscale': upscale, 'image-convert': { ...upscale, quantities: {}, rows: [{ when: {}, lines: [{ label: 'Free', base: '0' }] }] } },
  })

const limits = { sourcesPerRun: 20, iterations: 4, sourceMegapixels: 25, resultMegapixels: 100, uploadMegabytes: 50 }

const upscale = {
  quantities: { started: { unit: 'started megapixel', is: { ceil: { divide: ['pixels', '1000000'] } } } },
  rows: ['draft', 'standard'].flatMap((quality, better) =>
    [2, 3, 4, 8].map((scale) => ({
      when: { quality, scale },
      lines: [{ label: `${quality} ${scale}`, quantity: 'started', rate: `0.${scale + better}` }],
    })),
  ),
  rerun: { factor: '0.5', label: 'half price' },
  rounding: { stage: 'source', mode: 'up', step: '1' },
  charges: { succeeded: 'price', partial: 'delivered', failed: 'nothing', cancelled: 'delivered', defective: 'refunded' },
}

type Rows = { lines: { rate: string; minimum?: string }[]; when: Record<string, unknown> }[]
const rowsOf = (book: StudioBook): Rows => book.tools['image-upscale']!.rows as unknown as Rows
const rateOf = (book: StudioBook, row: number) => rowsOf(book)[row]!.lines[0]!

/** What changed in our book, when this is done to it. */
function changed(act: (book: StudioBook & { tools: Record<string, ToolPrice> }) => void): Change[] {
  const next = structuredClone(ours())
  act(next)
  return diffBooks(compilePriceBook(ours(), ''), compilePriceBook(next, ''))
}
const sentences = (changes: readonly Change[]): string[] => changes.map(({ sentence }) => sentence)

describe('prices', () => {
  test('the same book has not changed', () => {
    expect(changed(() => undefined)).toEqual([])
  })

  test('a rate that went down: which settings, the rate, the percentage, and a usual photo', () => {
    expect(changed((book) => (rateOf(book, 6).rate = '0.4'))).toEqual([
      {
        kind: 'price',
        tool: 'image-upscale',
        sentence: 'Image upscale, standard, scale 4: 0.5 → 0.4 credits a started megapixel, 20 % less; a 12-megapixel photo 6 → 5 credits.',
        examples: [
          { inWords: 'a 12-megapixel photo', before: '6 credits', after: '5 credits' },
          { inWords: 'a 48-megapixel photo', before: '24 credits', after: '20 credits' },
        ],
        direction: 'cheaper',
      },
    ])
  })

  test('settings that changed alike are one sentence', () => {
    const both = changed((book) => {
      for (const row of [0, 4]) rateOf(book, row).rate = '0.9'
      for (const row of [1, 5]) rateOf(book, row).rate = '1.9'
    })
    expect(both.map(({ direction }) => direction)).toEqual(['dearer', 'dearer', 'dearer', 'dearer'])
    const alike = changed((book) => {
      for (const row of [0, 1, 2, 3]) rateOf(book, row).rate = '3'
    })
    expect(sentences(alike)).toHaveLength(4)
    const minimum = changed((book) => {
      for (const row of [4, 5, 6, 7]) rateOf(book, row).minimum = '100'
    })
    expect(minimum.every(({ sentence }) => sentence.startsWith('Image upscale, standard'))).toBe(true)
  })

  test('one percentage everywhere is one sentence', () => {
    const changes = changed((book) => {
      for (const row of rowsOf(book)) row.lines[0]!.rate = String(Number(row.lines[0]!.rate) * 2)
    })
    expect(sentences(changes)).toEqual(['Image upscale, draft or standard: 100 % more; for instance a 12-megapixel photo 3 → 5 credits.'])
    expect(changes[0]!.direction).toBe('dearer')
  })

  test('what depends on the size says from what to what, and shows a size that changed', () => {
    const [change] = changed((book) => (rateOf(book, 7).minimum = '9'))
    expect(change!.sentence).toBe('Image upscale, standard, scale 8: up to 900 % more; a 1-megapixel photo 1 credit → 9 credits.')
    expect(change!.examples).toEqual([{ inWords: 'a 1-megapixel photo', before: '1 credit', after: '9 credits' }])
  })

  test('a change that the rounding hides is told by its rate', () => {
    const changes = changed((book) => (rateOf(book, 0).rate = '0.201'))
    expect(sentences(changes)).toEqual([
      'Image upscale, draft, scale 2: 0.2 → 0.201 credits a started megapixel, 0.5 % more; a 12-megapixel photo still 3 credits.',
    ])
    expect(changes[0]!.examples).toEqual([])
  })

  test('free, and no longer free', () => {
    expect(sentences(changed((book) => (rateOf(book, 0).rate = '0')))).toEqual([
      'Image upscale, draft, scale 2: now free; a 12-megapixel photo 3 credits → free.',
    ])
  })

  test('rows in another order that decide the same are no change of price', () => {
    expect(changed((book) => rowsOf(book).reverse())).toEqual([
      {
        kind: 'rule',
        tool: 'image-upscale',
        sentence: 'Image upscale: its rule is written differently; none of the 48 prices that were compared has changed.',
        examples: [],
        direction: 'other',
      },
    ])
  })
})

describe('tools and options', () => {
  test('a row that went, and a row that came', () => {
    const gone = changed((book) => rowsOf(book).splice(3, 1))
    expect(gone).toMatchObject([{ kind: 'option-removed', sentence: 'No longer offered: Image upscale, draft, scale 8.', direction: 'other' }])
    const next = structuredClone(ours())
    rowsOf(next).splice(3, 1)
    const came = diffBooks(compilePriceBook(next, ''), compilePriceBook(ours(), ''))
    expect(sentences(came)).toEqual(['New: Image upscale, draft, scale 8, 0.8 credits a started megapixel; a 12-megapixel photo 10 credits.'])
    expect(came[0]!.examples[1]).toEqual({ inWords: 'a 12-megapixel photo', before: 'not offered', after: '10 credits' })
  })

  test('a tool that went, and a tool that came with its price', () => {
    const without = structuredClone(ours()) as { tools: Record<string, ToolPrice> } & StudioBook
    delete without.tools['image-convert']
    const [old, now] = [compilePriceBook(ours(), ''), compilePriceBook(without, '')]
    expect(diffBooks(old, now)).toMatchObject([{ kind: 'tool-removed', tool: 'image-convert', sentence: 'No longer offered: Crop, resize, convert.' }])
    expect(diffBooks(now, old)).toMatchObject([{ kind: 'tool-added', tool: 'image-convert', sentence: 'New: Crop, resize, convert, free.' }])
  })

  test('a new option of a vendor: its default costs what it did, its other value is new', () => {
    const style: Input = { kind: 'choice', values: ['plain', 'fancy'], default: 'plain' }
    const fancy: Line[] = [{ label: 'Fancy', base: '9' }]
    const now = tool({
      inputs: { ...sized, style },
      rows: [
        { when: { style: 'fancy' }, lines: fancy },
        { when: {}, lines: perSecond('2') },
      ],
    })
    expect(vendor(tool({ inputs: sized, rows: [{ when: {}, lines: perSecond('2') }] }), now)).toMatchObject([
      { kind: 'option-added', sentence: 'New: Render, style fancy, $9.' },
    ])
  })

  test('an option that has to be given now is compared with the price there was without it', () => {
    const style: Input = { kind: 'choice', values: ['plain', 'fancy'] }
    const fancy: Line[] = [{ label: 'Fancy', base: '9' }]
    const now = tool({
      inputs: { ...sized, style },
      rows: [
        { when: { style: 'fancy' }, lines: fancy },
        { when: {}, lines: perSecond('2') },
      ],
    })
    expect(sentences(vendor(tool({ inputs: sized, rows: [{ when: {}, lines: perSecond('2') }] }), now))).toEqual([
      'Render, style fancy: 10 to 93 % less; 10 seconds $20 → $9.',
    ])
  })

  test('bounds that were moved, and what is taken where nothing is said', () => {
    const film = (bounds: object, size: object) =>
      tool({
        inputs: { clip_seconds: { kind: 'number', unit: 'second', ...bounds }, size: { kind: 'choice', values: ['s', 'l'], ...size } },
        rows: [{ when: {}, lines: [{ label: 'Film', base: '1' }] }],
      })
    const told = (before: ToolPrice, after: ToolPrice) => vendor(before, after).map(({ kind, sentence }) => [kind, sentence])
    expect(told(film({ max: '60' }, { default: 's' }), film({ min: '5', max: '30' }, { default: 'l' }))).toEqual([
      ['option-removed', 'Render: clip seconds up to 60 → 30 seconds.'],
      ['option-removed', 'Render: clip seconds from 0 → 5 seconds.'],
      ['rule', 'Render: where nothing is said, size is s → l.'],
    ])
    expect(told(film({ min: '5', max: '30' }, {}), film({ min: '2' }, { default: 'l' }))).toEqual([
      ['option-added', 'Render: clip seconds up to 30 → any seconds.'],
      ['option-added', 'Render: clip seconds from 5 → 2 seconds.'],
      ['rule', 'Render: where nothing is said, size is open → l.'],
    ])
    expect(told(film({ min: '1' }, {}), film({ max: '9' }, {}))).toEqual([
      ['option-removed', 'Render: clip seconds up to any → 9 seconds.'],
      ['option-added', 'Render: clip seconds from 1 → 0 seconds.'],
    ])
    const same = film({ max: '30.0', min: '0' }, {})
    expect(told(film({ max: '30' }, {}), same).map(([kind]) => kind)).toEqual(['rule'])
  })

  test('what has no price before the run any more', () => {
    const metered = tool({ inputs: sized, rows: [{ when: {}, answer: 'metered', message: 'By the token.' }] })
    expect(vendor(tool({ inputs: sized, rows: [{ when: {}, lines: perSecond('2') }] }), metered)).toMatchObject([
      { kind: 'answer', sentence: 'Render: $20 → paid by use.' },
    ])
  })

  test('another unit is said, not calculated', () => {
    const changes = vendor(
      tool({ inputs: sized, rows: [{ when: {}, lines: perSecond('2') }] }),
      tool({ unit: 'credits', inputs: sized, rows: [{ when: {}, lines: perSecond('200') }] }),
    )
    expect(changes).toMatchObject([{ kind: 'unit', sentence: 'Render is now priced in credits; before, in usd.', direction: 'other' }])
    expect(changes[0]!.examples[0]).toEqual({ inWords: '5 seconds', before: '$10', after: '1000 credits' })
  })

  test('very many settings are said in few sentences', () => {
    const inputs = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name): [string, Input] => [name, { kind: 'choice', values: [1, 2, 3, 4, 5, 6, 7, 8] }]),
    )
    const rate = (factor: string) =>
      tool({ inputs, rows: [{ when: {}, lines: [{ label: 'Sum', base: { multiply: [{ add: ['a', 'b', 'c', 'd', 'e'] }, factor, 'f'] } }] }] })
    const grown = tool({ inputs, rows: [{ when: {}, lines: [{ label: 'Sum', base: { multiply: ['a', 'b', 'c', 'd', 'e', 'f'] } }] }] })
    const changes = vendor(rate('1'), grown)
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject({ kind: 'price', direction: 'other' })
    expect(changes[0]!.sentence).toMatch(/^Render, \d+ of \d+ settings: from \d+ % less to \d+ % more; for instance each time \$/)
    expect(sentences(vendor(rate('1'), rate('1.5')))).toEqual([expect.stringMatching(/^Render: 50 % more; for instance each time \$/)])
  })
})

const sized: Record<string, Input> = { seconds: { kind: 'number', unit: 'second' } }
const perSecond = (rate: string): Line[] => [{ label: 'Video', quantity: 'seconds', unit: 'second', rate }]
const tool = (price: Partial<ToolPrice>): ToolPrice => ({ title: 'Render', rows: [], ...price })

function vendor(before: ToolPrice, after: ToolPrice): Change[] {
  const compiled = (price: ToolPrice) =>
    compilePrices({ format: 1, id: 'v', version: '1', effective: '2026-01-01T00:00:00Z', unit: 'usd', tools: { render: price } }, '')
  return diffBooks(compiled(before), compiled(after))
}

describe('what no price shows', () => {
  test('re-runs, rounding, and what is charged on cancelling', () => {
    const changes = changed(({ tools }) => {
      const { rerun, rounding, charges } = tools['image-upscale'] as { rerun: { factor: string }; rounding: { step: string }; charges: { cancelled: string } }
      rerun.factor = '0.75'
      rounding.step = '0.5'
      charges.cancelled = 'nothing'
    })
    expect(changes.map(({ kind, direction, sentence }) => [kind, direction, sentence])).toEqual([
      ['rerun', 'dearer', 'Image upscale: another attempt costs 75 % of its price; it was 50 %.'],
      [
        'rounding',
        'other',
        'Image upscale: rounded up to steps of 0.5 credits, once for all attempts on a file; before, rounded up to whole credits, once for all attempts on a file.',
      ],
      [
        'charges',
        'other',
        'Image upscale: when you cancel, nothing is charged, and what was charged before is refunded; before, what was delivered before is charged and the rest comes back.',
      ],
    ])
  })

  test('plans, quotes, holds, and what a credit is worth', () => {
    const changes = changed((book) => {
      const { studio } = book as unknown as { studio: { quoteMinutes: number; plans: Record<string, unknown> } }
      Object.assign(book, { units: { credits: { usd: '0.01' } } })
      studio.quoteMinutes = 60
      Object.assign(studio.plans.pro!, { grant: '500', discountPercent: '15', rollOver: '2', limits: { ...limits, iterations: 8 } })
      studio.plans.team = studio.plans.free
      delete studio.plans.free
    })
    expect(changes.map(({ direction, sentence }) => [direction, sentence])).toEqual([
      ['other', 'A quote is valid for 30 → 60 minutes.'],
      ['other', 'The plan Free is no longer offered.'],
      ['dearer', 'Pro: 600 → 500 credits a month.'],
      ['cheaper', 'Pro: 10 % → 15 % off every price.'],
      ['cheaper', 'Pro: unused credits are carried over up to 1 → 2 times the grant.'],
      ['other', 'Pro: attempts on a file 4 → 8.'],
      ['other', 'New plan: Free, 60 credits a month, no discount.'],
    ])
  })

  test('a credit that is worth more makes everything dearer', () => {
    const worth = (usd: string) => compilePriceBook({ ...ours(), units: { credits: { usd } } }, '')
    expect(diffBooks(worth('0.01'), worth('0.012'))).toMatchObject([{ sentence: 'One credit is worth $0.01 → $0.012, 20 % more.', direction: 'dearer' }])
  })
})

describe('always', () => {
  test('our own book is the same as itself', () => {
    const own = parseStudioBook(JSON.parse(readFileSync(new URL('../../../price-books/keter-2026-11-22.json', import.meta.url), 'utf8')))
    expect(diffBooks(compilePriceBook(own, ''), compilePriceBook(own, ''))).toEqual([])
  })

  test('a rate that changed is found in whichever row it is, with its direction; back again is the other direction', () => {
    fc.assert(
      fc.property(fc.nat({ max: 7 }), fc.integer({ min: 1, max: 9999 }), (row, thousandths) => {
        const rate = `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`
        const next = structuredClone(ours())
        const before = Number(rateOf(next, row).rate)
        rateOf(next, row).rate = rate
        const [old, now] = [compilePriceBook(ours(), ''), compilePriceBook(next, '')]
        const direction = Number(rate) > before ? 'dearer' : 'cheaper'
        if (Number(rate) === before) return expect(diffBooks(old, now).every(({ kind }) => kind === 'rule')).toBe(true)
        expect(diffBooks(old, now)).toMatchObject([{ kind: 'price', direction }])
        expect(diffBooks(now, old)).toMatchObject([{ kind: 'price', direction: direction === 'dearer' ? 'cheaper' : 'dearer' }])
      }),
      { numRuns: 60 },
    )
  })

  test('a sample that a vendor prices by no number is asked once, and a text by its length', () => {
    const texts = (rate: string) =>
      tool({ inputs: { text: { kind: 'text' } }, rows: [{ when: {}, lines: [{ label: 'Text', quantity: { characters: 'text' }, unit: 'character', rate }] }] })
    expect(sentences(vendor(texts('0.001'), texts('0.002')))).toEqual(['Render: $0.001 → $0.002 a character, 100 % more; 1,000 characters $1 → $2.'])
  })

  test('lists, dates and numbers with bounds are asked within their domains', () => {
    const inputs: Record<string, Input> = {
      scenes: { kind: 'list', items: { seconds: { kind: 'number', unit: 'second', max: '6' } }, min: 2, max: 2 },
      day: { kind: 'date' },
      copies: { kind: 'number', min: '2', max: '3', whole: true },
    }
    const film = (rate: string) =>
      tool({
        inputs,
        rows: [
          {
            when: { day: { from: '2020-01-01' } },
            lines: [{ label: 'Film', quantity: { multiply: [{ sum: 'scenes', is: 'seconds' }, 'copies'] }, unit: 'second', rate }],
          },
        ],
      })
    expect(vendor(film('1'), film('2'))).toMatchObject([
      { sentence: 'Render: $1 → $2 a second, 100 % more; 2 items, 2 copies $20 → $40.', direction: 'dearer' },
    ])
  })
})
