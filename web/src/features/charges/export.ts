// What can be had as a file: exactly the rows that the page's filters let through, however many of them have been loaded, and the statement of a month.
import { type ChargesFilter, queryOf } from './charges.ts'
import type { Month } from './months.ts'

export type ExportFormat = 'csv' | 'json' | 'focus'

export const exportAddress = (filter: ChargesFilter, format: ExportFormat): string =>
  `/api/v1/charges/export?${new URLSearchParams({ ...queryOf(filter), format })}`

export const statementAddress = ({ from, until }: Month): string => `/api/v1/charges/statement/pdf?${new URLSearchParams({ from, until })}`
