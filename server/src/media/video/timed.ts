// Packets on their way into a file, and their times in seconds of the source.
import type { Packet } from 'node-av/lib'

export interface Timed {
  readonly packet: Packet
  readonly stream: number
  /** When it is decoded. */
  readonly at: number
  /** When it is shown or heard. */
  readonly shown: number
}

/** What of the source is kept. */
export interface Cut {
  readonly start: number
  readonly end: number
}

/** What counts in ticks: a packet, a frame. */
type Ticking = Pick<Packet, 'timeBase'>

export function seconds(ticks: bigint, { timeBase }: Ticking): number {
  return (Number(ticks) * timeBase.num) / timeBase.den
}

export function ticks(seconds: number, { timeBase }: Ticking): bigint {
  return BigInt(Math.round((seconds * timeBase.den) / timeBase.num))
}

/** To a start that is so much later. */
export function move(packet: Packet, by: number): void {
  if (by === 0) return
  const less = ticks(by, packet)
  packet.pts -= less
  packet.dts -= less
}
