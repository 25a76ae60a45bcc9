// Before and after, one over the other, with an edge that follows the pointer and the arrow keys. Both are given the whole frame.
import type { Version } from '@keter/client'
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import { size } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import './compare.css'

interface CompareFrameProps {
  readonly before: Version
  readonly after: Version
  readonly attempt: number
  /** Size on the screen against the result's own, in percent. */
  readonly onScale: (percent: number) => void
  /** The two of them, the result first; whether the source is shown larger than it is. */
  readonly children: (enlarged: boolean) => ReactNode
}

export function CompareFrame({ before, after, attempt, onScale, children }: CompareFrameProps) {
  const [edge, setEdge] = useState(50)
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const { width: across, height: down } = after.measurement
  const scale = width === 0 ? 0 : Math.round((width / across) * 100)
  useEffect(() => {
    if (scale > 0) onScale(scale)
  }, [scale, onScale])
  return (
    <figure className="viewer viewer-fit">
      <div ref={frame} className="compare" style={{ '--ratio': across / down, '--pos': edge } as CSSProperties}>
        {children(width > before.measurement.width)}
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
