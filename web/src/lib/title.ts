// The title of the window: the page first, the studio last.
import { useEffect } from 'react'

export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts.filter((part) => part !== undefined && part !== ''), 'Keter Studio'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
