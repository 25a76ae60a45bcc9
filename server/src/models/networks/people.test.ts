// The networks for faces and people on photographs: one with a face, two without. They come in a download of 145 MB, so this runs only where KETER_TEST_MODELS
// names a folder for packs; what is installed there stays for the next time.
import * as ort from 'onnxruntime-node'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { photographs } from '../../../test/pictures.ts'
import { packFile } from '../installed.ts'
import { openModels } from '../models.ts'
import { backCameraFaces, type Face, type FaceNetwork, facesIn, fullRangeFaces } from './faces.ts'
import { personNetwork } from './person.ts'

const folder = process.env.KETER_TEST_MODELS

/** Marked by hand in the photograph, in shares of its sides: from the hairline to the chin. */
const marked = { left: 0.34, top: 0.14, width: 0.2, height: 0.21 }

describe.skipIf(!folder)('faces and people, with the pack installed', () => {
  const models = openModels({ folder: folder ?? '', now: () => new Date() })
  beforeAll(() => models.install('people'), 600_000)
  afterAll(() => models.close())

  async function results({ pack, file, size }: { pack: string; file: string; size: number }, picture: Sharp, fit: 'contain' | 'fill') {
    const session = await ort.InferenceSession.create(await packFile(models.folder, pack, file), { logSeverityLevel: 3 })
    const pixels = await picture.removeAlpha().resize(size, size, { fit, position: 'left top' }).raw().toBuffer()
    const found = await session.run({ image: new ort.Tensor('uint8', pixels, [1, size, size, 3]) })
    await session.release()
    return Object.fromEntries(Object.entries(found).map(([name, { data }]) => [name, data as Float32Array]))
  }
  const faces = async (network: FaceNetwork, picture: Sharp): Promise<readonly Face[]> => facesIn(network, await results(network, picture, 'contain'), 0.7)

  describe.each([
    ['full range', fullRangeFaces],
    ['back camera', backCameraFaces],
  ])('%s', (_, network) => {
    test('the one face is found where it is, eyes above nose above mouth', async () => {
      const found = await faces(network, sharp(photographs.astronaut))
      expect(found).toHaveLength(1)
      const { left, top, width, height, marks } = found[0]!
      expect(shared({ left, top, width, height }, marked)).toBeGreaterThan(0.6)
      const [rightEye, leftEye, nose, mouth] = marks as readonly (readonly [number, number])[]
      expect(rightEye![0]).toBeLessThan(leftEye![0])
      expect(Math.max(rightEye![1], leftEye![1])).toBeLessThan(nose![1])
      expect(nose![1]).toBeLessThan(mouth![1])
    }, 60_000)

    test('in a mirror it is on the other side', async () => {
      const [face] = await faces(network, sharp(photographs.astronaut).flop())
      expect(shared(face!, { ...marked, left: 1 - marked.left - marked.width })).toBeGreaterThan(0.6)
    }, 60_000)

    test('a cat and a cup have none', async () => {
      for (const picture of [photographs.cat, photographs.cup]) expect(await faces(network, sharp(picture))).toEqual([])
    }, 60_000)
  })

  test('a person is told from the background: face and chest are hers, sky and corner are not', async () => {
    const { mask } = await results(personNetwork, sharp(photographs.astronaut), 'fill')
    const at = (x: number, y: number) => mask![Math.floor(y * 256) * 256 + Math.floor(x * 256)]!
    expect(Math.min(at(0.44, 0.24), at(0.35, 0.6), at(0.5, 0.75))).toBeGreaterThan(0.9)
    expect(Math.max(at(0.62, 0.05), at(0.95, 0.3), at(0.2, 0.1))).toBeLessThan(0.1)
    const share = mask!.reduce((sum, value) => sum + value, 0) / mask!.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.65)
  }, 60_000)
})

type Box = Pick<Face, 'left' | 'top' | 'width' | 'height'>

/** What two boxes have in common, as a share of what they cover together. */
function shared(a: Box, b: Box): number {
  const along = (from: 'left' | 'top', length: 'width' | 'height') =>
    Math.max(0, Math.min(a[from] + a[length], b[from] + b[length]) - Math.max(a[from], b[from]))
  const common = along('left', 'width') * along('top', 'height')
  return common / (a.width * a.height + b.width * b.height - common)
}
