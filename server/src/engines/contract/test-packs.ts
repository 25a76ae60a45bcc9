// Where tests of tools find their models. KETER_TEST_MODELS names a folder with model packs; without it, small ones are fetched once into a temporary folder that
// stays, and what needs another pack is skipped, in words.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEdit, Refusal } from '@keter/core'
import { packInstalled, packOf } from '../../models/installed.ts'
import { openModels } from '../../models/models.ts'
import { localTools } from '../tools.ts'
import { type ContractCase, nameOf } from './test-cases.ts'

/** Kept between runs: a pack is used only if its bytes are those that were checked. */
export const modelsFolder = process.env.KETER_TEST_MODELS ?? join(tmpdir(), 'keter-test-models')

/** What is fetched without being asked. */
const smallEnough = 50_000_000

export interface Ready {
  /** What can be tried here. */
  readonly cases: readonly ContractCase[]
  /** What cannot, and why. */
  readonly missing: readonly { readonly name: string; readonly why: string }[]
}

export async function readyCases(all: readonly ContractCase[]): Promise<Ready> {
  const problems = await fetched([...new Set(all.flatMap((one) => packFor(one) ?? []))])
  const missing = all.flatMap((one) => {
    const why = problems.get(packFor(one) ?? '')
    return why === undefined ? [] : [{ name: nameOf(one), why }]
  })
  return { cases: all.filter((one) => !problems.has(packFor(one) ?? '')), missing }
}

/** The model pack that it needs. */
export function packFor({ tool, quality, options }: ContractCase): string | null {
  return localTools.find((local) => local.tool === tool)?.pack?.(parseEdit({ tool, quality, options })) ?? null
}

/** Why a pack is not there, for each that is not. */
async function fetched(packs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const models = openModels({ folder: modelsFolder, now: () => new Date() })
  const problems = new Map<string, string>()
  try {
    for (const pack of packs.filter((id) => !packInstalled(modelsFolder, id))) {
      const { downloadBytes } = packOf(pack)
      if (process.env.KETER_TEST_MODELS) problems.set(pack, `the folder KETER_TEST_MODELS has no model pack ${pack}`)
      else if (downloadBytes > smallEnough)
        problems.set(pack, `the model pack ${pack} has ${Math.ceil(downloadBytes / 1e6)} MB; KETER_TEST_MODELS can name a folder with it`)
      else await models.install(pack).catch((error: unknown) => problems.set(pack, refused(error)))
    }
    return problems
  } finally {
    await models.close()
  }
}

function refused(error: unknown): string {
  if (error instanceof Refusal && error.code === 'registry_unreachable') return `the registry does not answer: ${error.message}`
  throw error
}
