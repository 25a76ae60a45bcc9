// What a command gets from outside, so that a test can give it something else: environment, folder, streams, and the wish to stop.

export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  /** The folder the person is in; paths are relative to it. */
  readonly folder: string
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: Output
  readonly stderr: Output
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal
}
