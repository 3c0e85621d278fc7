import { describe, expect, it } from 'vitest'
import {
  armAt,
  bucketHash,
  bucketRanges,
  equalWeights,
  fnv32a,
  inNamespace,
} from '../../../src/stats/pilot/assignment.ts'
import { readReference } from '../../reference.ts'

describe('assignment', () => {
  it('hashes as published for FNV-1a', () => {
    expect(fnv32a('')).toBe(0x811c9dc5)
    expect(fnv32a('a')).toBe(0xe40c292c)
    expect(fnv32a('foobar')).toBe(0xbf9cf968)
  })
  it('splits customers by the weights, also with keys beyond ASCII, and differently for another seed', () => {
    const ranges = bucketRanges(2, 1, [0.3, 0.7]),
      n = 20_000
    let first = 0,
      both = 0
    for (let i = 0; i < n; i++) {
      const a = armAt(bucketHash('pilot-1', `客户-${i}`, 2)!, ranges)
      const b = armAt(bucketHash('pilot-2', `客户-${i}`, 2)!, ranges)
      first += Number(a === 0)
      both += Number(a === 0 && b === 0)
    }
    expect(Math.abs(first / n - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / n))
    expect(Math.abs(both / n - 0.09)).toBeLessThan(4 * Math.sqrt((0.09 * 0.91) / n))
  })
  it('moves nobody to another arm when coverage rises', () => {
    const half = bucketRanges(3, 0.5),
      full = bucketRanges(3, 1)
    for (let place = 0; place < 1; place += 0.001) {
      const before = armAt(place, half)
      if (before !== null) expect(armAt(place, full)).toBe(before)
    }
  })
  it('leaves out unknown versions and places that nobody owns', () => {
    expect(bucketHash('a', 'b', 3)).toBeNull()
    expect(armAt(0.9, bucketRanges(2, 0.5))).toBeNull()
    expect(equalWeights(0)).toEqual([])
    expect(inNamespace('1', 'n', 0, 1)).toBe(true)
    expect(inNamespace('1', 'n', 0, 0)).toBe(false)
  })
})

describe('assignment by GrowthBook', () => {
  type Range = [number, number]
  const cases = JSON.parse(readReference('stats/growthbook_hash_cases.json')) as {
    hash: [string, string, number, number | null][]
    getBucketRange: [string, [number, number, number[] | null], Range[]][]
    chooseVariation: [string, number, Range[], number][]
    inNamespace: [string, string, [string, number, number], boolean][]
    getEqualWeights: [number, number[]][]
  }
  it('hash, ranges, choice, namespace and equal weights', () => {
    for (const [seed, value, version, expected] of cases.hash) expect(bucketHash(seed, value, version)).toBe(expected)
    for (const [name, args, expected] of cases.getBucketRange) {
      const ranges = bucketRanges(...args)
      expect(ranges.length, name).toBe(expected.length)
      for (const [i, range] of ranges.entries()) {
        for (const end of [0, 1] as const) expect(range[end], name).toBeCloseTo(expected[i]![end], 12)
      }
    }
    for (const [name, place, ranges, expected] of cases.chooseVariation) {
      expect(armAt(place, ranges) ?? -1, name).toBe(expected)
    }
    for (const [name, user, [namespace, from, to], expected] of cases.inNamespace) {
      expect(inNamespace(user, namespace, from, to), name).toBe(expected)
    }
    for (const [n, expected] of cases.getEqualWeights) {
      expect(equalWeights(n).map(weight => Number(weight.toFixed(8)))).toEqual(expected)
    }
  })
})
