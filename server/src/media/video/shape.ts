// Filters that bring frames to a size as a person sees them, upright or as they are stored, with square pixels.
import type { VideoMeasurement } from '@keter/core'

interface Size {
  readonly width: number
  readonly height: number
}

const turns: Readonly<Record<number, string>> = { 90: 'transpose=clock', 180: 'hflip,vflip', 270: 'transpose=cclock' }

/** Turns the picture as a player would. Null where it stands upright. */
export function turning({ rotation = 0 }: VideoMeasurement): string | null {
  return turns[rotation] ?? null
}

/** `upright`: turned as well, for files that cannot tell a player to. */
export function shaping(source: VideoMeasurement, { width, height }: Size, upright: boolean): string {
  const turn = upright ? turning(source) : null
  const lies = !turn && (source.rotation === 90 || source.rotation === 270)
  const size = lies ? `${height}:${width}` : `${width}:${height}`
  return [...(turn ? [turn] : []), `scale=${size}:flags=lanczos+accurate_rnd`, 'setsar=1'].join(',')
}
