// --limit and --cursor of the commands that list something.
import { Refusal } from '@keter/core'
import type { Command } from 'commander'
import type { Flags } from './edit-flags.ts'

export const addPageFlags = (command: Command): Command =>
  command.option('--limit <n>', 'how many at most, up to 200', '20').option('--cursor <cursor>', 'go on from there: "next" of the page before')

/** @throws Refusal `bad_usage` */
export function pageFlags({ limit, cursor }: Flags): { limit: number; cursor?: string } {
  const count = Number(limit)
  if (!Number.isInteger(count) || count < 1 || count > 200)
    throw new Refusal('bad_usage', `--limit is ${JSON.stringify(limit)}; it is a whole number from 1 to 200.`)
  return { limit: count, ...(cursor === undefined ? {} : { cursor: String(cursor) }) }
}

export const moreText = (next: string | null): string[] => (next === null ? [] : ['', `There is more: --cursor ${next}`])
