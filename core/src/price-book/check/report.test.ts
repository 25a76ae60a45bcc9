import { describe, expect, test } from 'vitest'
import { error, firstOf, orList, spend, warning } from './report.ts'

test('P20: a finding', () => {
  expect(error('a', 'b', 'c')).toEqual({ severity: 'error', place: 'a', problem: 'b', fix: 'c' })
  expect(warning('a', 'b', 'c')).toEqual({ severity: 'warning', place: 'a', problem: 'b', fix: 'c' })
})

describe('P20: the first of many findings', () => {
  const [one, two, three] = [error('a', 'b', 'c'), warning('d', 'e', 'f'), error('g', 'h', 'i')]
  const rest = (severity: 'error' | 'warning', count: number) => ({
    severity,
    place: 'here',
    problem: `There are ${count} more findings of this kind.`,
    fix: 'Correct these first.',
  })
  test('all of them where there are not more', () => {
    const given = [one, two]
    expect(firstOf(given, 2, 'here')).toEqual([one, two])
    expect(firstOf(given, 2, 'here')).not.toBe(given)
    expect(firstOf([], 2, 'here')).toEqual([])
  })
  test('else how many more there are, as severe as the worst of those', () => {
    expect(firstOf([one, two], 1, 'here')).toEqual([one, rest('warning', 1)])
    expect(firstOf([two, two, one, two], 1, 'here')).toEqual([two, rest('error', 3)])
    expect(firstOf([one, two, three], 2, 'here')).toEqual([one, two, rest('error', 1)])
  })
})

test('P20: effort is taken off as it is spent, at its cost', () => {
  const effort = { left: 5 }
  expect([spend(effort), spend(effort, 4), spend(effort)]).toEqual([true, true, false])
  expect(effort.left).toBe(-1)
  const dear = { left: 6, each: 3 }
  expect([spend(dear), spend(dear, 1), spend(dear, 2)]).toEqual([true, true, false])
  expect(dear.left).toBe(-6)
})

test.each<[readonly string[], number | undefined, string]>([
  [[], undefined, 'nothing'],
  [['a'], undefined, 'a'],
  [['a', 'b'], undefined, 'a or b'],
  [['a', 'b', 'c', 'd'], undefined, 'a, b, c or d'],
  [['a', 'b', 'c', 'd', 'e'], undefined, 'a, b, c or 2 others'],
  [['a', 'b', 'c'], 2, 'a or 2 others'],
  [['a', 'b'], 2, 'a or b'],
])('P20: %j with at most %s in words', (values, most, words) => expect(most === undefined ? orList(values) : orList(values, most)).toBe(words))
