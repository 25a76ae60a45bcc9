import { expect, test } from 'vitest'
import { columns, seenWidth } from './table.ts'
import { plain, seconds } from './wording.ts'

test('columns line up: words to the left, numbers to the right, by what is seen and not by bytes', () => {
  const rows = [
    ['photo.jpg', '13'],
    ['写真.jpg', '1.5'],
    ['été.png', '120'],
  ]
  expect(columns(rows, ['left', 'right'])).toEqual(['photo.jpg   13', '写真.jpg   1.5', 'été.png    120'])
  expect(seenWidth('e\u0301t')).toBe(2)
})

test('a name cannot steer the terminal', () => {
  expect(plain('a\u001b[2Jb\nc\u202e.jpg')).toBe('a\ufffd[2Jb\ufffdc\ufffd.jpg')
})

test.each([
  [{ low: 0.2, high: 0.9 }, '1 s'],
  [{ low: 12, high: 18 }, '12 to 18 s'],
  [{ low: 50, high: 130 }, '50 s to 2 min'],
  [{ low: 5000, high: 7200 }, '83 min to 2.0 h'],
])('%o seconds are said as %s', (range, said) => expect(seconds(range)).toBe(said))
