// What becomes of a file that its reader does not survive. Whoever sent it is told so by a refusal: a failure would be tried again, for ever with the same end.
import { Refusal } from '@keter/core'
import { EngineError } from './engine-error.ts'

/** @throws Refusal `source_too_costly` where reading takes more time or memory than it is given, `source_damaged` where it ends its process twice */
export async function refusingCostly<Facts>(read: () => Promise<Facts>): Promise<Facts> {
  return read()
    .catch((error: unknown) => {
      // Once may have been chance: somebody ended the process, or the machine ran out of memory.
      if (codeOf(error) === 'engine_crashed') return read()
      throw error
    })
    .catch((error: unknown) => {
      switch (codeOf(error)) {
        case 'engine_timeout':
          throw new Refusal('source_too_costly', 'Reading the file took more time than the studio gives one file.', { limit: 'time' })
        case 'engine_out_of_memory':
          throw new Refusal('source_too_costly', 'Reading the file took more memory than the studio gives one file.', { limit: 'memory' })
        case 'engine_crashed':
          throw new Refusal('source_damaged', 'Reading the file ended the program that read it, twice.')
        default:
          throw error
      }
    })
}

const codeOf = (error: unknown): EngineError['code'] | null => (error instanceof EngineError ? error.code : null)
