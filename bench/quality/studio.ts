// The engines of a studio with no studio around them: a picture or a clip goes in by path, what a tool makes of it comes back as pixels.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Options, parseEdit } from '@keter/core'
import sharp from 'sharp'
import { createEngines } from '../../server/src/engines/registry.ts'
import { openModels } from '../../server/src/models/models.ts'
import { framesIn } from './clips.ts'
import { imageOf, type Rgb } from './pictures.ts'

export interface Studio {
  readonly modelsFolder: string
  /** For what a part writes itself; removed in the end. */
  readonly at: (name: string) => string
  readonly install: (pack: string) => Promise<void>
  readonly picture: (picture: Rgb, tool: string, options: Options, quality?: string) => Promise<Rgb & { readonly alpha: Uint8Array | null }>
  /** Decoded again after the tool encoded it. */
  readonly clip: (path: string, tool: string, options: Options, quality?: string) => Promise<readonly Rgb[]>
  readonly close: () => Promise<void>
}

export function openStudio(): Studio {
  const folder = mkdtempSync(join(tmpdir(), 'keter-quality-'))
  const at = (name: string) => join(folder, name)
  // Where packs are kept between runs; without it they are fetched each time.
  const modelsFolder = process.env.KETER_TEST_MODELS ?? at('models')
  const models = openModels({ folder: modelsFolder, now: () => new Date() })
  const engines = createEngines({ modelsFolder, editors: 1 })
  let count = 0

  async function run(sourcePath: string, tool: string, options: Options, quality?: string): Promise<string> {
    const edit = parseEdit({ tool, quality, options })
    const measurement = await engines.measure(sourcePath)
    // A folder of its own for each: what is half done of another clip looks the same from outside.
    const files = { sourcePath, resultPath: at(`result-${count}`), workFolder: at(`work-${count++}`) }
    mkdirSync(files.workFolder)
    await engines.engineFor(edit).run({ edit, measurement, pictures: {}, ...files, signal: new AbortController().signal, onProgress: () => undefined })
    rmSync(files.workFolder, { recursive: true, force: true })
    return files.resultPath
  }

  return {
    modelsFolder,
    at,
    async install(pack) {
      await models.install(pack)
    },
    async picture(picture, tool, options, quality) {
      await imageOf(picture).png().toFile(at('source.png'))
      const result = await run(at('source.png'), tool, { format: 'png', ...options }, quality)
      const { hasAlpha } = await sharp(result).metadata()
      const { data, info } = await sharp(result).removeAlpha().raw().toBuffer({ resolveWithObject: true })
      return { width: info.width, height: info.height, rgb: data, alpha: hasAlpha ? await sharp(result).extractChannel('alpha').raw().toBuffer() : null }
    },
    clip: async (path, tool, options, quality) => framesIn(await run(path, tool, options, quality)),
    async close() {
      await models.close()
      await engines.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
