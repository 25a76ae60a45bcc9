// Generated files that are committed, and how each is made. `npm run golden` writes them; `--check` fails where one has drifted.
// `npm run golden -- outputs [TOOL ...]` writes what the tools make of small sources instead: pictures to look at, compared by the tests of the contract.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './install.mjs'

interface Golden {
  readonly file: string
  /** The module that makes it, loaded only when its turn comes: one that breaks must not hide the others. */
  readonly from: string
  make(module: Record<string, (...given: string[]) => unknown>): unknown
}

/** In this order: the SDK's types are made from openapi.json. */
const goldens: readonly Golden[] = [
  { file: 'openapi.json', from: 'server/src/http/openapi.ts', make: ({ openApiDocument }) => `${JSON.stringify(openApiDocument!(), null, 2)}\n` },
  { file: 'server/schema.sql', from: 'server/src/db/dump-schema.ts', make: ({ dumpSchema }) => dumpSchema!() },
  {
    file: 'client/src/sdk/api.generated.ts',
    from: 'client/src/sdk/generate.ts',
    make: ({ generateApiTypes }) => generateApiTypes!(join(root, 'openapi.json')),
  },
  {
    file: 'price-books/price-book.schema.json',
    from: 'core/src/price-book/json-schema.ts',
    make: ({ priceBookJsonSchema }) => priceBookJsonSchema!(),
  },
]

const outputs = 'server/src/engines/contract/test-references.ts'
if (process.argv.includes('outputs')) await (await import(pathToFileURL(join(root, outputs)).href)).writeReferences(console.log, process.argv.slice(3))
else for (const golden of goldens) await keep(golden)

async function keep(golden: Golden): Promise<void> {
  const path = join(root, golden.file)
  try {
    const made = String(await golden.make(await import(pathToFileURL(join(root, golden.from)).href)))
    const kept = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (made === kept) return
    if (process.argv.includes('--check')) report(golden, kept, made)
    else write(path, made)
  } catch (error) {
    console.log(`${golden.file} cannot be made by ${golden.from}: ${(error as Error).message}`)
    process.exitCode = 1
  }
}

function write(path: string, made: string): void {
  writeFileSync(path, made)
  console.log(`Wrote ${path}`)
}

function report({ file, from }: Golden, kept: string, made: string): void {
  console.log(`${file} is not what ${from} makes now. \`npm run golden\` writes it; commit the change with its cause.`)
  console.log(kept ? firstDifference(kept.split('\n'), made.split('\n')) : '  (the file is missing)')
  process.exitCode = 1
}

function firstDifference(kept: readonly string[], made: readonly string[]): string {
  const at = made.findIndex((line, index) => line !== kept[index])
  const from = at < 0 ? made.length : at
  const lines = (sign: string, all: readonly string[]) => all.slice(from, from + 4).map((line) => `  ${sign} ${line}`)
  return [`  from line ${from + 1} on:`, ...lines('-', kept), ...lines('+', made)].join('\n')
}
