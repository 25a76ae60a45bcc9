import { expect, test } from 'vitest'
import { choice } from '../testing.ts'
import { isAmount, ranksOf } from './rank.ts'

test.each<[string, string | undefined]>([
  ['width', undefined],
  ['Width', undefined],
  ['outputWidth', undefined],
  ['output_height', undefined],
  ['output-height', undefined],
  ['output height', undefined],
  ['num_images', undefined],
  ['n', undefined],
  ['fps', undefined],
  ['resolution', undefined],
  ['scaleFactor', undefined],
  ['sec', undefined],
  ['secs', undefined],
  ['steps', undefined],
  ['x', 'pixel'],
  ['x', 'Pixels'],
  ['x', 'output megapixels'],
  ['x', 'seconds of video'],
  ['x', 'step'],
])('P20: more %s in "%s" is more work', (name, unit) => expect(isAmount(name, unit)).toBe(true))

test.each<[string, string | undefined]>([
  ['x', undefined],
  ['x', 'snippet'],
  ['x', 'subpixel'],
  ['x', 'pixelated'],
  ['nn', undefined],
  ['widths', undefined],
  ['bandwidth', undefined],
  ['style', undefined],
  ['strength', 'second'],
  ['width_threshold', 'pixel'],
  ['Seed', 'image'],
  ['guidance_scale', undefined],
  ['cfgScale', undefined],
  ['compression', 'byte'],
  ['temperature', 'token'],
])('P20: more %s in "%s" is not', (name, unit) => expect(isAmount(name, unit)).toBe(false))

const none = undefined
test.each<[string, boolean, readonly (string | number)[], readonly (number | undefined)[]]>([
  // Best last, as the catalogue has them.
  ['quality', true, ['high', 'low', 'odd'], [0, 1, 2]],
  ['quality', false, ['high', 'low', 'odd'], [3, 1, none]],
  ['tier', true, ['Ultra', 'HD', 'Standard', 'draft', 'medium'], [4, 3, 2, 1, 2]],
  ['Definition', false, ['standard', 'hd'], [2, 3]],
  ['my quality', true, ['high', 'low'], [3, 1]],
  // Of what is no amount no order is known.
  ['style', false, ['1', '2'], [none, none]],
  ['resolution', false, ['720p', '1080P', '2k', '4K', 'auto'], [720, 1080, 1080, 2160, none]],
  ['resolution', false, ['1.5k', '540p'], [810, 540]],
  ['size', false, ['1024x1536', '512 x 512', '10×20', '3*4', 'auto'], [1_572_864, 262_144, 200, 12, none]],
  ['size', false, ['1024X1536', '512  x  512'], [1_572_864, 262_144]],
  ['duration', false, ['5s', '10 s', '7.5 sec', '8 secs', '1 second', '2  seconds', 'long'], [5, 10, 7.5, 8, 1, 2, none]],
  ['size', false, ['1 MP', '4mp', '2 megapixels', '1 megapixel'], [1, 4, 2, 1]],
  ['scale', false, ['2x', '4×', '8'], [2, 4, 8]],
  ['scale', false, [8, 2, 4], [8, 2, 4]],
  // One that can be read orders nothing; the next way of reading is tried.
  ['size', false, ['720p', 'auto'], [none, none]],
  ['size', false, ['720p', '2', '3'], [none, 2, 3]],
  ['size', false, ['720p', '1x2', '2x2'], [none, 2, 4]],
  ['size', false, ['a720p', '720pp', 'b4k', '4kk'], [none, none, none, none]],
  ['size', false, ['a1x2', '1x2b', 'a1x3', '1x3b'], [none, none, none, none]],
  ['size', false, ['a5', '5b', 'a6', '6b'], [none, none, none, none]],
])('P20: the ranks of %s (best last: %s) %j', (name, bestLast, values, ranks) => expect(ranksOf(name, choice(...values), bestLast)).toEqual(ranks))
