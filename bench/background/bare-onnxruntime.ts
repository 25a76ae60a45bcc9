// The peer of background: nothing but onnxruntime, running the same model on what it sees. Neither decodes nor encodes. Told by its parent: first the path of the
// model, then "run" as often as wanted. Answers with milliseconds.
import { availableParallelism } from 'node:os'
import * as ort from 'onnxruntime-node'

const edge = 1024
let session: ort.InferenceSession

process.on('message', async (message: string) => {
  if (message === 'run') return process.send!(await timed())
  session = await ort.InferenceSession.create(message, { intraOpNumThreads: availableParallelism(), logSeverityLevel: 3 })
  process.send!(0)
})

async function timed(): Promise<number> {
  // A network takes as long for one picture as for another.
  const values = Float32Array.from({ length: 3 * edge * edge }, (_, at) => ((at * 7919) % 251) / 251 - 0.5)
  const start = performance.now()
  const outputs = await session.run({ [session.inputNames[0]!]: new ort.Tensor('float32', values, [1, 3, edge, edge]) })
  for (const output of Object.values(outputs)) output.dispose()
  return performance.now() - start
}
