import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieller } from '../../src/stats/fieller.ts'
import { hall } from '../../src/stats/hall.ts'
import { holm } from '../../src/stats/holm.ts'
import { mover } from '../../src/stats/mover.ts'
import { survival, twoSidedZ } from '../../src/stats/normal.ts'
import { normalDraws, rng, split, xoshiro128 } from '../../src/stats/rng.ts'
import { wilson, zeroEventsLimit } from '../../src/stats/wilson.ts'
import { readReference } from '../reference.ts'

describe('wilson', () => {
  it('matches a hand-worked example', () => {
    // p = 1/2, n = 4, z = 2: centre (1/2 + 1/2)/2 = 1/2, half 2·√(1/16 + 1/16)/2 = √2/4
    const [low, high] = wilson(0.5, 4, 2)
    expect(low).toBeCloseTo(0.5 - Math.SQRT2 / 4, 12)
    expect(high).toBeCloseTo(0.5 + Math.SQRT2 / 4, 12)
  })

  it('begins at exactly 0 without events and ends at exactly 1 without non-events', () => {
    expect(wilson(0, 10, 1.96)[0]).toBe(0)
    expect(wilson(1, 10, 1.96)[1]).toBe(1)
  })

  it('contains its proportion and widens with the level', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true }),
      trials = fc.double({ min: 0.5, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(share, trials, (p, n) => {
        const narrow = wilson(p, n, 1),
          wide = wilson(p, n, 2)
        expect(narrow[0] <= p && p <= narrow[1]).toBe(true)
        expect(wide[0] <= narrow[0] + 1e-12 && narrow[1] <= wide[1] + 1e-12).toBe(true)
      }),
    )
  })

  it('refuses what is no proportion', () => {
    expect(() => wilson(1.1, 10, 2)).toThrow('1.1')
    expect(() => wilson(0.5, 0, 2)).toThrow('0 trials')
  })

  it('limits a rate without events to about 3/n', () => {
    expect(zeroEventsLimit(300, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 300), 14)
    expect(zeroEventsLimit(300, 0.95) * 300).toBeCloseTo(3, 1)
    expect(() => zeroEventsLimit(0, 0.95)).toThrow(RangeError)
    expect(() => zeroEventsLimit(300, 95)).toThrow(RangeError)
  })
})

describe('hall', () => {
  it('is the normal interval without skewness', () => {
    expect(hall(10, 2, 0, 1.96)).toEqual([10 - 3.92, 10 + 3.92])
  })

  it('solves its cubic at both ends', () => {
    const skewness = fc.double({ min: -0.5, max: 0.5, noNaN: true })
    const quantile = fc.double({ min: 0.1, max: 4, noNaN: true })
    fc.assert(
      fc.property(skewness, quantile, (k, z) => {
        const [low, high] = hall(0, 1, k, z)!
        const left = (t: number) => t + (k * t ** 2) / 3 + (k ** 2 * t ** 3) / 27 + k / 6
        expect(left(-low)).toBeCloseTo(z, 9)
        expect(left(-high)).toBeCloseTo(-z, 9)
      }),
    )
  })

  it('reaches further on the side of the long tail', () => {
    const [low, high] = hall(0, 1, 0.3, 1.96)!
    expect(high).toBeGreaterThan(-low)
  })

  it('refuses a skewness above one half, and one that is no number', () => {
    expect(hall(0, 1, 0.51, 1.96)).toBeNull()
    expect(hall(0, 1, -0.51, 1.96)).toBeNull()
    expect(hall(0, 1, NaN, 1.96)).toBeNull()
  })
})

describe('mover', () => {
  it('is the normal interval of a difference for symmetric parts', () => {
    // half widths 3 and 4, uncorrelated: √(9 + 16) = 5
    expect(mover({ value: 10, interval: [7, 13] }, { value: 2, interval: [-2, 6] }, 0)).toEqual([3, 13])
  })

  it('collapses when two equal estimates move together', () => {
    expect(mover({ value: 1, interval: [0.5, 1.5] }, { value: 1, interval: [0.5, 1.5] }, 1)).toEqual([0, 0])
  })

  it('keeps the asymmetry of rare events', () => {
    const [low, high] = mover({ value: 0.01, interval: [0.005, 0.02] }, { value: 0, interval: [0, 0.004] }, 0)
    expect(low).toBeCloseTo(0.01 - Math.hypot(0.005, 0.004), 12)
    expect(high).toBeCloseTo(0.01 + Math.hypot(0.01, 0), 12)
  })
})

describe('fieller', () => {
  it('is the numerator scaled when the denominator is known', () => {
    expect(fieller(6, 2, 1, 0, 0, 2)).toEqual([2, 4])
  })

  it('matches a hand-worked example', () => {
    // a = b = 10, both variances 1, z = 2: 96θ² − 200θ + 96 ≤ 0, θ = (100 ± √(10000 − 9216))/96 = (100 ± 28)/96
    const [low, high] = fieller(10, 10, 1, 1, 0, 2)!
    expect(low).toBeCloseTo(72 / 96, 12)
    expect(high).toBeCloseTo(128 / 96, 12)
  })

  it('refuses a denominator that does not differ from 0', () => {
    expect(fieller(10, 1, 1, 1, 0, 2)).toBeNull()
  })
})

describe('holm', () => {
  it('rejects step by step and stops at the first that fails', () => {
    // 0.01 ≤ 0.05/3, 0.02 ≤ 0.05/2, then 0.06 > 0.05
    expect(holm([0.06, 0.01, 0.02], 0.05)).toEqual([false, true, true])
    // 0.03 > 0.05/2 stops before 0.04 ≤ 0.05
    expect(holm([0.04, 0.03, 0.001], 0.05)).toEqual([false, false, true])
    expect(holm([], 0.05)).toEqual([])
  })
})

const draw = (seed: number | string) => Array.from({ length: 5 }, rng(seed))

describe('rng', () => {
  it('gives the published numbers of xoshiro128** for the state 1, 2, 3, 4', () => {
    const next = xoshiro128([1, 2, 3, 4])
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  it('repeats itself for the same seed and for no other', () => {
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    expect(draw(split(7, 'logging'))).not.toEqual(draw(split(7, 'outcomes')))
  })

  it('is uniform and normal to within four errors', () => {
    const n = 100_000,
      uniform = rng(1),
      normal = normalDraws(rng(2))
    let mean = 0,
      square = 0,
      fourth = 0,
      u = 0
    for (let i = 0; i < n; i++) {
      const x = normal()
      mean += x / n
      square += (x * x) / n
      fourth += x ** 4 / n
      u += uniform() / n
    }
    expect(Math.abs(u - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n))
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n))
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
    expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / n))
  })

  it('gives neighbouring seeds unrelated streams', () => {
    const n = 10_000,
      a = rng(1),
      b = rng(2)
    let product = 0
    for (let i = 0; i < n; i++) product += ((a() - 0.5) * (b() - 0.5) * 12) / n
    expect(Math.abs(product)).toBeLessThan(4 / Math.sqrt(n))
  })
})

interface Vectors {
  special_functions: { norm_sf: [number, number][]; norm_ppf: [number, number][] }
  proportion_confint: { count: number; nobs: number; alpha: number; method: string; expected: [number, number] }[]
  two_proportions: {
    control: { count: number; nobs: number }
    treatment: { count: number; nobs: number }
    alpha: number
    expected: { diff_ci_newcomb: [number, number] }
  }[]
  multiple_testing: { p: number[]; alpha: number; method: string; reject: boolean[] }[]
}

const vectors = () => JSON.parse(readReference('stats/stats_vectors.json')) as Vectors

describe('agreement with scipy and statsmodels', () => {
  it('the survival function, far into the tail', () => {
    for (const [x, expected] of vectors().special_functions.norm_sf) {
      if (expected > 1e-300) expect(survival(x) / expected).toBeCloseTo(1, 9)
    }
  })

  it('normal quantiles', () => {
    for (const [p, expected] of vectors().special_functions.norm_ppf) {
      if (p > 1e-12 && p < 0.5) expect(-twoSidedZ(1 - 2 * p) / expected).toBeCloseTo(1, p > 1e-3 ? 9 : 5)
    }
  })

  it('Wilson intervals', () => {
    for (const { count, nobs, alpha, method, expected } of vectors().proportion_confint) {
      if (method !== 'wilson') continue
      const [low, high] = wilson(count / nobs, nobs, twoSidedZ(1 - alpha))
      expect(low).toBeCloseTo(expected[0], 9)
      expect(high).toBeCloseTo(expected[1], 9)
    }
  })

  it('MOVER without correlation is Newcombe’s interval of two proportions', () => {
    for (const { control, treatment, alpha, expected } of vectors().two_proportions) {
      const limits = ({ count, nobs }: { count: number; nobs: number }) => ({
        value: count / nobs,
        interval: wilson(count / nobs, nobs, twoSidedZ(1 - alpha)),
      })
      const [low, high] = mover(limits(treatment), limits(control), 0)
      expect(low).toBeCloseTo(expected.diff_ci_newcomb[0], 9)
      expect(high).toBeCloseTo(expected.diff_ci_newcomb[1], 9)
    }
  })

  it('Holm’s decisions', () => {
    for (const { p, alpha, method, reject } of vectors().multiple_testing) {
      if (method === 'holm') expect(holm(p, alpha)).toEqual(reject)
    }
  })
})
