// A file through a small window: headers that stand together are read together, and nothing is held that was not asked for.
import type { FileHandle } from 'node:fs/promises'
import { Refusal } from '@keter/core'

export class Source {
  readonly bytes: number
  readonly #file: FileHandle
  #window = Buffer.alloc(0)
  #from = 0

  constructor(file: FileHandle, bytes: number) {
    this.#file = file
    this.bytes = bytes
  }

  /** Null where the file ends before. */
  async at(from: number, length: number): Promise<Buffer | null> {
    if (from + length > this.bytes) return null
    if (from < this.#from || from + length > this.#from + this.#window.length) {
      const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(Math.max(length, 4096)), 0, Math.max(length, 4096), from)
      this.#window = buffer.subarray(0, bytesRead)
      this.#from = from
      if (bytesRead < length) return null
    }
    return this.#window.subarray(from - this.#from, from - this.#from + length)
  }
}

export const breaksOff = ({ bytes }: Source, said: number) =>
  new Refusal('source_damaged', `The file breaks off: by its own words it goes on to byte ${said}, and it has ${bytes}.`)
