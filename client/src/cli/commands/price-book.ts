// `keter price-book`: check, price, explain, compare and test price books, without a studio.
import type { Program } from '../command.ts'
import { addCheck } from './price-book-check.ts'
import { addDiff } from './price-book-diff.ts'
import { addElsewhere } from './price-book-elsewhere.ts'
import { addImport } from './price-book-import.ts'
import { addExplain, addPrice } from './price-book-price.ts'
import { addSuggest } from './price-book-suggest.ts'
import { addTest } from './price-book-test.ts'

export function addPriceBook(program: Program): void {
  const group = program.commander.command('price-book').description('check, price, explain, compare and test price books')
  for (const add of [addCheck, addPrice, addExplain, addTest, addDiff, addElsewhere, addImport, addSuggest]) add(program, group)
}
