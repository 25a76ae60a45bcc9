// The inputs of our own tools: their options, quality, what is measured of the source, and the plan. A studio's book need not repeat them.
import { measuredQuantities } from '../measurement.ts'
import { type Option, tools } from '../tool.ts'
import type { Input } from './format.ts'

/** Of a tool that is not in the catalogue: what every picture has. */
export function catalogueInputs(toolId: string, plans: readonly string[]): Record<string, Input> {
  const tool = tools.find(({ id }) => id === toolId)
  const inputs: Record<string, Input> = {}
  if (tool?.qualities.length) inputs.quality = { kind: 'choice', values: tool.qualities.map(({ id }) => id) }
  for (const [name, option] of Object.entries(tool?.options ?? {})) inputs[name] = inputOf(option)
  for (const [name, unit] of Object.entries(measuredQuantities[tool?.media ?? 'image'])) inputs[name] = { kind: 'number', unit, whole: true }
  if (plans.length) inputs.plan = { kind: 'choice', values: plans }
  return inputs
}

function inputOf(option: Option): Input {
  switch (option.kind) {
    case 'choice':
      return { kind: 'choice', values: option.values, default: option.default }
    case 'flag':
      return { kind: 'flag', default: option.default }
    case 'integer': {
      const domain = { kind: 'number', min: String(option.min), max: String(option.max), whole: true } as const
      return option.default === undefined ? { ...domain, optional: true } : { ...domain, default: option.default }
    }
    // Nothing is priced by what is written or drawn; a book may still ask whether it is there.
    case 'text':
    case 'picture':
      return option.default === undefined ? { kind: 'text', optional: true } : { kind: 'text', default: option.default }
  }
}
