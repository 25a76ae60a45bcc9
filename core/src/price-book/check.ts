// The check of a price book alone, its fourth reading: what it leaves out, what nothing reaches, what contradicts itself, and what would surprise.
// It takes counted steps, so a book of any size is done in seconds and the same book has the same findings everywhere. (docs/rules/pricing.md, P20)
import { type Tool, tools as catalogue } from '../tool.ts'
import { costOf, sizeOfPart } from './check/cost.ts'
import { checkCasesAndTables, checkRows, rowsDecision, tableDecisions } from './check/decisions.ts'
import { dimensionsOf } from './check/dimension.ts'
import { checkComparable, checkDocument } from './check/document.ts'
import { checkDomains } from './check/domains.ts'
import { oddGaps, studioGaps } from './check/gaps.ts'
import { checkOverlaps } from './check/overlaps.ts'
import { type Effort, error, warning } from './check/report.ts'
import { checkRoundings } from './check/roundings.ts'
import { checkSteps } from './check/steps.ts'
import { checkCatalogue, checkStudioTool } from './check/studio.ts'
import { checkFaults, checkOrder, checkUnknown } from './check/surprises.ts'
import { tryTool } from './check/try.ts'
import { checkUnits } from './check/units.ts'
import { checkUnread } from './check/unread.ts'
import { partsOf } from './check/walk.ts'
import { compilePriceBook, compilePrices } from './compile.ts'
import { type BookFinding, PriceBookError } from './finding.ts'
import type { PriceBook, ToolPrice } from './format.ts'
import type { CompiledTool } from './tool-price.ts'

/** Steps for a whole book: about two seconds of walking regions, and of pricing samples. Each tool has its share. */
const most = { regions: 20_000_000, samples: 120_000 }
const mostOfTool = { regions: 2_000_000, samples: 10_000 }
const mostTools = 2000
const mostValues = 100_000
/** A tool of more is not even compiled. */
const mostCompiled = 1_000_000
/** Where one price is dearer, no ranges are walked. */
const mostEach = 100

/** @param tools what a studio's book must price; every finding names its place */
export function checkPriceBook(book: PriceBook, tools: readonly Tool[] = catalogue): BookFinding[] {
  const whole = compiledTools({ ...book, tools: {} })
  if ('findings' in whole) return whole.findings
  const ids = Object.keys(book.tools)
  const findings = [...checkDocument(book), ...(book.studio ? checkCatalogue(book, tools) : [])]
  if (ids.length > mostTools)
    findings.push(warning('tools', `There are ${ids.length} tools; ${mostTools} were looked at closely.`, 'Split the book up to have all of them checked.'))
  for (const [index, id] of ids.entries()) {
    const price = book.tools[id]!
    if (sizeOfPart(price, mostCompiled) >= mostCompiled) {
      findings.push(error(`tools.${id}`, `It has more than ${mostCompiled} values; it was not checked at all.`, 'Split it into several tools.'))
      continue
    }
    const compiled = compiledTools({ ...book, tools: { [id]: price } })
    if ('findings' in compiled) findings.push(...compiled.findings)
    else if (index < mostTools) findings.push(...checkTool(compiled.tools.get(id)!, book, tools, Math.min(mostTools, ids.length)))
  }
  return findings
}

/** Each tool by itself, so that a fault in one does not hide those of the others. */
function compiledTools(book: PriceBook): { tools: ReadonlyMap<string, CompiledTool> } | { findings: BookFinding[] } {
  const { studio } = book
  try {
    return { tools: (studio ? compilePriceBook({ ...book, studio }, '') : compilePrices(book, '')).tools }
  } catch (error) {
    if (error instanceof PriceBookError) return { findings: [...error.findings] }
    throw error
  }
}

function checkTool(tool: CompiledTool, book: PriceBook, tools: readonly Tool[], sharers: number): BookFinding[] {
  const place = `tools.${tool.id}`
  if (sizeOfPart(tool.price, mostValues) >= mostValues)
    return [
      warning(
        place,
        `It has more than ${mostValues} values; only its structure and its names were checked.`,
        'Split it into several tools to have all of it checked.',
      ),
    ]
  const parts = partsOf(tool, place)
  const cost = costOf(parts)
  if (cost.findings.length) return [...cost.findings]
  // Rows and cases are looked through one after the other.
  const each = 1 + Math.floor(tool.rows.length / 200 + cost.steps / 20)
  const share = (of: keyof typeof most): Effort => ({
    left: Math.min(mostOfTool[of], Math.ceil(most[of] / sharers)),
    ...(of === 'samples' && { each }),
  })
  const regions = share('regions')
  const rows = rowsDecision(tool, parts, place, regions)
  const dimensions = dimensionsOf(tool, parts, isMeasured(book, tool.price))
  const trial = tryTool(tool, dimensions, share('samples'))
  const faults = checkFaults(dimensions, trial, place)
  const catalogued = tools.find(({ id }) => id === tool.id)
  const gaps = book.studio
    ? studioGaps(rows, dimensions, trial, catalogued, place)
    : oddGaps(tool, [rows, ...tableDecisions(parts, regions)], dimensions, share('samples'), place)
  return [
    ...checkDomains(parts, place),
    ...checkRows(rows),
    ...checkCasesAndTables(parts, place, regions),
    ...checkSteps(tool, place),
    ...gaps,
    ...checkOverlaps(tool, rows, dimensions, share('samples'), place),
    ...checkUnread(tool, parts, place),
    ...checkUnits(tool.price, parts, place),
    ...checkRoundings(tool.price, parts, place),
    ...(book.studio ? checkStudioTool(tool, parts, catalogued, Object.keys(book.studio.plans), place) : []),
    ...checkComparable(tool, place),
    ...faults,
    ...(each > mostEach ? [] : checkUnknown(tool, dimensions, faults, place)),
    ...checkOrder(tool, dimensions, trial, place),
    ...(each > mostEach ? [warning(place, `One price can take ${cost.steps} steps; only a few were tried.`, 'Use shorter chains, or smaller lists.')] : []),
    ...(isThin(trial, mostOfTool.samples / each) ? [notTried(trial.combinations, place)] : []),
  ]
}

/** Whether width, height and pixels are those of one picture, as the studio measures it. */
const isMeasured = ({ studio }: PriceBook, { inputs }: ToolPrice): boolean => studio !== undefined && inputs === undefined

const isThin = ({ complete, combinations }: { complete: boolean; combinations: number }, tried: number): boolean => !complete && combinations > tried

const notTried = (combinations: number, place: string): BookFinding =>
  warning(
    place,
    `Its choices have ${combinations < 1e12 ? combinations : 'more than 1,000,000,000,000'} combinations; only some of them were tried.`,
    'Look at those that matter with "keter price-book price".',
  )
