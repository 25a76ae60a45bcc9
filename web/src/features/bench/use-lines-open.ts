// Whether the lines of the price are open. On a wide screen they start open; on a narrow one the price on the button opens them.
import { useCallback, useState } from 'react'

export function useLinesOpen(): [boolean, () => void] {
  const [open, setOpen] = useState(() => matchMedia('(min-width: 761px)').matches)
  const toggle = useCallback(() => {
    setOpen((now) => {
      if (!now) requestAnimationFrame(() => document.getElementById('price')?.scrollIntoView({ block: 'nearest' }))
      return !now
    })
  }, [])
  return [open, toggle]
}
