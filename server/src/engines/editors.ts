// The editor of each tool. Loaded when first asked for: the inference runtime and FFmpeg are large, and a child that converts pictures needs neither.
import { performance } from 'node:perf_hooks'
import type { Editor } from './editor.ts'
import { restoringTools } from './image-restore/networks.ts'

const restore = async (): Promise<Editor> => (await import('./image-restore/restore.ts')).restore

const editors: Readonly<Record<string, () => Promise<Editor>>> = {
  'image-convert': async () => (await import('./image-convert/convert.ts')).convert,
  'image-adjust': async () => (await import('./image-adjust/adjust.ts')).adjust,
  ...Object.fromEntries(restoringTools.map((tool) => [tool, restore])),
  'image-blur-faces': async () => (await import('./image-blur-faces/blur-faces.ts')).blurFaces,
  'image-erase': async () => (await import('./image-erase/erase.ts')).erase,
  'image-remove-background': async () => (await import('./image-remove-background/remove-background.ts')).removeBackground,
  'video-upscale': async () => (await import('./video-upscale/upscale.ts')).upscaleVideo,
  'video-interpolate': async () => (await import('./video-interpolate/interpolate.ts')).interpolate,
  'video-denoise': async () => (await import('./video-denoise/denoise.ts')).denoiseVideo,
  'video-background': async () => (await import('./video-background/background.ts')).changeBackground,
  'video-reframe': async () => (await import('./video-reframe/reframe.ts')).reframe,
  'video-trim': async () => (await import('./video-trim/trim.ts')).trimVideo,
  'video-convert': async () => (await import('./video-convert/convert.ts')).convertVideo,
  'image-upscale': async () => (await import('./image-upscale/upscale.ts')).upscale,
}

/** A child is started for its first edit, whose time begins with the process. */
let first = true

export const edit: Editor = async (request, context) => {
  const load = editors[request.edit.tool]
  if (!load) throw new Error(`No editor performs ${request.edit.tool}.`)
  const began = first ? 0 : performance.now()
  first = false
  const editor = await load()
  const ready = performance.now() - began
  const { measurement, ms } = await editor(request, context)
  return { measurement, ms: { ...ms, load: ready + (ms.load ?? 0) } }
}
