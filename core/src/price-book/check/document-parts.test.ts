import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Input, PriceBook, ToolPrice } from '../format.ts'
import { baseTool, bookOf, choice, compiledTool, number } from '../testing.ts'
import { checkComparable, checkDocument } from './document.ts'

const tool = baseTool('1')
const said = (more: Partial<PriceBook>, tools: Readonly<Record<string, ToolPrice>> = { t: tool }): BookFinding[] => checkDocument(bookOf(tools, more))
const error = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'error', place, problem, fix })
const warning = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'warning', place, problem, fix })

describe('P20: the date of a book', () => {
  test.each(['2026-01-01T00:00Z', '2026-01-01T00:00:00Z', '2026-12-31T23:59:59.123Z', '2028-02-29T12:00:00.5Z'])('%s is one', (effective) =>
    expect(said({ effective })).toEqual([]),
  )
  test.each([
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+02:00',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00ZZ',
    '12026-01-01T00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    '2026-1-01T00:00:00Z',
    '2026-01-01T0:00:00Z',
    '2026-01-01T00:0:00Z',
    '2026-01-01T00:00:0Z',
    '2027-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '',
  ])('"%s" is none', (effective) =>
    expect(said({ effective })).toEqual([error('effective', `"${effective}" is not a date and time in UTC.`, 'Write it like "2026-11-22T00:00:00Z".')]),
  )
})

describe('P20: what its units are worth', () => {
  const worthless = (place: string, unit: string) =>
    warning(
      place,
      `Nothing says what one of "${unit}" is worth, so these prices cannot be compared.`,
      `Add "units": { "${unit}": { "usd": "0.01" } }, if it is published.`,
    )
  const unused = (unit: string, more = '') => warning(`units.${unit}`, `No price is in "${unit}".${more}`, 'Correct the name, or remove it.')
  const studio = { quoteMinutes: 1, holdHours: 1, keepChance: '1', plans: {} }

  test('dollars are worth themselves, with or without an entry', () => {
    expect(said({})).toEqual([])
    expect(said({ units: { usd: { label: 'Dollar' } } })).toEqual([])
    expect(said({ unit: 'coins', units: { coins: { usd: '1' }, usd: {} } })).toEqual([])
  })
  test('another unit needs a worth; a label is none', () => {
    expect(said({ unit: 'coins' })).toEqual([worthless('unit', 'coins')])
    expect(said({ unit: 'coins', units: { coins: { label: 'Coin' } } })).toEqual([worthless('unit', 'coins')])
    expect(said({ unit: 'coins', units: { coins: { usd: '0.01' } } })).toEqual([])
  })
  test("a studio's own credits need none; its other units do, and the credits of others", () => {
    expect(said({ unit: 'credits', studio })).toEqual([])
    expect(said({ unit: 'coins', studio })).toEqual([worthless('unit', 'coins')])
    expect(said({ unit: 'credits' })).toEqual([worthless('unit', 'credits')])
  })
  test('units of tools, each once, at the first that has it', () =>
    expect(said({}, { a: { ...tool, unit: 'coins' }, b: { ...tool, unit: 'coins' }, c: { ...tool, unit: 'usd' }, d: { ...tool, unit: 'gems' } })).toEqual([
      worthless('tools.a.unit', 'coins'),
      worthless('tools.d.unit', 'gems'),
    ]))
  test('a unit of a tool is used; one that nothing uses is told, with what may be meant', () => {
    expect(said({ units: { coins: { usd: '1' } } }, { a: { ...tool, unit: 'coins' } })).toEqual([])
    expect(said({ units: { coins: { usd: '1' }, uds: { usd: '1' } } })).toEqual([unused('coins'), unused('uds', ' Did you mean "usd"?')])
  })
  test('twenty are told, and how many more there are', () => {
    const units = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`strange-${at}`, { usd: '1' }]))
    expect(said({ units: units(20) })).toHaveLength(20)
    expect(said({ units: units(21) })).toHaveLength(21)
    expect(said({ units: units(21) }).at(-1)).toEqual(warning('units', 'There are 1 more findings of this kind.', 'Correct these first.'))
  })
})

describe('P20: the names of its tools', () => {
  const same = (id: string, name: string, other: string) =>
    [`tools.${id}`, `"${name}" is a name of the tool "${other}", too, in the same unit.`, 'Give each name to one of them.'] as const
  const names = (tools: Readonly<Record<string, Partial<ToolPrice>>>, more: Partial<PriceBook> = { units: { coins: { usd: '1' } } }) =>
    said(more, Object.fromEntries(Object.entries({ ...tools, z: { unit: 'coins' } }).map(([id, own]) => [id, { ...tool, ...own }])))

  test('a key, an alias and a title of one tool may be one name', () => expect(names({ a: { aliases: ['A', 'a'], title: 'a' } })).toEqual([]))
  test('an alias that is the key of another', () => {
    expect(names({ a: { aliases: ['b'] }, b: {} })).toEqual([error(...same('b', 'b', 'a'))])
    expect(names({ a: {}, b: { aliases: ['A'] } })).toEqual([error(...same('b', 'a', 'a'))])
  })
  test('a title that is the key or an alias of another, before or after it', () => {
    expect(names({ a: {}, b: { title: 'A' } })).toEqual([error(...same('b', 'a', 'a'))])
    expect(names({ a: { title: 'B' }, b: {} })).toEqual([error(...same('b', 'b', 'a'))])
  })
  test('two titles are a question; a third tool that has it as a name is an error, whichever comes first', () => {
    expect(names({ a: { title: 'One' }, b: { title: 'one' } })).toEqual([warning(...same('b', 'one', 'a'))])
    expect(names({ a: { title: 'One' }, b: { title: 'One' }, c: { aliases: ['one'] } })).toEqual([
      warning(...same('b', 'one', 'a')),
      error(...same('c', 'one', 'b')),
    ])
    expect(names({ a: { aliases: ['one'] }, b: { title: 'One' }, c: { title: 'One' } })).toEqual([
      error(...same('b', 'one', 'a')),
      error(...same('c', 'one', 'b')),
    ])
  })
  test("only in one unit, the book's where a tool has none", () => {
    expect(names({ a: { title: 'One' }, b: { title: 'One', unit: 'coins' } })).toEqual([])
    expect(names({ a: { title: 'One' }, b: { title: 'One', unit: 'usd' } })).toEqual([warning(...same('b', 'one', 'a'))])
  })
  test('twenty are told, and how many more there are', () => {
    const tools = Object.fromEntries(Array.from({ length: 22 }, (_, at) => [`t${at}`, { ...tool, title: 'One' }]))
    const findings = said({}, tools)
    expect(findings).toHaveLength(21)
    expect(findings[0]).toEqual(warning(...same('t1', 'one', 't0')))
    expect(findings.at(-1)).toEqual(warning('tools', 'There are 1 more findings of this kind.', 'Correct these first.'))
  })
})

describe('P20: how a tool compares with ours', () => {
  const required = { required: true } as const
  const inputs: Record<string, Input> = {
    factor: { ...choice(2, 4), names: ['Zoom'] },
    megapixels: { ...number({ max: '50' }), ...required },
    style: choice('a', 'b'),
    idle: choice('x', 'y'),
    extra: { ...number(), optional: true },
    usual: { ...number(), default: 3 },
  }
  const base = { multiply: ['factor', 'megapixels', 'usual', { cases: [{ when: { style: 'a', extra: { given: true } }, is: '1' }], else: '2' }] } as const
  type Comparable = NonNullable<ToolPrice['comparable']>[number]
  const compared = (...comparable: readonly Comparable[]) => checkComparable(compiledTool(baseTool(base, inputs, { comparable })), 'here')
  const all: Comparable['inputs'] = { factor: { is: 'scale' }, megapixels: { is: 'resultPixels' }, style: { value: 'a' } }
  const one = (inputs: Comparable['inputs'], more: Partial<Comparable> = {}) => compared({ tool: 'image-upscale', inputs, ...more })

  test('nothing to compare, and all that is needed: what is optional, has a default or is never read may be left out', () => {
    expect(checkComparable(compiledTool(tool), 'here')).toEqual([])
    expect(one(all)).toEqual([])
  })
  test('other names and other letters are welcome', () => expect(one({ zoom: { is: 'scale' }, MEGAPIXELS: { value: 5 }, Style: { value: 'B' } })).toEqual([]))
  test('an input that it does not have', () => {
    expect(one({ ...all, stile: { value: 'a' } })).toEqual([
      error(
        'here.comparable[0].inputs.stile',
        'The tool has no input "stile". Did you mean "style"?',
        'Use one of factor, megapixels, style, idle, extra, usual.',
      ),
    ])
    expect(checkComparable(compiledTool({ ...tool, comparable: [{ tool: 'x', inputs: { n: { value: 1 } } }] }), 'here')).toEqual([
      error('here.comparable[0].inputs.n', 'The tool has no input "n".', 'Use one of those you add.'),
    ])
  })
  test('a value that it cannot have', () => {
    const never = (name: string, value: string) =>
      error(`here.comparable[0].inputs.${name}.value`, `"${name}" can never be ${value}.`, 'Use a value of its domain.')
    expect(one({ ...all, style: { value: 'c' } })).toEqual([never('style', '"c"')])
    expect(one({ ...all, megapixels: { value: 51 } })).toEqual([never('megapixels', '51')])
    expect(one({ ...all, megapixels: { value: 50 } })).toEqual([])
  })
  test('a required one that is missing is an error, another that it reads a question', () => {
    const required = (name: string) => error('here.comparable[0].inputs', `"${name}" is required and not among them.`, 'Say what it is for this job.')
    const range = (name: string) =>
      warning('here.comparable[0].inputs', `"${name}" is not among them, so the price is a range.`, 'Say what it is for this job, if that is known.')
    expect(one({})).toEqual([range('factor'), required('megapixels'), range('style')])
    expect(one({ factor: { value: 2 }, style: { value: 'a' } })).toEqual([required('megapixels')])
  })
  test('a required one is needed even where the price does not read it', () => {
    const price = baseTool('1', { style: { ...choice('a', 'b'), ...required } }, { comparable: [{ tool: 'x', inputs: {} }] })
    expect(checkComparable(compiledTool(price), 'here').map(({ problem }) => problem)).toEqual(['"style" is required and not among them.'])
  })
  test('names of our job: options, what is measured, the quality, the plan and the result', () => {
    const known = ['scale', 'format', 'quality', 'plan', 'width', 'height', 'pixels', 'bytes', 'pages']
    const result = ['resultWidth', 'resultHeight', 'resultPixels', 'seconds', 'frames', 'fps']
    for (const name of [...known, ...result]) expect(one({ ...all, factor: { is: name } }, { when: { [name]: 'a' } })).toEqual([])
  })
  test('names that it does not have, in conditions and in expressions', () => {
    const names = 'quality, plan, width, height, pixels, bytes, pages, durationMs, frames, resultWidth, resultHeight, resultPixels, seconds, fps, scale, format'
    const strange = (place: string, name: string, more = '') =>
      error(`here.comparable[0].${place}`, `Image upscale has nothing called "${name}".${more}`, `Use one of ${names}.`)
    expect(one(all, { when: { qualty: 'draft' } })).toEqual([strange('when.qualty', 'qualty', ' Did you mean "quality"?')])
    expect(one(all, { when: [{ quality: 'draft' }, { xyzxyz: 'a' }] })).toEqual([strange('when.xyzxyz', 'xyzxyz')])
    expect(one({ ...all, factor: { is: { max: ['scal', '2', { ceil: 'scale' }] } } })).toEqual([
      strange('inputs.factor.is.max[0]', 'scal', ' Did you mean "scale"?'),
    ])
  })
  test('of a job that is not in the catalogue nobody knows the names', () => expect(one(all, { tool: 'nobody', when: { strange: 1 } })).toEqual([]))
  test('each by its place, twenty of all', () => {
    const bad: Comparable = { tool: 'nobody', inputs: { ...all, style: { value: 'c' } } }
    expect(compared({ tool: 'nobody', inputs: all }, bad).map(({ place }) => place)).toEqual(['here.comparable[1].inputs.style.value'])
    const findings = compared(...Array.from({ length: 23 }, () => bad))
    expect(findings).toHaveLength(21)
    expect(findings.at(-1)).toEqual(error('here', 'There are 3 more findings of this kind.', 'Correct these first.'))
  })
})
