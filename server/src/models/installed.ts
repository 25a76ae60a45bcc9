// What is installed: read from the disk, for every process that shares the data folder. A pack is used only as the table of packs describes it.
// This is what engines ask; it needs nothing but the models folder.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '@keter/core'
import { folderOf, type ModelPack } from './pack.ts'
import { packs } from './packs.ts'

/** Written last into a pack's folder: what was installed, from where, when. */
export const manifestFile = 'manifest.json'

/** @throws Refusal `not_found` */
export function packOf(id: string, offered: readonly ModelPack[] = packs): ModelPack {
  const pack = offered.find((each) => each.id === id)
  if (!pack) throw new Refusal('not_found', `There is no model pack "${id}".`, { known: offered.map((each) => each.id) })
  return pack
}

/** Name and version of a model for the record of an iteration: the version is the content of the file, known before it is installed. */
export function packModel(id: string, file: string): { readonly name: string; readonly version: string } {
  const output = packOf(id).outputs[file]
  if (!output) throw new Error(`The model pack ${id} has no ${file}.`)
  return { name: `${id}/${file.replace(/\.onnx$/, '')}`, version: output.sha256.slice(0, 16) }
}

/** Whether all files of the pack are there with their sizes. Quick enough to ask before each edit. */
export function packInstalled(modelsFolder: string, id: string): boolean {
  return lengthsAreRight(modelsFolder, packOf(id))
}

/**
 * The path of a pack's file, for the inference runtime. Its bytes are compared with what was checked when it is first asked for, and again when the file changed.
 * @throws Refusal `model_not_installed`, `model_corrupt`
 */
export async function packFile(modelsFolder: string, id: string, file: string): Promise<string> {
  const pack = packOf(id)
  const output = pack.outputs[file]
  if (!output) throw new Error(`The model pack ${id} has no ${file}.`)
  const path = join(modelsFolder, folderOf(pack), file)
  if (!existsSync(join(modelsFolder, folderOf(pack)))) throw notInstalled(pack)
  if (!lengthsAreRight(modelsFolder, pack) || (await digestOf(path)) !== output.sha256)
    throw new Refusal('model_corrupt', `${file} of the model pack ${id} is damaged.`, { pack: id, install: installCommand(pack) })
  return path
}

export function notInstalled(pack: ModelPack): Refusal {
  const megabytes = Math.ceil(pack.downloadBytes / 1e6)
  const cause = `It needs the model pack "${pack.id}" (${pack.title}): a download of ${megabytes} MB, weights under ${pack.licence.weights}. Install it: ${installCommand(pack)}`
  const { id, downloadBytes, licence } = pack
  return new Refusal('model_not_installed', cause, {
    pack: id,
    install: installCommand(pack),
    downloadBytes,
    licence: licence.weights,
    unclear: licence.unclear,
  })
}

export const installCommand = ({ id }: ModelPack): string => `keter models add ${id}`

export type OnDisk = 'absent' | 'installed' | 'corrupt'

/** `thorough` reads every byte. */
export async function stateOnDisk(modelsFolder: string, pack: ModelPack, thorough = false): Promise<OnDisk> {
  const folder = join(modelsFolder, folderOf(pack))
  if (!existsSync(folder)) return 'absent'
  if (!lengthsAreRight(modelsFolder, pack)) return 'corrupt'
  if (!thorough) return 'installed'
  for (const [file, { sha256 }] of Object.entries(pack.outputs)) if ((await digestOf(join(folder, file))) !== sha256) return 'corrupt'
  return 'installed'
}

function lengthsAreRight(modelsFolder: string, pack: ModelPack): boolean {
  const folder = join(modelsFolder, folderOf(pack))
  const length = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.size
  return length(manifestFile) !== undefined && Object.entries(pack.outputs).every(([file, { bytes }]) => length(file) === bytes)
}

/** Digests of files as they were when they were read; a file that changed is read again. */
const known = new Map<string, { readonly state: string; readonly digest: string }>()

async function digestOf(path: string): Promise<string> {
  const { size, mtimeMs, ino } = statSync(path)
  const state = `${ino} ${size} ${mtimeMs}`
  const before = known.get(path)
  if (before?.state === state) return before.digest
  const digest = await sha256Of(path)
  known.set(path, { state, digest })
  return digest
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
