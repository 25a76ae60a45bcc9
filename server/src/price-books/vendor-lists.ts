// What other vendors publish: their lists in price-books/vendors, read when somebody first asks, one file at a time so that nobody else waits.
// Only vendors that do something comparable are compiled. A file that is at fault is left out, and said.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type CompiledPrices, compilePrices, type PriceLists, priceLists } from '@keter/core'
import { parsePriceBook } from '@keter/core/schemas'

export type VendorLists = () => Promise<PriceLists>

const ours = fileURLToPath(new URL('../../../price-books/vendors/', import.meta.url))

/** @param warn is told which file is left out, and why */
export function openVendorLists(warn: (problem: string) => void, folder = ours): VendorLists {
  let lists: Promise<PriceLists> | undefined
  return () => {
    lists ??= readLists(folder, warn)
    // A folder that could not be read may be readable the next time.
    lists.catch(() => {
      lists = undefined
    })
    return lists
  }
}

interface ListFile {
  readonly file: string
  readonly document: unknown
  readonly vendor: string
  readonly compares: boolean
}

async function readLists(folder: string, warn: (problem: string) => void): Promise<PriceLists> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json')).sort()
  const files: ListFile[] = []
  for (const name of names) files.push(...(await readList(folder, name, warn)))
  // All lists of a vendor, old and new: which of them answers is decided by its date.
  const vendors = new Set(files.filter(({ compares }) => compares).map(({ vendor }) => vendor))
  const compiled: CompiledPrices[] = []
  for (const file of files) if (vendors.has(file.vendor)) compiled.push(...(await compileList(file, warn)))
  return priceLists(compiled)
}

async function readList(folder: string, file: string, warn: (problem: string) => void): Promise<ListFile[]> {
  try {
    const document: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'))
    const { vendor, id, tools } = document as { vendor?: unknown; id?: unknown; tools?: Record<string, { comparable?: unknown } | null> }
    const compares = Object.values(tools ?? {}).some((tool) => tool?.comparable !== undefined)
    return [{ file, document, vendor: String(vendor ?? id), compares }]
  } catch (error) {
    warn(`the price list ${file} is left out: ${String(error)}`)
    return []
  }
}

async function compileList({ file, document }: ListFile, warn: (problem: string) => void): Promise<CompiledPrices[]> {
  await setImmediate()
  try {
    return [compilePrices(parsePriceBook(document), file)]
  } catch (error) {
    warn(`the price list ${file} is left out: ${String(error)}`)
    return []
  }
}
