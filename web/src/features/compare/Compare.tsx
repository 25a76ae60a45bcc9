// The result of an attempt against its source: two pictures, or two videos in step. The result is scaled to fit; source pixels are never
// smoothed where they are shown enlarged.
import type { Iteration, Version } from '@keter/client'
import { contentOf, previewOf } from '../../lib/studio.ts'
import { size } from '../../lib/words.ts'
import { CompareFrame } from './CompareFrame.tsx'
import { VideoCompare } from './VideoCompare.tsx'

interface CompareProps {
  readonly name: string
  readonly before: Version
  readonly after: Version
  readonly iteration: Pick<Iteration, 'attempt' | 'options'>
  readonly onScale: (percent: number) => void
}

export function Compare({ name, before, after, iteration, onScale }: CompareProps) {
  const { attempt, options } = iteration
  // A GIF made of a video is a picture to a browser.
  if (isPlayed(before) && isPlayed(after))
    return <VideoCompare name={name} before={before} after={after} attempt={attempt} startMs={Number(options.startMs ?? 0)} onScale={onScale} />
  return (
    <CompareFrame before={before} after={after} attempt={attempt} onScale={onScale}>
      {(enlarged) => (
        <>
          <img src={pictureOf(after)} alt={`Attempt ${attempt} on ${name}, ${size(after.measurement)} pixels`} draggable={false} />
          <img
            className={enlarged ? 'before enlarged' : 'before'}
            src={pictureOf(before)}
            alt={`Source ${name}, ${size(before.measurement)} pixels`}
            draggable={false}
          />
        </>
      )}
    </CompareFrame>
  )
}

const isPlayed = ({ mediaType }: Version): boolean => mediaType.startsWith('video/')

const shownByBrowsers = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'])
const largestShown = 40_000_000

/** The bytes themselves where a browser can show them; a preview where it cannot, they are very many, or of a video. */
export function pictureOf({ id, mediaType, measurement }: Version): string {
  const direct = shownByBrowsers.has(mediaType) && measurement.width * measurement.height <= largestShown
  return direct ? contentOf(id) : previewOf(id, 2048)
}
