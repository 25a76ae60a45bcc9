// The price book in force, read from the files beside the program: for what can be answered without a studio.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { type CompiledBook, canonicalJson, compilePriceBook, type PriceBook } from '@keter/core'
import { parsePriceBook } from '@keter/core/schemas'

const folder = new URL('../../../price-books/', import.meta.url)

export async function bookInForce(at: Date): Promise<CompiledBook> {
  const files = (await readdir(folder)).filter((file) => /^keter-[\d-]+\.json$/.test(file)).sort()
  const books: PriceBook[] = await Promise.all(files.map(async (file) => parsePriceBook(JSON.parse(await readFile(new URL(file, folder), 'utf8')))))
  const book = books.findLast(({ effective }) => Date.parse(effective) <= at.getTime())
  if (!book) throw new Error('no price book in price-books/ is in force yet')
  return compilePriceBook(book, createHash('sha256').update(canonicalJson(book)).digest('hex'))
}
