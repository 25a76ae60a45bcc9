// Measured seconds for a source megapixel: typed, or from what a benchmark prints.
import { Refusal } from '@keter/core'

export interface Measured {
  /** Absent: any. */
  readonly tool?: string
  readonly setting: Readonly<Record<string, string>>
  readonly secondsPerMegapixel: number
}

/** "4.8", "standard/4=4.8", "image-upscale/standard/4=4.8". @throws Refusal `bad_usage` */
export function measuredTyped(text: string): Measured {
  const at = text.lastIndexOf('=')
  const secondsPerMegapixel = Number(text.slice(at + 1).trim() || Number.NaN)
  const parts = at < 0 ? [] : text.slice(0, at).split('/')
  if (!Number.isFinite(secondsPerMegapixel) || secondsPerMegapixel <= 0 || (at >= 0 && parts.length !== 2 && parts.length !== 3))
    throw new Refusal(
      'bad_usage',
      `--seconds-per-megapixel is ${JSON.stringify(text)}; it is seconds, such as 4.8, or those of a quality and scale: standard/4=4.8.`,
    )
  const [quality, scale] = parts.slice(-2)
  return {
    ...(parts.length === 3 && { tool: parts[0]! }),
    setting: { ...(quality !== undefined && { quality }), ...(scale !== undefined && { scale }) },
    secondsPerMegapixel,
  }
}

interface BenchResult {
  readonly bench?: unknown
  readonly cases?: unknown
}

/** From the last line, as benchmarks print it: "1 MP JPEG to 16 MP JPEG, draft (s)" says sizes and quality; other cases are passed over. */
export function measuredIn(text: string): Measured[] {
  const { bench, cases } = resultIn(text)
  if (typeof bench !== 'string' || !Array.isArray(cases)) return []
  return cases.flatMap((each: { name?: unknown; ours?: unknown } | null) => {
    const [, from, to, quality] = String(each?.name).match(/^([\d.]+) MP\b.*? to ([\d.]+) MP\b.*, (\w+) \(s\)$/) ?? []
    const seconds = each?.ours
    if (quality === undefined || typeof seconds !== 'number' || !(seconds > 0)) return []
    const scale = Math.round(Math.sqrt(Number(to) / Number(from)))
    return [{ tool: bench, setting: { quality, scale: String(scale) }, secondsPerMegapixel: seconds / Number(from) }]
  })
}

function resultIn(text: string): BenchResult {
  const line = text
    .trim()
    .split('\n')
    .findLast((each) => each.startsWith('{'))
  try {
    return JSON.parse(text.trim().startsWith('{') ? text : (line ?? '')) ?? {}
  } catch {
    return {}
  }
}
