import { describe, expect, test } from 'vitest'
import { asOne, type Box, covers, decide, fullMask, meet, membersOf, sizeOf, without } from './box.ts'

const enough = () => ({ left: 1000 })

test.each([
  [0, 0n],
  [1, 1n],
  [3, 0b111n],
  [70, 2n ** 70n - 1n],
])('P20: all of %s values', (size, mask) => expect(fullMask(size)).toBe(mask))

test.each<[bigint, number[]]>([
  [0n, []],
  [1n, [0]],
  [0b1010n, [1, 3]],
  [0b111n, [0, 1, 2]],
  [2n ** 70n, [70]],
])('P20: the members of %s', (mask, members) => {
  expect(membersOf(mask)).toEqual(members)
  expect(sizeOf(mask)).toBe(members.length)
})

describe('P20: boxes', () => {
  test('what two share', () => {
    expect(meet([0b110n, 0b11n], [0b011n, 0b10n])).toEqual([0b010n, 0b10n])
    expect(meet([0b110n, 0b11n], [0b001n, 0b11n])).toBeUndefined()
    expect(meet([0b110n, 0b01n], [0b010n, 0b10n])).toBeUndefined()
    expect(meet([], [])).toEqual([])
  })
  test('what is left without another, in pieces that do not touch', () => {
    expect(without([0b111n, 0b11n], [0b001n, 0b01n])).toEqual([
      [0b110n, 0b11n],
      [0b001n, 0b10n],
    ])
    expect(without([0b111n, 0b11n], [0b111n, 0b01n])).toEqual([[0b111n, 0b10n]])
    expect(without([0b011n, 0b11n], [0b100n, 0b11n])).toEqual([[0b011n, 0b11n]])
    expect(without([0b011n, 0b11n], [0b111n, 0b11n])).toEqual([])
  })
  test('whether they cover others', () => {
    expect(covers([[0b111n]], [[0b101n]], enough())).toBe(true)
    expect(covers([[0b001n], [0b100n]], [[0b101n]], enough())).toBe(true)
    expect(covers([[0b001n]], [[0b101n]], enough())).toBe(false)
    expect(covers([], [[0b101n]], enough())).toBe(false)
    expect(covers([], [], enough())).toBe(true)
    expect(covers([[0b01n]], [[0b01n], [0b10n]], enough())).toBe(false)
  })
  test('in counted steps: pieces by names, for each box, until nothing is left', () => {
    const outer: Box[] = [
      [0b001n, 0b11n],
      [0b010n, 0b11n],
    ]
    const effort = { left: 4 }
    expect(covers(outer, [[0b011n, 0b11n]], effort)).toBe(true)
    expect(effort.left).toBe(0)
    expect(covers(outer, [[0b011n, 0b11n]], { left: 3 })).toBeUndefined()
    expect(covers(outer, [[0b001n, 0b11n]], { left: 2 })).toBe(true)
  })
  test.each<[readonly Box[], Box | undefined]>([
    [[], undefined],
    [[[0b01n, 0b11n]], [0b01n, 0b11n]],
    [
      [
        [0b01n, 0b11n],
        [0b10n, 0b11n],
      ],
      [0b11n, 0b11n],
    ],
    [
      [
        [0b01n, 0b01n],
        [0b10n, 0b10n],
      ],
      undefined,
    ],
    [
      [
        [0b01n, 0b11n],
        [0b10n, 0b01n],
        [0b10n, 0b10n],
      ],
      [0b11n, 0b11n],
    ],
    [
      [
        [0b01n, 0b11n],
        [0b10n, 0b01n],
      ],
      undefined,
    ],
  ])('as one: %#', (boxes, hull) => expect(asOne(boxes)).toEqual(hull))
})

describe('P20: the first that holds decides', () => {
  const everything: Box = [0b111n, 0b11n]
  test('each takes what those before it leave', () =>
    expect(decide(everything, [[[0b001n, 0b11n]], [[0b011n, 0b01n]], [everything]], enough())).toEqual({
      taken: [
        [[0b001n, 0b11n]],
        [[0b010n, 0b01n]],
        [
          [0b100n, 0b11n],
          [0b010n, 0b10n],
        ],
      ],
      left: [],
    }))
  test('one that comes too late takes nothing; what nobody takes is left', () =>
    expect(decide(everything, [[[0b011n, 0b11n]], [[0b010n, 0b10n]]], enough())).toEqual({ taken: [[[0b011n, 0b11n]], []], left: [[0b100n, 0b11n]] }))
  test('an entry of several boxes takes each point once', () =>
    expect(decide([0b111n], [[[0b011n], [0b110n]]], enough())).toEqual({ taken: [[[0b011n], [0b100n]]], left: [] }))
  test('no entry, and one that is for nothing', () => {
    expect(decide(everything, [], enough())).toEqual({ taken: [], left: [everything] })
    expect(decide(everything, [[]], enough())).toEqual({ taken: [[]], left: [everything] })
  })
  test('in counted steps: names, for each box and each piece; from there on nothing is known', () => {
    const entries: Box[][] = [[[0b001n, 0b11n]], [[0b010n, 0b11n]]]
    const effort = { left: 4 }
    expect(decide(everything, entries, effort)).toEqual({ taken: [[[0b001n, 0b11n]], [[0b010n, 0b11n]]], left: [[0b100n, 0b11n]] })
    expect(effort.left).toBe(0)
    expect(decide(everything, [...entries, entries[0]!], { left: 3 })).toEqual({ taken: [[[0b001n, 0b11n]], undefined, undefined], left: undefined })
  })
})
