// What lies between two books, as it goes out.
import { type Change, type CompiledBook, diffBooks } from '@keter/core'

export type BookChange = Omit<Change, 'tool'> & { readonly tool: string | null }

export const changesBetween = (old: CompiledBook, next: CompiledBook): BookChange[] =>
  diffBooks(old, next).map((change) => ({ ...change, tool: change.tool ?? null }))
