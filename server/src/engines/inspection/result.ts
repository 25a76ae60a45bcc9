// Rules I1 to I3, as far as a result's measurement tells: for pictures and videos alike.
import { type Measurement, Refusal, type ResultShape } from '@keter/core'
import type { Finding } from '../engine.ts'
import { defect } from './finding.ts'

/** `why`: what is said where it does not decode. */
export function decodes({ bytes, format }: Measurement, ok = true, why = ''): Finding {
  return defect('I1', 'Decodes to its end', ok, ok ? `${bytes} bytes of ${format.toUpperCase()}` : why)
}

/** The result's measurement, or I1 where it has none; nothing else can then be told. */
export async function measuredResult<Facts extends Measurement>(measure: () => Promise<Facts>): Promise<Facts | Finding> {
  try {
    return await measure()
  } catch (error) {
    if (error instanceof Refusal) return defect('I1', 'Decodes to its end', false, error.message)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return defect('I1', 'Decodes to its end', false, 'There is no result file.')
    throw error
  }
}

export function rightSize(expected: ResultShape, { width, height }: Measurement): Finding {
  const ok = width === expected.width && height === expected.height
  return defect('I2', 'Right size', ok, `${width} x ${height}${ok ? '' : ` instead of ${expected.width} x ${expected.height}`} pixels`)
}

export function rightFormat(expected: ResultShape, { format }: Measurement): Finding {
  const ok = format === expected.format
  return defect('I3', 'Right format', ok, `${format.toUpperCase()}${ok ? '' : ` instead of ${expected.format.toUpperCase()}`}`)
}
