// Where a text is not JSON: the place a person can go to, and what `JSON.parse` would pass over in silence, keys that are written twice.
// It walks the text once, without recursion, so that no text can exhaust the stack.

export interface TextFault {
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly problem: string
  readonly fix: string
}

/** The first fault; undefined where `JSON.parse` reads the text, and reads all of it. */
export function faultIn(text: string, deepest: number): TextFault | undefined {
  const found = scan(text, deepest)
  if (!found) return undefined
  const before = text.slice(0, found.at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: found.at - lineStart + 1, problem: found.problem, fix: found.fix }
}

interface Fault {
  readonly at: number
  readonly problem: string
  readonly fix: string
}

/** What may come next: "first" is what may stand after an opening bracket. */
type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma'

interface Level {
  /** Of an object. */
  readonly keys?: Set<string>
}

const fault = (at: number, problem: string, fix: string): Fault => ({ at, problem, fix })
const space = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /[A-Za-z_$][\w$]*/y

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function scan(text: string, deepest: number): Fault | undefined {
  const levels: Level[] = []
  let expected: Expected = 'value'
  let at = text.charCodeAt(0) === byteOrderMark ? 1 : 0
  if (at === 1) return fault(0, 'The text begins with a byte order mark.', 'Save the file as UTF-8 without it.')
  for (;;) {
    at += match(space, text, at).length
    const level = levels.at(-1)
    if (at === text.length) return level || expected === 'value' ? fault(at, 'The text ends too early.', closing(level)) : undefined
    if (!level && expected === 'comma') return fault(at, 'Something follows the end of the book.', 'Remove it.')
    const character = text[at]!
    if (expected === 'comma') {
      if (character === (level!.keys ? '}' : ']')) levels.pop()
      else if (character === ',') expected = level!.keys ? 'key' : 'value'
      else return fault(at, `Here is ${shown(character)} where a comma or ${closer(level!)} should be.`, 'Put a comma between two entries.')
      at++
    } else if (expected === 'colon') {
      if (character !== ':') return fault(at, `Here is ${shown(character)} where a colon should be.`, 'Write a name, a colon, and its value.')
      expected = 'value'
      at++
    } else if (expected === 'key' || expected === 'first key') {
      if (character === '}') {
        if (expected === 'key') return fault(at, 'There is a comma before "}".', 'Remove the comma.')
        levels.pop()
        expected = 'comma'
        at++
        continue
      }
      if (character !== '"') return fault(at, `Here is ${shown(character)} where a name should be.`, 'Write names in double quotes.')
      const end = endOfString(text, at)
      if (typeof end !== 'number') return end
      const key = JSON.parse(text.slice(at, end)) as string
      if (level!.keys!.has(key)) return fault(at, `"${key.slice(0, 100)}" is written twice in one object.`, 'Remove one of them; only the last would count.')
      level!.keys!.add(key)
      expected = 'colon'
      at = end
    } else if (character === '{' || character === '[') {
      if (levels.length === deepest) return fault(at, `It is nested more than ${deepest} deep.`, 'Name parts of it as quantities, and use their names.')
      levels.push(character === '{' ? { keys: new Set() } : {})
      expected = character === '{' ? 'first key' : 'first value'
      at++
    } else if (character === ']' && expected === 'first value') {
      levels.pop()
      expected = 'comma'
      at++
    } else {
      const end = endOfScalar(text, at)
      if (typeof end !== 'number') return end
      expected = 'comma'
      at = end
    }
  }
}

const byteOrderMark = 0xfeff
const closer = ({ keys }: Level): string => (keys ? '"}"' : '"]"')
const closing = (level: Level | undefined): string => (level ? `Close what is open with ${closer(level)}.` : 'Write a price book: { "format": 1, ... }.')
const shown = (character: string): string => (character === '"' ? 'a text' : `"${character}"`)

function endOfScalar(text: string, at: number): number | Fault {
  const character = text[at]!
  if (character === '"') return endOfString(text, at)
  if (character === ']') return fault(at, 'There is a comma before "]".', 'Remove the comma.')
  if (character === '/') return fault(at, 'JSON has no comments.', 'Move it into a "note".')
  if (character === "'") return fault(at, "Here is a text in single quotes: '.", 'Use double quotes.')
  const digits = match(number, text, at)
  if (digits) {
    if (!/[\w.+]/.test(text[at + digits.length] ?? '')) return at + digits.length
    return fault(at, 'Here is a number that JSON cannot read.', 'Write it as a decimal in quotes: "0.4".')
  }
  const name = match(word, text, at)
  if (name === 'true' || name === 'false' || name === 'null') return at + name.length
  if (/^(NaN|Infinity)$/.test(name)) return fault(at, `${name} is not a number that can be priced.`, 'Write a decimal in quotes: "0.4".')
  return fault(at, `Here is ${name ? `"${name.slice(0, 40)}"` : shown(character)} where a value should be.`, 'Write texts and decimals in double quotes.')
}

/** After the closing quote. */
function endOfString(text: string, at: number): number | Fault {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next)
    if (code === 0x22) return next + 1
    if (code < 0x20) return fault(next, 'A text does not end on its line.', 'Close it with a double quote; write a new line as \\n.')
    if (code !== 0x5c) continue
    const escaped = match(/["\\/bfnrt]|u[0-9a-fA-F]{4}/y, text, next + 1)
    if (!escaped) return fault(next, 'A backslash is followed by what it cannot stand before.', 'Write a backslash itself as \\\\.')
    next += escaped.length
  }
  return fault(at, 'A text is not closed.', 'Close it with a double quote.')
}
