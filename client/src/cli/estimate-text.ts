// The estimate as a person reads it: what each file costs and why, what will be paid, what is left, and what happens on failure.
import { type Estimate, type EstimateLine, type SourceEstimate, toolNamed } from '@keter/core'
import { columns, indented } from './table.ts'
import type { Terminal } from './terminal.ts'
import { counted, credits, kebab, moment, plain, range, seconds } from './wording.ts'

type Style = Pick<Terminal, 'strong' | 'faint'>

/** Above this many files each gets one row, without the lines of its price. */
const inDetail = 6
const rowsShown = 25

export function estimateText(estimate: Estimate, style: Style): string {
  return [style.strong(heading(estimate)), '', ...fileRows(estimate, style), '', ...summary(estimate, style)].join('\n')
}

/** "Upscale 3 files (draft, scale 4)" */
export function heading({ tool, quality, options, sources, iterations }: Estimate): string {
  const settings = [quality, ...Object.entries(options).map(([name, value]) => `${kebab(name)} ${value}`)].filter((part) => part !== null)
  const attempts = iterations === 1 ? '' : `, up to ${iterations} attempts each`
  return `${toolNamed(tool).verb} ${counted(sources.length, 'file')} (${settings.join(', ')})${attempts}`
}

function fileRows({ sources, iterations }: Estimate, { faint }: Style): string[] {
  const detailed = sources.length <= inDetail
  const rows = sources
    .slice(0, rowsShown)
    .flatMap((source) => [
      [plain(source.name), size(source), range(source.low, source.most)],
      ...(detailed ? (iterations === 1 ? source.lines : source.linesMost).map((line) => [`  ${plain(line.label)}`, multiplication(line), line.amount]) : []),
    ])
  const table = columns([['File', 'Source and result', 'Credits'], ...rows], ['left', 'left', 'right'])
  const rest = sources.length - rowsShown
  return indented([faint(table[0]!), ...table.slice(1), ...(rest > 0 ? [`and ${rest} more`] : [])])
}

const size = ({ measurement, result }: SourceEstimate): string =>
  `${measurement.width} × ${measurement.height} ${measurement.format} → ${result.width} × ${result.height} ${result.format}`

/** "13 started megapixels × 0.4", "6 megapixels of frames × 0.05" */
export function multiplication({ quantity, unit, rate }: EstimateLine): string {
  if (quantity === undefined || rate === undefined) return ''
  return `${unit === undefined ? quantity : counted(Number(quantity), unit, unit.replace(/( of .*)?$/, 's$1')).replace(/^\S+/, quantity)} × ${rate}`
}

function summary(estimate: Estimate, { strong }: Style): string[] {
  const { low, likely, most, balance, book, plan, eta, limits, onFailure, validUntil } = estimate
  const pays = low === most ? credits(most) : `${range(low, most)} credits: ${low} if the first attempts are kept, likely ${likely}, at most ${most}`
  const rows = [
    ['You pay', strong(pays)],
    [
      'Balance after',
      balance.enough
        ? `${balance.after} of ${credits(balance.available)}${heldToo(balance.held)}`
        : strong(`too little: needs ${most}, available ${balance.available}${heldToo(balance.held)}`),
    ],
    ...(eta ? [['Takes about', seconds(eta)]] : []),
    ...under('Limits', limits.map(limitText)),
    ['Plan', plan],
    ['Price book', `${book.id} ${book.version} (${book.digest.slice(0, 12)})`],
    ['Valid until', moment(validUntil)],
    ...under('On failure', [onFailure.failed, onFailure.cancelled, onFailure.defective]),
  ]
  return indented(columns(rows))
}

const heldToo = (held: string): string => (held === '0' ? '' : ` (${held} held by other runs)`)

const beyond = { hard: ', which is too much', ask: ', which has to be asked for', soft: ', which is more than was meant to be spent' } as const

const under = (label: string, lines: readonly string[]): string[][] => lines.map((line, index) => [index === 0 ? label : '', line])

function limitText({ label, unit, maximum, thisRun, ok, mode }: Estimate['limits'][number]): string {
  const counts = label.toLowerCase().includes(unit.replace(/s$/, '')) ? '' : ` ${unit}`
  return `${label}: ${thisRun} of ${maximum}${counts}${ok ? '' : beyond[mode ?? 'hard']}`
}
