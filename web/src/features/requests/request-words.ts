// What became of a request, in the words of a screen.
import type { SpendRequest } from '@keter/client'
import { untilThen } from '../../lib/words.ts'
import type { IconName } from '../../ui/Icon.tsx'
import type { Tone } from '../../ui/Status.tsx'

interface Became {
  readonly words: string
  readonly tone: Tone
  readonly icon: IconName
}

export function becameOf({ state, decidedBy, expiresAt }: Pick<SpendRequest, 'state' | 'decidedBy' | 'expiresAt'>, now = Date.now()): Became {
  const by = decidedBy === null ? '' : ` by ${decidedBy}`
  switch (state) {
    case 'open':
      return { words: `waits, ${untilThen(expiresAt, now)} left`, tone: 'plain', icon: 'clock' }
    case 'approved':
      return { words: `approved${by}`, tone: 'ok', icon: 'ok' }
    case 'declined':
      return { words: `declined${by}`, tone: 'warn', icon: 'no' }
    case 'withdrawn':
      return { words: 'withdrawn', tone: 'plain', icon: 'back' }
    case 'expired':
      return { words: 'nobody decided in time', tone: 'plain', icon: 'clock' }
  }
}
