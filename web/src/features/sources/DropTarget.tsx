// Drop pictures and videos anywhere on the page: while something is dragged over it, the page says so.
import { useEffect, useState } from 'react'
import { Icon } from '../../ui/Icon.tsx'

export function DropTarget({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const drag = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(false)
      onFiles([...(event.dataTransfer?.files ?? [])])
    }
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length > 0) onFiles(files)
    }
    const heard = { dragenter: drag, dragover: drag, dragleave: leave, drop } as const
    for (const [name, act] of Object.entries(heard)) window.addEventListener(name, act as EventListener)
    window.addEventListener('paste', paste)
    return () => {
      for (const [name, act] of Object.entries(heard)) window.removeEventListener(name, act as EventListener)
      window.removeEventListener('paste', paste)
    }
  }, [onFiles])
  if (!over) return null
  return (
    <div className="drop-over" aria-hidden="true">
      <p>
        <Icon name="image" /> Drop to price them. Nothing runs until you say so.
      </p>
    </div>
  )
}
