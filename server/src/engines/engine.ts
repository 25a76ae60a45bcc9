// What an engine is: code that performs a tool. It answers what it supports and what its result will be, and it runs.
// It never sees a credit, a workspace or a person; files go in and out by path.
import type { Edit, Measurement, Refusal, ResultShape } from '@keter/core'

export { EngineError } from '../media/engine-error.ts'

export interface Seconds {
  readonly low: number
  readonly high: number
}

export interface EnginePrediction extends ResultShape {
  /** On this machine, from its own measured throughput; a default guess until it has been measured. */
  readonly seconds: Seconds
  /** Before that, where no child is ready now: until one has begun and loaded the network. Of several edits only the first waits for it. */
  readonly beforehand: Seconds
}

export interface EngineRun {
  readonly edit: Edit
  readonly measurement: Measurement
  readonly sourcePath: string
  /** Of the pictures that help with the edit, by the name of the option that names them. */
  readonly pictures: Readonly<Record<string, string>>
  /** For what is half done. The next run of the same attempt finds it again, also after a crash. */
  readonly workFolder: string
  /** Where the result goes; the engine creates this file and no other, and leaves none behind when it fails. */
  readonly resultPath: string
  readonly signal: AbortSignal
  /** Share done, 0 to 1, never falling. */
  readonly onProgress: (share: number) => void
}

export interface EngineResult {
  readonly measurement: Measurement
  readonly engine: string
  readonly model: string | null
  readonly modelVersion: string | null
  /** Wall time by stage, in milliseconds. */
  readonly ms: { readonly decode: number; readonly infer: number; readonly encode: number; readonly total: number }
  /** Same input, options and model always give the same bytes on this machine. */
  readonly deterministic: boolean
}

export interface Engine {
  readonly id: string
  readonly tools: readonly string[]
  /** Why it cannot be done here: `unsupported_edit`, `model_not_installed`; null where it can. */
  refusal(edit: Edit, measurement: Measurement, pictures?: Readonly<Record<string, Measurement>>): Refusal | null
  predict(edit: Edit, measurement: Measurement): EnginePrediction
  /** Which model (name and version) will be used; part of what makes two attempts identical. */
  model(edit: Edit): { readonly name: string; readonly version: string } | null
  /** @throws Refusal; EngineError; an AbortError when the signal fires (its child process is then gone within a second). */
  run(run: EngineRun): Promise<EngineResult>
  close(): Promise<void>
}

/** One check of a result against a published rule (docs/rules/inspection.md). */
export interface Finding {
  /** Rule number, such as "I3". */
  readonly rule: string
  readonly name: string
  readonly ok: boolean
  /** In words, with the numbers of this case. */
  readonly detail: string
  /** A defect makes the result defective and refunds it; a warning does not. */
  readonly severity: 'defect' | 'warning'
}

export interface Inspection {
  readonly ok: boolean
  readonly findings: readonly Finding[]
}
