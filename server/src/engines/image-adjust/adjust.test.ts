import type { Options } from '@keter/core'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { photograph, pictureFolder } from '../../../test/pictures.ts'
import { measureImage } from '../../media/measure.ts'
import { imageAdjust } from './tool.ts'
import { editRequest } from '../test-edit.ts'
import { adjust } from './adjust.ts'

const files = pictureFolder()
afterAll(() => files.remove())

const sourcePath = await files.save('source.png', photograph(160, 120).png())

async function statistics(options: Options) {
  const measurement = await measureImage({ path: sourcePath })
  const paths = { sourcePath, resultPath: files.path('result.png'), workFolder: files.folder, modelsFolder: files.folder }
  await adjust(editRequest({ tool: 'image-adjust', options }, measurement, paths), { onProgress: () => undefined })
  const { channels } = await sharp(paths.resultPath).stats()
  const [red, green, blue] = channels.map(({ mean }) => mean) as [number, number, number]
  const deviation = channels.reduce((sum, { stdev }) => sum + stdev, 0) / 3
  const { data, info } = await sharp(paths.resultPath).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let steps = 0
  for (let at = 3; at < data.length; at++) if (at % (info.width * 3) >= 3) steps += Math.abs(data[at]! - data[at - 3]!)
  let colour = 0
  for (let at = 0; at < data.length; at += 3) colour += Math.max(data[at]!, data[at + 1]!, data[at + 2]!) - Math.min(data[at]!, data[at + 1]!, data[at + 2]!)
  return { mean: (red + green + blue) / 3, red, blue, deviation, steps, colour: (colour * 3) / data.length }
}

test('each setting moves what it names, one way for more and the other for less', async () => {
  const still = await statistics({ sharpen: 1 })
  const [dark, bright] = [await statistics({ brightness: -50 }), await statistics({ brightness: 50 })]
  expect([dark.mean < still.mean - 20, bright.mean > still.mean + 20]).toEqual([true, true])
  const [soft, hard] = [await statistics({ contrast: -50 }), await statistics({ contrast: 50 })]
  expect([soft.deviation < still.deviation * 0.8, hard.deviation > still.deviation * 1.1]).toEqual([true, true])
  const [grey, vivid] = [await statistics({ saturation: -100 }), await statistics({ saturation: 60 })]
  expect(grey.colour).toBeLessThan(2)
  expect(vivid.colour).toBeGreaterThan(still.colour * 1.3)
  const [cold, warm] = [await statistics({ warmth: -60 }), await statistics({ warmth: 60 })]
  expect(warm.red - warm.blue).toBeGreaterThan(still.red - still.blue + 15)
  expect(cold.red - cold.blue).toBeLessThan(still.red - still.blue - 15)
  expect((await statistics({ sharpen: 100 })).steps).toBeGreaterThan(still.steps * 1.15)
})

test('where every setting is 0, nothing would change, and that is said before anything is charged', async () => {
  const measurement = await measureImage({ path: sourcePath })
  const { edit } = editRequest({ tool: 'image-adjust' }, measurement, { sourcePath, resultPath: '', workFolder: '', modelsFolder: '' })
  expect(imageAdjust.unsupported!(edit, measurement, {})).toMatch(/nothing would change/)
})
