// Stripe Checkout. Its own library signs, sends and verifies; here is only what of it means what to us.
import { Refusal } from '@keter/core'
import Stripe from 'stripe'
import type { PaymentEvent, PaymentProvider } from './provider.ts'

export interface StripeConfig {
  readonly key: string
  readonly webhookSecret: string
  /** Where its API is; null: at Stripe. */
  readonly url: string | null
}

/** An event is taken up to this long after it was signed (seconds): Stripe's own default. */
const tolerance = 300

export function stripeProvider({ key, webhookSecret, url }: StripeConfig): PaymentProvider {
  const at = url === null ? null : new URL(url)
  const stripe = new Stripe(key, {
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: false,
    ...(at && { host: at.hostname, port: at.port || (at.protocol === 'https:' ? 443 : 80), protocol: at.protocol === 'https:' ? 'https' : 'http' }),
  })
  return {
    name: 'stripe',
    async checkout({ purchase, title, amount, currency, back }) {
      const session = await answered(
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: purchase,
            metadata: { purchase },
            line_items: [{ quantity: 1, price_data: { currency, unit_amount: Number(amount), product_data: { name: title } } }],
            success_url: `${back}?purchase=${purchase}`,
            cancel_url: back,
          },
          { idempotencyKey: purchase },
        ),
      )
      if (!session.url) throw new Refusal('payment_failed', 'Stripe made a checkout without an address.')
      return { id: session.id, url: session.url }
    },
    event(body, signature) {
      let event: Stripe.Event
      try {
        event = stripe.webhooks.constructEvent(body, signature, webhookSecret, tolerance)
      } catch (error) {
        throw new Refusal('payment_forged', `The signature does not fit: ${(error as Error).message.split('\n')[0]}`)
      }
      return meaningOf(event)
    },
    async look(checkout) {
      const session = await answered(stripe.checkout.sessions.retrieve(checkout))
      if (session.payment_status === 'paid') return ofSession(`look:${session.id}:paid`, 'paid', session)
      return session.status === 'expired' ? ofSession(`look:${session.id}:expired`, 'expired', session) : null
    },
  }
}

function meaningOf({ id, type, data }: Stripe.Event): PaymentEvent | null {
  switch (type) {
    case 'checkout.session.completed':
      // Paid later by some ways to pay: then another event says so.
      return (data.object as Stripe.Checkout.Session).payment_status === 'paid' ? ofSession(id, 'paid', data.object as Stripe.Checkout.Session) : null
    case 'checkout.session.async_payment_succeeded':
      return ofSession(id, 'paid', data.object as Stripe.Checkout.Session)
    case 'checkout.session.async_payment_failed':
      return ofSession(id, 'failed', data.object as Stripe.Checkout.Session)
    case 'checkout.session.expired':
      return ofSession(id, 'expired', data.object as Stripe.Checkout.Session)
    case 'charge.refunded':
      // Part of the money back leaves the credits where they are.
      return (data.object as Stripe.Charge).refunded ? ofCharge(id, data.object as Stripe.Charge) : null
    case 'charge.dispute.created':
      return ofCharge(id, data.object as Stripe.Dispute)
    default:
      return null
  }
}

const ofSession = (id: string, kind: PaymentEvent['kind'], session: Stripe.Checkout.Session): PaymentEvent => ({
  ...{ id, kind, purchase: session.client_reference_id ?? session.metadata?.purchase ?? null, payment: idOf(session.payment_intent) },
  ...{ amount: session.amount_total === null ? null : BigInt(session.amount_total), currency: session.currency },
})

const ofCharge = (id: string, { payment_intent }: Stripe.Charge | Stripe.Dispute): PaymentEvent => ({
  ...{ id, kind: 'refunded', purchase: null, payment: idOf(payment_intent), amount: null, currency: null },
})

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : ((value as { id?: string } | null)?.id ?? null))

async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw new Refusal('payment_failed', `Stripe says: ${(error as Error).message}`)
  }
}
