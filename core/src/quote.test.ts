import fc from 'fast-check'
import { expect, test } from 'vitest'
import keter from '../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { canonicalJson } from './canonical.ts'
import { compilePriceBook } from './price-book/compile.ts'
import { parseStudioBook } from './price-book/parse.ts'
import { type QuotedSource, quoteInputs } from './quote.ts'
import { parseEdit } from './tool.ts'

const book = compilePriceBook(parseStudioBook(keter), 'ab'.repeat(32))
const source = (sha256: string, width = 10): QuotedSource => ({ sha256, measurement: { media: 'image', format: 'png', width, height: 10, bytes: 100 } })
const asked = { book, edit: parseEdit({ tool: 'image-upscale' }), iterations: 2, plan: 'free', sources: [source('a'), source('b')] }
const pinned = (changes: Partial<typeof asked> = {}) => canonicalJson(quoteInputs({ ...asked, ...changes }))

test('P18: a quote pins exactly what the price depends on', () => {
  expect(pinned()).toBe(
    `{"book":{"digest":"${'ab'.repeat(32)}","id":"keter","version":"2026-11-22"},"iterations":2,"options":{"format":"same","scale":4},"plan":"free","quality":"draft",` +
      '"sources":[{"measurement":{"bytes":100,"format":"png","height":10,"media":"image","width":10},"sha256":"a"},' +
      '{"measurement":{"bytes":100,"format":"png","height":10,"media":"image","width":10},"sha256":"b"}],"tool":"image-upscale"}',
  )
})

test.each([
  ['other bytes', { sources: [source('a'), source('c')] }],
  ['another measurement', { sources: [source('a'), source('b', 11)] }],
  ['a file more', { sources: [source('a'), source('b'), source('b')] }],
  ['other options', { edit: parseEdit({ tool: 'image-upscale', options: { scale: 2 } }) }],
  ['another quality', { edit: parseEdit({ tool: 'image-upscale', quality: 'standard' }) }],
  ['another tool', { edit: parseEdit({ tool: 'image-convert' }) }],
  ['more attempts', { iterations: 3 }],
  ['another plan', { plan: 'pro' }],
  ['another book', { book: { ...book, digest: 'cd'.repeat(32) } }],
])('P18: %s is not what was quoted', (_, changes) => expect(pinned(changes)).not.toBe(pinned()))

test('P14: the order of files and their names change nothing', () => {
  const sources = ['a', 'b', 'c', 'c', 'd'].map((sha256) => source(sha256))
  fc.assert(fc.property(fc.shuffledSubarray(sources, { minLength: 5 }), (shuffled) => pinned({ sources: shuffled }) === pinned({ sources })))
  expect(pinned({ sources: asked.sources.map((one) => ({ ...one, name: 'x.png' })) })).toBe(pinned())
})
