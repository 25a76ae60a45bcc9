// Something that is there for whoever asks: closed, it is one quiet line; what is inside is made when it is first opened.
import { type ReactNode, useId, useState } from 'react'
import { Icon } from './Icon.tsx'

interface DisclosureProps {
  readonly title: string
  /** At the end of the line, in a few words. */
  readonly aside?: string
  readonly level?: 2 | 3
  readonly children: ReactNode
}

export function Disclosure({ title, aside, level = 2, children }: DisclosureProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <div className="disclosure">
      <Heading>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <span>{title}</span>
          {aside && <small>{aside}</small>}
          <Icon name={open ? 'upv' : 'down'} small />
        </button>
      </Heading>
      <div id={id} className="disclosure-in" hidden={!open}>
        {open && children}
      </div>
    </div>
  )
}
