import { describe, expect, test } from 'vitest'
import type { Condition, Expression, Input, Row } from '../format.ts'
import { baseTool, choice, linesTool, number } from '../testing.ts'
import { found, row } from './testing.ts'

const size = choice('s', 'm', 'l')
const hd: Input = { kind: 'flag' }
const by = (base: Expression, inputs: Readonly<Record<string, Input>>) => found(baseTool(base, inputs))

describe('P20: rows, cases and tables that nothing reaches', () => {
  test('a row after one that takes the same', () =>
    expect(
      found({ inputs: { size, hd }, rows: [row({ size: ['s', 'm'] }, '1'), row({ size: 'm', hd: true }, '2'), row({ hd: false }, '3'), row({}, '4')] }),
    ).toContain('error tools.t.rows[1]: It is never reached; rows before it take every case.'))
  test('a row that several others hide together', () =>
    expect(
      found({ inputs: { size, hd }, rows: [row({ hd: true }, '1'), row({ hd: false, size: 's' }, '2'), row({ size: ['m', 'l'] }, '3'), row({}, '4')] }),
    ).toEqual([
      'error tools.t.rows[3]: It is never reached; rows before it take every case.',
      expect.stringContaining('warning tools.t.rows[2]: rows[0] is for'),
    ]))
  test('numbers and dates by their bounds', () => {
    const inputs: Record<string, Input> = { n: number({ max: '10', whole: true }), day: { kind: 'date' } }
    const rows = [
      row({ n: { to: '3' } }, '1'),
      row({ n: { over: '3', under: '5' } }, '2'),
      row({ n: 4 }, '3'),
      row({ n: { from: '5' } }, '4'),
      row({ n: { not: [1] } }, '5'),
    ]
    expect(found({ inputs: { n: inputs.n! }, rows })).toEqual([
      'error tools.t.rows[2]: It is never reached; rows before it take every case.',
      'error tools.t.rows[4]: It is never reached; rows before it take every case.',
    ])
    // Between 3 and 4 there are other numbers.
    expect(found({ inputs: { k: number({ max: '10' }) }, rows: [row({ k: { to: '3' } }, '1'), row({ k: { from: '4' } }, '2'), row({}, '3')] })).toEqual([])
    const days = [row({ day: { to: '2026-01-31' } }, '1'), row({ day: { over: '2026-01-31' } }, '2'), row({ day: '2026-05-01' }, '3')]
    expect(found({ inputs: { day: inputs.day! }, rows: days })).toEqual(['error tools.t.rows[2]: It is never reached; rows before it take every case.'])
  })
  test('texts by their parts', () => {
    const inputs: Record<string, Input> = { model: { kind: 'text' } }
    const rows = [row({ model: { contains: 'flux' } }, '1'), row({ model: { contains: ['flux pro', 'sdxl'] } }, '2'), row({ model: 'flux-dev' }, '3')]
    expect(found({ inputs, rows })).toEqual([
      'error tools.t.rows[2]: It is never reached; rows before it take every case.',
      'warning tools.t.rows[1]: rows[0] is for model flux pro or flux pro~, too, and decides: it costs 1 there and 2 here.',
    ])
  })
  test('cases, and an else that is never used', () => {
    const cases: Expression = {
      cases: [
        { when: { size: ['s', 'm'] }, is: '1' },
        { when: { size: 'm' }, is: '2' },
        { when: { size: 'l' }, is: '3' },
      ],
      else: '4',
    }
    expect(by(cases, { size })).toEqual([
      'error tools.t.rows[0].lines[0].base.cases[1]: It is never reached; the cases before it take everything.',
      'warning tools.t.rows[0].lines[0].base.else: It is never used; what stands before it takes everything.',
    ])
  })
  test('rows of a table: hidden by "*", or written twice', () => {
    const table: Expression = {
      table: ['size', 'hd'],
      rows: [
        ['s', '*', '1'],
        ['s', true, '1'],
        ['m', true, '2'],
        ['m', 'true', '3'],
        ['l', true, '4'],
        ['l', true, '4'],
        ['*', '*', '5'],
      ],
    }
    expect(by(table, { size, hd })).toEqual([
      'error tools.t.rows[0].lines[0].base.rows[3]: It has the same values as rows[2], which decides. Their results differ.',
      'warning tools.t.rows[0].lines[0].base.rows[5]: It has the same values as rows[4], which decides.',
      'error tools.t.rows[0].lines[0].base.rows[1]: It is never reached; the rows before it take everything it is for.',
    ])
  })
  test('inside the sum over a list', () => {
    const shots: Input = { kind: 'list', items: { size }, max: 3 }
    const is: Expression = {
      cases: [
        { when: { size: { not: 's' } }, is: '1' },
        { when: { size: 'l' }, is: '2' },
      ],
      else: '3',
    }
    expect(by({ sum: 'shots', is }, { shots })).toEqual([
      'error tools.t.rows[0].lines[0].base.is.cases[1]: It is never reached; the cases before it take everything.',
    ])
  })
  test('steps and bands beyond what the inputs can make', () => {
    const steps = [{ upTo: '5', amount: '1' }, { upTo: '10', amount: '2' }, { amount: '3' }]
    expect(found(linesTool([{ label: 'x', quantity: 'n', steps }], { n: number({ max: '8' }) }))).toEqual([
      'warning tools.t.rows[0].lines[0].steps[2]: No quantity reaches this step.',
    ])
    expect(found(linesTool([{ label: 'x', quantity: 'n', steps }], { n: number({ min: '6' }) }))).toEqual([
      'warning tools.t.rows[0].lines[0].steps[0]: No quantity reaches this step.',
    ])
    const bands = [{ upTo: '5', rate: '1' }, { rate: '0.5' }]
    expect(found(linesTool([{ label: 'x', quantity: 'n', bands }], { n: number({ max: '5' }) }))).toEqual([
      'warning tools.t.rows[0].lines[0].bands[1]: No quantity reaches this band.',
    ])
    expect(found(linesTool([{ label: 'x', quantity: 'n', bands }], { n: number({ max: '6' }) }))).toEqual([])
  })
})

describe('P20: two rows that could both answer', () => {
  test('are told where neither is the exception of the other', () =>
    expect(found({ inputs: { size, hd }, rows: [row({ size: 's' }, '1'), row({ hd: true }, '2'), row({}, '3')] })).toEqual([
      'warning tools.t.rows[1]: rows[0] is for size s, hd true, too, and decides: it costs 1 there and 2 here.',
    ]))
  test('are not where one is narrower, they say the same, or they do not meet', () => {
    expect(found({ inputs: { size, hd }, rows: [row({ size: 's', hd: true }, '1'), row({ size: 's' }, '2'), row({}, '3')] })).toEqual([])
    expect(found({ inputs: { size, hd }, rows: [row({ size: 's' }, '2'), row({ hd: true }, '2'), row({}, '3')] })).toEqual([])
    expect(found({ inputs: { size }, rows: [row({ size: ['s', 'm'] }, '2'), row({ size: 'l' }, '3')] })).toEqual([])
  })
  test('are not where an earlier row takes what they share', () =>
    expect(found({ inputs: { size, hd }, rows: [row({ size: 's', hd: true }, '5'), row({ size: 's' }, '1'), row({ hd: true }, '2'), row({}, '3')] })).toEqual(
      [],
    ))
  test('and one that costs where another answers without a price', () =>
    expect(
      found({ inputs: { size, hd }, rows: [row({ size: 's' }, '1'), { when: { hd: true }, answer: 'metered', message: 'By use.' }, row({}, '3')] }),
    ).toEqual(['warning tools.t.rows[1]: rows[0] is for size s, hd true, too, and decides: size s, hd true costs 1 there, and is "metered" here.']))
  test('in a corner that no sample would meet by chance, with what it is', () => {
    const many = choice(...Array.from({ length: 200 }, (_, at) => `v${at}`))
    const rows = [row({ one: 'v77' }, '1'), row({ two: 'v123', size: { not: 's' } }, '2'), row({}, '3')]
    expect(found({ inputs: { one: many, two: many, size }, rows })).toContain(
      'warning tools.t.rows[1]: rows[0] is for one v77, two v123, size m or l, too, and decides: it costs 1 there and 2 here.',
    )
  })
  test('an exception that asks only partly for something given is none', () => {
    const n: Input = { kind: 'number', max: '3', whole: true, optional: true, help: 'Measured seconds.' }
    const told = (when: Row['when']) =>
      found({ inputs: { n, size, hd }, rows: [row(when, '1'), row({ hd: true }, '2'), row({}, '3')] }).filter((text) => text.includes('too, and'))
    expect(told([{ n: { given: true }, size: 's' }])).toHaveLength(0)
    expect(told([{ n: { given: true } }, { size: 's' }])).toHaveLength(1)
    expect(told({ n: { given: false } })).toHaveLength(1)
    expect(told({ n: { from: '2' } })).toHaveLength(1)
  })
  test('ranges differ by either end', () => {
    const between = (low: string, high: string) => ({ lines: [{ label: 'x', base: { between: [low, high] as const } }] })
    const overlap = (a: object, b: object) =>
      found({ inputs: { size, hd }, rows: [{ when: { size: 's' }, ...a }, { when: { hd: true }, ...b }, row({}, '3')] as Row[] })
    expect(overlap(between('1', '2'), between('1', '4'))).toHaveLength(1)
    expect(overlap(between('1', '4'), between('2', '4'))).toHaveLength(1)
    expect(overlap(between('1', '2'), between('1', '2'))).toHaveLength(0)
  })
  test('a row for quantities is told only with inputs for which both hold', () => {
    const n = number({ max: '9', whole: true })
    const quantities = { twice: { unit: 'x', is: { multiply: ['n', '2'] } } } as const
    const rows = (second: Condition) => [row({ twice: { to: '6' } }, '1'), row({ n: second }, '2'), row({}, '3')]
    expect(found({ inputs: { n }, quantities, rows: rows({ from: '2' }) }).filter((text) => text.includes('too, and decides'))).toHaveLength(1)
    expect(found({ inputs: { n }, quantities, rows: rows({ from: '4' }) }).filter((text) => text.includes('too, and decides'))).toHaveLength(0)
  })
  test('an exception that is no price, or that asks for something to be given, stands first on purpose', () => {
    const n: Input = { kind: 'number', max: '3', whole: true, optional: true, help: 'Measured seconds.' }
    expect(
      found({ inputs: { size, hd }, rows: [{ when: { size: 's' }, answer: 'not-offered', message: 'No.' }, row({ hd: true }, '2'), row({}, '3')] }),
    ).toEqual([])
    expect(
      found({
        inputs: { n, hd },
        rows: [{ when: { n: { given: true } }, lines: [{ label: 'x', quantity: 'n', rate: '1' }] }, row({ hd: true }, '2'), row({}, '3')],
      }),
    ).toEqual([])
  })
})

describe('P20: values that no input can have', () => {
  test.each<[string, Input, Parameters<typeof row>[0], string]>([
    ['a value of a choice', size, { x: ['s', 'xl'] }, 'error tools.t.rows[0].when.x: "x" can never be "xl"; it is one of s, m, l.'],
    [
      'a number beyond its end',
      number({ max: '4', whole: true }),
      { x: [3, 5] },
      'error tools.t.rows[0].when.x: "x" can never be 5; it is a whole number from 0 to 4.',
    ],
    [
      'bounds beyond its end',
      number({ min: '1', max: '4' }),
      { x: { over: '4' } },
      'error tools.t.rows[0].when.x: It can never hold: "x" is a number from 1 to 4.',
    ],
    ['a part that no choice has', size, { x: { contains: 'z' } }, 'error tools.t.rows[0].when.x: It can never hold: "x" is one of s, m, l.'],
    ['a date that is none', { kind: 'date' }, { x: 'May' }, 'error tools.t.rows[0].when.x: "x" can never be "May"; it is a date.'],
    ['a flag', hd, [{ x: true }, { x: 'perhaps' }], 'error tools.t.rows[0].when[1].x: "x" can never be "perhaps"; it is true or false.'],
  ])('%s', (_, x, when, finding) => expect(found({ inputs: { x }, rows: [row(when, '1'), row({}, '2')] })[0]).toBe(finding))

  test('spelled otherwise it is the same value', () =>
    expect(found({ inputs: { x: { ...size, aliases: { small: 's' } } }, rows: [row({ x: ['SMALL', 'M'] }, '1'), row({}, '2')] })).toEqual([]))

  test('a cell of a table', () =>
    expect(
      by(
        {
          table: ['size'],
          rows: [
            ['s', '1'],
            ['m', '1'],
            ['l', '1'],
            ['xl', '2'],
          ],
        },
        { size },
      ),
    ).toEqual(['error tools.t.rows[0].lines[0].base.rows[3][0]: "size" can never be "xl"; it is one of s, m, l.']))
  test('asking whether something is given that always is', () =>
    expect(found({ inputs: { x: size }, rows: [row({ x: { given: true } }, '1')] })).toEqual(['warning tools.t.rows[0].when.x: "x" always has a value.']))
})

describe('P20: gaps of a vendor are its own, unless they look like oversights', () => {
  const cells = (left: string[]) =>
    ['s', 'm', 'l'].flatMap((each) => [true, false].filter((flag) => !left.includes(`${each} ${flag}`)).map((flag) => [each, flag, '1']))
  test('the only one in an otherwise full grid', () =>
    expect(by({ table: ['size', 'hd'], rows: cells(['l true']) }, { size, hd })).toEqual([
      'warning tools.t.rows[0].lines[0].base.rows: Only size l, hd true has no price.',
    ]))
  test('many values in words', () => {
    const letters = choice('a', 'b', 'c', 'd', 'e', 'f', 'g')
    const rows = [row({ x: ['a', 'b', 'c', 'd', 'e', 'f'] }, '1'), row({ hd: true }, '2'), row({}, '3')]
    expect(found({ inputs: { x: letters, hd }, rows })).toEqual([
      'warning tools.t.rows[1]: rows[0] is for x a, b, c or 3 others, hd true, too, and decides: it costs 1 there and 2 here.',
    ])
  })
  test('one of several is none', () => expect(by({ table: ['size', 'hd'], rows: cells(['l true', 'm false']) }, { size, hd })).toEqual([]))
  test('a value that never has a price', () =>
    expect(found({ inputs: { size }, rows: [row({ size: 's' }, '1'), row({ size: 'm' }, '2')] })).toEqual(['warning tools.t.rows: size l never has a price.']))
  test('what another row prices is no gap of the table', () => {
    const rows = [
      row({ size: 'l' }, '3'),
      {
        when: {},
        lines: [
          {
            label: 'x',
            base: {
              table: ['size'],
              rows: [
                ['s', '1'],
                ['m', '2'],
              ],
            },
          },
        ],
      },
    ]
    expect(found({ inputs: { size }, rows })).toEqual([])
  })
})

test('P20: inputs and quantities that nothing reads', () => {
  const inputs: Record<string, Input> = {
    read: number(),
    audio: { kind: 'flag' },
    passed: { kind: 'text', optional: true },
    told: { kind: 'flag', optional: true, help: 'No effect on the price.' },
    model: choice('one'),
    shots: { kind: 'list', items: { seconds: number(), style: choice('a', 'b') }, max: 2 },
  }
  const quantities = { idle: { unit: 'x', is: 'read' }, busy: { unit: 'x', is: 'read' } }
  const base: Expression = { add: ['busy', { sum: 'shots', is: 'seconds' }] }
  expect(found(baseTool(base, inputs, { quantities }))).toEqual([
    'warning tools.t.inputs.audio: Nothing reads this input.',
    'warning tools.t.inputs.shots.items.style: Nothing reads this input.',
    'warning tools.t.quantities.idle: Nothing uses this quantity.',
  ])
})
