// Ids: a prefix that says what the thing is, then a ULID: 48 bits of time, 80 of chance, in Crockford's base 32.
// They sort by the time they were made. Time and chance come in as arguments; core has neither.

export const idPrefixes = {
  workspace: 'ws',
  project: 'prj',
  asset: 'ast',
  version: 'ver',
  sharedEstimate: 'est',
  quote: 'qt',
  hold: 'hold',
  run: 'run',
  iteration: 'itr',
  receipt: 'rcp',
  upload: 'up',
  person: 'usr',
  key: 'key',
  record: 'rec',
  request: 'req',
  dispute: 'dsp',
  planChange: 'pch',
  purchase: 'pur',
} as const
export type IdKind = keyof typeof idPrefixes

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** @param atMs milliseconds since 1970. @param chance 10 random bytes. */
export function makeId(kind: IdKind, atMs: number, chance: Uint8Array): string {
  if (chance.length !== 10) throw new RangeError('an id needs 10 random bytes')
  let value = BigInt(Math.trunc(atMs))
  for (const byte of chance) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (let i = 0; i < 26; i++, value >>= 5n) text = alphabet[Number(value & 31n)]! + text
  return `${idPrefixes[kind]}_${text}`
}
