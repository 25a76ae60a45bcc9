// Two videos over each other that play in step. Space plays and stops, comma and full stop go one frame; the arrow keys move the edge.
import type { Version } from '@keter/client'
import { useEffect, useRef, useState } from 'react'
import { contentOf, previewOf } from '../../lib/studio.ts'
import { playingTime, size } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { CompareFrame } from './CompareFrame.tsx'
import { inStep } from './in-step.ts'
import { type Clock, useOneClock } from './use-one-clock.ts'

interface VideoCompareProps {
  readonly name: string
  readonly before: Version
  readonly after: Version
  readonly attempt: number
  /** Where in the source the result begins. */
  readonly startMs: number
  readonly onScale: (percent: number) => void
}

export function VideoCompare({ name, before, after, attempt, startMs, onScale }: VideoCompareProps) {
  const [result, source] = [useRef<HTMLVideoElement>(null), useRef<HTMLVideoElement>(null)]
  const [failed, setFailed] = useState(false)
  const [muted, setMuted] = useState(false)
  const clock = useOneClock(result, source, inStep(timesOf(before), timesOf(after), startMs))
  const { durationMs, frameMs } = timesOf(after)
  useKeys(clock, frameMs / 1000)
  return (
    <>
      <CompareFrame before={before} after={after} attempt={attempt} onScale={onScale}>
        {(enlarged) => (
          <>
            <video
              ref={result}
              src={contentOf(after.id)}
              poster={previewOf(after.id, 2048)}
              preload="auto"
              playsInline
              muted={muted}
              aria-label={`Attempt ${attempt} on ${name}, ${size(after.measurement)} pixels`}
              onError={() => setFailed(true)}
            />
            <video
              ref={source}
              className={enlarged ? 'before enlarged' : 'before'}
              src={contentOf(before.id)}
              poster={previewOf(before.id, 2048)}
              preload="auto"
              playsInline
              muted
              aria-label={`Source ${name}, ${size(before.measurement)} pixels`}
              onError={() => setFailed(true)}
            />
          </>
        )}
      </CompareFrame>
      <div className="player-bar">
        <button className="btn" type="button" aria-keyshortcuts="Space" onClick={clock.toggle}>
          <Icon name={clock.playing ? 'pause' : 'play'} small /> {clock.playing ? 'Pause' : 'Play'} <kbd className="hide-m">Space</kbd>
        </button>
        <Slider
          label="Time, of both"
          min={0}
          max={durationMs}
          step={frameMs}
          value={Math.min(durationMs, Math.round(clock.time * 1000))}
          inWords={`${playingTime(clock.time * 1000)} of ${playingTime(durationMs)}`}
          onChange={(ms) => clock.seek(ms / 1000)}
        />
        <output className="player-time">
          {playingTime(clock.time * 1000)} of {playingTime(durationMs)}
        </output>
        <button className="btn btn-quiet" type="button" aria-pressed={muted} onClick={() => setMuted(!muted)}>
          <Icon name={muted ? 'silent' : 'sound'} /> <span className="vh">Without sound</span>
        </button>
        {failed && <p className="player-failed">This browser cannot play one of the two, and shows its first frame. Download it to see it move.</p>}
      </div>
    </>
  )
}

function timesOf({ measurement }: Version): { durationMs: number; frameMs: number } {
  if (measurement.media !== 'video') return { durationMs: 0, frameMs: 40 }
  return { durationMs: measurement.durationMs, frameMs: Math.max(1, Math.round(measurement.durationMs / measurement.frames)) }
}

/** Not while something is typed, chosen or pressed with the same key. */
function useKeys({ toggle, move }: Clock, frame: number): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      const elsewhere = target instanceof HTMLElement && target.matches('button, a, select, textarea, summary, input:not([type="range"])')
      if (elsewhere || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"],[role="menu"]')) return
      const act = event.key === ' ' ? toggle : event.key === ',' ? () => move(-frame) : event.key === '.' ? () => move(frame) : null
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [toggle, move, frame])
}
