import { readdirSync, readFileSync } from 'node:fs'
import type { Iteration, Quote, Run, RunSource } from '@keter/client'
import { compilePriceBook, type StudioBook } from '@keter/core'
import { describe, expect, it } from 'vitest'
import { rejectable, retryPrice } from './retry.ts'

const folder = new URL('../../../../price-books/', import.meta.url)
const name = readdirSync(folder).find((file) => file.startsWith('keter-'))!
const book = compilePriceBook(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as StudioBook, '0'.repeat(64))

const measurement = { media: 'image', format: 'png', width: 2000, height: 1500, bytes: 1000 } as const
const edit = { quality: 'draft', options: { scale: 4, format: 'same' } }
const delivered = {
  ...edit,
  state: 'done',
  charge: '3',
  refunded: '0',
  lines: [{ label: 'Draft 4×', quantity: '3', unit: 'started megapixel', rate: '1', amount: '3' }],
} as unknown as Iteration
const run = { tool: 'image-upscale' } as Run
const quote = { plan: 'free', sources: [{ measurement, low: '3', most: '5' }] } as unknown as Quote
const source = (iterations: readonly Iteration[], attemptsLeft = 1) => ({ position: 0, attemptsLeft, iterations }) as unknown as RunSource

describe('one more attempt under the same quote', () => {
  it('costs what the series costs with it, minus what was charged', () => {
    // 3 MP × 1 = 3, then half of it: 4.5, rounded once over the series to 5.
    expect(retryPrice({ run, source: source([delivered]), quote, book }, edit)).toEqual({ charge: '2', left: '2', fits: true })
  })

  it('does not fit where other settings cost more than the quote has left', () => {
    expect(retryPrice({ run, source: source([delivered]), quote, book }, { ...edit, quality: 'standard' })).toMatchObject({ left: '2', fits: false })
  })

  it('counts nothing for what was free: a failure, or the same edit of the same bytes', () => {
    const failed = { ...delivered, state: 'failed', charge: '0', lines: [] } as Iteration
    const same = { ...delivered, charge: '0', lines: [{ label: 'done before', amount: '0' }] } as Iteration
    expect(retryPrice({ run, source: source([failed, same]), quote, book }, edit)).toMatchObject({ charge: '3', left: '5' })
  })

  it('rejects the latest attempt, and only while one is left and nothing runs', () => {
    expect(rejectable(source([delivered]))).toBe(delivered)
    expect(rejectable(source([delivered], 0))).toBeNull()
    expect(rejectable(source([{ ...delivered, state: 'running' } as Iteration]))).toBeNull()
  })
})
