// The button that opens the system's file dialog.
import { type ReactNode, useRef } from 'react'

interface ChooseFilesProps {
  readonly className?: string
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

export function ChooseFiles({ className = 'btn', onFiles, children }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button className={className} type="button" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*,video/*,.tif,.tiff,.heic,.heif,.avif,.mkv,.mov"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}
