// As much of Stripe as a checkout needs, on loopback: it keeps sessions as they were asked for, and signs events as Stripe does.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StripeSession {
  readonly id: string
  readonly client_reference_id: string
  readonly amount_total: number
  readonly currency: string
  payment_status: 'paid' | 'unpaid'
  status: 'open' | 'complete' | 'expired'
  payment_intent: string | null
}

export interface FakeStripe {
  readonly config: { readonly key: string; readonly webhookSecret: string; readonly url: string }
  readonly sessions: Map<string, StripeSession>
  /** The body and the header of an event, signed. */
  event(type: string, object: unknown, options?: { id?: string; secret?: string; at?: Date }): { body: string; signature: string }
  broken: boolean
  close(): Promise<void>
}

export async function fakeStripe(): Promise<FakeStripe> {
  const sessions = new Map<string, StripeSession>()
  const byKey = new Map<string, string>()
  let count = 0
  const fake = { broken: false }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request) text += piece
    const answer = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (fake.broken) return answer(402, { error: { type: 'card_error', message: 'Not today.' } })
    if (request.method === 'GET') {
      const session = sessions.get(request.url!.split('/').at(-1)!)
      return session ? answer(200, { object: 'checkout.session', ...session }) : answer(404, { error: { message: 'No such session' } })
    }
    const key = String(request.headers['idempotency-key'])
    const asked = new URLSearchParams(text)
    const id = byKey.get(key) ?? `cs_test_${++count}`
    byKey.set(key, id)
    if (!sessions.has(id))
      sessions.set(id, {
        ...{ id, client_reference_id: asked.get('client_reference_id')!, payment_status: 'unpaid', status: 'open', payment_intent: null },
        ...{ amount_total: Number(asked.get('line_items[0][price_data][unit_amount]')), currency: asked.get('line_items[0][price_data][currency]')! },
      })
    answer(200, { object: 'checkout.session', url: `https://checkout.example/${id}`, ...sessions.get(id) })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const webhookSecret = 'whsec_of_a_test'
  return Object.assign(fake, {
    sessions,
    config: { key: 'sk_test_of_a_test', webhookSecret, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    event(type: string, object: unknown, { id = `evt_${++count}`, secret = webhookSecret, at = new Date() } = {}) {
      const body = JSON.stringify({ id, object: 'event', type, data: { object } })
      const t = Math.floor(at.getTime() / 1000)
      return { body, signature: `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}` }
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}
