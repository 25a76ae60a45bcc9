import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { priceBookJsonSchema } from './json-schema.ts'

test('the JSON Schema is the one that editors are given', () => {
  const file = new URL('../../../price-books/price-book.schema.json', import.meta.url)
  expect(priceBookJsonSchema()).toBe(readFileSync(file, 'utf8'))
  expect(JSON.parse(priceBookJsonSchema())).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' })
})
