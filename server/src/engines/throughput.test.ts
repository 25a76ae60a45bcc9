import { expect, test } from 'vitest'
import { createThroughput, secondsFor } from './throughput.ts'

test('the first run sets the rate, later ones move it by their weight', () => {
  const throughput = createThroughput()
  expect(throughput.get('a')).toBeNull()
  throughput.record('a', 2, 4000)
  expect(throughput.get('a')).toBe(2)
  throughput.record('a', 1, 4000)
  expect(throughput.get('a')).toBeCloseTo(2.6)
  throughput.record('a', 0.1, 400)
  expect(throughput.get('a')).toBeCloseTo(2.642)
  expect(throughput.get('b')).toBeNull()
})

test('a thumbnail says nothing about speed', () => {
  const throughput = createThroughput()
  throughput.record('a', 0.01, 500)
  expect(throughput.get('a')).toBeNull()
})

test('what an earlier process kept is known, and each change is told', () => {
  const told: [string, number][] = []
  const throughput = createThroughput({ a: 4 }, (...change) => told.push(change))
  expect(throughput.get('a')).toBe(4)
  throughput.record('a', 1, 2000)
  expect(told).toEqual([['a', 3.4]])
})

test('a measured rate is told more narrowly than a guess', () => {
  const [measured, guessed] = [secondsFor(2, 9, 3), secondsFor(null, 2, 3)]
  expect(measured.low).toBeLessThan(6)
  expect(measured.high).toBeGreaterThan(6)
  expect(guessed.high - guessed.low).toBeGreaterThan(2 * (measured.high - measured.low))
})
