import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultIn } from './json-text.ts'

const readable = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('what JSON writes has no fault, however it is laid out', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(text)
      expect(faultIn(JSON.stringify(value, null, indent), 64)).toBeUndefined()
    }),
  )
})

test('a text has a fault exactly where JSON cannot read it, or a key is there twice', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '"\\n"',
    '"\\u00e9"',
    '"\\x"',
    '1',
    '-0.5e3',
    '01',
    '1.',
    '.5',
    '+1',
    'true',
    'nul',
    'null',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '"',
    '\\',
    '/',
    "'",
  )
  const twice = fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    const text = pieces.join('')
    const fault = faultIn(text, 64)
    if (fault && / is written twice /.test(fault.problem)) return
    expect(fault === undefined, `${JSON.stringify(text)}: ${fault?.problem}`).toBe(readable(text))
  })
  fc.assert(twice, { numRuns: 3000 })
})

test('a text that is cut anywhere has its fault at or before the cut', () => {
  const text = JSON.stringify({ a: [1, { b: 'x\ny', c: [true, null, -2.5e-3] }], d: {} }, null, 2)
  const lines = text.split('\n')
  for (let end = 0; end < text.length; end++) {
    const fault = faultIn(text.slice(0, end), 64)!
    const offset = lines.slice(0, fault.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + fault.column - 1
    expect(offset).toBeLessThanOrEqual(end)
  }
})
