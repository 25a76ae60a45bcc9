// What lies between two books, as it goes out.
import * as core from '@keter/core'
import type { StudioBook } from '@keter/core'
import type { Change } from '../../../core/src/price-book/diff-change.ts'

export type BookChange = Omit<Change, 'tool'> & { readonly tool: string | null }

// WAITING for core/src/price-book/diff.ts in the index.
const { diffBooks } = core as unknown as { diffBooks?: (old: StudioBook, next: StudioBook) => Change[] }

export const changesBetween = (old: StudioBook, next: StudioBook): BookChange[] =>
  (diffBooks?.(old, next) ?? []).map((change) => ({ ...change, tool: change.tool ?? null }))
