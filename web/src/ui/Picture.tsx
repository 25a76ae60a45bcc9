// A small picture beside a name. Where the browser cannot show the format, a sign stands in its place.
import { useState } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export function Picture({ src, sign = 'image' }: { src: string | undefined; sign?: IconName }) {
  const [failed, setFailed] = useState<string | null>(null)
  if (src === undefined || failed === src)
    return (
      <span className="pic">
        <Icon name={sign} />
      </span>
    )
  return <img src={src} alt="" loading="lazy" decoding="async" onError={() => setFailed(src)} />
}
