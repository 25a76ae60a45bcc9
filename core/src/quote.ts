// Quote: an estimate that binds. It pins the price book and everything the price was computed from; the digest of that says
// whether what is to be run is what was quoted. Hashing is the caller's: SHA-256 of the UTF-8 bytes of `canonicalJson(quoteInputs(...))`.
import type { Estimate } from './estimate.ts'
import type { Measurement } from './measurement.ts'
import type { CompiledBook } from './price-book/compile.ts'
import type { Edit, Options } from './tool.ts'

export interface Quote extends Estimate {
  /** Its id. */
  readonly quote: string
  /** SHA-256 of the canonical quote inputs, in hex. */
  readonly digest: string
  readonly expires: string
}

/** Everything the price depends on, and nothing else: two requests with the same inputs cost the same. */
export interface QuoteInputs {
  readonly book: { readonly id: string; readonly version: string; readonly digest: string }
  readonly tool: string
  readonly quality: string | null
  readonly options: Options
  readonly iterations: number
  readonly plan: string
  /** By SHA-256: the order of files changes no price, so it changes no digest. */
  readonly sources: readonly QuotedSource[]
}

export interface QuotedSource {
  readonly sha256: string
  readonly measurement: Measurement
}

export function quoteInputs(asked: {
  readonly book: CompiledBook
  readonly edit: Edit
  readonly iterations: number
  readonly plan: string
  readonly sources: readonly QuotedSource[]
}): QuoteInputs {
  const { book, edit, iterations, plan } = asked
  const sources = asked.sources.map(({ sha256, measurement }) => ({ sha256, measurement }))
  return {
    book: { id: book.book.id, version: book.book.version, digest: book.digest },
    tool: edit.tool,
    quality: edit.quality,
    options: edit.options,
    iterations,
    plan,
    sources: sources.sort((a, b) => (a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0)),
  }
}
