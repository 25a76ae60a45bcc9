// Tasks: what a child can be asked to do. Requests and replies cross the process boundary as JSON; media goes by path, never through the pipe.
import type { RefusalCode } from '@keter/core'

export interface TaskContext {
  /** Share done, 0 to 1. */
  readonly onProgress: (share: number) => void
}

export type Task<Input, Output> = (input: Input, context: TaskContext) => Promise<Output>
export type Tasks = Readonly<Record<string, Task<never, unknown>>>

export interface Request {
  readonly id: number
  readonly task: string
  readonly input: unknown
}

export type Reply =
  | { readonly id: number; readonly kind: 'progress'; readonly share: number }
  | { readonly id: number; readonly kind: 'done'; readonly output: unknown }
  | { readonly id: number; readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string; readonly data: Readonly<Record<string, unknown>> }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string; readonly outOfMemory: boolean }
