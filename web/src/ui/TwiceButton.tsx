// A button for what cannot be taken back: the first click only asks, leaving it forgets the question.
import { useState } from 'react'

interface TwiceButtonProps {
  readonly label: string
  /** In place of the label, once it was asked. */
  readonly sure: string
  /** What it is about, for those who do not see the row. */
  readonly about: string
  readonly onSure: () => void
}

export function TwiceButton({ label, sure, about, onSure }: TwiceButtonProps) {
  const [asked, setAsked] = useState(false)
  return (
    <button
      className={asked ? 'btn btn-bad' : 'btn btn-quiet'}
      type="button"
      onBlur={() => setAsked(false)}
      onClick={() => (asked ? onSure() : setAsked(true))}
    >
      {asked ? sure : label} <span className="vh">{about}</span>
    </button>
  )
}
