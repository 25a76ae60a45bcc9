// A video with the browser's own controls. One that the browser cannot play is shown by its first frame, and says so.
import { useState } from 'react'

interface PlayerProps {
  readonly src: string
  /** Of a file on this machine the browser shows the first frame itself, at once. */
  readonly poster: string | undefined
  readonly label: string
}

export function Player({ src, poster, label }: PlayerProps) {
  const [failed, setFailed] = useState<string | null>(null)
  if (failed !== src)
    return (
      // biome-ignore lint/a11y/useMediaCaption: what people upload comes without captions, and the studio does not write any.
      <video
        controls
        playsInline
        preload="metadata"
        src={src}
        poster={src.startsWith('blob:') ? undefined : poster}
        aria-label={label}
        onError={() => setFailed(src)}
      />
    )
  return (
    <>
      {poster !== undefined && <img src={poster} alt={label} />}
      <p className="unplayable">This browser cannot play this video. It can be edited all the same.</p>
    </>
  )
}
