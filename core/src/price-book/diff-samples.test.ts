import { describe, expect, test } from 'vitest'
import { catalogueInputs } from './catalogue-inputs.ts'
import { samplesOf, type Samples } from './diff-samples.ts'
import type { Expression, Input } from './format.ts'
import { baseTool, choice, compiledTool, number } from './testing.ts'

const day = '2026-11-22'

/** Of a tool whose price depends on these inputs. */
const sampled = (base: Expression, inputs: Readonly<Record<string, Input>>): Samples => samplesOf([compiledTool(baseTool(base, inputs))], day)
const one = (name: string, input: Input): Samples => sampled(name, { [name]: input })
const words = ({ sizes }: Samples): string[] => sizes.map(({ inWords }) => inWords)
const given = ({ sizes }: Samples, name: string): unknown[] => sizes.map(({ inputs }) => inputs[name])

describe('settings', () => {
  test('every combination, in the order of the domains', () => {
    expect(sampled({ add: ['a', 'b'] }, { a: choice(1, 2), b: choice(3, 4) }).settings).toEqual([
      { a: '1', b: '3' },
      { a: '1', b: '4' },
      { a: '2', b: '3' },
      { a: '2', b: '4' },
    ])
  })

  test('an option that may be left out is left out, too, unless it has a default', () => {
    const when = (name: string): Expression => ({ cases: [{ when: { [name]: { given: true } }, is: '1' }], else: '2' })
    expect(sampled(when('a'), { a: { ...choice('x'), optional: true } }).settings).toEqual([{}, { a: 'x' }])
    expect(sampled(when('a'), { a: { ...choice('x', 'y'), optional: true, default: 'y' } }).settings).toEqual([{ a: 'x' }, { a: 'y' }])
    expect(sampled(when('a'), { a: { kind: 'flag' } }).settings).toEqual([{ a: 'false' }, { a: 'true' }])
  })

  test('what no price depends on is not varied: left out, or the usual value where it has to be given', () => {
    expect(sampled('a', { a: choice(1), b: choice('x', 'y') }).settings).toEqual([{ a: '1' }])
    expect(sampled('a', { a: choice(1), b: { ...choice('x', 'y'), required: true } }).settings).toEqual([{ a: '1', b: 'x' }])
    expect(sampled('a', { a: choice(1), b: { ...choice('x', 'y'), required: true, default: 'y' } }).settings).toEqual([{ a: '1', b: 'y' }])
  })

  test('values of both versions', () => {
    const tools = [choice(1, 2), choice(2, 3)].map((a) => compiledTool(baseTool('a', { a })))
    expect(samplesOf(tools, day).settings).toEqual([{ a: '1' }, { a: '2' }, { a: '3' }])
  })

  test('of very many, each value alone beside the usual ones, and a thousand spread over all', () => {
    const names = ['a', 'b', 'c', 'd']
    const values = [1, 2, 3, 4, 5, 6, 7, 8]
    const { settings } = sampled({ add: names }, Object.fromEntries(names.map((name) => [name, { ...choice(...values), default: 5 }])))
    expect(settings.length).toBeGreaterThanOrEqual(1000)
    expect(settings.length).toBeLessThanOrEqual(1000 + names.length * values.length)
    expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(settings.length)
    for (const name of names) for (const value of values) expect(settings).toContainEqual({ a: '5', b: '5', c: '5', d: '5', [name]: String(value) })
    expect(settings).toContainEqual({ a: '1', b: '1', c: '1', d: '1' })
    // The first option changes slowest: a stride reaches its last value, too.
    expect(new Set(settings.slice(-200).map(({ a }) => a))).toContain('8')
  })

  test('a thousand exactly are all asked, and no more', () => {
    const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    expect(sampled({ add: ['a', 'b', 'c'] }, { a: choice(...ten), b: choice(...ten), c: choice(...ten) }).settings).toHaveLength(1000)
  })
})

describe('sizes', () => {
  test('a photo of 1, 12 and 48 megapixels, its measurements in keeping', () => {
    const inputs = catalogueInputs('image-upscale', [])
    const samples = sampled({ add: ['pixels', 'bytes', 'pages', 'width', 'height'] }, inputs)
    expect(samples.sizes).toEqual([
      { inWords: 'a 1-megapixel photo', inputs: { width: '1000', height: '1000', pixels: '1000000', bytes: '500000', pages: '1' } },
      { inWords: 'a 12-megapixel photo', inputs: { width: '4000', height: '3000', pixels: '12000000', bytes: '4000000', pages: '1' } },
      { inWords: 'a 48-megapixel photo', inputs: { width: '8000', height: '6000', pixels: '48000000', bytes: '16000000', pages: '1' } },
    ])
  })

  test.each([
    ['output_megapixels', {}, ['1', '12', '48'], '12 output megapixels'],
    ['size', { unit: 'megapixel' }, ['1', '12', '48'], '12 megapixels'],
    ['fps', {}, ['24', '30', '60'], '30 fps'],
    ['frames', {}, ['120', '300', '1440'], '300 frames'],
    ['length', { unit: 'minute' }, ['1', '10', '60'], '10 minutes'],
    ['duration', {}, ['5', '10', '60'], 'duration 10'],
    ['video_seconds', { label: 'Seconds of video' }, ['5', '10', '60'], 'seconds of video 10'],
    ['input_tokens', {}, ['1000', '10000', '100000'], '10,000 input tokens'],
    ['text', { unit: 'character' }, ['100', '1000', '10000'], '1,000 characters'],
    ['images', {}, ['1', '4', '10'], '4 images'],
    ['n', { unit: 'request' }, ['1', '4', '10'], '4 requests'],
    ['strength', {}, ['1', '10', '100'], 'strength 10'],
    ['steps', { label: 'Steps' }, ['1', '10', '100'], '10 steps'],
  ])('%s %j counts %j, said as "%s"', (name, more, values, said) => {
    const samples = one(name, number(more))
    expect(given(samples, name)).toEqual(values)
    expect(words(samples)[1]).toBe(said)
  })

  test('one of something is said as one', () => {
    expect(words(one('images', number()))).toEqual(['1 image', '4 images', '10 images'])
    expect(words(one('n', number({ unit: 'request' })))[0]).toBe('1 request')
  })

  test('within the bounds of every version, each value once', () => {
    expect(given(one('images', number({ min: '2', max: '8' })), 'images')).toEqual(['2', '4', '8'])
    expect(given(one('images', number({ max: '1' })), 'images')).toEqual(['1'])
    const tools = [number({ max: '6' }), number({ min: '3' })].map((images) => compiledTool(baseTool('images', { images })))
    expect(given(samplesOf(tools, day), 'images')).toEqual(['3', '4', '6'])
  })

  test('what may be left out is left out, unless a version needs it', () => {
    const tool = (more: Partial<Input>) =>
      compiledTool(baseTool({ cases: [{ when: { n: { given: true } }, is: '1' }], else: '2' }, { n: number(more as object) }))
    expect(samplesOf([tool({ optional: true })], day).sizes).toEqual([{ inWords: '', inputs: {} }])
    expect(given(samplesOf([tool({ optional: true }), tool({ required: true })], day), 'n')).toEqual(['1', '10', '100'])
  })

  test('texts by their length, dates by the day, lists of one, two and three within their bounds', () => {
    const counted = sampled({ characters: 'text' }, { text: { kind: 'text' } })
    expect(given(counted, 'text').map((value) => String(value).length)).toEqual([100, 1000, 10_000])
    expect(words(counted)).toEqual(['100 characters', '1,000 characters', '10,000 characters'])
    const dated = sampled({ cases: [{ when: { on: { from: '2026-01-01' } }, is: '1' }], else: '2' }, { on: { kind: 'date' } })
    expect(dated.sizes).toEqual([{ inWords: '', inputs: { on: day } }])
    const items: Record<string, Input> = { seconds: number(), size: choice('s', 'l'), note: { kind: 'text', optional: true } }
    const listed = sampled({ sum: 'clips', is: 'seconds' }, { clips: { kind: 'list', items } })
    expect(given(listed, 'clips')).toEqual([
      [{ seconds: '5', size: 's' }],
      [
        { seconds: '10', size: 's' },
        { seconds: '10', size: 's' },
      ],
      [1, 2, 3].map(() => ({ seconds: '60', size: 's' })),
    ])
    expect(words(listed)).toEqual(['1 item', '2 items', '3 items'])
    expect(given(sampled({ count: 'clips' }, { clips: { kind: 'list', items: {}, min: 2, max: 2 } }), 'clips')).toEqual([[{}, {}]])
  })

  test('several numbers grow together and are all said', () => {
    expect(words(sampled({ multiply: ['seconds', 'images'] }, { seconds: number(), images: number({ max: '4' }) }))).toEqual([
      '5 seconds, 1 image',
      '10 seconds, 4 images',
      '60 seconds, 4 images',
    ])
  })
})
