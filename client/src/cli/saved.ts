// An answer as a file: written beside and renamed at the end, so that a file that is there is whole.
import { createWriteStream, existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '@keter/core'
import type { CommonFlags } from './command.ts'
import type { Surroundings } from './surroundings.ts'

/** Said before anything is asked of the studio. @throws Refusal `result_exists` */
export function checkFree({ folder }: Surroundings, { out, force }: CommonFlags): void {
  if (out !== undefined && existsSync(resolve(folder, String(out))) && !force)
    throw new Refusal('result_exists', `${String(out)} exists already.`, { path: String(out) })
}

/** To --out, or to standard output without it. */
export async function save({ folder, stdout }: Surroundings, { out }: CommonFlags, response: Response): Promise<void> {
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
  if (out === undefined) {
    for await (const piece of body) stdout.write(piece)
    return
  }
  const path = resolve(folder, String(out))
  await pipeline(body, createWriteStream(`${path}.part`))
  await rename(`${path}.part`, path)
}
