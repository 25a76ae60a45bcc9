// How figures and names are said in the terminal.

/** A name or text from outside: without the control characters that could steer the terminal. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

export const credits = (amount: string): string => `${amount} ${amount === '1' ? 'credit' : 'credits'}`

/** "13", or "13 to 26" where the two differ. */
export const range = (low: string, most: string): string => (low === most ? low : `${low} to ${most}`)

/** In the person's own time zone. */
export const moment = (iso: string): string => new Date(iso).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })

/** "12 s", "12 to 18 s", "50 s to 2 min" */
export function seconds({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [duration(low), duration(high)]
  if (from.text === to.text) return to.text
  return from.unit === to.unit ? `${from.count} to ${to.text}` : `${from.text} to ${to.text}`
}

function duration(value: number): { readonly count: string; readonly unit: string; readonly text: string } {
  const whole = Math.max(1, Math.round(value))
  const [count, unit] = whole < 90 ? [`${whole}`, 's'] : whole < 5400 ? [`${Math.round(whole / 60)}`, 'min'] : [(whole / 3600).toFixed(1), 'h']
  return { count, unit, text: `${count} ${unit}` }
}

/** cropLeft -> crop-left */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
