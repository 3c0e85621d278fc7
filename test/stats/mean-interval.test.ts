// Goal: a mean's interval knows that its standard error is an estimate, by as much as its skewness tells.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hall } from '../../src/stats/hall.ts'
import { meanInterval } from '../../src/stats/mean-interval.ts'
import { twoSidedZ } from '../../src/stats/normal.ts'
import { normalDraws, rng } from '../../src/stats/rng.ts'

const z = twoSidedZ(0.95)

describe('meanInterval', () => {
  it('is the normal interval without skewness, and Hall with 4 degrees of freedom at a skewness of one half', () => {
    expect(meanInterval(10, 2, 0, z)).toEqual(hall(10, 2, 0, z))
    // 1/0.5² = 4, and t(0.975, 4) = 2.776445 in any table.
    const [low, high] = meanInterval(10, 2, 0.5, z)!,
      [tableLow, tableHigh] = hall(10, 2, 0.5, 2.776445)!
    expect(low).toBeCloseTo(tableLow, 5)
    expect(high).toBeCloseTo(tableHigh, 5)
  })

  it('takes the degrees of freedom of a difference from its most skewed side', () => {
    expect(meanInterval(10, 2, 0, z, [0.5, -0.1])![1]).toBeCloseTo(10 + 2 * 2.776445, 5)
    expect(meanInterval(10, 2, 0.5, z, [0.1, 0.2])).toEqual(meanInterval(10, 2, 0.5, z))
  })

  it('is never narrower than Hall with the normal quantile, and refuses what Hall refuses', () => {
    const skewness = fc.double({ min: -0.5, max: 0.5, noNaN: true })
    const level = fc.double({ min: 0.8, max: 0.9999, noNaN: true })
    fc.assert(
      fc.property(skewness, level, (k, at) => {
        const mine = meanInterval(0, 1, k, twoSidedZ(at))!,
          normal = hall(0, 1, k, twoSidedZ(at))!
        expect(mine[0]).toBeLessThanOrEqual(normal[0])
        expect(mine[1]).toBeGreaterThanOrEqual(normal[1])
      }),
    )
    for (const k of [0.51, -0.51, NaN, Infinity]) expect(meanInterval(0, 1, k, z)).toBeNull()
    for (const side of [1.01, NaN]) expect(meanInterval(0, 1, 0.1, z, [side, 0])).toBeNull()
  })

  it('widens with the level as far as a p-value asks', () => {
    let last = 0
    for (const at of [1e-6, 0.5, 1.96, 5, 10, 20, 26]) {
      const [low, high] = meanInterval(0, 1, 0.2, at)!
      expect(high - low).toBeGreaterThan(last)
      last = high - low
    }
    // Beyond, Student's tail is below what is known of it, and nothing is excluded that was not.
    expect(meanInterval(0, 1, 0.2, 38)![1]).toBeGreaterThanOrEqual(meanInterval(0, 1, 0.2, 26)![1])
  })

  it('covers the mean of 40 log-normal amounts among 2,000 customers better than the normal quantile does', () => {
    const uniform = rng(7),
      normals = normalDraws(uniform),
      n = 2000,
      share = 0.02,
      trials = 4000
    let judged = 0,
      mine = 0,
      normal = 0
    for (let trial = 0; trial < trials; trial++) {
      let sum = 0,
        squares = 0,
        cubes = 0,
        events = 0
      for (let i = 0; i < n; i++) {
        if (uniform() >= share) continue
        const amount = Math.exp(0.8 * normals() - 0.32) // mean 1
        events++
        sum += amount
        squares += amount ** 2
        cubes += amount ** 3
      }
      const mean = sum / n
      const second = squares - n * mean ** 2,
        third = cubes - 3 * mean * squares + 3 * mean ** 2 * sum - n * mean ** 3
      const k = third / second ** 1.5,
        error = Math.sqrt(second) / n
      const covers = (of: readonly [number, number] | null) => (of !== null && of[0] <= share && share <= of[1] ? 1 : 0)
      if (events === 0 || meanInterval(mean, error, k, z) === null) continue
      judged++
      mine += covers(meanInterval(mean, error, k, z))
      normal += covers(hall(mean, error, k, z))
    }
    expect(judged / trials).toBeGreaterThan(0.9)
    expect(mine / judged).toBeGreaterThan(0.94)
    expect(mine).toBeGreaterThan(normal + 0.01 * judged)
  })
})
