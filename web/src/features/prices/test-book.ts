// A small price book for the tests of the pages: two qualities by two scales, a free tool, and a plan with a tenth off.
import { compilePriceBook, type Row, type StudioBook } from '@keter/core'

const limits = { sourcesPerRun: 20, iterations: 4, sourceMegapixels: 25, resultMegapixels: 100, uploadMegabytes: 50 }
const terms = { period: 'month', rollOver: '0', limits } as const
const charges = { succeeded: 'price', partial: 'delivered', failed: 'nothing', cancelled: 'delivered', defective: 'refunded' } as const
const row = (quality: string, scale: number, rate: string): Row => ({
  when: { quality, scale },
  lines: [{ label: `${quality} ${scale}×`, quantity: 'startedMegapixels', rate }],
})

export const testDocument: StudioBook = {
  format: 1,
  id: 'test',
  version: '2026-11-22',
  effective: '2026-11-22T00:00:00Z',
  unit: 'credits',
  studio: {
    quoteMinutes: 30,
    holdHours: 24,
    keepChance: '0.7',
    plans: {
      pro: { ...terms, name: 'Pro', grant: '600', discountPercent: '10' },
      free: { ...terms, name: 'Free', grant: '60', discountPercent: '0' },
    },
  },
  tools: {
    'image-upscale': {
      quantities: { startedMegapixels: { unit: 'started megapixel', is: { max: ['1', { ceil: { divide: ['pixels', '1000000'] } }] } } },
      rows: [row('standard', 4, '3.5'), row('standard', 2, '1.4'), row('draft', 2, '0.4'), row('draft', 4, '1')],
      rerun: { factor: '0.5', label: 'half price' },
      rounding: { stage: 'source', mode: 'up', step: '1' },
      charges,
    },
    'image-convert': { rows: [{ when: {}, lines: [{ label: 'Free', base: '0' }] }], rounding: { stage: 'source', mode: 'up', step: '1' }, charges },
  },
}

export const testBook = (document: StudioBook = testDocument) => compilePriceBook(document, '0'.repeat(64))
