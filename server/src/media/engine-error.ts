// The world broke while a child worked: never the fault of the request. `retryable` is for the job runner; a damaged source is a Refusal instead.
export class EngineError extends Error {
  readonly code: 'engine_crashed' | 'engine_timeout' | 'engine_out_of_memory' | 'engine_failed'
  readonly retryable: boolean
  constructor(code: EngineError['code'], message: string, retryable: boolean, cause?: unknown) {
    super(message, { cause })
    this.name = 'EngineError'
    this.code = code
    this.retryable = retryable
  }
}
