// Documents of a studio for tests of what is made of them: whole, so that the types hold them to the API.
import type { Estimate } from '@keter/core'
import type { Inspection, Iteration, Receipt, Run, RunSource, Version } from '../src/sdk/index.ts'

const ulid = '01jd3v6x8m4q2r9t5w7y0zabcd'
const at = '2026-11-22T10:00:00.000Z'
const hash = 'ab'.repeat(32)

export const version: Version = {
  id: `ver_${ulid}`,
  asset: `ast_${ulid}`,
  sha256: hash,
  bytes: 1000,
  mediaType: 'image/jpeg',
  measurement: { media: 'image', format: 'jpeg', width: 800, height: 600, bytes: 1000 },
  iteration: `itr_${ulid}`,
  createdAt: at,
}

export const blank: Inspection = {
  ok: false,
  findings: [
    { rule: 'X1', name: 'Decodes', ok: true, detail: '1000 bytes', severity: 'defect' },
    { rule: 'X4', name: 'Not blank', ok: false, detail: 'one colour all over', severity: 'defect' },
  ],
}

export const iteration = (changes: Partial<Iteration> = {}): Iteration => ({
  id: `itr_${ulid}`,
  source: 0,
  attempt: 1,
  state: 'done',
  quality: 'draft',
  options: { scale: 4, format: 'same' },
  prompt: null,
  seed: null,
  progress: 1,
  eta: null,
  result: version,
  inspection: { ok: true, findings: [] },
  verdict: null,
  lines: [{ label: 'Draft 4×', quantity: '1', unit: 'started megapixel', rate: '1', amount: '1' }],
  charge: '1',
  refunded: '0',
  engine: 'image-upscale',
  model: 'esrgan-slim',
  modelVersion: '1',
  ms: 900,
  failure: null,
  createdAt: at,
  startedAt: at,
  endedAt: at,
  ...changes,
})

export const defective = (changes: Partial<Iteration> = {}): Iteration =>
  iteration({ state: 'defective', verdict: 'defective', inspection: blank, refunded: '1', ...changes })

export const source = (changes: Partial<RunSource> = {}): RunSource => ({
  position: 0,
  asset: `ast_${ulid}`,
  name: 'photo.jpg',
  version,
  state: 'open',
  attemptsLeft: 0,
  nextCharge: null,
  iterations: [iteration()],
  ...changes,
})

export const run = (changes: Partial<Run> = {}): Run => ({
  id: `run_${ulid}`,
  project: `prj_${ulid}`,
  quote: `qt_${ulid}`,
  receipt: `rcp_${ulid}`,
  tool: 'image-upscale',
  quality: 'draft',
  options: { scale: 4, format: 'same' },
  state: 'ended',
  low: '1',
  most: '1',
  held: '0',
  charged: '1',
  refunded: '0',
  returned: '0',
  cancelReturns: '0',
  sources: [source()],
  holdExpiresAt: null,
  createdAt: at,
  endedAt: at,
  ...changes,
})

export const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  receipt: `rcp_${ulid}`,
  run: `run_${ulid}`,
  project: `prj_${ulid}`,
  tool: 'image-upscale',
  quote: `qt_${ulid}`,
  quoted: { low: '1', most: '1' },
  held: '1',
  charged: '1',
  refunded: '0',
  returned: '0',
  final: '1',
  state: 'closed',
  iterations: [receiptLine()],
  book: { id: 'keter', version: '2026-11-22', digest: hash },
  ledger: { transaction: `ws_${ulid}.3`, head: hash },
  issuedAt: at,
  ...changes,
})

export const receiptLine = (changes: Partial<Receipt['iterations'][number]> = {}): Receipt['iterations'][number] => ({
  id: `itr_${ulid}`,
  source: 'photo.jpg',
  sourceSha256: hash,
  attempt: 1,
  result: { path: 'out/photo-upscaled-4x.jpg', sha256: hash, width: 800, height: 600, bytes: 1000 },
  inspection: { ok: true, findings: [] },
  verdict: 'kept',
  charge: '1',
  refunded: '0',
  dispute: null,
  lines: [{ label: 'Draft 4×', quantity: '1', unit: 'started megapixel', rate: '1', amount: '1' }],
  ...changes,
})

export const estimate: Estimate = {
  tool: 'image-upscale',
  options: { scale: 4, format: 'same' },
  quality: 'draft',
  iterations: 2,
  plan: 'pro',
  book: { id: 'keter', version: '2026-11-22', digest: hash },
  validUntil: at,
  sources: [
    {
      name: 'photo.jpg',
      measurement: { media: 'image', format: 'jpeg', width: 1200, height: 900, bytes: 2_305_000 },
      result: { width: 4800, height: 3600, format: 'jpeg' },
      lines: [{ label: 'Draft 4×', quantity: '2', unit: 'started megapixel', rate: '1', amount: '2' }],
      linesMost: [
        { label: 'Draft 4×', quantity: '2', unit: 'started megapixel', rate: '1', amount: '2' },
        { label: 'Draft 4×, attempt 2, half price', quantity: '2', unit: 'started megapixel', rate: '0.5', amount: '1' },
        { label: 'Pro plan, 10 % off', amount: '-0.3' },
        { label: 'Rounded up to whole credits', amount: '0.3' },
      ],
      low: '2',
      likely: '2.3',
      most: '3',
    },
  ],
  low: '2',
  likely: '2.3',
  most: '3',
  onFailure: {
    failed: 'If it fails, nothing is charged.',
    cancelled: 'If you cancel, the rest comes back.',
    defective: 'If a result is defective, its charge is refunded.',
  },
  balance: { available: '18.5', held: '4', after: '15.5', enough: true },
  limits: [
    { name: 'sources_per_run', label: 'Files in one run', unit: 'files', maximum: '100', used: '0', thisRun: '1', ok: true },
    { name: 'source_megapixels', label: 'Largest source', unit: 'megapixels', maximum: '50', used: '0', thisRun: '1.08', ok: true },
  ],
  eta: { low: 2.1, high: 4 },
}
