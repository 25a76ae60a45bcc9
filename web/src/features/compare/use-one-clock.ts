// One clock for two players: the result is the clock, the source follows it. Sound comes from the result alone.
import { useEffect, useState } from 'react'
import { type InStep, isOutOfStep, sourceTime } from './in-step.ts'

export interface Clock {
  readonly playing: boolean
  /** Seconds of the result. */
  readonly time: number
  readonly toggle: () => void
  readonly seek: (time: number) => void
  /** So many seconds on, or back. */
  readonly move: (by: number) => void
}

type Player = React.RefObject<HTMLVideoElement | null>

export function useOneClock(result: Player, source: Player, { from, pace }: InStep): Clock {
  const [playing, setPlaying] = useState(false)
  const [time, setTime] = useState(0)
  useEffect(() => {
    const [clock, follower] = [result.current, source.current]
    if (!clock || !follower) return
    const step = { from, pace }
    let frame = 0
    const follow = () => {
      setTime(clock.currentTime)
      const wanted = sourceTime(step, clock.currentTime)
      // Standing still, both show exactly the same moment; on the move a jump is seen more than a little drift.
      const wrong = clock.paused
        ? Math.abs(follower.currentTime - wanted) > 0.001
        : !follower.seeking && isOutOfStep(step, clock.currentTime, follower.currentTime)
      if (wrong) follower.currentTime = wanted
    }
    const tick = () => {
      follow()
      frame = requestAnimationFrame(tick)
    }
    const heard: Readonly<Record<string, () => void>> = {
      loadedmetadata: follow,
      seeking: follow,
      seeked: follow,
      play: () => {
        setPlaying(true)
        follower.playbackRate = pace
        // A source that has come to its end stays there.
        follower.play().catch(() => {})
        cancelAnimationFrame(frame)
        tick()
      },
      pause: () => {
        setPlaying(false)
        follower.pause()
        cancelAnimationFrame(frame)
        follow()
      },
      waiting: () => follower.pause(),
      playing: () => void follower.play().catch(() => {}),
    }
    for (const [name, act] of Object.entries(heard)) clock.addEventListener(name, act)
    follower.addEventListener('loadedmetadata', follow)
    return () => {
      cancelAnimationFrame(frame)
      for (const [name, act] of Object.entries(heard)) clock.removeEventListener(name, act)
      follower.removeEventListener('loadedmetadata', follow)
    }
  }, [result, source, from, pace])

  const seek = (to: number) => {
    const clock = result.current
    if (clock) clock.currentTime = Math.max(0, Math.min(to, Number.isFinite(clock.duration) ? clock.duration : to))
  }
  const toggle = () => {
    const clock = result.current
    if (!clock) return
    // What cannot be played says so itself, where it stands.
    if (clock.paused) clock.play().catch(() => {})
    else clock.pause()
  }
  const move = (by: number) => {
    if (result.current) seek(result.current.currentTime + by)
  }
  return { playing, time, toggle, seek, move }
}
