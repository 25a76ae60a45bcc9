// Canonical JSON: one text for one value, so that a digest of it means something. Keys are sorted by UTF-16 code unit, there is no space,
// numbers and strings are written as ECMAScript writes them (RFC 8785). What JSON cannot carry exactly is refused, never dropped.

/** @throws TypeError for undefined, bigint, NaN, infinities, functions, symbols, lone surrogates and objects that are not plain */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('a string with half a character has no canonical JSON')
      return JSON.stringify(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`)
      return JSON.stringify(value)
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? list(value) : record(value)
    default:
      throw new TypeError(`a ${typeof value} has no canonical JSON`)
  }
}

function list(items: readonly unknown[]): string {
  return `[${Array.from(items, canonicalJson).join(',')}]`
}

function record(object: object): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('only plain objects have canonical JSON')
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, value]) => `${canonicalJson(key)}:${canonicalJson(value)}`).join(',')}}`
}
