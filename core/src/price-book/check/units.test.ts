import { describe, expect, test } from 'vitest'
import type { Expression, Input } from '../format.ts'
import { baseTool, linesTool, number } from '../testing.ts'
import { found } from './testing.ts'
import { inWords, unitFrom } from './units.ts'

const inputs: Record<string, Input> = {
  pixels: number({ unit: 'pixel' }),
  width: number({ unit: 'pixels' }),
  height: number({ unit: 'px' }),
  seconds: number({ unit: 'second' }),
  fps: number({ unit: 'frames per second' }),
  frames: number({ unit: 'frame' }),
  odd: number({ unit: 'snippet' }),
  bare: number(),
  words: { kind: 'text', default: '' },
}
const place = 'tools.t.rows[0].lines[0]'
/** What is said of units alone. */
const said = (base: Expression) =>
  found(baseTool({ add: [{ multiply: ['0', ...Object.keys(inputs).filter((name) => name !== 'words')] }, base] }, inputs)).filter((text) =>
    /together|It says/.test(text),
  )

describe('P20: units that do not fit together', () => {
  test.each<[string, Expression, string]>([
    ['added', { add: ['pixels', 'seconds'] }, 'add: It puts pixel and second together.'],
    ['subtracted', { max: ['0', { subtract: ['frames', 'pixels'] }] }, 'max[1].subtract: It puts frame and pixel together.'],
    ['compared', { min: ['seconds', 'frames'] }, 'min: It puts second and frame together.'],
    ['after multiplying', { max: [{ multiply: ['width', 'height'] }, 'width'] }, 'max: It puts pixel² and pixel together.'],
    ['after dividing', { max: [{ divide: ['frames', { max: ['1', 'seconds'] }] }, 'frames'] }, 'max: It puts frame/second and frame together.'],
    ['a ratio and a size', { add: [{ divide: ['width', { max: ['1', 'height'] }] }, 'width'] }, 'add: It puts a plain ratio and pixel together.'],
    ['after rounding in every way', { add: [{ floor: { round: { roundEven: 'pixels' } } }, 'seconds'] }, 'add: It puts pixel and second together.'],
    ['after cubing', { add: [{ multiply: ['width', 'width', 'width'] }, 'width'] }, 'add: It puts pixel³ and pixel together.'],
    ['four times', { add: [{ multiply: ['width', 'width', 'width', 'width'] }, 'width'] }, 'add: It puts pixel^4 and pixel together.'],
    [
      'one by a unit',
      { add: [{ divide: [{ divide: ['width', { max: ['1', 'width'] }] }, { max: ['1', 'seconds'] }] }, 'width'] },
      'add: It puts 1/second and pixel together.',
    ],
    ['characters and bytes', { add: [{ characters: 'words' }, { bytes: 'words' }] }, 'add: It puts character and byte together.'],
    ['between two', { between: ['pixels', { max: ['pixels', { add: ['seconds', 'seconds'] }] }] }, 'between[1].max: It puts pixel and second together.'],
    ['after rounding', { add: [{ ceil: 'pixels' }, 'seconds'] }, 'add: It puts pixel and second together.'],
  ])('%s', (_, base, finding) => expect(said(base)).toEqual([`error ${place}.base.add[1].${finding}`]))

  test.each<[string, Expression]>([
    ['one unit, spelled in several ways', { add: ['pixels', 'width', 'height'] }],
    ['frames that are seconds by frames a second', { add: ['frames', { multiply: ['seconds', 'fps'] }] }],
    ['a decimal fits anything', { max: ['1', 'pixels', { min: ['5', 'pixels'] }] }],
    ['a factor turns one unit into another', { add: ['frames', { multiply: ['seconds', '24'] }] }],
    [
      'a state of a chain',
      { chain: { times: '2', start: { pixels: 'seconds' }, next: { pixels: { add: ['pixels', 'seconds'] } }, sum: { add: ['pixels', 'seconds'] } } },
    ],
    ['a ratio of decimals', { add: [{ multiply: ['2', '3'] }, { divide: ['4', '2'] }, 'pixels'] }],
    ['a decimal by a unit', { add: [{ divide: ['4', { max: ['1', 'seconds'] }] }, 'pixels'] }],
    ['an unknown part of a comparison', { add: [{ max: ['odd', 'pixels'] }, 'seconds'] }],
    ['a unit that nobody knows', { add: ['odd', 'seconds', 'bare'] }],
    ['what a table gives', { add: ['seconds', { cases: [{ when: { seconds: { over: '1' } }, is: 'pixels' }], else: '1' }] }],
  ])('%s: nothing to say', (_, base) => expect(said(base)).toEqual([]))

  test('an unknown among known ones does not hide them', () =>
    expect(said({ add: ['odd', 'seconds', 'pixels'] })).toEqual([`error ${place}.base.add[1].add: It puts second and pixel together.`]))
})

describe('P20: a unit that contradicts what is counted', () => {
  test('of a line', () => {
    const line = (unit: string) => found(linesTool([{ label: 'x', quantity: 'seconds', unit, rate: '1' }], { seconds: inputs.seconds! }))
    expect(line('pixel')).toEqual([`warning ${place}.unit: It says pixel, but what is counted is second.`])
    expect(line('output seconds')).toEqual([])
    expect(line('snippet')).toEqual([])
  })
  test('of a quantity; a pixel may be an area, and of so many images', () => {
    const quantity = (unit: string, is: Expression) => {
      const lines = [{ label: 'x', quantity: 'q', rate: '1' }]
      const findings = found(linesTool(lines, { ...inputs, n: number({ unit: 'image' }) }, { quantities: { q: { unit, is } } }))
      return findings.filter((text) => text.includes('It says'))
    }
    expect(quantity('second', { multiply: ['width', 'height'] })).toEqual(['warning tools.t.quantities.q.unit: It says second, but what is counted is pixel².'])
    expect(quantity('pixel', { multiply: ['width', 'height', 'n'] })).toEqual([])
    expect(quantity('started second', { ceil: 'seconds' })).toEqual([])
  })
  test('of what is free', () => {
    const findings = found(linesTool([{ label: 'x', quantity: 'seconds', free: 'frames', rate: '1' }], { seconds: inputs.seconds!, frames: inputs.frames! }))
    expect(findings).toContain(`error ${place}.free: It puts second and frame together.`)
  })
})

test.each([
  ['pixel', 'pixel'],
  ['Started Megapixels', 'megapixel'],
  ['frames/second', 'frame/second'],
  ['frames per second', 'frame/second'],
  ['pixel²', 'pixel²'],
  ['pixel^2', 'pixel²'],
  ['pixel x frame', 'frame x pixel'],
  ['1/second', undefined],
  ['widget', undefined],
])('the unit "%s" is %s', (text, words) => {
  const unit = unitFrom(text)
  expect(typeof unit === 'string' ? undefined : inWords(unit)).toBe(words)
})
