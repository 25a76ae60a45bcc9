import { readdirSync, readFileSync } from 'node:fs'
import type { Balance, Limit } from '@keter/client'
import { compilePriceBook, type StudioBook, Refusal, toolNamed } from '@keter/core'
import { describe, expect, it } from 'vitest'
import { problemIn } from '../../lib/problem.ts'
import type { Source } from '../sources/source.ts'
import { isPriced, limitsAbove, type Priced, priceOf, whatFits } from './pricing.ts'
import { defaultsOf } from './settings.ts'

const folder = new URL('../../../../price-books/', import.meta.url)
const name = readdirSync(folder).find((file) => file.startsWith('keter-'))!
const book = compilePriceBook(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as StudioBook, '0'.repeat(64))

const source = (key: string, change: Partial<Source> = {}): Source => ({
  key,
  name: `${key}.png`,
  bytes: 1000,
  picture: '',
  measured: { state: 'done', measurement: { media: 'image', format: 'png', width: 1000, height: 1000, bytes: 1000 } },
  upload: { state: 'waiting' },
  chosen: true,
  ...change,
})
const balance = (available: string): Balance => ({ available, held: '0', plan: 'free', planName: 'Free', expiring: [], head: '' })
const settings = { ...defaultsOf(toolNamed('image-upscale')), iterations: 2 }
const priced = (sources: readonly Source[], available = '60', mayRun = true, limits: readonly Limit[] = []) =>
  priceOf({ settings, sources, book, balance: balance(available), limits, mayRun, role: mayRun ? 'editor' : 'viewer', at: '2026-11-22T12:00:00.000Z' })

describe('the price on the button', () => {
  it('stands before anything is uploaded', () => {
    const price = priced([source('a')])
    expect(isPriced(price) && [price.estimate.low, price.estimate.most]).toEqual(['1', '2'])
  })

  it('names the input that is missing instead of guessing', () => {
    expect(priced([])).toEqual({ state: 'unknown', missing: 'add a picture' })
    expect(priced([source('a', { chosen: false })])).toEqual({ state: 'unknown', missing: 'tick a file' })
  })

  it('is not shown while a file is still being measured', () => {
    expect(priced([source('a'), source('b', { measured: { state: 'measuring' } })])).toMatchObject({ state: 'pricing' })
  })

  it('tells the five ways a balance can stand to it', () => {
    expect(priced([source('a')], '60').state).toBe('enough')
    expect(priced([source('a')], '3').state).toBe('tight')
    expect(priced([source('a')], '1').state).toBe('short')
    expect(priced([source('a')], '60', false)).toMatchObject({ state: 'blocked', problem: { code: 'not_allowed' } })
    expect(priced([]).state).toBe('unknown')
  })

  it('names the rule that stands against it', () => {
    const huge = source('huge', { measured: { state: 'done', measurement: { media: 'image', format: 'png', width: 6000, height: 6000, bytes: 1000 } } })
    expect(priced([huge])).toMatchObject({ state: 'blocked', problem: { code: 'source_too_large', charged: 'nothing' } })
    const refused = source('notes', {
      chosen: false,
      measured: { state: 'refused', problem: problemIn(new Refusal('source_not_media', 'notes is no picture.')) },
    })
    expect(priced([refused])).toMatchObject({ state: 'blocked', problem: { code: 'source_not_media' } })
  })

  it('prices the same bytes once', () => {
    const sha256 = 'a'.repeat(64)
    const price = priced([source('a', { sha256 }), source('b', { sha256 })])
    expect(isPriced(price) && price.estimate.most).toBe('2')
  })

  it('runs what fits: as many files, in their order, as the balance pays for at most', () => {
    const sources = ['a', 'b', 'c'].map((key) => source(key))
    expect(whatFits(priced(sources, '5') as Priced)).toEqual([0, 1])
  })
})

describe('limits on spending', () => {
  const limit = (mode: Limit['mode'], maximum: string): Limit => ({
    ...{ id: `${mode} ${maximum}`, scope: 'workspace', subject: null, who: null, whoName: null, period: 'month', mode },
    ...{ maximum, spent: '2', held: '1', left: String(Number(maximum) - 3), renewsAt: null },
  })
  /** A run of 1 to 2 credits. */
  const under = (...limits: Limit[]) => priced([source('a')], '60', true, limits)

  it('stand beside the price, with what is held and spent', () => {
    const price = under(limit('hard', '5'))
    expect(price.state).toBe('enough')
    expect(isPriced(price) && price.estimate.limits.at(-1)).toMatchObject({ label: 'Workspace, this month', used: '3', thisRun: '2', ok: true })
  })
  it('block the run where they refuse, whatever else could be asked for', () => {
    expect(under(limit('ask', '4'), limit('hard', '4'))).toMatchObject({ state: 'blocked', problem: { code: 'limit_reached' } })
  })
  it('let it be asked for, or only warn', () => {
    expect(under(limit('ask', '4.999')).state).toBe('ask')
    const warned = under(limit('soft', '4'))
    expect([warned.state, isPriced(warned) && limitsAbove(warned.estimate, 'soft').length]).toEqual(['enough', 1])
  })
  it('come after the balance: what cannot be paid is not asked for', () => {
    expect(priced([source('a')], '1', true, [limit('ask', '4')]).state).toBe('short')
  })
})
