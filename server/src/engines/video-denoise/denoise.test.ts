import { afterAll, expect, test } from 'vitest'
import { psnr } from '../../../test/pictures.ts'
import { makeClip, picturesOf, soundOf } from '../../media/video/test-clip.ts'
import { videoFolder } from '../test-video.ts'

const files = videoFolder()
afterAll(() => files.remove())

/** Mean over the frames, in decibels against the clean ones. */
async function likeness(path: string, clean: readonly { rgb: Buffer }[]): Promise<number> {
  const shown = await picturesOf(path)
  expect(shown.length).toBe(clean.length)
  return shown.reduce((sum, { rgb }, index) => sum + psnr(rgb, clean[index]!.rgb), 0) / shown.length
}

test('grain goes: the result is nearer to the clean clip than the noisy one is, by four decibels', async () => {
  const clip = { width: 128, height: 96, seconds: 1, picture: 'testsrc' }
  const clean = await picturesOf(await makeClip(files.at('clean.mp4'), clip))
  const noisy = await makeClip(files.at('noisy.mp4'), { ...clip, filter: 'noise=alls=12:allf=t:all_seed=7,format=yuv420p' })
  const { path, result } = await files.edited(noisy, { tool: 'video-denoise' })
  const [before, after] = [await likeness(noisy, clean), await likeness(path, clean)]
  expect(after).toBeGreaterThan(before + 4)
  expect(await soundOf(path, result)).toEqual(await soundOf(noisy, result))
})

test('strength counts: at 1 nearly nothing is changed', async () => {
  const noisy = await makeClip(files.at('grain.mp4'), { seconds: 1, filter: 'noise=alls=25:allf=t:all_seed=7,format=yuv420p' })
  const source = await picturesOf(noisy)
  const changed = async (strength: number) => likeness((await files.edited(noisy, { tool: 'video-denoise', options: { strength } })).path, source)
  const [least, most] = [await changed(1), await changed(100)]
  expect(least).toBeGreaterThan(most + 5)
})

test('every frame comes out, the last one too, though the filter looks ahead', async () => {
  const source = await makeClip(files.at('short.mp4'), { seconds: 0.25, rate: '12', sound: false })
  for (const strength of [40, 90]) {
    const { result, shape } = await files.edited(source, { tool: 'video-denoise', options: { strength } })
    expect(result).toMatchObject({ frames: 3, durationMs: shape.durationMs })
  }
})
