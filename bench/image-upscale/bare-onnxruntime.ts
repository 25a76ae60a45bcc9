// The peer of image-upscale: nothing but onnxruntime, running the same model on the same tiles, one after the other. Neither decodes nor encodes nor joins.
// Told by its parent: first the model, the tiles and a file of raw pixels; then "run" as often as wanted. Answers with milliseconds.
import { readFileSync } from 'node:fs'
import * as ort from 'onnxruntime-node'

export interface Setup {
  readonly model: string
  readonly threads: number
  /** Eight-bit RGB, row by row, already widened by what each tile sees around itself. */
  readonly pixels: string
  readonly width: number
  readonly windows: readonly { readonly left: number; readonly top: number; readonly width: number; readonly height: number }[]
}

let session: ort.InferenceSession
let tiles: ort.Tensor[]

process.on('message', async (message: Setup | 'run') => {
  if (message === 'run') process.send!(await timed())
  else {
    session = await ort.InferenceSession.create(message.model, { intraOpNumThreads: message.threads })
    tiles = tilesOf(message)
    process.send!(0)
  }
})

async function timed(): Promise<number> {
  const start = performance.now()
  for (const image of tiles) await session.run({ image })
  return performance.now() - start
}

function tilesOf({ pixels, width, windows }: Setup): ort.Tensor[] {
  const rgb = readFileSync(pixels)
  return windows.map((window) => {
    const part = new Uint8Array(window.width * window.height * 3)
    for (let row = 0; row < window.height; row++) {
      const from = ((window.top + row) * width + window.left) * 3
      part.set(rgb.subarray(from, from + window.width * 3), row * window.width * 3)
    }
    return new ort.Tensor('uint8', part, [1, window.height, window.width, 3])
  })
}
