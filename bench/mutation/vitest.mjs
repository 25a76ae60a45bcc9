// As much of vitest as the tests of the price book use: it collects them, for runner.mjs to run.
import { expect as jestExpect } from 'expect'

/** @typedef {{ id: string, file: string, run: () => unknown }} Test */
export const tests = { file: '', path: /** @type {string[]} */ ([]), all: /** @type {Test[]} */ ([]) }

export const expect = jestExpect
Object.assign(expect, {
  unreachable: () => {
    throw new Error('this was not to be reached')
  },
})
expect.extend({
  toBeTypeOf: (value, type) => ({ pass: typeof value === type, message: () => `expected ${type}, got ${typeof value}` }),
})

/** @param {string} name @param {unknown[]} rest options and function, in either order */
export function test(name, ...rest) {
  const run = /** @type {() => unknown} */ (rest.find((each) => typeof each === 'function'))
  // Rows of a table may be alike; coverage needs to tell them apart.
  tests.all.push({ id: `${tests.file} ${tests.all.length} ${[...tests.path, name].join(' > ')}`, file: tests.file, run })
}

/** @param {string} name @param {() => void} define */
export function describe(name, define) {
  tests.path.push(name)
  define()
  tests.path.pop()
}

/** @param {readonly unknown[]} rows */
const eachOf =
  (rows) =>
  (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
    const run = /** @type {(...args: unknown[]) => unknown} */ (rest.find((each) => typeof each === 'function'))
    for (const row of rows) test(name, () => (Array.isArray(row) ? run(...row) : run(row)))
  }
test.each = eachOf
/** @param {readonly unknown[]} rows */
describe.each = (rows) => (/** @type {string} */ name, /** @type {(...args: unknown[]) => void} */ define) => {
  for (const row of rows) describe(name, () => (Array.isArray(row) ? define(...row) : define(row)))
}
