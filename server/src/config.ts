// The environment, read once. Everything has a default that makes a private studio on this machine.
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Config {
  readonly host: string
  readonly port: number
  /** Data folder: embedded database, files, models, secrets. */
  readonly folder: string
  readonly databaseUrl: string | null
  /** The address people use, when a proxy stands before the studio. */
  readonly publicUrl: string | null
  /** Edits at once on this machine; 0 leaves them to `keter worker` processes. */
  readonly workers: number
  /** Started by the command line for the length of a command. */
  readonly embedded: boolean
  readonly logLevel: string
  /** Whether the first start fetches the models that most people will want, in the background. */
  readonly starterPack: boolean
  /** Payments by Stripe; null: none. */
  readonly stripe: { readonly key: string; readonly webhookSecret: string; readonly url: string | null } | null
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    host: env.HOST || '127.0.0.1',
    port: wholeNumber(env.PORT, 7420, 'PORT', 0, 65_535),
    folder: resolve(env.INIT_CWD ?? '.', env.KETER_DATA || fileURLToPath(new URL('../../data', import.meta.url))),
    databaseUrl: env.DATABASE_URL || null,
    publicUrl: env.KETER_PUBLIC_URL?.replace(/\/+$/, '') || null,
    workers: wholeNumber(env.KETER_WORKERS, Math.max(1, Math.floor(availableParallelism() / 2)), 'KETER_WORKERS', 0, 64),
    embedded: env.KETER_EMBEDDED === '1',
    logLevel: env.KETER_LOG || 'info',
    starterPack: env.KETER_STARTER_PACK !== 'off' && env.KETER_EMBEDDED !== '1',
    stripe: stripeIn(env),
  }
}

function stripeIn({ KETER_STRIPE_KEY: key, KETER_STRIPE_WEBHOOK_SECRET: webhookSecret, KETER_STRIPE_URL: url }: NodeJS.ProcessEnv): Config['stripe'] {
  if (!key) return null
  if (!webhookSecret)
    throw new Error('KETER_STRIPE_KEY is set and KETER_STRIPE_WEBHOOK_SECRET is not: without it nobody could tell whether a payment event is real.')
  return { key, webhookSecret, url: url || null }
}

function wholeNumber(text: string | undefined, fallback: number, name: string, least: number, most: number): number {
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`${name} is ${JSON.stringify(text)}; it must be a whole number from ${least} to ${most}.`)
  return value
}
