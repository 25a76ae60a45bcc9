// The document somebody wants to publish: read from text, begun from the book in force, and searched for the place of a finding.
import type { StudioBook } from '@keter/core'
import type { BookDocument } from './books.ts'

export type ReadText = { readonly document: BookDocument } | { readonly problem: string }

export function readText(text: string): ReadText {
  try {
    const document: unknown = JSON.parse(text)
    if (typeof document !== 'object' || document === null || Array.isArray(document)) return { problem: 'A price book is a JSON object: { "format": 1, … }.' }
    return { document: document as BookDocument }
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')
    const scanned = spansOf(text)
    // Not every browser says where.
    const where = /line \d/.test(said) || !('fault' in scanned) ? '' : ` Line ${lineOf(text, scanned.fault)}.`
    return { problem: `This is not JSON: ${said}.${where}` }
  }
}

/** A copy of the book to change, with a version and a moment of its own: the next midnight (UTC) after `now`. */
export function nextBook(book: StudioBook, now: Date): string {
  const midnight = new Date(now)
  midnight.setUTCHours(24, 0, 0, 0)
  const effective = midnight.toISOString().replace('.000Z', 'Z')
  const day = effective.slice(0, 10)
  const version = book.version === day ? `${day}-2` : day
  const { format, id, version: _, effective: __, unit, units, studio, tools, ...others } = book
  // What is changed most stands where one looks first; a stored document keeps no order of its own.
  return `${JSON.stringify({ ...others, format, id, version, effective, unit, units, tools, studio }, null, 2)}\n`
}

export interface Span {
  readonly start: number
  readonly end: number
  /** From 1. */
  readonly line: number
}

/** Where in the text a path such as "tools.image-upscale.rows[3].lines[0].rate" is; where its end is missing, as far as it goes. */
export function placesIn(text: string): (place: string) => Span | null {
  const whole = spansOf(text)
  return (place) => {
    if ('fault' in whole) return null
    const found = follow(whole, place)
    return found === whole ? null : { start: found.start, end: found.end, line: lineOf(text, found.start) }
  }
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

interface Node {
  readonly start: number
  readonly end: number
  readonly entries: readonly (readonly [key: string, value: Node])[]
}

/** Names may hold dots themselves, so the longest name of the object that fits is taken. */
function follow(node: Node, place: string): Node {
  const path = place.replace(/^\./, '')
  if (path === '') return node
  const fits = node.entries.filter(([key]) => path.startsWith(key) && /^($|[.[])/.test(path.slice(key.length)))
  const next = fits.toSorted(([a], [b]) => b.length - a.length)[0]
  return next ? follow(next[1], path.slice(next[0].length)) : node
}

/** The spans of a JSON text, or where it stops being one. What it lets pass, JSON.parse does not. */
function spansOf(text: string): Node | { readonly fault: number } {
  let at = 0
  const space = () => {
    while (/\s/.test(text[at] ?? '')) at++
  }
  const scalar = /"(?:[^"\\]|\\.)*"|[^\s,[\]{}"]+/y
  const token = (): string => {
    scalar.lastIndex = at
    const found = scalar.exec(text)?.[0]
    if (found === undefined) throw new SyntaxError(`at ${at}`)
    at += found.length
    return found
  }
  const value = (): Node => {
    space()
    const start = at
    const close = ({ '{': '}', '[': ']' } as const)[text[at] ?? '']
    if (close === undefined) {
      token()
      return { start, end: at, entries: [] }
    }
    const entries: [string, Node][] = []
    at++
    for (space(); text[at] !== close; space()) {
      if (text[at] === ',') {
        at++
        continue
      }
      const key = close === ']' ? `[${entries.length}]` : (JSON.parse(token()) as string)
      space()
      if (close === '}' && text[at++] !== ':') throw new SyntaxError(`at ${at}`)
      entries.push([key, value()])
    }
    at++
    return { start, end: at, entries }
  }
  try {
    return value()
  } catch {
    return { fault: at }
  }
}
