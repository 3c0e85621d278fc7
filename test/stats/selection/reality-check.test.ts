import { describe, expect, it } from 'vitest'
import { normalDraws, rng } from '../../../src/stats/rng.ts'
import { realityCheck } from '../../../src/stats/selection/reality-check.ts'
import { superiorPredictiveAbility } from '../../../src/stats/selection/superior-predictive-ability.ts'

const noise = (seed: number, rows: number, variants: number) => {
  const draw = normalDraws(rng(seed))
  return Array.from({ length: rows }, () => Array.from({ length: variants }, draw))
}

/** Weight of lag i among 4 periods with mean block 2. */
const kappa = (i: number) => (1 - i / 4) * 0.5 ** i + (i / 4) * 0.5 ** (4 - i)

describe('Reality Check and superior predictive ability', () => {
  // Against the benchmark: a variant with mean 1 and deviation 2, and one so poor (mean −4, deviation 1) that it is no
  // rival: −4 < −√(2 ln ln 4 / 4).
  const matrix = [
    [-1, -3],
    [3, -5],
    [-1, -5],
    [3, -3],
  ]
  const indices = [
    [1, 1, 3, 3],
    [0, 1, 2, 3],
    [0, 0, 3, 0],
  ]

  it('match a hand-worked example', () => {
    // T = √4 · 1/2. Row means of the replicates: 3 and −4.0, 1 and −4, 0 and −3.
    // T* of the first variant: 2·(3 − 1)/2 = 2, 0, 0. Of the second, centred at its mean: 0, 0, 2·(−3 + 4)/1 = 2.
    const spa = superiorPredictiveAbility(matrix, { indices, meanBlock: 1 })
    expect(spa.statistic).toBe(1)
    expect(spa.best).toBe(0)
    expect([...spa.omega]).toEqual([2, 1])
    expect(spa.p).toEqual({ lower: 1 / 3, consistent: 1 / 3, upper: 2 / 3 })
    expect([...spa.adjusted]).toEqual([1 / 3, 1])
    // T = √4 · 1; T* − T = 2·max(2, 0) − 2, 0 − 2, 2·max(−1, 1) − 2, of which only the first is above 0
    expect(realityCheck(matrix, { indices, meanBlock: 1 })).toEqual({ statistic: 2, p: 1 / 3, best: 0 })
  })
  it('divides by each replicate’s own error when asked to', () => {
    // d = 3, 1, 2, −2: mean 1, ω² = 3.5, T = 2/√3.5 = 1.07. The replicates' means are 2.25, 1.5, 0.25 and −2, their
    // variances 0.6875, 0.25, 5.1875 and 0: T* = 2·1.25/0.83 = 3.0, 2·0.5/0.5 = 2 and, for the others, 0.
    // Over ω the second is 2·0.5/1.87 = 0.53 and no longer above T.
    const rows = [[3], [1], [2], [-2]],
      indices = [
        [0, 0, 1, 2],
        [1, 1, 2, 2],
        [0, 3, 3, 2],
        [3, 3, 3, 3],
      ]
    const p = (errors: 'sample' | 'replicate') =>
      superiorPredictiveAbility(rows, { indices, meanBlock: 1 }, { errors }).p.consistent
    expect([p('sample'), p('replicate')]).toEqual([1 / 4, 2 / 4])
    // A replicate that misses the one rare loss has no error, and a mean above the lift: it is no mild one.
    expect(
      superiorPredictiveAbility(
        [[1], [1], [1], [-2]],
        { indices: [[0, 1, 2, 0]], meanBlock: 1 },
        { errors: 'replicate' },
      ).p.consistent,
    ).toBe(1)
    expect(() => superiorPredictiveAbility(rows, { indices, meanBlock: 2 }, { errors: 'replicate' })).toThrow(
      'exchangeable',
    )
  })
  it('weighs neighbouring periods by the stationary bootstrap', () => {
    // d = ±1 by turns, mean 0: γ = 1, −3/4, 1/2, −1/4; q = 1/2: κ₁ = 3/4·1/2 + 1/4·1/8 = 13/32
    const variance = 1 + 2 * (kappa(1) * -0.75 + kappa(2) * 0.5 + kappa(3) * -0.25)
    const { omega } = superiorPredictiveAbility([[1], [-1], [1], [-1]], { indices, meanBlock: 2 })
    expect(kappa(1)).toBe(13 / 32)
    expect(omega[0]).toBeCloseTo(Math.sqrt(variance), 14)
  })
  it('a variant that is the benchmark itself changes nothing; alone it is no reason to reject', () => {
    const withItself = matrix.map(row => [0, ...row])
    const spa = superiorPredictiveAbility(withItself, { indices, meanBlock: 1 })
    expect(spa.best).toBe(1)
    expect(spa.p).toEqual(superiorPredictiveAbility(matrix, { indices, meanBlock: 1 }).p)
    expect(superiorPredictiveAbility([[0], [0], [0]], { seed: 1, meanBlock: 1 })).toMatchObject({
      best: null,
      p: { consistent: 1 },
    })
  })
  it('does not reject when every variant is poor', () => {
    const poor = noise(2, 40, 5).map(row => row.map(x => x - 3))
    expect(superiorPredictiveAbility(poor, { seed: 1, meanBlock: 1 })).toMatchObject({
      statistic: 0,
      p: { lower: 1, consistent: 1, upper: 1 },
    })
  })
  it('of SPA, unlike White’s test, does not depend on a variant’s unit', () => {
    const rows = noise(4, 50, 4),
      mixed = rows.map(([a, b, c, d]) => [a!, 1000 * b!, c!, 0.01 * d!])
    const resampling = { seed: 3, replicates: 500, meanBlock: 4 }
    expect(superiorPredictiveAbility(mixed, resampling).p).toEqual(superiorPredictiveAbility(rows, resampling).p)
    expect(realityCheck(mixed, resampling).p).not.toBe(realityCheck(rows, resampling).p)
  })
  it('rejects 5 % of histories in which nothing differs, and a planted difference in most', () => {
    const histories = 400
    let rejectedNull = 0,
      found = 0
    for (let h = 0; h < histories; h++) {
      const rows = noise(1000 + h, 64, 20)
      const resampling = { seed: h, replicates: 200, meanBlock: 1 }
      rejectedNull += Number(superiorPredictiveAbility(rows, resampling).p.consistent < 0.05)
      const planted = rows.map(row => row.map((x, k) => (k === 7 ? x + 4 / 8 : x))) // 4 standard errors of a mean of 64
      found += Number(superiorPredictiveAbility(planted, resampling).p.consistent < 0.05)
    }
    expect(rejectedNull / histories).toBeLessThan(0.085)
    expect(rejectedNull / histories).toBeGreaterThan(0.02)
    expect(found / histories).toBeGreaterThan(0.75)
  })
  it('refuse too few rows, rows that are not there, and a difference without an error', () => {
    expect(() => superiorPredictiveAbility([[1], [2]], { seed: 1, meanBlock: 1 })).toThrow('at least 3 periods')
    expect(() => superiorPredictiveAbility([[1], [1], [1]], { seed: 1, meanBlock: 1 })).toThrow('by 1 in every row')
    expect(() => realityCheck(matrix, { indices: [[0, 1, 2, 4]], meanBlock: 1 })).toThrow('row 4')
    expect(() => realityCheck(matrix, { indices: [[0, 1]], meanBlock: 1 })).toThrow('Replicate 0 has 2 rows')
    expect(() => realityCheck(matrix, { seed: 1, meanBlock: 0.5 })).toThrow('at least 1 row')
    expect(() => realityCheck([[NaN], [1], [2]], { seed: 1, meanBlock: 1 })).toThrow('NaN')
  })
})
