// The JSON Schema of a price book, for editors that complete and check while one types. price-books/price-book.schema.json is made from it.
import { z } from 'zod'
import { priceBookSchema } from './schema.ts'

export function priceBookJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(priceBookSchema, { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`
}
