// The shapes of model packs: what can be installed, under which licence, and how far it is.
import { z } from 'zod'
import { problem } from './parts.ts'

export const modelPack = z
  .object({
    id: z.string(),
    title: z.string(),
    purpose: z.string(),
    tools: z.array(z.string()).meta({ description: 'Tools that need it.' }),
    state: z.enum(['available', 'installing', 'installed', 'corrupt']),
    progress: z
      .object({ step: z.enum(['download', 'convert']), share: z.number().meta({ description: 'Of the step, 0 to 1.' }) })
      .nullable()
      .meta({ description: 'While it is installed; null otherwise.' }),
    problem: problem.nullable().meta({ description: 'Why the last installation did not come to its end.' }),
    package: z
      .object({ name: z.string(), version: z.string(), integrity: z.string() })
      .meta({ description: 'Where the weights come from; none of its code is run.' }),
    licence: z.object({
      code: z.string(),
      weights: z.string(),
      notice: z.string(),
      unclear: z.string().nullable().meta({ description: 'What is not settled about the licence, in words.' }),
    }),
    downloadBytes: z.number().int(),
    installedBytes: z.number().int().meta({ description: 'What it takes on the disk once installed.' }),
    files: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })),
  })
  .meta({ id: 'ModelPack' })
export const modelPacks = z
  .object({ items: z.array(modelPack), usedBytes: z.number().int().meta({ description: 'What the installed packs take on the disk.' }) })
  .meta({ id: 'ModelPacks' })
