// The same request as the browser prices, as it goes to the studio: for what only the studio knows.
import type { EstimateRequest } from '@keter/core'

export const bodyOf = ({ edit, iterations, sources }: EstimateRequest) => ({
  tool: edit.tool,
  quality: edit.quality,
  options: { ...edit.options },
  iterations,
  sources: sources.map(({ name, sha256, measurement }) => ({ name, measurement, ...(sha256 !== undefined && { sha256 }) })),
})

/** What an answer of the studio depends on: the same text, the same answer. */
export const requestKey = ({ edit, iterations, plan, book, sources }: EstimateRequest): string =>
  JSON.stringify([edit, iterations, plan, book.digest, sources.map(({ name, sha256, measurement }) => [name, sha256, measurement])])
