// `keter price-book diff`: what changed from one book to another, as sentences with examples.
import { type Change, diffBooks } from '@keter/core'
import type { Command } from 'commander'
import { addCommand, does, type Program } from '../command.ts'
import { usableBook } from '../price-book.ts'
import { columns, indented } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { counted, plain } from '../wording.ts'

export function addDiff(program: Program, group: Command): void {
  const command = addCommand(group, 'diff <old> <new>', 'say what changed from one book to another, with examples priced by both')
  does<[string, string]>(program, command, async ({ surroundings: { folder }, terminal }, _, before, after) => {
    const [old, now] = [await usableBook(before, folder), await usableBook(after, folder)]
    const changes = diffBooks(old, now)
    const named = ({ book: { id, version, effective }, digest }: typeof old) => ({ id, version, effective, digest })
    terminal.answer({ old: named(old), new: named(now), changes }, () => text(changes, terminal))
    return 0
  })
}

const marks = { cheaper: '-', dearer: '+', other: ' ' } as const

function text(changes: readonly Change[], style: Terminal): string {
  if (changes.length === 0) return 'Nothing changed: both cost the same in everything that was compared.'
  const cheaper = changes.filter(({ direction }) => direction === 'cheaper').length
  const dearer = changes.filter(({ direction }) => direction === 'dearer').length
  return [...changes.flatMap((change) => changeText(change, style)), '', `${counted(changes.length, 'change')}: ${cheaper} cheaper, ${dearer} dearer.`].join(
    '\n',
  )
}

function changeText({ sentence, examples, direction }: Change, { faint }: Terminal): string[] {
  const rows = examples.map(({ inWords, before, after }) => [plain(inWords), plain(before), '→', plain(after)])
  return [`${marks[direction]} ${plain(sentence)}`, ...indented(columns(rows, ['left', 'right']), '    ').map(faint)]
}
