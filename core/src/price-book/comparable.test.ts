import { describe, expect, test } from 'vitest'
import type { Measurement } from '../measurement.ts'
import { type ElsewhereJob, type ElsewherePrice, compileComparable, priceElsewhere } from './comparable.ts'
import { compilePrices } from './compile.ts'
import type { PriceBook, ToolPrice } from './format.ts'
import { priceLists } from './price-lists.ts'

const perMegapixel: ToolPrice = {
  title: 'Enlarge',
  inputs: { megapixels: { kind: 'number' }, factor: { kind: 'choice', values: [2, 4] }, type: { kind: 'choice', values: ['same', 'png'], default: 'same' } },
  rows: [{ when: { factor: [2, 4] }, lines: [{ label: 'Result', quantity: 'megapixels', unit: 'megapixel', block: '8', rate: '0.04' }] }],
  comparable: [
    {
      tool: 'image-upscale',
      when: { quality: 'standard' },
      inputs: { megapixels: { is: { divide: ['resultPixels', '1000000'] } }, factor: { is: 'scale' }, type: { is: 'format' } },
    },
  ],
}

const flat = (base: string, more: Partial<ToolPrice> = {}): ToolPrice => ({
  inputs: {},
  rows: [{ when: {}, lines: [{ label: 'A request', base }] }],
  comparable: [{ tool: 'image-upscale', inputs: {} }],
  ...more,
})

const book = (vendor: string, tools: PriceBook['tools'], more: Partial<PriceBook> = {}): PriceBook => ({
  format: 1,
  id: vendor.toLowerCase(),
  version: '1',
  effective: '2026-08-20T00:00:00Z',
  vendor,
  unit: 'usd',
  source: { url: `https://${vendor.toLowerCase()}.example/prices`, asOf: '2026-08' },
  tools,
  ...more,
})

const photo = (width: number, height: number): Measurement => ({ media: 'image', format: 'jpeg', width, height, bytes: 1000 })
const job = (sizes: readonly (readonly [number, number])[], more: Partial<ElsewhereJob> = {}): ElsewhereJob => ({
  tool: 'image-upscale',
  quality: 'standard',
  options: { scale: 4, format: 'same' },
  sources: sizes.map(([width, height]) => ({ measurement: photo(width, height), result: { width: width * 4, height: height * 4, format: 'jpeg' } })),
  ...more,
})

const elsewhere = (books: readonly PriceBook[], asked: ElsewhereJob): ElsewherePrice[] =>
  priceElsewhere(priceLists(books.map((each) => compilePrices(each, ''))), asked)

describe('priceElsewhere', () => {
  test('prices every source by the vendor’s own rule and adds up: started blocks are started by each file', () => {
    // One megapixel each: three started blocks of 8, where all together would be one.
    const [price] = elsewhere(
      [book('Ace', { enlarge: perMegapixel })],
      job([
        [250, 250],
        [250, 250],
        [500, 125],
      ]),
    )
    expect(price).toEqual({
      vendor: 'Ace',
      tool: 'enlarge',
      title: 'Enlarge',
      book: { id: 'ace', version: '1' },
      asOf: '2026-08',
      url: 'https://ace.example/prices',
      unit: 'usd',
      low: '0.12',
      high: '0.12',
      usd: { low: '0.12', high: '0.12' },
      exact: true,
      dependsOn: [],
    })
  })

  test('our options go over as they are: numbers, texts, and what the vendor does not have is not offered', () => {
    const at = (options: ElsewhereJob['options']) => elsewhere([book('Ace', { enlarge: perMegapixel })], job([[1000, 1000]], { options }))[0]
    expect(at({ scale: 2, format: 'png' })).toMatchObject({ low: '0.08' })
    expect(at({ scale: 8, format: 'same' })).toMatchObject({ reason: expect.stringContaining('"factor" cannot be "8"') })
    expect(at({ scale: 4, format: 'webp' })).toMatchObject({ reason: expect.stringContaining('"type" cannot be "webp"') })
  })

  test('a tool that says it is comparable under a condition is left out where it does not hold', () => {
    expect(elsewhere([book('Ace', { enlarge: perMegapixel })], job([[1000, 1000]], { quality: 'draft' }))).toEqual([])
  })

  test('a tool that is comparable for some files only has no price, and says so', () => {
    const small = flat('1', { comparable: [{ tool: 'image-upscale', when: { resultPixels: { to: '16000000' } }, inputs: {} }] })
    const [price] = elsewhere(
      [book('Ace', { small })],
      job([
        [1000, 1000],
        [2000, 1000],
      ]),
    )
    expect(price?.reason).toBe('It does this for 1 of the 2 files only.')
  })

  test('the first comparison that holds decides, and its note goes with the price', () => {
    const either = flat('1', {
      inputs: { model: { kind: 'choice', values: ['fast', 'fine'] } },
      rows: [
        { when: { model: 'fast' }, lines: [{ label: 'Fast', base: '1' }] },
        { when: {}, lines: [{ label: 'Fine', base: '3' }] },
      ],
      comparable: [
        { tool: 'image-upscale', when: { quality: 'draft' }, inputs: { model: { value: 'fast' } }, note: 'Blurs a little.' },
        { tool: 'image-upscale', inputs: { model: { value: 'fine' } } },
      ],
    })
    expect(elsewhere([book('Ace', { either })], job([[10, 10]], { quality: 'draft' }))).toMatchObject([{ low: '1', note: 'Blurs a little.' }])
    const [fine] = elsewhere([book('Ace', { either })], job([[10, 10]]))
    expect(fine).toMatchObject({ low: '3' })
    expect(fine).not.toHaveProperty('note')
  })

  test('what the job does not settle makes a range that says what it depends on', () => {
    const open = flat('1', {
      inputs: { face: { kind: 'flag' } },
      rows: [
        { when: { face: true }, lines: [{ label: 'With faces', base: '0.5' }] },
        { when: {}, lines: [{ label: 'Without', base: '0.2' }] },
      ],
    })
    expect(
      elsewhere(
        [book('Ace', { open })],
        job([
          [10, 10],
          [10, 10],
        ]),
      ),
    ).toMatchObject([{ low: '0.4', high: '1', exact: true, dependsOn: ['face'] }])
  })

  test('a quotient without a decimal is priced between its two neighbours, never rounded to one side', () => {
    const thirds = flat('1', {
      inputs: { share: { kind: 'number' } },
      rows: [{ when: {}, lines: [{ label: 'Share', quantity: 'share', unit: 'share', rate: '3' }] }],
      comparable: [{ tool: 'image-upscale', inputs: { share: { is: { divide: ['width', '3'] } } } }],
    })
    expect(elsewhere([book('Ace', { thirds })], job([[9, 1]]))).toMatchObject([{ low: '9', high: '9', dependsOn: [] }])
    expect(elsewhere([book('Ace', { thirds })], job([[10, 1]]))).toMatchObject([{ low: '10', high: '10', dependsOn: ['share'] }])
  })

  test('no money value, no dollars; and the order is by dollars, then those without, then those without a price', () => {
    const books = [
      book('Points', { up: flat('1') }, { unit: 'points' }),
      book('Dear', { up: flat('4') }, { unit: 'credits', units: { credits: { usd: { divide: ['1', '4'] } } } }),
      book('Cheap', { up: flat('0.5') }),
      book('None', { up: flat('0', { rows: [{ when: {}, answer: 'metered', message: 'Paid by the second.' }] }) }),
    ]
    const found = elsewhere(books, job([[10, 10]]))
    expect(found.map(({ vendor }) => vendor)).toEqual(['Cheap', 'Dear', 'Points', 'None'])
    expect(found[1]).toMatchObject({ low: '4', unit: 'credits', usd: { low: '1', high: '1' } })
    expect(found[2]).not.toHaveProperty('usd')
    expect(found[3]).toEqual(expect.objectContaining({ reason: 'Paid by the second.' }))
    expect(found[3]).not.toHaveProperty('low')
  })

  test('only the newest list that was in force that day answers for a tool, under whatever letters', () => {
    const books = [
      book('Ace', { up: flat('1', { title: 'Upscale' }) }, { effective: '2025-01-01T00:00:00Z', version: 'old' }),
      book('Ace', { next: flat('2', { title: 'UPSCALE' }) }, { effective: '2026-01-01T00:00:00Z', version: 'new' }),
      book('Ace', { up: flat('3', { title: 'Upscale' }) }, { effective: '2027-01-01T00:00:00Z', version: 'future' }),
    ]
    expect(elsewhere(books, job([[10, 10]], { at: '2026-11-22' }))).toMatchObject([{ low: '2', book: { version: 'new' } }])
    expect(elsewhere(books, job([[10, 10]], { at: '2025-06-01' }))).toMatchObject([{ low: '1', book: { version: 'old' } }])
    expect(elsewhere(books, job([[10, 10]]))).toMatchObject([{ low: '3', book: { version: 'future' } }])
  })

  test('two tools of one name in one list are both asked', () => {
    const books = [book('Ace', { one: flat('1', { title: 'Upscale' }), two: flat('7', { title: 'Upscale', unit: 'points' }) })]
    expect(elsewhere(books, job([[10, 10]])).map(({ tool }) => tool)).toEqual(['one', 'two'])
  })

  test('a newer list in which it is not comparable any more hides the older one', () => {
    const { comparable: _, ...other } = flat('2')
    const books = [book('Ace', { up: flat('1') }, { effective: '2025-01-01T00:00:00Z' }), book('Ace', { up: other })]
    expect(elsewhere(books, job([[10, 10]]))).toEqual([])
  })

  test('a list that is at fault for this job says where, and the others still answer', () => {
    const divides = flat('1', {
      comparable: [{ tool: 'image-upscale', inputs: { n: { is: { divide: ['1', { subtract: ['width', 'height'] }] } } } }],
      inputs: { n: { kind: 'number' } },
    })
    const unknown = flat('1', { comparable: [{ tool: 'image-upscale', inputs: { n: { is: 'colour' } } }], inputs: { n: { kind: 'number' } } })
    const found = elsewhere([book('Ace', { divides, unknown }), book('Bee', { up: flat('1') })], job([[10, 10]]))
    expect(found.map(({ vendor, reason }) => [vendor, reason])).toEqual([
      ['Bee', undefined],
      ['Ace', expect.stringMatching(/tools\.divides\.comparable.*divides by zero/)],
      ['Ace', expect.stringMatching(/tools\.unknown\.comparable.*"colour"/)],
    ])
  })

  test('bounds that may not be reached are not exact', () => {
    const wavy = flat('1', {
      inputs: { x: { kind: 'number', max: '10' } },
      rows: [{ when: {}, lines: [{ label: 'Wave', base: { subtract: [{ add: ['x', '10'] }, 'x'] } }] }],
    })
    const fast = {
      ...wavy,
      comparable: [
        { tool: 'image-upscale', when: { width: { over: '10' } }, inputs: { x: { value: 1 } } },
        { tool: 'image-upscale', inputs: {} },
      ],
    }
    expect(elsewhere([book('Ace', { wavy })], job([[10, 10]]))).toMatchObject([{ low: '0', high: '20', exact: false, dependsOn: ['x'] }])
    // One price and one pair of bounds together are bounds.
    expect(
      elsewhere(
        [book('Ace', { fast })],
        job([
          [20, 10],
          [10, 10],
        ]),
      ),
    ).toMatchObject([{ low: '10', high: '30', exact: false, dependsOn: ['x'] }])
    expect(elsewhere([book('Ace', { fast })], job([[20, 10]]))).toMatchObject([{ low: '10', high: '10', exact: true, dependsOn: [] }])
  })

  test('tools of equal price go by the upper end, then by vendor, then by name', () => {
    const range = (low: string, high: string, title: string) => flat({ between: [low, high] } as never, { title })
    const books = [
      book('Bee', { b: flat('1', { title: 'B' }), a: flat('1', { title: 'A' }), r: range('1', '3', 'R') }),
      book('Ace', { z: flat('1', { title: 'Z' }), r: range('1', '2', 'R'), dear: flat('10'), cheap: flat('9') }),
    ]
    const named = (found: readonly ElsewherePrice[]) => found.map(({ vendor, title }) => `${vendor} ${title}`)
    const expected = ['Ace Z', 'Bee A', 'Bee B', 'Ace R', 'Bee R', 'Ace cheap', 'Ace dear']
    expect(named(elsewhere(books, job([[10, 10]])))).toEqual(expected)
    expect(named(elsewhere(books.toReversed(), job([[10, 10]])))).toEqual(expected)
    const points = books.map((each) => ({ ...each, unit: 'points' }))
    expect(named(elsewhere(points, job([[10, 10]])))).toEqual(['Ace R', 'Ace Z', 'Ace cheap', 'Ace dear', 'Bee A', 'Bee B', 'Bee R'])
  })

  test('a list is in force from its day on; without a source its day is all that is known', () => {
    const { source: _, ...bare } = book('Ace', { up: flat('1') })
    const found = elsewhere([bare], job([[10, 10]], { at: '2026-08-20' }))
    expect(found).toMatchObject([{ low: '1', asOf: '2026-08-20' }])
    expect(found[0]).not.toHaveProperty('url')
    expect(elsewhere([bare], job([[10, 10]], { at: '2026-08-20T09:00:00Z' }))).toHaveLength(1)
    expect(elsewhere([bare], job([[10, 10]], { at: '2026-08-19' }))).toEqual([])
    const own = flat('1', { source: { url: 'https://ace.example/up', asOf: '2026' } })
    expect(elsewhere([book('Ace', { up: own })], job([[10, 10]]))).toMatchObject([{ asOf: '2026', url: 'https://ace.example/up' }])
  })

  test('a book without a vendor goes by its id; a tool for another job is not asked', () => {
    const { vendor: _, ...bare } = book('Ace', { up: flat('1'), other: flat('2', { comparable: [{ tool: 'image-convert', inputs: {} }] }) })
    expect(elsewhere([bare], job([[10, 10]]))).toMatchObject([{ vendor: 'ace', tool: 'up' }])
  })

  test('the plan, the quality, and options that are left out can be asked about', () => {
    const when = (tool: string, condition: object) => flat('1', { comparable: [{ tool, when: condition as never, inputs: {} }] })
    const asks = (price: ToolPrice, asked: Partial<ElsewhereJob>) => elsewhere([book('Ace', { up: price })], job([[10, 10]], asked)).length
    expect(asks(when('image-upscale', { plan: 'pro' }), { plan: 'pro' })).toBe(1)
    expect(asks(when('image-upscale', { plan: 'pro' }), { plan: 'free' })).toBe(0)
    expect(asks(when('image-upscale', { plan: { given: false } }), {})).toBe(1)
    const convert = { tool: 'image-convert', quality: null, options: { format: 'png' } }
    expect(asks(when('image-convert', { quality: { given: false }, width: '10' }), convert)).toBe(1)
    expect(asks(when('image-convert', { cropLeft: { given: false } }), convert)).toBe(1)
    expect(asks(when('image-convert', { cropLeft: '5' }), { ...convert, options: { format: 'png', cropLeft: 5 } })).toBe(1)
    for (const name of ['seconds', 'frames', 'fps']) expect(asks(when('image-upscale', { [name]: { given: false } }), {})).toBe(1)
  })

  test('an option of ours that is left out is left out there, too; a number that is missing is named', () => {
    const inputs = { edge: { kind: 'number', default: '7' }, look: { kind: 'text', optional: true } } as const
    const at = (is: object) =>
      flat('1', {
        inputs,
        rows: [{ when: {}, lines: [{ label: 'Edge', base: 'edge' }] }],
        comparable: [{ tool: 'image-convert', inputs: is as never }],
      })
    const asked = job([[10, 10]], { tool: 'image-convert', quality: null, options: { format: 'png' } })
    expect(elsewhere([book('Ace', { up: at({ look: { is: 'quality' } }) })], asked)).toMatchObject([{ low: '7' }])
    expect(elsewhere([book('Ace', { up: at({ edge: { is: 'cropLeft' } }) })], asked)).toMatchObject([{ reason: expect.stringContaining('"cropLeft"') }])
    expect(elsewhere([book('Ace', { up: at({ edge: { is: 'cropLeft' } }) })], { ...asked, options: { format: 'png', cropLeft: 80 } })).toMatchObject([
      { low: '80' },
    ])
  })

  test('a price that a comparison rules out by itself is not offered', () => {
    const upTo = flat('1', {
      inputs: { n: { kind: 'number' } },
      comparable: [{ tool: 'image-upscale', inputs: { n: { is: { cases: [{ when: { width: { to: '100' } }, is: '1' }] } } } }],
    })
    expect(elsewhere([book('Ace', { upTo })], job([[101, 10]]))).toMatchObject([{ reason: expect.stringContaining('Nothing is published') }])
    expect(elsewhere([book('Ace', { upTo })], job([[100, 10]]))).toMatchObject([{ low: '1' }])
  })

  test('notes of several comparisons are all said, each once', () => {
    const sized = flat('1', {
      comparable: [
        { tool: 'image-upscale', when: { width: { to: '100' } }, inputs: {}, note: 'Small ones are sharpened.' },
        { tool: 'image-upscale', inputs: {}, note: 'Large ones are not.' },
      ],
    })
    expect(
      elsewhere(
        [book('Ace', { sized })],
        job([
          [10, 10],
          [20, 10],
          [200, 10],
        ]),
      ),
    ).toMatchObject([{ note: 'Small ones are sharpened. Large ones are not.' }])
  })

  test('the sum over ten thousand files is exact', () => {
    const sizes = Array.from({ length: 10_000 }, () => [1000, 1000] as const)
    expect(elsewhere([book('Ace', { enlarge: perMegapixel })], job(sizes))).toMatchObject([{ low: '800' }])
  })
})

test('compileComparable names the place of what it does not know', () => {
  expect(() => compileComparable({ tool: 'image-upscale', when: { colour: 'red' }, inputs: {} }, 'tools.a.comparable[0]')).toThrow(
    /tools\.a\.comparable\[0\]\.when\.colour/,
  )
  expect(() => compileComparable({ tool: 'image-upscale', inputs: { n: { is: { ceil: 'colour' } } } }, 'tools.a.comparable[0]')).toThrow(
    /tools\.a\.comparable\[0\]\.inputs\.n\.is\.ceil.*"colour"/,
  )
})
