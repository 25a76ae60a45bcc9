import { describe, expect, test } from 'vitest'
import { compilePrices } from './compile.ts'
import { type Change, diffBooks } from './diff.ts'
import type { Input, Line, Row, ToolPrice } from './format.ts'
import { bookOf, choice, number } from './testing.ts'

const compiled = (price: ToolPrice, unit = 'usd') => compilePrices(bookOf({ render: { title: 'Render', ...price } }, { unit }), '')
const diff = (before: ToolPrice, after: ToolPrice, unit = 'usd'): Change[] => diffBooks(compiled(before, unit), compiled(after, unit))
const told = (before: ToolPrice, after: ToolPrice, unit = 'usd'): string[] => diff(before, after, unit).map(({ sentence }) => sentence)
const directions = (before: ToolPrice, after: ToolPrice): string[] => diff(before, after).map(({ direction }) => direction)

const flat = (base: Line['base'], inputs: Readonly<Record<string, Input>> = {}, more: Partial<ToolPrice> = {}): ToolPrice => ({
  inputs,
  rows: [{ when: {}, lines: [{ label: 'Price', base: base! }] }],
  ...more,
})
const row = (when: Row['when'], base: string): Row => ({ when, lines: [{ label: 'Price', base }] })
const rows = (inputs: Readonly<Record<string, Input>>, ...all: readonly Row[]): ToolPrice => ({ inputs, rows: all })

describe('one price each time', () => {
  test('says the amounts and the percentage once', () => {
    expect(diff(flat('5'), flat('4'))).toEqual([
      {
        kind: 'price',
        tool: 'render',
        sentence: 'Render: $5 → $4, 20 % less.',
        examples: [{ inWords: 'each time', before: '$5', after: '$4' }],
        direction: 'cheaper',
      },
    ])
    expect(told(flat('5'), flat('4'), 'credits')).toEqual(['Render: 5 → 4 credits, 20 % less.'])
  })

  test('free is a word', () => {
    expect(told(flat('0'), flat('4'))).toEqual(['Render: no longer free; each time free → $4.'])
    expect(told(flat('4'), flat('0'))).toEqual(['Render: now free; each time $4 → free.'])
    const sized = { n: number({ whole: true }) }
    const above = (free: string): ToolPrice => ({
      inputs: sized,
      rows: [{ when: {}, lines: [{ label: 'Above', quantity: 'n', unit: 'thing', free, rate: '1' }] }],
    })
    expect(told(above('1'), above('0'))).toEqual(['Render: no longer free; n 10 $9 → $10.'])
    expect(told(above('1'), above('10'))).toEqual(['Render: 9.1 to 100 % less; n 10 $9 → free.'])
  })

  test('a price of several lines, or of none with a rate, is told by its sum', () => {
    const two = (second: string): ToolPrice => ({
      inputs: {},
      rows: [
        {
          when: {},
          lines: [
            { label: 'A', base: '1' },
            { label: 'B', base: second },
            { label: 'C', base: '0' },
          ],
        },
      ],
    })
    expect(told(two('1'), two('3'))).toEqual(['Render: 100 % more; each time $2 → $4.'])
    expect(told(flat('1'), two('1'))).toEqual(['Render: 100 % more; each time $1 → $2.'])
    const steps = (amount: string): ToolPrice => ({
      inputs: { seconds: number() },
      rows: [{ when: {}, lines: [{ label: 'A', quantity: 'seconds', unit: 'second', steps: [{ upTo: '7', amount: '1' }, { amount }] }] }],
    })
    expect(told(steps('2'), steps('3'))).toEqual(['Render: up to 50 % more; 10 seconds $2 → $3.'])
  })

  test('a rate for another unit is not compared with the old one', () => {
    const per = (unit: string, rate: string): ToolPrice => ({
      inputs: { n: number() },
      rows: [{ when: {}, lines: [{ label: 'A', quantity: 'n', unit, rate }] }],
    })
    expect(told(per('second', '1'), per('frame', '2'))).toEqual(['Render: 100 % more; n 10 $10 → $20.'])
    expect(told(per('item', '1'), per('item', '2'))).toEqual(['Render: $1 → $2 an item, 100 % more; n 10 $10 → $20.'])
  })

  test('cheaper for small and dearer for large is neither', () => {
    const inputs = { n: number() }
    const line = (base: string, rate: string): ToolPrice => ({
      inputs,
      rows: [
        {
          when: {},
          lines: [
            { label: 'A', base },
            { label: 'B', quantity: 'n', unit: 'thing', rate },
          ],
        },
      ],
    })
    const changes = diff(line('10', '1'), line('5', '2'))
    expect(changes).toMatchObject([{ direction: 'other', sentence: expect.stringMatching(/^Render: from \d+ % less to \d+ % more; n 10 \$20 → \$25\.$/) }])
    // The same at one size, cheaper at the others, is cheaper; and the other way round.
    expect(directions(line('10', '1'), line('11', '0'))).toEqual(['cheaper'])
    expect(directions(line('11', '0'), line('10', '1'))).toEqual(['dearer'])
  })
})

describe('settings', () => {
  const size = choice('s', 'm', 'l')

  test('values that changed alike are named together, a single one alone', () => {
    const by = (s: string, m: string, l: string): ToolPrice => rows({ size }, row({ size: 's' }, s), row({ size: 'm' }, m), row({ size: 'l' }, l))
    expect(told(by('1', '1', '3'), by('2', '2', '3'))).toEqual(['Render, size s or m: $1 → $2, 100 % more.'])
    expect(told(by('1', '1', '3'), by('1', '1', '4'))).toEqual(['Render, size l: $3 → $4, 33 % more.'])
    expect(told(by('1', '1', '1'), by('2', '2', '2'))).toEqual(['Render: $1 → $2, 100 % more.'])
    // Other amounts are other sentences, as long as there are few.
    expect(told(by('1', '2', '3'), by('2', '3', '3'))).toEqual(['Render, size s: $1 → $2, 100 % more.', 'Render, size m: $2 → $3, 50 % more.'])
    expect(told(by('1', '2', '3'), by('2', '4', '6'))).toEqual(['Render: 100 % more; for instance each time $1 → $2.'])
    expect(told(by('1', '2', '3'), by('2', '4', '7'))).toEqual([
      'Render, size s: $1 → $2, 100 % more.',
      'Render, size m: $2 → $4, 100 % more.',
      'Render, size l: $3 → $7, 133 % more.',
    ])
  })

  test('what is not every combination is split into what is', () => {
    const inputs = { size, style: choice('a', 'b') }
    const before = rows(inputs, row({}, '1'))
    const after = rows(inputs, row({ size: 's', style: 'a' }, '2'), row({ size: ['m', 'l'], style: 'b' }, '2'), row({}, '1'))
    expect(told(before, after)).toEqual(['Render, size s, style a: $1 → $2, 100 % more.', 'Render, size m or l, style b: $1 → $2, 100 % more.'])
  })

  test('flags, and options that are not given, have words of their own', () => {
    const flagged = { audio: { kind: 'flag' } } as const
    expect(told(rows(flagged, row({}, '1')), rows(flagged, row({ audio: true }, '2'), row({}, '1')))).toEqual(['Render, with audio: $1 → $2, 100 % more.'])
    expect(told(rows(flagged, row({}, '1')), rows(flagged, row({ audio: false }, '2'), row({}, '1')))).toEqual(['Render, without audio: $1 → $2, 100 % more.'])
    const optional = { lightMode: { ...choice('x', 'y'), optional: true } } as const
    const given = rows(optional, row({ lightMode: { given: true } }, '1'), row({}, '1'))
    expect(told(given, rows(optional, row({ lightMode: { given: true } }, '1'), row({}, '2')))).toEqual(['Render, light mode not given: $1 → $2, 100 % more.'])
    expect(told(given, rows(optional, row({ lightMode: 'x' }, '1'), row({}, '2')))).toEqual(['Render, light mode not given or y: $1 → $2, 100 % more.'])
  })

  test('by no more than eight sentences; more are put together by percentage, then counted', () => {
    const n = choice(...Array.from({ length: 12 }, (_, index) => index + 1))
    const priced = (of: (index: number) => number): ToolPrice => rows({ n }, ...n.values.map((value, index) => row({ n: value }, String(of(index)))))
    const before = priced((index) => index + 1)
    expect(
      told(
        before,
        priced((index) => (index < 8 ? index + 2 : index + 1)),
      ),
    ).toHaveLength(8)
    expect(
      told(
        before,
        priced((index) => (index < 9 ? index + 2 : index + 1)),
      ),
    ).toEqual(['Render, 9 of 12 settings: 11 to 100 % more; for instance each time $1 → $2.'])
    expect(
      told(
        before,
        priced((index) => (index + 1) * (index < 3 ? 2 : 3)),
      ),
    ).toEqual([
      'Render, n 1, 2 or 3: 100 % more; for instance each time $1 → $2.',
      'Render, n 4, 5, 6 and 6 others: 200 % more; for instance each time $4 → $12.',
    ])
    expect(
      directions(
        before,
        priced((index) => (index % 2 ? index : index + 2)),
      ),
    ).toEqual(['other'])
  })
})

describe('ranges', () => {
  const between = (low: string, high: string): ToolPrice => flat({ between: [low, high] })

  test.each([
    ['1', '2', '2', '3', 'dearer'],
    ['2', '3', '1', '2', 'cheaper'],
    ['1', '3', '1', '4', 'dearer'],
    ['1', '3', '0.5', '3', 'cheaper'],
    ['1', '3', '0.5', '4', 'other'],
  ])('$%s to $%s, then $%s to $%s: %s', (a, b, c, d, direction) => {
    expect(diff(between(a, b), between(c, d))).toMatchObject([{ kind: 'price', direction, sentence: `Render: each time $${a} to $${b} → $${c} to $${d}.` }])
  })

  test('a range that stays is no change; a range that becomes a price is', () => {
    expect(diff(between('1', '2'), between('1', '2'))).toEqual([])
    expect(diff(between('1', '2'), flat('2'))).toMatchObject([{ kind: 'price', direction: 'dearer', sentence: 'Render: each time $1 to $2 → $2.' }])
    expect(diff(flat('1'), between('1', '2'))).toMatchObject([{ kind: 'price', direction: 'dearer' }])
  })

  test('ranges that changed alike in direction alone are put together, where there are many', () => {
    const n = choice(...Array.from({ length: 9 }, (_, index) => index + 1))
    const ranged = (more: number): ToolPrice => ({
      inputs: { n },
      rows: n.values.map((value, index) => ({
        when: { n: value },
        lines: [{ label: 'A', base: { between: [String(index + more), String(index + more + 1)] } }],
      })),
    })
    expect(diff(ranged(1), ranged(2))).toMatchObject([{ direction: 'dearer', sentence: 'Render: for instance each time $1 to $2 → $2 to $3.' }])
  })
})

describe('what is offered', () => {
  test('at some sizes only: the examples say which', () => {
    const inputs = { seconds: number() }
    const upTo = (to: string): ToolPrice => ({
      inputs,
      rows: [{ when: { seconds: { to } }, lines: [{ label: 'A', quantity: 'seconds', unit: 'second', rate: '1' }] }],
    })
    expect(diff(upTo('60'), upTo('10'))).toEqual([
      {
        kind: 'option-removed',
        tool: 'render',
        sentence: 'No longer offered: Render.',
        examples: [{ inWords: '60 seconds', before: '$60', after: 'not offered' }],
        direction: 'other',
      },
    ])
    expect(diff(upTo('10'), upTo('60'))).toMatchObject([{ kind: 'option-added', examples: [{ inWords: '60 seconds', before: 'not offered', after: '$60' }] }])
  })

  test('from one reason to another that is no price either, only where the reason is another', () => {
    const says = (answer: 'metered' | 'not-offered', message: string): ToolPrice => ({ inputs: {}, rows: [{ when: {}, answer, message }] })
    expect(told(says('metered', 'a'), says('metered', 'b'))).toEqual(['Render: its rule is written differently; the price that was compared is the same.'])
    expect(diff(says('metered', 'a'), says('not-offered', 'b'))).toMatchObject([{ kind: 'option-removed', sentence: 'No longer offered: Render.' }])
    expect(diff(says('not-offered', 'a'), says('metered', 'b'))).toMatchObject([{ kind: 'option-added', sentence: 'New: Render, paid by use.' }])
  })

  test('new with a range, or with several lines, says the amount', () => {
    const off: ToolPrice = { inputs: { n: number() }, rows: [{ when: {}, answer: 'not-offered', message: 'No.' }] }
    expect(told(off, flat({ between: ['1', '2'] }, { n: number() }))).toEqual(['New: Render, $1 to $2.'])
    const lines: ToolPrice = {
      inputs: { n: number() },
      rows: [
        {
          when: {},
          lines: [
            { label: 'A', base: '1' },
            { label: 'B', quantity: 'n', unit: 'thing', rate: '2' },
          ],
        },
      ],
    }
    expect(told(off, lines)).toEqual(['New: Render, n 10 $21.'])
  })

  test('a book that is at fault for a sample offers nothing there, and the others are still compared', () => {
    const divides = (rate: string): ToolPrice => ({
      inputs: { n: number({ whole: true }) },
      rows: [{ when: {}, lines: [{ label: 'A', base: { divide: [rate, { subtract: [{ max: ['n', '10'] }, '10'] }] } }] }],
    })
    expect(diff(divides('90'), divides('180'))).toEqual([
      {
        kind: 'price',
        tool: 'render',
        sentence: 'Render: 100 % more; n 100 $1 → $2.',
        examples: [{ inWords: 'n 100', before: '$1', after: '$2' }],
        direction: 'dearer',
      },
    ])
  })

  test('a tool that came is priced in the first setting that is offered at some size', () => {
    const late: ToolPrice = rows({ size: choice('s', 'm'), seconds: number() }, row({ size: 'm', seconds: { from: '60' } }, '7'))
    const [old, now] = [compilePrices(bookOf({}), ''), compiled(late)]
    expect(diffBooks(old, now)).toEqual([
      {
        kind: 'tool-added',
        tool: 'render',
        sentence: 'New: Render, $7.',
        examples: [
          { inWords: '5 seconds', before: 'not offered', after: 'not offered' },
          { inWords: '10 seconds', before: 'not offered', after: 'not offered' },
          { inWords: '60 seconds', before: 'not offered', after: '$7' },
        ],
        direction: 'other',
      },
    ])
    expect(diffBooks(now, old)).toEqual([{ kind: 'tool-removed', tool: 'render', sentence: 'No longer offered: Render.', examples: [], direction: 'other' }])
    expect(diffBooks(old, old)).toEqual([])
  })
})
