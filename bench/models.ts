// models: wall and CPU seconds per megapixel of the networks that restore pictures, and milliseconds a look of those that find faces and people.
// The packs are installed in the folder that KETER_TEST_MODELS names, or in a temporary one: a download of 500 MB in all. Names of packs after the command
// measure only those.
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { packFile } from '../server/src/models/installed.ts'
import { openModels } from '../server/src/models/models.ts'
import { backCameraFaces, fullRangeFaces } from '../server/src/models/networks/faces.ts'
import { personNetwork } from '../server/src/models/networks/person.ts'
import { restorationNetworks } from '../server/src/models/networks/restoration.ts'
import { type Case, report } from './report/report.ts'

interface Network {
  readonly pack: string
  readonly file: string
  readonly size: number
}

const models = openModels({ folder: process.env.KETER_TEST_MODELS ?? join(tmpdir(), 'keter-bench-models'), now: () => new Date() })
const wanted = process.argv.slice(2)
const rounds = 2
try {
  const cases: Case[] = []
  for (const network of Object.values(restorationNetworks).filter(isWanted)) {
    const { wall, cpu } = await seconds(network)
    const megapixels = network.size ** 2 / 1e6
    cases.push(figure(`${network.pack} (s/MP)`, wall / megapixels), figure(`${network.pack} (CPU s/MP)`, cpu / megapixels))
  }
  for (const network of [fullRangeFaces, backCameraFaces, personNetwork].filter(isWanted))
    cases.push(figure(`${network.pack}/${network.file} (ms)`, (await seconds(network)).wall * 1000))
  report('models', cases)
} finally {
  await models.close()
}

function isWanted({ pack }: Network): boolean {
  return wanted.length === 0 || wanted.includes(pack)
}

/** The quickest of a few: what the machine does beside it makes a run slower, never faster. */
async function seconds({ pack, file, size }: Network): Promise<{ readonly wall: number; readonly cpu: number }> {
  await models.install(pack)
  const session = await ort.InferenceSession.create(await packFile(models.folder, pack, file), {
    intraOpNumThreads: availableParallelism(),
    enableMemPattern: false,
    logSeverityLevel: 3,
    // Threads that wait by spinning would be counted as work.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  const image = new ort.Tensor(
    'uint8',
    Uint8Array.from({ length: size * size * 3 }, (_, at) => (at * 7919) % 251),
    [1, size, size, 3],
  )
  const taken: { readonly wall: number; readonly cpu: number }[] = []
  for (let round = 0; round <= rounds; round++) {
    const [began, before] = [performance.now(), process.cpuUsage()]
    await session.run({ image })
    const { user, system } = process.cpuUsage(before)
    if (round > 0) taken.push({ wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 })
  }
  await session.release()
  return { wall: Math.min(...taken.map(({ wall }) => wall)), cpu: Math.min(...taken.map(({ cpu }) => cpu)) }
}

function figure(name: string, ours: number): Case {
  return { name, ours, peer: null, ratio: null, aim: null, ok: null }
}
