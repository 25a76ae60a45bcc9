// The receipt as a person reads it: what each attempt gave and cost and why, then quoted, held, charged, refunded and returned.
import type { Receipt } from '../sdk/index.ts'
import { multiplication } from './estimate-text.ts'
import { columns, indented } from './table.ts'
import type { Terminal } from './terminal.ts'
import { credits, plain, range } from './wording.ts'

const inDetail = 12

export function receiptText(receipt: Receipt, { strong, faint }: Pick<Terminal, 'strong' | 'faint'>): string {
  return [strong(`Receipt ${receipt.receipt}`), '', ...attempts(receipt, faint), '', ...sums(receipt, strong)].join('\n')
}

function attempts({ iterations }: Receipt, faint: (text: string) => string): string[] {
  const rows = iterations.flatMap((iteration) => [
    [plain(iteration.source), String(iteration.attempt), outcome(iteration), iteration.charge],
    ...(iterations.length > inDetail ? [] : iteration.lines.map((line) => [`  ${plain(line.label)}`, '', multiplication(line), line.amount])),
    ...(iteration.refunded === '0' ? [] : [['  Refunded', '', defectsOf(iteration), `-${iteration.refunded}`]]),
  ])
  const table = columns([['File', 'Attempt', 'Result', 'Credits'], ...rows], ['left', 'right', 'left', 'right'])
  return indented([faint(table[0]!), ...table.slice(1)])
}

type Attempt = Receipt['iterations'][number]

function outcome({ verdict, result }: Attempt): string {
  if (!result) return 'nothing delivered'
  return [verdict, `${result.width} × ${result.height}`, plain(result.path)].filter(Boolean).join(', ')
}

/** Why a result is defective. */
export const defectsOf = ({ inspection }: Pick<Attempt, 'inspection'>): string =>
  (inspection?.findings ?? [])
    .filter(({ ok, severity }) => !ok && severity === 'defect')
    .map(({ rule, detail }) => `${rule}: ${plain(detail)}`)
    .join('; ')

function sums({ quoted, held, charged, refunded, returned, final, book, ledger }: Receipt, strong: (text: string) => string): string[] {
  const rows = [
    ['Quoted', range(quoted.low, quoted.most)],
    ['Held', held],
    ['Charged', charged],
    ['Refunded', refunded],
    ['Returned', returned],
    ['Final cost', strong(credits(final))],
    ['Price book', `${book.id} ${book.version} (${book.digest.slice(0, 12)})`],
    ['Ledger head', ledger.head],
  ]
  return indented(columns(rows))
}
