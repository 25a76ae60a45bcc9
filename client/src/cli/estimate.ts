// The estimate of an edit on files of this machine. The studio gives it, because plan and balance are its own. It is computed here
// with the same engine where nothing of a studio matters: both are given as "what if", or this machine has no studio yet.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Estimate, estimate, noCredits, parseCredits, planNamed } from '@keter/core'
import type { StudioClient } from '../sdk/index.ts'
import type { AskedEdit } from './edit-flags.ts'
import { bookInForce } from './price-book.ts'
import type { LocalSource } from './sources.ts'
import { addressOf, type StudioFlags, withStudio } from './studio.ts'
import type { Surroundings } from './surroundings.ts'

export async function estimateFor(surroundings: Surroundings, flags: StudioFlags, asked: AskedEdit, sources: readonly LocalSource[]): Promise<Estimate> {
  const supposed = asked.plan !== undefined && asked.balance !== undefined
  if (!addressOf(flags, surroundings.env) && (supposed || !hasStudio(surroundings))) return estimateHere(asked, sources)
  return withStudio(surroundings, flags, (client) => estimateByStudio(client, asked, sources, surroundings.signal))
}

export async function estimateByStudio(
  client: StudioClient,
  { edit, iterations, plan, balance }: AskedEdit,
  sources: readonly LocalSource[],
  signal: AbortSignal,
): Promise<Estimate> {
  const whatIf = { ...(plan === undefined ? {} : { plan }), ...(balance === undefined ? {} : { balance }) }
  const measured = sources.map(({ name, sha256, measurement }) => ({ name: name.slice(0, 200), sha256, measurement }))
  const { data } = await client.POST('/estimates', { body: { ...edit, iterations, sources: measured, ...whatIf }, signal })
  return data as Estimate
}

/** A new workspace begins with this plan and its grant. */
const firstPlan = 'free'

async function estimateHere({ edit, iterations, plan = firstPlan, balance }: AskedEdit, sources: readonly LocalSource[]): Promise<Estimate> {
  const now = new Date()
  const book = await bookInForce(now)
  const available = parseCredits(balance ?? planNamed(book, plan).terms.grant)
  const measured = sources.map(({ name, sha256, measurement }) => ({ name, sha256, measurement }))
  return estimate({ book, edit, iterations, plan, balance: { available, held: noCredits }, sources: measured, at: now.toISOString() })
}

/** Whether anything was ever kept on this machine; a mere question must not make a data folder. */
function hasStudio({ env, folder }: Surroundings): boolean {
  return Boolean(env.DATABASE_URL) || existsSync(resolve(folder, env.KETER_DATA || fileURLToPath(new URL('../../../data', import.meta.url))))
}
