// What is wrong with a price book: each finding names the place and says what to do.

export interface BookFinding {
  /** An error stops the book from being published; a warning is a question to its author. */
  readonly severity: 'error' | 'warning'
  /** Path in the document: "tools.image-upscale.rows[3].lines[0].rate". */
  readonly place: string
  readonly problem: string
  readonly fix: string
}

/** The book cannot be used as it is. Not a Refusal: the fault is the book's, never the customer's. */
export class PriceBookError extends Error {
  readonly findings: readonly BookFinding[]
  constructor(findings: readonly BookFinding[]) {
    super(findings.map(({ place, problem, fix }) => `${place}: ${problem} ${fix}`).join('\n'))
    this.name = 'PriceBookError'
    this.findings = findings
  }
}

export function bookError(place: string, problem: string, fix: string): PriceBookError {
  return new PriceBookError([{ severity: 'error', place, problem, fix }])
}
