// What every benchmark prints: a table for a person, then one line of JSON for a program (INTERFACES, "Benchmarks").
// A missed aim is shown and does not fail the command.

export interface Case {
  /** What was measured, with its unit. */
  readonly name: string
  readonly ours: number
  /** The same work done by the peer, in the same run; null where the aim is a plain figure. */
  readonly peer: number | null
  /** ours / peer, in the direction in which the aim is stated. */
  readonly ratio: number | null
  /** In words: "<= 1.15x", "<= 90 s". */
  readonly aim: string | null
  readonly ok: boolean | null
}

export function report(bench: string, cases: readonly Case[]): void {
  const rows = cases.map(({ name, ours, peer, ratio, aim, ok }) => [
    name,
    figure(ours),
    peer === null ? '-' : figure(peer),
    ratio === null ? '-' : `${ratio.toFixed(2)}x`,
    aim ?? '-',
    ok === null ? '' : ok ? 'met' : 'MISSED',
  ])
  const table = [['', 'ours', 'peer', 'ratio', 'aim', ''], ...rows]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  for (const row of table)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
  console.log(JSON.stringify({ bench, cases }))
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}
