// What the packs of MAXIM do to damaged photographs whose originals are known. Half a gigabyte of downloads and minutes of work, so it runs only where
// KETER_TEST_MODELS names a folder for packs; what is installed there stays for the next time.
import * as ort from 'onnxruntime-node'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { dark, dim, hazy, noisy, rainy } from '../../../test/damage.ts'
import { photographs, psnr } from '../../../test/pictures.ts'
import { packFile } from '../installed.ts'
import { openModels } from '../models.ts'
import { type RestorationNetwork, restorationNetworks } from './restoration.ts'

const folder = process.env.KETER_TEST_MODELS

describe.skipIf(!folder)('restoration, with the packs installed', () => {
  const models = openModels({ folder: folder ?? '', now: () => new Date() })
  afterAll(() => models.close())

  async function restored({ pack, file, size }: RestorationNetwork, damaged: Uint8Array): Promise<Uint8Array> {
    await models.install(pack)
    const session = await ort.InferenceSession.create(await packFile(models.folder, pack, file), { logSeverityLevel: 3 })
    const { output } = await session.run({ image: new ort.Tensor('uint8', damaged, [1, size, size, 3]) })
    await session.release()
    return output!.data as Uint8Array
  }

  // How many decibels closer to the original the result has to be than the damaged picture.
  test.each([
    ['denoise', 'cat', 7],
    ['denoise', 'cup', 5],
    ['enhance', 'cat', 5],
    ['enhance', 'cup', 8],
    ['derain', 'cat', 10],
    ['dehazeOutdoor', 'cat', 12],
    ['dehazeOutdoor', 'cup', 8],
    ['dehazeIndoor', 'cat', 4],
    ['retouch', 'cat', 5],
  ] as const)(
    '%s: the %s comes closer to its original by %d dB',
    async (kind, name, gain) => {
      const network = restorationNetworks[kind]
      const { size } = network
      const original = await sharp(photographs[name]).removeAlpha().resize(size, size, { fit: 'cover' }).raw().toBuffer()
      const damaged = damages[kind](original, size)
      expect(psnr(await restored(network, damaged), original) - psnr(damaged, original)).toBeGreaterThan(gain)
    },
    600_000,
  )
})

const damages = {
  denoise: (rgb: Uint8Array) => noisy(rgb, 25),
  enhance: dark,
  derain: rainy,
  dehazeOutdoor: hazy,
  dehazeIndoor: hazy,
  retouch: dim,
} as const satisfies Readonly<Record<keyof typeof restorationNetworks, (rgb: Uint8Array, width: number) => Uint8Array>>
