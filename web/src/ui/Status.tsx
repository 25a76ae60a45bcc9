// A status word: icon, word and tone together, so that colour is never the only sign.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'ok' | 'warn' | 'bad' | 'act' | 'plain'

export function Status({ tone = 'plain', icon, children }: { tone?: Tone; icon: IconName; children: ReactNode }) {
  return (
    <span className={tone === 'plain' ? 'st' : `st st-${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  )
}
