import { describe, expect, test } from 'vitest'
import { amountOf, exactly, labelOf, quotedBy, readText, Skip } from './import-amounts.ts'

describe('what a price is quoted by', () => {
  test.each<[string, string, string, string, string]>([
    ['/second', 'billable_seconds', 'second', '1', 'Per second'],
    ['/s', 'billable_seconds', 'second', '1', 'Per second'],
    ['  /Sec ', 'billable_seconds', 'second', '1', 'Per second'],
    ['/min', 'billable_minutes', 'minute', '1', 'Per minute'],
    ['per 5 minutes', 'billable_minutes', 'minute', '5', 'Per 5 minutes'],
    ['x images/Run', 'images', 'image', '1', 'Per image'],
    ['/Image (1K)', 'images', 'image', '1', 'Per image'],
    ['/8MP', 'output_megapixels', 'megapixel', '8', 'Per 8 megapixels'],
    ['/12 megapixels', 'output_megapixels', 'megapixel', '12', 'Per 12 megapixels'],
    ['/1K chars', 'characters', 'character', '1000', 'Per 1000 characters'],
    ['/2M  characters', 'characters', 'character', '2000000', 'Per 2000000 characters'],
    ['/ k char', 'characters', 'character', '1000', 'Per 1000 characters'],
    ['/src frame', 'source_frames', 'frame', '1', 'Per frame'],
    ['/source frames', 'source_frames', 'frame', '1', 'Per frame'],
    ['/30 frames', 'frames', 'frame', '30', 'Per 30 frames'],
  ])('"%s"', (text, input, unit, per, label) => expect(quotedBy(text)).toEqual({ input, unit, per, label }))
  test.each(['/furlong', ' second ', 'about /second', '/second\nor so', '', '/', '/seconds long', '/the second', '/8'])('"%s" is no known unit', (text) => {
    expect(() => quotedBy(text)).toThrow(Skip)
    expect(() => quotedBy(text)).toThrow(`It is quoted by ${JSON.stringify(text.trim())}, which is no known unit.`)
  })
})

describe('a price in words', () => {
  test.each<[string, string, string[], string | undefined]>([
    ['Free', 'usd', ['0'], undefined],
    [' free ', 'usd', ['0'], undefined],
    ['~1.72 credits/src frame', 'credits', ['1.72'], '/src frame'],
    ['12.25 Coins', 'coins', ['12.25'], undefined],
    ['12–15 usd', 'usd', ['12', '15'], undefined],
    ['~1.72 - 12.86  credits/s', 'credits', ['1.72', '12.86'], '/s'],
    [' 5 credits ', 'credits', ['5'], undefined],
  ])('"%s"', (text, unit, price, per) => expect(readText(text)).toEqual({ unit, price, per }))
  test.each(['Ask us', 'not free', 'free trial', 'about 5 credits', '5 credits!', '5', '5credits', '1.2.3 credits', '5 to 6 credits'])('"%s" is none', (text) =>
    expect(() => readText(text)).toThrow(new Skip(`The text ${JSON.stringify(text)} is no price.`)),
  )
})

test.each([
  ['multi_shot.storyboard_1_duration', 'Storyboard 1 duration'],
  ['model.images_count', 'Images'],
  ['count_of_all', 'Count of all'],
  ['a_count_b', 'A count b'],
  ['duration', 'Duration'],
])('the label of "%s" is "%s"', (name, label) => expect(labelOf(name)).toBe(label))

describe('amounts', () => {
  test('one, or a range', () => {
    expect(amountOf([0.5])).toBe('0.5')
    expect(amountOf(['0.10'])).toBe('0.1')
    expect(amountOf([2, '2.0'])).toBe('2')
    expect(amountOf([1, 2.5])).toEqual({ between: ['1', '2.5'] })
    expect(() => amountOf([0.6, 0.3])).toThrow(new Skip('Its range from 0.6 to 0.3 runs backwards.'))
  })
  test.each<[number | string, string]>([
    [0.16800000000000001, '0.168'],
    [0.1 + 0.2, '0.3'],
    [-0.5, '-0.5'],
    [4e-16, '0'],
    [-4e-16, '0'],
    [9e-13, '0'],
    [1e-12, '0.000000000001'],
    [5e-8, '0.00000005'],
    [1e20, '100000000000000000000'],
    ['0.100000000000000000000000001', '0.100000000000000000000000001'],
    ['12.50', '12.5'],
  ])('%s is %s', (given, exact) => expect(exactly(given)).toBe(exact))
  test.each([1e21, -1e21, 1e300])('%s is none', (amount) => expect(() => exactly(amount)).toThrow(new Skip(`${amount} is no amount of money.`)))
})
