// quality: what each tool makes of a damaged or small picture, against the known original and against the plain alternative. Writes docs/quality.md.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Options, parseEdit } from '@keter/core'
import sharp from 'sharp'
import { fillHole } from '../server/src/engines/image-erase/fill.ts'
import { createEngines } from '../server/src/engines/registry.ts'
import { openModels } from '../server/src/models/models.ts'
import { dark, hazy, noisy, rainy } from '../server/test/damage.ts'
import { lanczos, psnr, ssim } from '../server/test/pictures.ts'
import { byColour, knownCutOuts } from './quality/cut-outs.ts'
import { interpolated } from './quality/interpolation.ts'
import { iou, mean } from './quality/measures.ts'
import { compressed, finelyRainy, imageOf, originals, resized, type Rgb } from './quality/pictures.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-quality-'))
/** Where packs are kept between runs; without it they are fetched each time. */
const modelsFolder = process.env.KETER_TEST_MODELS ?? join(folder, 'models')
const models = openModels({ folder: modelsFolder, now: () => new Date() })
const engines = createEngines({ modelsFolder, editors: 1 })
try {
  for (const pack of ['realesrgan', 'esrgan-thick', 'isnet', 'maxim-denoise', 'maxim-enhance', 'maxim-dehaze-outdoor', 'maxim-derain', 'rife'])
    await models.install(pack)
  const lines = [...(await upscaling()), ...(await restoring()), ...(await cutting()), ...(await erasing()), ...(await interpolating())]
  const text = page(lines)
  process.stdout.write(text)
  writeFileSync(new URL('../docs/quality.md', import.meta.url), text)
} finally {
  await models.close()
  await engines.close()
  rmSync(folder, { recursive: true, force: true })
}

function page(lines: readonly string[]): string {
  const date = new Date().toISOString().slice(0, 10)
  return `# Quality

What each tool makes of a picture whose original is known, beside the plain alternative. Mean of twelve parts of four photographs (\`bench/quality/pictures\`),
192 x 192 each; PSNR in decibels, SSIM up to 1, more is better. Made by \`npm run -s quality\` on ${date}; **bold** is the better of tool and alternative;
where that is the alternative, the tool's help says so.

${lines.join('\n')}
`
}

/** A result as pixels. */
async function edited(picture: Rgb, tool: string, options: Options, quality?: string): Promise<Rgb & { alpha: Uint8Array | null }> {
  const sourcePath = join(folder, 'source.png')
  const resultPath = join(folder, 'result.png')
  await imageOf(picture).png().toFile(sourcePath)
  const edit = parseEdit({ tool, quality, options: { format: 'png', ...options } })
  const measurement = await engines.measure(sourcePath)
  const run = { edit, measurement, sourcePath, pictures: {}, workFolder: folder, resultPath, signal: new AbortController().signal, onProgress: () => undefined }
  await engines.engineFor(edit).run(run)
  const image = sharp(resultPath)
  const { hasAlpha } = await image.metadata()
  const { data, info } = await sharp(resultPath).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: data, alpha: hasAlpha ? await sharp(resultPath).extractChannel('alpha').raw().toBuffer() : null }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function better(ours: number, plain: number, digits: number): [string, string] {
  return ours >= plain ? [`**${ours.toFixed(digits)}**`, plain.toFixed(digits)] : [ours.toFixed(digits), `**${plain.toFixed(digits)}**`]
}

function decibels(picture: Rgb, original: Rgb): number {
  return psnr(picture.rgb, original.rgb)
}

async function compare(name: string, pairs: readonly { ours: Rgb; plain: Rgb; original: Rgb }[]): Promise<string> {
  const score = (side: 'ours' | 'plain', measure: typeof ssim) => mean(pairs.map((pair) => measure(pair[side], pair.original)))
  process.stderr.write(`${name}\n`)
  return row([name, ...better(score('ours', decibels), score('plain', decibels), 1), ...better(score('ours', ssim), score('plain', ssim), 3)])
}

async function upscaling(): Promise<string[]> {
  const lines = [
    '## Image upscale',
    '',
    'Made smaller, then enlarged again; the alternative is Lanczos. Degraded: the small picture was compressed as JPEG at quality 40 as well.',
    '',
  ]
  lines.push(row(['quality, scale, source', 'tool PSNR', 'Lanczos', 'tool SSIM', 'Lanczos']), row(['---', '---', '---', '---', '---']))
  for (const scale of [2, 4])
    for (const state of ['clean', 'degraded'])
      for (const quality of ['draft', 'standard', 'restore', 'faithful']) {
        const pairs = []
        for (const original of await originals()) {
          const small = await resized(original, original.width / scale, original.height / scale)
          const source = state === 'clean' ? small : await compressed(small, 40)
          pairs.push({
            original,
            ours: await edited(source, 'image-upscale', { scale }, quality),
            plain: { ...original, rgb: lanczos(source.rgb, source.width, source.height, scale) },
          })
        }
        lines.push(await compare(`${quality} ${scale}x, ${state}`, pairs))
      }
  return [...lines, '']
}

async function restoring(): Promise<string[]> {
  const stretch = async (picture: Rgb): Promise<Rgb> => ({
    ...picture,
    rgb: await imageOf(picture).normalise({ lower: 1, upper: 99 }).removeAlpha().raw().toBuffer(),
  })
  const median = async (picture: Rgb): Promise<Rgb> => ({ ...picture, rgb: await imageOf(picture).median(3).removeAlpha().raw().toBuffer() })
  const spoiled =
    (spoil: (rgb: Uint8Array, width: number) => Uint8Array) =>
    (picture: Rgb): Rgb => ({ ...picture, rgb: spoil(picture.rgb, picture.width) })
  const damages: readonly [string, string, (picture: Rgb) => Rgb, string, (picture: Rgb) => Promise<Rgb>][] = [
    ['image-denoise', 'noise of deviation 20', spoiled((rgb) => noisy(rgb, 20)), 'median of 3 x 3', median],
    ['image-enhance', 'underexposed, a little noise', spoiled(dark), 'stretched to full range', stretch],
    ['image-dehaze', 'haze, thicker towards the top', spoiled((rgb, width) => hazy(rgb, width)), 'stretched to full range', stretch],
    ['image-derain', 'soft streaks of rain', spoiled((rgb, width) => rainy(rgb, width)), 'median of 3 x 3', median],
    ['image-derain', 'streaks of a single pixel', finelyRainy, 'median of 3 x 3', median],
  ]
  const lines = [
    '## Restoration',
    '',
    row(['tool, damage, alternative', 'tool PSNR', 'alternative', 'tool SSIM', 'alternative']),
    row(['---', '---', '---', '---', '---']),
  ]
  for (const [tool, damage, spoil, name, plain] of damages) {
    const pairs = []
    for (const original of await originals()) {
      const source = spoil(original)
      pairs.push({ original, ours: await edited(source, tool, {}), plain: await plain(source) })
    }
    lines.push(await compare(`${tool}: ${damage}; ${name}`, pairs))
  }
  return [...lines, '']
}

async function cutting(): Promise<string[]> {
  const scores: [number, number][] = []
  for (const { picture, truth } of await knownCutOuts()) {
    const { alpha } = await edited(picture, 'image-remove-background', {})
    scores.push([iou(alpha ?? new Uint8Array(truth.length), truth), iou(byColour(picture), truth)])
  }
  const [ours, plain] = [mean(scores.map(([one]) => one)), mean(scores.map(([, other]) => other))]
  const head = [
    '## Remove background',
    '',
    'Ten pictures whose subject was laid over another one by a known shape. Intersection over union of the masks; the alternative parts by colour.',
    '',
  ]
  return [...head, row(['', 'tool', 'by colour']), row(['---', '---', '---']), row(['IoU', ...better(ours, plain, 3)]), '']
}

/** A hole in the middle, filled by the tool and by what lies around it, smoothed inwards. */
async function erasing(): Promise<string[]> {
  const pairs = []
  for (const original of await originals()) {
    const { width, height, rgb } = original
    const hole = new Uint8Array(width * height)
    for (let y = 84; y < 108; y++) hole.fill(1, y * width + 84, y * width + 108)
    const spoiled = rgb.map((value, at) => (hole[Math.floor(at / 3)] ? 0 : value))
    const inside = (filled: Uint8Array): Rgb => ({ width: 24, height: 24, rgb: filled.filter((_, at) => hole[Math.floor(at / 3)]) })
    const smooth = smoothed(spoiled, hole, width, height)
    pairs.push({ original: inside(rgb), ours: inside(fillHole({ width, height, rgb: spoiled, hole })), plain: inside(smooth) })
  }
  const head = [
    '## Erase object',
    '',
    'A hole of 24 x 24 in the middle, against what was there; the alternative smooths the edge inwards. What is hidden cannot be known: the tool aims at',
    'what looks right, and PSNR favours what is smooth.',
    '',
  ]
  return [...head, row(['', 'tool PSNR', 'smooth', 'tool SSIM', 'smooth']), row(['---', '---', '---', '---', '---']), await compare('filled', pairs), '']
}

async function interpolating(): Promise<string[]> {
  const head = [
    '## Interpolate frames',
    '',
    'The middle one of three views in motion over four photographs is left out and drawn again; the alternative is a blend of its neighbours.',
    '',
  ]
  const lines = [row(['', 'tool PSNR', 'blend', 'tool SSIM', 'blend']), row(['---', '---', '---', '---', '---'])]
  for (const { name, pairs } of await interpolated(modelsFolder)) lines.push(await compare(name, pairs))
  return [...head, ...lines, '']
}

/** Each value the mean of its four neighbours, until it hardly changes. */
function smoothed(rgb: Uint8Array, hole: Uint8Array, width: number, height: number): Uint8Array {
  const values = Float32Array.from(rgb)
  for (let round = 0; round < 600; round++)
    for (let y = 1; y < height - 1; y++)
      for (let x = 1; x < width - 1; x++)
        if (hole[y * width + x])
          for (let channel = 0; channel < 3; channel++) {
            const at = (y * width + x) * 3 + channel
            values[at] = (values[at - 3]! + values[at + 3]! + values[at - width * 3]! + values[at + width * 3]!) / 4
          }
  return Uint8Array.from(values, Math.round)
}
