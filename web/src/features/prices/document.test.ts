import { describe, expect, it } from 'vitest'
import { nextBook, placesIn, readText } from './document.ts'
import { testDocument } from './test-book.ts'

describe('the document somebody wants to publish', () => {
  it('is read as a JSON object, and what is none is said', () => {
    expect(readText('{"format": 1}')).toEqual({ document: { format: 1 } })
    expect(readText('{\n  "format": \n}')).toMatchObject({ problem: expect.stringMatching(/^This is not JSON: .* line 3/i) })
    for (const text of ['[]', 'null', '3', '"book"']) expect(readText(text)).toEqual({ problem: expect.stringContaining('is a JSON object') })
  })

  it('begins as the book in force with a version of its own, in force from the next midnight', () => {
    const next = JSON.parse(nextBook(testDocument, new Date('2026-11-30T23:30:00Z')))
    expect(next).toEqual({ ...testDocument, version: '2026-12-01', effective: '2026-12-01T00:00:00Z' })
    const soon = JSON.parse(nextBook({ ...testDocument, version: '2026-12-01' }, new Date('2026-11-30T00:00:00Z')))
    expect(soon.effective).toBe('2026-12-01T00:00:00Z')
    expect(soon.version).toBe('2026-12-01-2')
  })
})

describe('the place of a finding', () => {
  const text = `{
  "tools": {
    "a.b": { "rows": [ { "rate": "1" }, { "rate": "two, \\"or\\" [3]" } ] },
    "a": { "b": true, "empty": [] }
  }
}`
  const found = (place: string) => {
    const span = placesIn(text)(place)
    return span && [text.slice(span.start, span.end), span.line]
  }

  it('is found by its path, with dots and quotes in names and texts', () => {
    expect(found('tools.a.b.rows[1].rate')).toEqual(['"two, \\"or\\" [3]"', 3])
    expect(found('tools.a.empty')).toEqual(['[]', 4])
  })

  it('is the nearest thing that is there, where its end is missing', () => {
    expect(found('tools.a.b.rows[7].rate')).toEqual([expect.stringMatching(/^\[ \{ "rate": "1"/), 3])
    expect(found('tools.a.rounding')).toEqual(['{ "b": true, "empty": [] }', 4])
  })

  it('is nowhere where nothing of it is there, or the text is no JSON', () => {
    expect(found('studio.plans.free')).toBeNull()
    expect(found('the book')).toBeNull()
    expect(placesIn('{ "tools": ')('tools')).toBeNull()
  })
})
