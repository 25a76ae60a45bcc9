// What a way to pay has to do. It knows nothing of credits: it takes money for something, and tells what became of it.

export interface Checkout {
  /** The provider's own id of it, and where the person pays. */
  readonly id: string
  readonly url: string
}

export interface CheckoutRequest {
  readonly purchase: string
  readonly title: string
  /** In the smallest unit of the currency. */
  readonly amount: bigint
  readonly currency: string
  /** Where the person comes back to. */
  readonly back: string
}

export interface PaymentEvent {
  /** The provider's own: the same event is the same id, however often it comes. */
  readonly id: string
  readonly kind: 'paid' | 'failed' | 'expired' | 'refunded'
  /** Ours, where the event says it; a refund says only which payment. */
  readonly purchase: string | null
  readonly payment: string | null
  /** For "paid". */
  readonly amount: bigint | null
  readonly currency: string | null
}

export interface PaymentProvider {
  readonly name: 'stripe'
  /** The same purchase again is the same checkout. @throws Refusal `payment_failed` */
  checkout(request: CheckoutRequest): Promise<Checkout>
  /** Null for events that are about nothing of ours. @throws Refusal `payment_forged` */
  event(body: string, signature: string): PaymentEvent | null
  /** What became of a checkout whose event may have been lost; null while it is open. @throws Refusal `payment_failed` */
  look(checkout: string): Promise<PaymentEvent | null>
}
