// Before and after, one over the other, with an edge that follows the pointer and the arrow keys. The result is scaled to fit;
// source pixels are never smoothed where they are shown enlarged.
import type { Version } from '@keter/client'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { contentOf, previewOf } from '../../lib/studio.ts'
import { size } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import './compare.css'

interface CompareProps {
  readonly name: string
  readonly before: Version
  readonly after: Version
  readonly attempt: number
  /** Size on the screen against the result's own, in percent. */
  readonly onScale: (percent: number) => void
}

export function Compare({ name, before, after, attempt, onScale }: CompareProps) {
  const [edge, setEdge] = useState(50)
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const { width: across, height: down } = after.measurement
  const scale = width === 0 ? 0 : Math.round((width / across) * 100)
  useEffect(() => {
    if (scale > 0) onScale(scale)
  }, [scale, onScale])
  const enlarged = width > before.measurement.width
  return (
    <figure className="viewer viewer-fit">
      <div ref={frame} className="compare" style={{ '--ratio': across / down, '--pos': edge } as CSSProperties}>
        <img src={pictureOf(after)} alt={`Attempt ${attempt} on ${name}, ${size(after.measurement)} pixels`} draggable={false} />
        <img
          className={enlarged ? 'before enlarged' : 'before'}
          src={pictureOf(before)}
          alt={`Source ${name}, ${size(before.measurement)} pixels`}
          draggable={false}
        />
        <input
          type="range"
          min={0}
          max={100}
          step={0.5}
          value={edge}
          aria-label="Edge between before, left, and after, right"
          aria-valuetext={`${Math.round(edge)} % before`}
          onChange={(event) => setEdge(event.target.valueAsNumber)}
        />
        <div className="edge" aria-hidden="true">
          <span className="grip">
            <Icon name="sides" />
          </span>
        </div>
        <span className="tag tag-l">
          Before <span>{size(before.measurement)}</span>
        </span>
        <span className="tag tag-r">
          Attempt {attempt} <span>{size(after.measurement)}</span>
        </span>
      </div>
    </figure>
  )
}

const shownByBrowsers = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'])
const largestShown = 40_000_000

/** The bytes themselves where a browser can show them; a preview where it cannot or they are very many. */
export function pictureOf({ id, mediaType, measurement }: Version): string {
  const direct = shownByBrowsers.has(mediaType) && measurement.width * measurement.height <= largestShown
  return direct ? contentOf(id) : previewOf(id, 2048)
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!element.current) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)))
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [element])
  return width
}
