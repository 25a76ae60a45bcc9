// Where results are written: into --out, under the source's name with what was done to it. A file that is there is never overwritten
// without --force, and that is settled before anything is spent.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, constants, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Edit, Refusal, toolNamed } from '@keter/core'
import { downloadVersion, type StudioClient, StudioUnreachable, type Version } from '../sdk/index.ts'

const endings: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif' }

/** "photo.jpg", upscaled four times, as PNG: "photo-upscaled-4x.png" */
export function resultName(source: string, { tool, options }: Edit, format: string): string {
  const [verb = '', ...what] = toolNamed(tool).verb.toLowerCase().split(' ')
  const done = [...what.filter((word) => word !== 'video'), pastOf(verb)].join('-')
  const scale = options.scale === undefined ? '' : `-${options.scale}x`
  return `${parse(source).name}-${done}${scale}.${endings[format] ?? format}`
}

/** "upscaled", "trimmed", "adjusted" */
function pastOf(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`
  return `${verb}${/[^aeiou][aeiou][mr]$/.test(verb) ? verb.at(-1) : ''}ed`
}

/** One name for each source, in order; the second of the same name gets "-2". */
export async function resultNames(sources: readonly { readonly name: string; readonly result: { readonly format: string } }[], edit: Edit): Promise<string[]> {
  const taken = new Set<string>()
  const names: string[] = []
  for (const { name, result } of sources) {
    const free = await unused(resultName(name, edit, result.format), (candidate) => taken.has(candidate.toLowerCase()))
    taken.add(free.toLowerCase())
    names.push(free)
  }
  return names
}

async function unused(name: string, isTaken: (name: string) => boolean | Promise<boolean>): Promise<string> {
  const { name: stem, ext } = parse(name)
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem}-${number}${ext}`
    if (!(await isTaken(candidate))) return candidate
  }
}

export interface ResultFolder {
  /** As the person wrote it; results are named under it. */
  readonly shown: string
  readonly path: string
  readonly force: boolean
}

/** @throws Refusal `result_exists`, `results_not_writable` */
export async function prepareResultFolder({ shown, path, force }: ResultFolder, names: readonly string[]): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.W_OK)
  } catch (error) {
    throw new Refusal('results_not_writable', `${shown} cannot be written to (${(error as NodeJS.ErrnoException).code}).`, { out: shown })
  }
  if (force) return
  const there = (await Promise.all(names.map(async (name) => ((await exists(join(path, name))) ? name : null)))).find((name) => name !== null)
  if (there !== undefined) throw new Refusal('result_exists', `${join(shown, there)} exists already.`, { file: join(shown, there) })
}

/** Writes the bytes of a version, checked against its SHA-256; gives the path as the person would write it. */
export async function saveResult(client: StudioClient, version: Version, wanted: string, { shown, path, force }: ResultFolder): Promise<string> {
  const part = join(path, `.${wanted}.${process.pid}.part`)
  try {
    const response = await downloadVersion(client, version.id)
    const hash = createHash('sha256')
    const hashing = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), hashing, createWriteStream(part, { flags: 'w' }))
    if (hash.digest('hex') !== version.sha256) throw new StudioUnreachable('it arrived damaged; its SHA-256 is another.')
    // It was free before the run; if it no longer is, a paid result is not lost over that.
    const name = force ? wanted : await unused(wanted, (candidate) => exists(join(path, candidate)))
    await rename(part, join(path, name))
    return join(shown, name)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
