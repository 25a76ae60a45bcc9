// Columns of text for a terminal: numbers to the right, words to the left, widths as they are seen.

export type Alignment = 'left' | 'right'

/** One string a row, without trailing space. Cells beyond the alignments are to the left. */
export function columns(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = [], gap = '  '): string[] {
  const widths: number[] = []
  for (const row of rows) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, seenWidth(cell))
  return rows.map((row) =>
    row
      .map((cell, index) => padded(cell, widths[index]!, alignments[index] ?? 'left'))
      .join(gap)
      .trimEnd(),
  )
}

export const indented = (lines: readonly string[], by = '  '): string[] => lines.map((line) => by + line)

function padded(cell: string, width: number, alignment: Alignment): string {
  const space = ' '.repeat(width - seenWidth(cell))
  return alignment === 'right' ? space + cell : cell + space
}

const marks = /\p{Mark}/gu
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\p{Emoji_Presentation}]/gu

/** Cells of a terminal that a text takes. */
export function seenWidth(text: string): number {
  const shown = text.replace(marks, '')
  return [...shown].length + (shown.match(wide)?.length ?? 0)
}
