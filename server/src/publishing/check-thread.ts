// The thread that checks one document: see check-apart.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { checkPriceBook, PriceBookError } from '@keter/core'
import { parseStudioBook } from '@keter/core/schemas'
import { type Checked, tooDeep } from './check-apart.ts'

parentPort!.postMessage(checked(workerData))

function checked(document: unknown): Checked {
  try {
    const book = parseStudioBook(document)
    return { book, findings: checkPriceBook(book) }
  } catch (error) {
    if (error instanceof PriceBookError) return { book: null, findings: error.findings }
    if (error instanceof RangeError) return tooDeep
    throw error
  }
}
