// The statement of a period on paper: the same figures as read-statement gives, and what the period's work has cost by project.
import { Paper } from '../paper/paper.ts'
import type { Caller, Studio } from '../studio.ts'
import { readStatement } from './statement.ts'

export async function statementPdf(studio: Studio, caller: Caller, asked: { from: string; until: string }): Promise<Buffer> {
  const { workspace, from, until, opening, closing, movements, lines } = await readStatement(studio, caller, asked)
  const paper = new Paper(`Statement of ${workspace}`, new Date(until))
  paper.heading('Statement of credits')
  paper.facts([
    ['Workspace', workspace],
    ['From', from.slice(0, 16).replace('T', ' ')],
    ['Until (not included)', until.slice(0, 16).replace('T', ' ')],
    ['Movements', String(movements)],
  ])
  const right = true
  paper.table(
    [
      { title: '', width: 28 },
      { title: 'Movements', width: 18, right },
      { title: 'Owned', width: 18, right },
      { title: 'Available', width: 18, right },
      { title: 'Held', width: 18, right },
    ],
    [
      ['Opening', '', opening.total, opening.available, opening.held],
      ...lines.map((line) => [line.kind, String(line.count), line.amount, line.available, line.held]),
    ],
    ['Closing', '', closing.total, closing.available, closing.held],
  )
  if (closing.head) paper.note(`Head of the ledger's chain at the end: ${closing.head}`)
  return paper.end()
}
