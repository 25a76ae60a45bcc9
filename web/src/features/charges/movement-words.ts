// A movement in words: its name, what it was about, its sign.
import type { Movement } from '@keter/client'
import { type IconName, iconOfTool } from '../../ui/Icon.tsx'

import { toolTitle } from '../runs/run-words.ts'

const titles: Readonly<Record<Movement['kind'], string>> = {
  grant: 'Grant',
  hold: 'Held',
  charge: 'Charge',
  return: 'Returned',
  refund: 'Refund',
  expiry: 'Expired',
}

export const titleOf = ({ kind, tool }: Movement): string => (kind === 'charge' && tool ? toolTitle(tool) : titles[kind])

export function detailOf({ kind, source, attempt, reason }: Movement): string {
  const file = [source, attempt !== null && `attempt ${attempt}`].filter(Boolean).join(', ')
  if (kind === 'charge') return file || reason
  return [file, reason].filter(Boolean).join(', ')
}

export function iconOf({ kind, tool }: Movement): IconName {
  if (kind === 'charge') return iconOfTool(tool)
  if (kind === 'grant') return 'plus'
  if (kind === 'refund' || kind === 'return') return 'back'
  return 'clock'
}
