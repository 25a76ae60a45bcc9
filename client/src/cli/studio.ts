// The studio a command speaks to: the one at KETER_URL, or an embedded one. Both over HTTP through the SDK; there is no private door.
import { Refusal } from '@keter/core'
import { createClient, type StudioClient } from '../sdk/index.ts'
import { startEmbedded } from './embedded.ts'
import type { Surroundings } from './surroundings.ts'

export interface StudioFlags {
  readonly url?: string
  readonly key?: string
}

/** Where the flags or the environment say the studio is; null means the embedded one. @throws Refusal `bad_usage` */
export function addressOf({ url, key }: StudioFlags, env: NodeJS.ProcessEnv): { url: string; key: string | undefined } | null {
  const given = url ?? (env.KETER_URL || undefined)
  if (given === undefined) return null
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new Refusal('bad_usage', `${JSON.stringify(given)} is no address of a studio; one looks like http://127.0.0.1:7420.`)
  return { url: given, key: key ?? (env.KETER_KEY || undefined) }
}

/** Opens the studio, does the work, and closes what was opened, whatever happened. */
export async function withStudio<Result>(surroundings: Surroundings, flags: StudioFlags, work: (client: StudioClient) => Promise<Result>): Promise<Result> {
  const address = addressOf(flags, surroundings.env)
  if (address) return work(createClient({ baseUrl: address.url, key: address.key }))
  const studio = await startEmbedded(surroundings)
  try {
    return await work(createClient({ baseUrl: studio.url, key: studio.key }))
  } finally {
    await studio.close()
  }
}
