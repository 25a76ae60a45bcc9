// estimate: estimates a second in process and over HTTP, a keystroke with 500 sources, and measuring 1,000 files from their headers.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imageSizeFromFile } from 'image-size/fromFile'
import sharp from 'sharp'
import { compilePriceBook, type EstimateRequest, type EstimateSource, estimate, levers, parseCredits, parseEdit } from '@keter/core'
import { parseStudioBook } from '@keter/core/schemas'
import { findSources } from '../client/src/cli/sources.ts'
import { overHttp } from './estimate/over-http.ts'
import { type Case, report } from './report/report.ts'

const document = new URL('../price-books/keter-2026-11-22.json', import.meta.url)
const book = compilePriceBook(parseStudioBook(JSON.parse(readFileSync(document, 'utf8'))), 'bench')

report('estimate', [...inProcess(), ...(await overHttp()), ...(await probing())])

function inProcess(): Case[] {
  const keystroke = request(500, 4)
  const ms = 1000 / perSecond(() => [estimate(keystroke), levers(keystroke)])
  return [
    plain('1 source, 1 attempt (estimates/s)', perSecond(using(request(1, 1)))),
    plain('1 source, 4 attempts (estimates/s)', perSecond(using(request(1, 4)))),
    plain('100 sources, 4 attempts (estimates/s)', perSecond(using(request(100, 4)))),
    { ...plain('500 sources, 4 attempts, with its levers (ms)', ms), aim: '<= 50 ms', ok: ms <= 50 },
  ]
}

function plain(name: string, ours: number): Case {
  return { name, ours, peer: null, ratio: null, aim: null, ok: null }
}

function using(asked: EstimateRequest): () => unknown {
  return () => estimate(asked)
}

/** No two sources alike: nothing is a duplicate, and few cost the same. */
function request(count: number, iterations: number): EstimateRequest {
  const source = (_: unknown, index: number): EstimateSource => ({
    name: `${index}.jpg`,
    sha256: index.toString(16).padStart(64, '0'),
    measurement: { media: 'image', format: 'jpeg', width: 800 + 7 * index, height: 600 + 5 * index, bytes: 200_000 + index },
  })
  return {
    book,
    edit: parseEdit({ tool: 'image-upscale', quality: 'standard', options: { scale: 4 } }),
    iterations,
    plan: 'business',
    balance: { available: parseCredits('100000'), held: parseCredits('0') },
    sources: Array.from({ length: count }, source),
    at: '2026-11-22T10:00:00Z',
  }
}

/** Headers by the library the product measures with, against sharp; then what the terminal does with dropped files: size, and SHA-256 of all bytes. */
async function probing(): Promise<Case[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keter-probe-'))
  try {
    const files = await writePictures(folder, 1_000)
    const inTurn = (probe: (path: string) => Promise<unknown>) => async () => {
      for (const path of files) await probe(path)
    }
    const best = await bestSeconds({
      header: inTurn(imageSizeFromFile),
      peer: inTurn((path) => sharp(path).metadata()),
      terminal: () => findSources(files, folder, new AbortController().signal),
    })
    const [ours, peer, terminal] = [best.header, best.peer, best.terminal].map((seconds) => files.length / seconds) as [number, number, number]
    return [
      { name: 'headers of 1,000 files; peer sharp.metadata (files/s)', ours, peer, ratio: ours / peer, aim: '>= 1x', ok: ours >= peer },
      plain('measure and hash 1,000 files, as the terminal (files/s)', terminal),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writePictures(folder: string, count: number): Promise<string[]> {
  const formats = ['jpeg', 'png', 'webp'] as const
  const originals = await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      const format = formats[index % formats.length]!
      const path = join(folder, `original-${index}.${format}`)
      const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
      await sharp({ create: { width: 400 + 60 * index, height: 300 + 50 * index, channels: 3, background: 'black', noise } })
        .toFormat(format)
        .toFile(path)
      return path
    }),
  )
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${index}.${formats[index % formats.length]}`)
    copyFileSync(originals[index % originals.length]!, path)
    return path
  })
}

/** The best of three passes each, taken in turn so that a busy moment of the machine falls on all; one before to warm up. */
async function bestSeconds<Name extends string>(passes: Record<Name, () => Promise<unknown>>): Promise<Record<Name, number>> {
  const best = Object.fromEntries(Object.keys(passes).map((name) => [name, Number.POSITIVE_INFINITY])) as Record<Name, number>
  for (let round = 0; round < 4; round++) {
    for (const name of Object.keys(passes) as Name[]) {
      const start = performance.now()
      await passes[name]()
      if (round > 0) best[name] = Math.min(best[name], (performance.now() - start) / 1000)
    }
  }
  return best
}

/** Over about a second, after a tenth of one to warm up. */
function perSecond(work: () => unknown): number {
  const run = (ms: number) => {
    const start = performance.now()
    let count = 0
    while (performance.now() - start < ms) {
      work()
      count++
    }
    return (count * 1000) / (performance.now() - start)
  }
  run(100)
  return run(1_000)
}
