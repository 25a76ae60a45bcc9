// A small picture beside a name. Where the browser cannot show the format, a sign stands in its place.
import { useState } from 'react'
import { Icon } from './Icon.tsx'

export function Picture({ src }: { src: string }) {
  const [failed, setFailed] = useState<string | null>(null)
  if (failed === src)
    return (
      <span className="pic">
        <Icon name="image" />
      </span>
    )
  return <img src={src} alt="" loading="lazy" decoding="async" onError={() => setFailed(src)} />
}
