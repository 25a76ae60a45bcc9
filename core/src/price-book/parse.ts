// Reads a price book document: its structure alone. What the names in it mean is settled when it is compiled,
// what it leaves out is found by `checkPriceBook`.
import type { z } from 'zod'
import { PriceBookError } from './finding.ts'
import type { PriceBook } from './format.ts'
import { priceBookSchema } from './schema.ts'

/** @throws PriceBookError with a finding for each place that is wrong */
export function parsePriceBook(document: unknown): PriceBook {
  const parsed = priceBookSchema.safeParse(document)
  if (parsed.success) return parsed.data
  throw new PriceBookError(
    parsed.error.issues.flatMap(closest).map(({ path, message }) => ({
      severity: 'error',
      place: placeOf(path),
      problem: `${message.replace(/^Invalid input: /, 'It is wrong here: ').replace(/\.$/, '')}.`,
      fix: 'Write it as the format of price books says.',
    })),
  )
}

type Issue = z.core.$ZodIssue

/** Where several shapes are allowed, the issues of the one that got furthest: it is the one that was meant. */
function closest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const reach = (issues: readonly Issue[]) => Math.min(...issues.map(({ path }) => path.length))
  const meant = issue.errors.reduce((a, b) => (reach(b) > reach(a) ? b : a))
  return meant.flatMap((inner) => closest({ ...inner, path: [...issue.path, ...inner.path] } as Issue))
}

/** ["tools", "a", "rows", 3] -> "tools.a.rows[3]" */
function placeOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text.replace(/^\./, '') || 'the book'
}
