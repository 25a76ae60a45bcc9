// Numbers, sizes and times in words, one way for the whole studio.

const spaced = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f')

/** "2 000 × 1 500" */
export const size = ({ width, height }: { width: number; height: number }): string => `${spaced(width)} × ${spaced(height)}`

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
const whole = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

export const timeOf = (iso: string): string => clock.format(new Date(iso))
/** "Mon 16 Nov" */
export const dayOf = (iso: string): string => dayAndMonth.format(new Date(iso)).replace(',', '')
export const dateOf = (iso: string): string => whole.format(new Date(iso))

/** "6 d", "5 h", "12 min" from now until then. */
export function untilThen(iso: string, now = Date.now()): string {
  const minutes = Math.max(0, (Date.parse(iso) - now) / 60_000)
  if (minutes < 90) return `${Math.ceil(minutes)} min`
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`
  return `${Math.round(minutes / 1440)} d`
}

const formats: Readonly<Record<string, string>> = { jpeg: 'JPEG', png: 'PNG', webp: 'WebP', avif: 'AVIF', gif: 'GIF', tiff: 'TIFF', heif: 'HEIF', svg: 'SVG' }
export const formatName = (format: string): string => formats[format] ?? format.toUpperCase()

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
