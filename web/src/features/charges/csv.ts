// Exactly the movements that are shown, as a file.
import type { Movement } from '@keter/client'

const columns = [
  'at',
  'id',
  'kind',
  'amount',
  'balance',
  'available',
  'held',
  'reason',
  'projectName',
  'tool',
  'by',
  'source',
  'attempt',
  'quote',
  'receipt',
  'refunds',
] as const

export function csvOf(movements: readonly Movement[]): string {
  const rows = movements.map((movement) => columns.map((column) => cell(movement[column])).join(','))
  return [columns.join(','), ...rows, ''].join('\r\n')
}

export function saveCsv(movements: readonly Movement[]): void {
  const address = URL.createObjectURL(new Blob([csvOf(movements)], { type: 'text/csv' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: 'charges.csv' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  // A spreadsheet runs what begins like a formula; an amount such as -4 is a number and stays one.
  const safe = /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
