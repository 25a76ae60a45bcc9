import { expect, test } from 'vitest'
import keter from '../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { noCredits } from './credits.ts'
import type { EstimateRequest } from './estimate.ts'
import { levers } from './lever.ts'
import { compilePriceBook } from './price-book/compile.ts'
import { parseStudioBook } from './price-book/parse.ts'
import { parseEdit } from './tool.ts'

const book = compilePriceBook(parseStudioBook(keter), 'digest')
const request = (quality: string, scale: number, iterations: number, width = 128, height = 128): EstimateRequest => ({
  book,
  edit: parseEdit({ tool: 'image-upscale', quality, options: { scale } }),
  iterations,
  plan: 'free',
  balance: { available: noCredits, held: noCredits },
  sources: [{ name: 'a.png', measurement: { media: 'image', format: 'png', width, height, bytes: 1 } }],
  at: '2026-11-22T10:00:00Z',
})
const shown = (asked: EstimateRequest) => levers(asked).map(({ label, saving, most }) => `${label}: saves ${saving}, ${most} at most`)

test('P17: what would be cheaper, the largest saving first', () => {
  // standard 4x of 1 MP, 2 attempts: 5.25 -> 6. Draft 1.5 -> 2; 2x 2.1 -> 3; 3x 3.15 -> 4; one attempt 3.5 -> 4
  expect(shown(request('standard', 4, 2))).toEqual([
    'Draft instead of Standard: saves 4, 2 at most',
    'Scale 2 instead of 4: saves 3, 3 at most',
    'Scale 3 instead of 4: saves 2, 4 at most',
    'One attempt only: saves 2, 4 at most',
  ])
})

test('P17: each lever says what to change', () => {
  expect(levers(request('standard', 4, 3)).map(({ change }) => change)).toEqual(
    expect.arrayContaining([{ quality: 'draft' }, { options: { scale: 2 } }, { iterations: 1 }, { iterations: 2 }]),
  )
})

test('P17: where nothing is cheaper there is no lever', () => expect(levers(request('draft', 2, 1))).toEqual([]))

test('P17: only what the plan allows', () => {
  // 20 MP: 2x is 80 MP, 3x would be 180 MP and is refused
  expect(shown(request('standard', 2, 1, 5000, 4000))).toEqual(['Draft instead of Standard: saves 20, 8 at most'])
})
