// The doors: which Host and Origin may speak to the studio. A page of another site must not act with this person's cookie,
// and a name that was rebound to this machine must not reach it at all.
import { Refusal } from '@keter/core'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './route.ts'

export interface Doors {
  /** "127.0.0.1" or what HOST says. */
  readonly host: string
  readonly publicUrl: string | null
}

const loopback = ['127.0.0.1', 'localhost', '[::1]']

export function checkDoors({ host, publicUrl }: Doors): MiddlewareHandler<Env> {
  const publicHost = publicUrl && new URL(publicUrl).host
  const isLoopback = loopback.includes(host) || host === '::1'
  return async (c, next) => {
    const asked = c.req.header('host') ?? ''
    const hostname = asked.replace(/:\d+$/, '')
    // Bound to loopback, only loopback names and the public address are ours. Bound elsewhere, the machine's names are not known to us.
    if (isLoopback && !loopback.includes(hostname) && asked !== publicHost)
      throw new Refusal('wrong_origin', `The studio does not answer to the name ${JSON.stringify(hostname)}.`)
    const origin = c.req.header('origin')
    if (origin && origin !== publicUrl && !sameHost(origin, asked)) throw new Refusal('wrong_origin', `A page of ${origin} may not use this studio.`)
    await next()
  }
}

function sameHost(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
