// For tests of `keter price-book`: two vendors' books, and a folder with files in it.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PriceBook, ToolPrice } from '@keter/core'
import { keter, type Ran, temporaryFolder } from '../../../test/command-line.ts'

export const render: ToolPrice = {
  title: 'Film render',
  inputs: {
    seconds: { kind: 'number', unit: 'second', max: '60' },
    size: { kind: 'choice', values: ['720p', '1080p'] },
    scenes: { kind: 'list', items: { name: { kind: 'text' } }, optional: true },
    notes: { kind: 'text', optional: true },
  },
  rows: [
    { when: { size: '720p' }, lines: [{ label: 'Film', quantity: 'seconds', unit: 'second', rate: '0.04' }] },
    { when: { size: '1080p', seconds: { to: '30' } }, lines: [{ label: 'Film', quantity: 'seconds', unit: 'second', rate: '0.12' }] },
    { when: { notes: 'draft', size: '1080p' }, answer: 'metered', message: 'Drafts are paid by the token.' },
  ],
  adjustments: [{ label: 'At least', minimum: '0.1' }],
  rounding: { stage: 'total', mode: 'half-up', step: '0.05' },
}

const upscale: ToolPrice = {
  inputs: { megapixels: { kind: 'number' } },
  rows: [{ when: {}, lines: [{ label: 'Result', quantity: 'megapixels', unit: 'megapixel', rate: '2' }] }],
  comparable: [{ tool: 'image-upscale', inputs: { megapixels: { is: { divide: ['resultPixels', '1000000'] } } }, note: 'It invents detail.' }],
}

export const acme: PriceBook = {
  format: 1,
  id: 'acme',
  version: '2026-08',
  effective: '2026-08-20T00:00:00Z',
  vendor: 'Acme',
  unit: 'usd',
  source: { url: 'https://acme.example/prices', asOf: '2026-08-20' },
  units: { points: { usd: { divide: ['1', '200'] } } },
  tools: { render, upscale: { ...upscale, unit: 'points' } },
}

export const bee: PriceBook = { ...acme, id: 'bee', vendor: 'Bee', units: {}, tools: { 'Film render': render, up: { ...upscale, unit: 'coins' } } }

interface Place extends AsyncDisposable {
  readonly path: string
  readonly run: (...words: string[]) => Promise<Ran>
}

/** A folder with these files, and `keter price-book` in it. */
export async function place(files: Readonly<Record<string, unknown>>): Promise<Place> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder.path, name, '..'), { recursive: true })
    await writeFile(join(folder.path, name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  }
  return {
    path: folder.path,
    run: (...words) => keter(['price-book', ...words], { folder: folder.path }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

export const inputs = (...pairs: string[]): string[] => pairs.flatMap((pair) => ['--input', pair])
