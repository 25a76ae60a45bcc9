// The part of cli-progress that is used; the package brings no types.
declare module 'cli-progress' {
  export interface Options {
    readonly format: string
    readonly stream: NodeJS.WritableStream
    readonly barCompleteChar: string
    readonly barIncompleteChar: string
    readonly barsize: number
    readonly hideCursor: boolean
    readonly clearOnComplete: boolean
    readonly gracefulExit: boolean
    readonly fps: number
  }
  export class SingleBar {
    constructor(options: Partial<Options>)
    start(total: number, value: number, payload: object): void
    update(value: number, payload: object): void
    stop(): void
  }
}
