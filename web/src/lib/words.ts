// Numbers, sizes and times in words, one way for the whole studio.
import type { Measurement } from '@keter/core'

const spaced = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f')

/** "2 000 × 1 500" */
export const size = ({ width, height }: { width: number; height: number }): string => `${spaced(width)} × ${spaced(height)}`

/** "640 × 360, 12.5 s": a picture by its size, a video by its length too. */
export const extent = ({ width, height, durationMs }: { width: number; height: number; durationMs?: number }): string =>
  durationMs === undefined ? size({ width, height }) : `${size({ width, height })}, ${playingTime(durationMs)}`

/** "PNG, 46 kB", "MP4, 1.2 MB, 12 s, 24 frames a second": what a file is, beside its size in pixels. */
export function factsOf(measurement: Measurement): string {
  const { format, media } = measurement
  const facts = [formatName(format), bytes(measurement.bytes)]
  if (media === 'video')
    facts.push(playingTime(measurement.durationMs), frameRate(measurement.frameRate), measurement.audioTracks > 0 ? 'with sound' : 'no sound')
  return facts.join(', ')
}

/** How long a video plays: "0.5 s", "12 s", "2:05 min", "1:02:05 h". */
export function playingTime(ms: number): string {
  const tenths = Math.round(ms / 100) / 10
  if (tenths < 60) return `${tenths} s`
  const seconds = Math.round(ms / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)} h` : `${minutes}:${two(seconds % 60)} min`
}

/** "24 frames a second", "29.97 frames a second" */
export const frameRate = ({ num, den }: { num: number; den: number }): string => `${Number((num / den).toFixed(2))} frames a second`

/** "3 840 px" */
export const pixelsInWords = (n: number): string => `${spaced(n)} px`

export const count = (n: number, one: string, many = `${one}s`): string => `${spaced(n)} ${n === 1 ? one : many}`

export function bytes(n: number): string {
  if (n < 1000) return `${n} B`
  if (n < 1_000_000) return `${Math.round(n / 1000)} kB`
  return `${(n / 1_000_000).toFixed(n < 10_000_000 ? 1 : 0)} MB`
}

/** Seconds as a range people read: "2 to 4 s", "1 to 3 min". */
export function duration({ low, high }: { low: number; high: number }): string {
  if (high < 1) return 'under 1 s'
  const [divisor, unit] = high < 90 ? [1, 's'] : high < 5400 ? [60, 'min'] : [3600, 'h']
  const from = Math.max(high < 90 ? 1 : 0, Math.floor(low / divisor))
  const to = Math.ceil(high / divisor)
  return from >= to ? `${to} ${unit}` : from === 0 ? `up to ${to} ${unit}` : `${from} to ${to} ${unit}`
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const whole = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

export const timeOf = (iso: string): string => clock.format(new Date(iso))
/** "Mon 16 Nov" */
export const dayOf = (iso: string): string => dayAndMonth.format(new Date(iso)).replace(',', '')
/** "16 Nov" */
export const shortDateOf = (iso: string): string => short.format(new Date(iso))
export const dateOf = (iso: string): string => whole.format(new Date(iso))

/** "6 d", "5 h", "12 min" from now until then. */
export function untilThen(iso: string, now = Date.now()): string {
  const minutes = Math.max(0, (Date.parse(iso) - now) / 60_000)
  if (minutes < 90) return `${Math.ceil(minutes)} min`
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`
  return `${Math.round(minutes / 1440)} d`
}

const formats: Readonly<Record<string, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
  heif: 'HEIF',
  svg: 'SVG',
  webm: 'WebM',
}
export const formatName = (format: string): string => formats[format] ?? format.toUpperCase()

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What is being done, from the verb on a tool's button: "Remove haze" -> "Removing haze", "Trim" -> "Trimming". */
export function doing(verb: string): string {
  const [word = '', ...rest] = verb.split(' ')
  const short = /^[^aeiou]*[aeiou][^aeiouwxy]$/i.test(word)
  const stem = short ? word + word.slice(-1) : word.replace(/([^e])e$/, '$1')
  return [`${stem}ing`, ...rest].join(' ')
}

/** Who did something, also after the account is gone. */
export const personNamed = (name: string | null): string => name ?? 'Somebody who is gone'
