// For tests alone: tools at random, of every construct of the format, that never divide by zero and never fall below it; and what to ask them.
import fc from 'fast-check'
import type { Adjustment, Conditions, Expression, Input, Line, Rounding, Row, Together, ToolPrice, When } from './format.ts'
import { roundingModes } from './format.ts'

const amount = (places: number, max: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(max), fc.nat(10 ** places - 1))
    .map(([whole, fraction]) => (fraction === 0 ? `${whole}` : `${whole}.${String(fraction).padStart(places, '0')}`))
const step = fc.constantFrom('1', '0.01', '0.5', '0.25', '3', '0.001', '7')

/** A small domain each, so that every completion can be tried. */
export const inputs: Readonly<Record<string, Input>> = {
  a: { kind: 'number', max: '3', whole: true, unit: 'image' },
  b: { kind: 'number', min: '0.5', max: '4', suffixes: ['s'] },
  c: { kind: 'number', min: '1', max: '4', whole: true, default: 2 },
  four: { kind: 'choice', values: [1, 2, 4] },
  size: { kind: 'choice', values: ['s', 'm', 'l'], aliases: { small: 's' } },
  hd: { kind: 'flag' },
  plan: { kind: 'choice', values: ['free', 'pro'], default: 'free' },
  extra: { kind: 'number', max: '5', optional: true },
  words: { kind: 'text', default: '' },
  day: { kind: 'date', default: '2026-11-22' },
  shots: {
    kind: 'list',
    items: { s: { kind: 'number', max: '3', whole: true, default: 1 }, size: { kind: 'choice', values: ['s', 'm'], default: 's' } },
    max: 3,
    optional: true,
  },
}

const condition: fc.Arbitrary<Conditions> = fc.oneof(
  fc.constantFrom<Conditions>(
    { size: 's' },
    { size: ['m', 'l'] },
    { size: { not: 'm' } },
    { size: { contains: 'L' } },
    { hd: true },
    { hd: { not: true } },
    { plan: { startsWith: 'p' } },
    { four: 2 },
    { a: 2 },
    { a: { not: [0, 3] } },
    { a: { from: '1', under: '3' } },
    { extra: { given: true } },
    { extra: { over: '2' } },
    { words: { contains: 'x' } },
    { day: { from: '2026-06-01' } },
    { hd: false, a: { to: '1' } },
    {},
  ),
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'counted'), fc.constantFrom('from', 'over', 'to', 'under'), amount(1, 4))
    .map(([name, bound, at]) => ({ [name]: { [bound]: at } })),
)
export const when: fc.Arbitrary<When> = fc.oneof(
  { weight: 4, arbitrary: condition },
  { weight: 1, arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }) },
)

const keyed = (keys: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Expression> =>
  fc.tuple(fc.constantFrom(...keys), value).map(([key, of]) => ({ [key]: of }) as unknown as Expression)
const notBelowZero = (is: Expression): Expression => ({ max: ['0', is] })

/** Never below zero. `between` is an unknown of its own, so a price with it is always a range. */
function expressionOf(names: readonly string[], depth: number, between: boolean): fc.Arbitrary<Expression> {
  const leaf = fc.oneof(amount(2, 5), fc.constantFrom(...names))
  if (depth === 0) return leaf
  const any = expressionOf(names, depth - 1, between)
  const inner = (more: readonly string[]) => expressionOf([...names, ...more], depth - 1, false)
  const several = fc.array(any, { minLength: 1, maxLength: 3 })
  const table = fc.record({
    cells: fc.array(fc.tuple(fc.constantFrom('s', 'm', 'l', '*'), fc.constantFrom(true, false, '*'), any), { minLength: 1, maxLength: 4 }),
    otherwise: fc.option(any),
  })
  const cases = fc.record({ cases: fc.array(fc.record({ when: condition, is: any }), { minLength: 1, maxLength: 3 }), otherwise: fc.option(any) })
  const chain = fc.record({ times: any, start: any, next: inner(['step']), sum: inner(['step']) })
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    keyed(['add', 'multiply', 'min', 'max'], several),
    fc.tuple(any, any).map((of) => notBelowZero({ subtract: of })),
    fc.tuple(any, any).map(([of, by]): Expression => ({ divide: [of, { max: ['0.5', by] }] })),
    fc
      .tuple(fc.constantFrom('ceil', 'floor', 'round', 'roundEven'), any, fc.option(step))
      .map(([key, of, to]) => ({ [key]: of, ...(to !== null && { to }) }) as unknown as Expression),
    cases.map(({ cases, otherwise }): Expression => ({ cases, ...(otherwise !== null && { else: otherwise }) })),
    table.map(({ cells, otherwise }): Expression => ({ table: ['size', 'hd'], rows: cells, ...(otherwise !== null && { else: otherwise }) })),
    fc.constantFrom<Expression>({ count: 'shots' }, { characters: 'words' }, { bytes: 'words' }),
    inner(['s']).map((is): Expression => ({ sum: 'shots', is })),
    chain.map(
      ({ times, start, next, sum }): Expression => ({
        chain: { times: { min: ['3', times] }, start: { step: { min: ['9', start] } }, next: { step: { min: ['9', next] } }, sum },
      }),
    ),
    ...(between ? [fc.tuple(any, any).map(([low, more]): Expression => ({ between: [low, { add: [low, more] }] }))] : []),
  )
}

const numbers = ['a', 'b', 'c', 'four']
const round = fc.oneof(
  fc.record({ mode: fc.constantFrom(...roundingModes), step }),
  fc.record({ mode: fc.constantFrom(...roundingModes), digits: fc.integer({ min: 1, max: 4 }) }),
)
const ends = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }).map((all) => all.sort((a, b) => a - b).map(String))

function lineOf(is: fc.Arbitrary<Expression>): fc.Arbitrary<Line> {
  const bounds = { minimum: amount(2, 9), maximum: is, round, when }
  const optional = { requiredKeys: [] } satisfies { requiredKeys: never[] }
  const steps = fc.tuple(ends, fc.array(is, { minLength: 4, maxLength: 4 }), fc.boolean(), fc.boolean()).map(([ends, of, open, rates]) => ({
    steps: [...ends, ...(open ? [undefined] : [])].map((upTo, at) => ({
      ...(upTo !== undefined && { upTo }),
      ...(rates ? { rate: of[at]! } : { amount: of[at]! }),
    })),
  }))
  const bands = fc
    .tuple(ends, fc.array(is, { minLength: 4, maxLength: 4 }))
    .map(([ends, of]) => ({ bands: [...ends, undefined].map((upTo, at) => ({ ...(upTo !== undefined && { upTo }), rate: of[at]! })) }))
  const way = fc.oneof(
    is.map((rate) => ({ rate })),
    steps,
    bands,
  )
  const unit = fc.oneof(
    fc.constant({}),
    step.map((block) => ({ block })),
    step.map((per) => ({ per })),
  )
  const quantity = fc
    .tuple(fc.record({ quantity: is, free: fc.option(amount(1, 3), { nil: '0' }) }), way, unit)
    .map(([of, way, unit]) => ({ ...of, ...way, ...unit }))
  const base = is.map((base) => ({ base }))
  return fc
    .tuple(fc.constantFrom('Work', 'Start', 'Extra'), fc.oneof(base, quantity), fc.record(bounds, optional))
    .map(([label, of, more]) => ({ label, ...of, ...more }) as Line)
}

const label = fc.constantFrom('Rush', 'Pro', 'Fee')
const percent = fc.record({ label, percent: fc.integer({ min: -20, max: 50 }).map(String) })
const maybe = <Of extends object>(of: fc.Arbitrary<Of>): fc.Arbitrary<Of> =>
  fc.tuple(of, fc.option(when)).map(([of, when]) => (when === null ? of : { ...of, when }))

function adjustmentOf(is: fc.Arbitrary<Expression>): fc.Arbitrary<Adjustment | Together> {
  const keyed = (key: string, value: fc.Arbitrary<unknown>) =>
    maybe(fc.tuple(label, value).map(([label, value]) => ({ label, [key]: value }) as unknown as Adjustment))
  return fc.oneof(
    maybe(percent) as fc.Arbitrary<Adjustment>,
    keyed('factor', amount(2, 2)),
    keyed('add', is),
    keyed('minimum', is),
    keyed('maximum', is),
    keyed('round', round),
    fc.array(maybe(percent), { minLength: 1, maxLength: 4 }).map((together) => ({ together }) as Together),
  )
}

export function toolOf({ between }: { between: boolean }): fc.Arbitrary<ToolPrice> {
  const is = expressionOf([...numbers, 'counted'], 2, between)
  const counted = expressionOf(numbers, 2, false)
  const lines = fc.array(lineOf(is), { minLength: 1, maxLength: 3 })
  const answer = fc.record({ when, answer: fc.constantFrom('not-offered' as const, 'metered' as const), message: fc.constant('No.') })
  const row: fc.Arbitrary<Row> = fc.oneof({ weight: 4, arbitrary: fc.record({ when, lines }) }, { weight: 1, arbitrary: answer })
  return fc
    .record({
      counted,
      rows: fc.tuple(fc.array(row, { maxLength: 2 }), lines),
      adjustments: fc.array(adjustmentOf(is), { maxLength: 3 }),
      rounding: fc.option(round),
      closed: fc.boolean(),
    })
    .map(
      ({ counted, rows: [rows, last], adjustments, rounding, closed }): ToolPrice => ({
        inputs,
        // Conditions ask for it, and it may not ask for itself.
        quantities: { counted: { unit: 'thing', is: JSON.stringify(counted).includes('"counted"') ? { add: ['a', '1'] } : counted! } },
        rows: closed && rows.length ? rows : [...rows, { when: {}, lines: last }],
        adjustments,
        ...(rounding !== null && { rounding: { stage: 'total', ...rounding } as Rounding }),
      }),
    )
}

/** Everything that a tool could want to know, in several spellings. */
export const fullInputs: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.record({
      a: fc.constantFrom<unknown>(0, 1, 2, '3'),
      b: fc.constantFrom<unknown>(0.5, '1.25s', 2, 3.5, '4'),
      c: fc.integer({ min: 1, max: 4 }),
      four: fc.constantFrom<unknown>(1, '2', 4),
      size: fc.constantFrom('s', 'M', 'l', 'Small'),
      hd: fc.constantFrom<unknown>(true, false, 'yes', 'off'),
      plan: fc.constantFrom('free', 'PRO'),
    }),
    fc.record(
      {
        extra: fc.integer({ min: 0, max: 5 }),
        words: fc.constantFrom('', 'x', 'été', '😀x'),
        day: fc.constantFrom('2026-01-01', '2026-11-22'),
        shots: fc.array(fc.record({ s: fc.integer({ min: 0, max: 3 }), size: fc.constantFrom('s', 'm') }, { requiredKeys: [] }), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([needed, more]) => ({ ...needed, ...more }))
