// What the converting child can be asked to do. Weights can be hundreds of megabytes and take seconds: none of it happens in the server process.
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { convert } from './convert/convert.ts'
import type { Conversion } from './convert/conversion.ts'

export interface ConvertRequest {
  readonly name: string
  readonly conversion: Conversion
  /** Where each file of the package is. */
  readonly files: Readonly<Record<string, string>>
  readonly outPath: string
}

export interface ConvertReport {
  readonly bytes: number
  readonly sha256: string
}

/** Behind everything else that this machine does. */
const background = 10

export const tasks = {
  async convert({ name, conversion, files, outPath }: ConvertRequest): Promise<ConvertReport> {
    setPriority(background)
    const bytes = await convert(name, conversion, (file) => files[file]!)
    const out = await open(outPath, 'w')
    try {
      await out.writeFile(bytes)
      await out.sync()
    } finally {
      await out.close()
    }
    return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  },
}

export type ModelTasks = typeof tasks
