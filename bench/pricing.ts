// pricing: a price and its explanation from vendors' books, against the jsonata package; a million estimates; the engine's size in a browser.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { type CompiledTool, compilePrices, explainPrice, isExact, outcomeOf, type PriceCase, priceLists } from '@keter/core'
import { parsePriceBook } from '@keter/core/schemas'
import { jsonataText } from './pricing/jsonata-text.ts'
import { median } from './report/median.ts'
import { type Case, report } from './report/report.ts'

interface Badge {
  evaluate(input: unknown): Promise<unknown>
}

const rounds = 2_000
const books = new URL('../price-books/', import.meta.url)
const jsonata = createRequire(new URL('peers/package.json', import.meta.url))('jsonata') as (text: string) => Badge

const lists = readLists()
const cases = priced()
report('pricing', [...(await againstJsonata()), ...million(), await bundle()])

function readLists() {
  const folder = fileURLToPath(new URL('vendors', books))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
  return priceLists(files.map((file) => compilePrices(parsePriceBook(JSON.parse(readFileSync(join(folder, file), 'utf8'))), file)))
}

interface Priced {
  readonly tool: CompiledTool
  readonly given: PriceCase['inputs']
}

/** Cases of the corpus that have one exact price. */
function priced(): Priced[] {
  const all = JSON.parse(readFileSync(new URL('cases/cases.json', books), 'utf8')) as PriceCase[]
  return all.filter(isExact).flatMap(({ vendor, tool: name, as_of: asOf, unit, inputs: given }) => {
    const tool = lists.find({ tool: name, ...(vendor && { vendor }), ...(asOf && { asOf }), ...(unit && { unit }) })?.tool
    return tool && outcomeOf(tool, given).kind === 'price' ? [{ tool, given }] : []
  })
}

/** Those whose tool has an equivalent expression that gives the same price. One case a tool, so that large tables do not count twice. */
async function againstJsonata(): Promise<Case[]> {
  const ours: number[] = []
  const explained: number[] = []
  const theirs: number[] = []
  const done = new Set<CompiledTool>()
  for (const { tool, given } of cases) {
    const text = done.has(tool) ? undefined : jsonataText(tool.price)
    if (!text) continue
    const badge = jsonata(text)
    const input = plainInputs(tool, given)
    if (!agree(await badge.evaluate(input).catch(() => undefined), outcomeOf(tool, given))) continue
    done.add(tool)
    ours.push(microseconds(() => outcomeOf(tool, given)))
    explained.push(microseconds(() => explainPrice(tool, given)))
    theirs.push(await microsecondsAsync(() => badge.evaluate(input)))
  }
  const [a, b, peer] = [median(ours), median(explained), median(theirs)]
  return [
    {
      name: `price, median of ${done.size} tools (µs); peer jsonata`,
      ours: a,
      peer,
      ratio: peer / a,
      aim: '>= 30x faster',
      ok: peer / a >= 30 && done.size >= 100,
    },
    { name: 'price with its explanation (µs); peer jsonata, without one', ours: b, peer, ratio: peer / b, aim: '>= 8x faster', ok: peer / b >= 8 },
  ]
}

/** What a badge gets: numbers as numbers, defaults filled in. */
function plainInputs(tool: CompiledTool, given: PriceCase['inputs']): Record<string, unknown> {
  const values = tool.read(given).values
  return Object.fromEntries(
    tool.inputs.map(({ name, slot }) => {
      const value = values[slot]
      if (typeof value !== 'object' || !('terms' in value)) return [name, value]
      const [top, bottom] = value.terms
      return [name, Number(top) / Number(bottom)]
    }),
  )
}

function agree(result: unknown, outcome: ReturnType<typeof outcomeOf>): boolean {
  if (typeof result !== 'number' || outcome.kind !== 'price') return false
  const [top, bottom] = outcome.amount.terms
  const exact = Number(top) / Number(bottom)
  return Math.abs(result - exact) <= 1e-9 * Math.max(1, exact)
}

function microseconds(work: () => unknown): number {
  for (let round = 0; round < rounds / 10; round++) work()
  const start = performance.now()
  for (let round = 0; round < rounds; round++) work()
  return ((performance.now() - start) / rounds) * 1000
}

async function microsecondsAsync(work: () => Promise<unknown>): Promise<number> {
  const few = rounds / 10
  for (let round = 0; round < few / 2; round++) await work()
  const start = performance.now()
  for (let round = 0; round < few; round++) await work()
  return ((performance.now() - start) / few) * 1000
}

/** Every case in turn, a million prices in all, and what memory they leave behind. */
function million(): Case[] {
  const before = heapAfterCollection()
  const start = performance.now()
  for (let index = 0; index < 1_000_000; index++) {
    const { tool, given } = cases[index % cases.length]!
    outcomeOf(tool, given)
  }
  const seconds = (performance.now() - start) / 1000
  const [kept, resident] = [heapAfterCollection() - before, process.memoryUsage.rss()]
  return [
    { name: `a million prices, ${cases.length} cases in turn (s)`, ours: seconds, peer: null, ratio: null, aim: null, ok: null },
    { name: 'heap that they keep (kB)', ours: kept / 1000, peer: null, ratio: null, aim: null, ok: null },
    { name: 'the whole process after it, all lists compiled (MB)', ours: resident / 1e6, peer: null, ratio: null, aim: null, ok: null },
  ]
}

/** Bytes in use when nothing is left to be collected. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

async function bundle(): Promise<Case> {
  const entry = fileURLToPath(new URL('pricing/browser-entry.ts', import.meta.url))
  const built = await rolldown({ input: entry, treeshake: true, logLevel: 'silent' })
  const { output } = await built.generate({ minify: true, format: 'esm' })
  const kilobytes = gzipSync(output[0].code).length / 1000
  return { name: 'the engine in a browser, minified and gzipped (kB)', ours: kilobytes, peer: null, ratio: null, aim: '<= 25 kB', ok: kilobytes <= 25 }
}
