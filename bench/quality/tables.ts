// The tables of docs/quality.md: a row for each case, the best of its figures in bold.
import { decibels, likeness, type Measure, mean } from './measures.ts'
import type { Rgb } from './pictures.ts'

/** One result of the tool and of each alternative, all of one original. */
export interface Compared {
  readonly original: Rgb
  /** The tool's first. */
  readonly results: readonly Rgb[]
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

export function head(cells: readonly string[]): string[] {
  return [row(cells), row(cells.map(() => '---'))]
}

/** Of equals the first is best. */
export function bestInBold(figures: readonly number[], digits: number): string[] {
  const best = figures.indexOf(Math.max(...figures))
  return figures.map((figure, at) => (at === best ? `**${figure.toFixed(digits)}**` : figure.toFixed(digits)))
}

/** A row of means: PSNR of the tool and of each alternative, then SSIM of each. `signal`: how PSNR is measured. */
export function compared(name: string, cases: readonly Compared[], signal: Measure = decibels): string {
  process.stderr.write(`${name}\n`)
  const figures = (measure: Measure) => cases[0]!.results.map((_, side) => mean(cases.map(({ results, original }) => measure(results[side]!, original))))
  return row([name, ...bestInBold(figures(signal), 1), ...bestInBold(figures(likeness), 3)])
}

/** Frame by frame. */
export function comparedFrames(originals: readonly Rgb[], sides: readonly (readonly Rgb[])[]): Compared[] {
  for (const side of sides) if (side.length !== originals.length) throw new Error(`${side.length} frames instead of ${originals.length}.`)
  return originals.map((original, at) => ({ original, results: sides.map((side) => side[at]!) }))
}
