import { describe, expect, it } from 'vitest'
import { changesInShort, differenceInWords, momentInWords, replayInWords } from './price-words.ts'

const change = (direction: 'cheaper' | 'dearer' | 'other') => ({ kind: 'price', tool: null, sentence: '', direction, examples: [] })

describe('the words of prices', () => {
  it('say what a book changes in short, and that one that changes nothing does not', () => {
    expect(changesInShort({ changes: [change('dearer'), change('dearer'), change('other')] })).toBe('3 changes, 2 dearer')
    expect(changesInShort({ changes: [change('cheaper')] })).toBe('1 change, 1 cheaper')
    expect([changesInShort({ changes: [] }), changesInShort({ changes: null })]).toEqual(['no price changes', 'no price changes'])
  })

  it('say which way a difference goes, whatever its sign', () => {
    expect([differenceInWords('1'), differenceInWords('-2.5'), differenceInWords('0')]).toEqual(['1 credit more', '2.5 credits less', 'the same'])
  })

  it('say what the last 30 days would have cost', () => {
    expect(replayInWords({ runs: 12, dearer: 3, cheaper: 0, same: 9, difference: '4' })).toBe('12 runs: 3 dearer, 9 the same. Together 4 credits more.')
    expect(replayInWords({ runs: 1, dearer: 0, cheaper: 1, same: 0, difference: '-1' })).toBe('1 run: 1 cheaper. Together 1 credit less.')
  })

  it('say the time of day only where it says something', () => {
    const local = (hour: number, minute: number) => new Date(2026, 11, 1, hour, minute).toISOString()
    expect([momentInWords(local(0, 0)), momentInWords(local(14, 30))]).toEqual(['1 Dec 2026', '1 Dec 2026, 14:30'])
  })
})
