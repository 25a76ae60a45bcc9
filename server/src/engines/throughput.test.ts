import { expect, test } from 'vitest'
import { createThroughput, type Run, secondsFor } from './throughput.ts'

/** A machine that is three times slower at starting and twice as slow at work as was guessed. */
const took = (start: number, work: number) => 3 * start + 2 * work

test('the first run of a kind tells how fast the machine is, also for another size', () => {
  const throughput = createThroughput()
  expect(throughput.get('a', { start: 0.2, work: 4 })).toBeNull()
  throughput.record('a', { start: 0.2, work: 4 }, 8.4)
  expect(throughput.get('a', { start: 0.2, work: 4 })).toBeCloseTo(8.4)
  expect(throughput.get('a', { start: 0.2, work: 40 })).toBeCloseTo(80.4)
  expect(throughput.get('b', { start: 0.2, work: 4 })).toBeNull()
})

test('from runs of several sizes, what is fixed and what grows are told apart', () => {
  const throughput = createThroughput()
  for (const work of [0.05, 4, 0.1, 1, 0.02, 8]) throughput.record('a', { start: 0.3, work }, took(0.3, work))
  for (const work of [0.01, 0.5, 20]) expect(throughput.get('a', { start: 0.3, work })! / took(0.3, work)).toBeCloseTo(1, 1)
})

test('one disturbed run among several does not move what is told', () => {
  const throughput = createThroughput()
  for (const seconds of [4, 4.1, 3.9, 4, 4.05, 16]) throughput.record('a', { start: 0.1, work: 1.9 }, seconds)
  expect(throughput.get('a', { start: 0.1, work: 1.9 })).toBeLessThan(4.9)
  expect(throughput.get('a', { start: 0.1, work: 1.9 })).toBeGreaterThan(3.8)
})

test('a machine that became faster is believed after a few runs', () => {
  const throughput = createThroughput()
  for (let run = 0; run < 12; run++) throughput.record('a', { start: 0.1, work: 1.9 }, 8)
  for (let run = 0; run < 7; run++) throughput.record('a', { start: 0.1, work: 1.9 }, 2)
  expect(throughput.get('a', { start: 0.1, work: 1.9 })).toBeLessThan(3)
})

test('what an earlier process kept is known, each change is told, and only the last runs stay', () => {
  const told: (readonly Run[])[] = []
  const throughput = createThroughput({ a: [{ start: 0, work: 1, seconds: 4 }] }, (_, runs) => told.push(runs))
  expect(throughput.get('a', { start: 0, work: 2 })).toBeCloseTo(8)
  for (let run = 0; run < 20; run++) throughput.record('a', { start: 0, work: 1 }, 4)
  throughput.record('a', { start: 0, work: 1 }, Number.NaN)
  expect(told[0]).toHaveLength(2)
  expect(told).toHaveLength(20)
  expect(told.at(-1)).toHaveLength(12)
})

test('what was measured is told around its value, and more narrowly than a guess', () => {
  const [measured, guessed] = [secondsFor(6, { start: 1, work: 2 }), secondsFor(null, { start: 1, work: 2 })]
  expect((measured.low + measured.high) / 2).toBeCloseTo(6)
  expect(guessed).toEqual({ low: 1, high: 9 })
})
