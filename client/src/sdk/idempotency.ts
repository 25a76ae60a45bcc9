// A key of one's own for a request that spends: the same key again gets the first answer instead of spending twice.

/** Works without a secure context too, where `crypto.randomUUID` is missing. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
