// References: what each tool made of a small source when somebody last looked at it, in references/. A result may differ from it by what another processor
// computes otherwise, and not by what can be seen. `npm run golden -- outputs` writes them; look at the pictures before they are committed.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseEdit } from '@keter/core'
import sharp, { type Sharp } from 'sharp'
import { photographs, pictureFolder, ssim } from '../../../test/pictures.ts'
import { besidePerson, makeClip, picturesOf } from '../../media/video/test-clip.ts'
import { createEngines, type Engines } from '../registry.ts'
import { imageOf, type Rgb } from '../pictures/rgb.ts'
import { type ContractCase, nameOf, pictureCases, videoCases } from './test-cases.ts'
import { modelsFolder, readyCases } from './test-packs.ts'

const folder = join(import.meta.dirname, 'references')
const source = { width: 64, height: 48 }
/** Frames of a video that are kept: the first, one in the middle, the last. */
const looked = [0, 0.5, 1]

export const referenceFile = (one: ContractCase): string => join(folder, `${nameOf(one).replaceAll(/[^a-z0-9]+/gi, '-')}.png`)
export const referenceFiles = (): string[] => readdirSync(folder).map((name) => join(folder, name))

/** How far two pictures are from each other. Those of different size could not be further. */
export interface Distance {
  /** Mean distance of colours in CIE Lab, blocks of 4 x 4 pixels each taken together: 2.3 can just be noticed. */
  readonly colour: number
  /** 1 less the structural similarity. */
  readonly structure: number
}

export const mostDistance: Distance = { colour: 1, structure: 0.02 }

export async function distance(one: Rgb, other: Rgb): Promise<Distance> {
  if (one.width !== other.width || one.height !== other.height) return { colour: Number.POSITIVE_INFINITY, structure: 1 }
  const [a, b] = [await labOf(one), await labOf(other)]
  let sum = 0
  for (let at = 0; at < a.length; at += 3) sum += Math.hypot(a[at]! - b[at]!, a[at + 1]! - b[at + 1]!, a[at + 2]! - b[at + 2]!)
  return { colour: sum / (a.length / 3), structure: 1 - ssim(one, other) }
}

async function labOf(picture: Rgb): Promise<Float32Array> {
  const size = { width: Math.ceil(picture.width / 4), height: Math.ceil(picture.height / 4) }
  const small = await imageOf(picture)
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer()
  const lab = await imageOf({ rgb: small, ...size })
    .toColourspace('lab')
    .raw({ depth: 'float' })
    .toBuffer()
  return new Float32Array(Uint8Array.from(lab).buffer)
}

export async function referenceOf(one: ContractCase): Promise<Rgb> {
  if (!existsSync(referenceFile(one))) throw new Error(`${nameOf(one)} has no reference: \`npm run golden -- outputs\` writes it.`)
  return pixelsOf(sharp(referenceFile(one)))
}

/** What the tool makes of its source now: a picture on magenta, so that what is transparent can be seen; frames of a video one below the other. */
export async function outputOf(one: ContractCase, engines: Engines): Promise<Rgb> {
  const files = pictureFolder()
  try {
    const edit = parseEdit({ tool: one.tool, quality: one.quality, options: one.options })
    const [sourcePath, resultPath] = [files.path('source'), files.path('result')]
    if (isVideo(one)) await clipFor(one, sourcePath)
    else await (await pictureFor(one)).png().toFile(sourcePath)
    const measurement = await engines.measure(sourcePath)
    const { signal } = new AbortController()
    const run = { edit, measurement, sourcePath, pictures: {}, workFolder: files.folder, resultPath, signal, onProgress: () => undefined }
    const { measurement: made } = await engines.engineFor(edit).run(run)
    if (made.media === 'image') return await pixelsOf(sharp(resultPath).flatten({ background: '#ff00ff' }))
    return below(made.format === 'gif' ? await gifFrames(resultPath) : (await picturesOf(resultPath)).map((frame) => ({ ...frame })))
  } finally {
    files.remove()
  }
}

async function clipFor({ filter, shows }: ContractCase, path: string): Promise<void> {
  const clip = { ...source, seconds: 1.2, rate: '10', sound: false, filter: [filter, 'format=yuv420p'].filter(Boolean).join(',') }
  if (!shows) return void (await makeClip(path, clip))
  await sharp(photographs[shows]).png().toFile(`${path}.png`)
  await makeClip(path, { ...clip, filter: besidePerson(`${path}.png`, clip) })
}

const isVideo = (one: ContractCase): boolean => videoCases.includes(one)

async function pictureFor({ damage, shows = 'cat' }: ContractCase): Promise<Sharp> {
  const picture = await pixelsOf(sharp(photographs[shows]).resize({ ...source, fit: 'cover', position: shows === 'cat' ? 'centre' : 'top' }))
  return imageOf(damage ? { ...picture, rgb: damage(picture.rgb, picture.width) } : picture)
}

async function pixelsOf(image: Sharp): Promise<Rgb> {
  const { data, info } = await image.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  return { rgb: data, width: info.width, height: info.height }
}

async function gifFrames(path: string): Promise<Rgb[]> {
  const { pages = 1 } = await sharp(path).metadata()
  return Promise.all(Array.from({ length: pages }, (_, page) => pixelsOf(sharp(path, { page }))))
}

function below(frames: readonly Rgb[]): Rgb {
  const chosen = looked.map((share) => frames[Math.round(share * (frames.length - 1))]!)
  const [{ width, height }] = chosen as [Rgb]
  return { width, height: height * chosen.length, rgb: Buffer.concat(chosen.map(({ rgb }) => rgb)) }
}

/** Writes what differs, of the tools that are named or of all, removes what is of no tool any more, and says what could not be made here. */
export async function writeReferences(say: (line: string) => void, wanted: readonly string[]): Promise<void> {
  const all = [...pictureCases, ...videoCases]
  const { cases, missing } = await readyCases(all.filter(({ tool }) => wanted.length === 0 || wanted.includes(tool)))
  const engines = createEngines({ modelsFolder, editors: 1 })
  try {
    mkdirSync(folder, { recursive: true })
    for (const one of cases) {
      const output = await outputOf(one, engines)
      const kept = existsSync(referenceFile(one)) ? await distance(output, await referenceOf(one)) : null
      if (kept && isNear(kept)) continue
      await imageOf(output).png({ compressionLevel: 9 }).toFile(referenceFile(one))
      say(`Wrote ${referenceFile(one)}`)
    }
  } finally {
    await engines.close()
  }
  for (const file of referenceFiles().filter((name) => !all.some((one) => referenceFile(one) === name))) {
    rmSync(file)
    say(`Removed ${file}`)
  }
  for (const { name, why } of missing) say(`${name} stays as it is: ${why}`)
}

export const isNear = ({ colour, structure }: Distance): boolean => colour <= mostDistance.colour && structure <= mostDistance.structure
