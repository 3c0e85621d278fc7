import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../src/stats/normal.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'
import {
  deflatedSharpe,
  deflatedSharpeOfBest,
  minimumBacktestLength,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeRecord,
} from '../../../src/stats/selection/deflated-sharpe.ts'
import { expectedMaximum, expectedMaximumApproximation } from '../../../src/stats/selection/expected-maximum.ts'
import { pbo } from '../../../src/stats/selection/pbo.ts'
import { realityCheck } from '../../../src/stats/selection/reality-check.ts'
import { stationaryIndices } from '../../../src/stats/selection/resampling.ts'
import { superiorPredictiveAbility } from '../../../src/stats/selection/superior-predictive-ability.ts'

const noise = (seed: number, rows: number, variants: number) => {
  const draw = normalDraws(rng(seed))
  return Array.from({ length: rows }, () => Array.from({ length: variants }, draw))
}

describe('the expected maximum of N normal numbers', () => {
  it('is 0, 1/√π, 3/(2√π) for N = 1, 2, 3', () => {
    expect(expectedMaximum(1)).toBe(0)
    expect(expectedMaximum(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 14)
    expect(expectedMaximum(3)).toBeCloseTo(1.5 / Math.sqrt(Math.PI), 14)
  })
  it('grows with N, ever more slowly, also beyond a billion', () => {
    const values = [2, 10, 1e3, 1e6, 1e9, 1e12].map(expectedMaximum)
    for (let i = 1; i < values.length; i++) expect(values[i]!).toBeGreaterThan(values[i - 1]!)
    expect(values.at(-1)!).toBeLessThan(Math.sqrt(2 * Math.log(1e12)))
    expect(values.at(-1)!).toBeGreaterThan(7)
  })
  it('is a little below the approximation of the deflated Sharpe ratio', () => {
    for (const n of [5, 45, 1000]) {
      const ratio = expectedMaximumApproximation(n) / expectedMaximum(n)
      expect(ratio).toBeGreaterThan(1)
      expect(ratio).toBeLessThan(1.03)
    }
  })
  it('is not defined for half a trial', () => {
    expect(() => expectedMaximum(0)).toThrow(RangeError)
    expect(() => expectedMaximumApproximation(2.5)).toThrow(RangeError)
  })
})

describe('the deflated Sharpe ratio', () => {
  it('matches a hand-worked example', () => {
    // mean 2, deviation (ddof 1) √(4/3); the moments about 2 are m₂ = 1, m₃ = 0, m₄ = 1
    const record = sharpeRecord([1, 3, 1, 3])
    expect(record.sharpe).toBeCloseTo(2 / Math.sqrt(4 / 3), 14)
    expect([record.skew, record.kurtosis]).toEqual([0, 1])
    // the variance is 1 − 0 + 0, so z = (SR − 1)·√3 = 3 − √3
    expect(probabilisticSharpe(record, 1)).toBeCloseTo(normalCdf(3 - Math.sqrt(3)), 12)
    const deflated = deflatedSharpe({ ...record, sharpeDeviation: 0.5, trials: 10 })
    expect(deflated.threshold).toBeCloseTo(0.5 * expectedMaximumApproximation(10), 14)
    expect(deflated.probability).toBe(probabilisticSharpe(record, deflated.threshold))
  })
  it('of a single trial is the probabilistic one against 0', () => {
    const record = { sharpe: 0.2, observations: 60, skew: -0.5, kurtosis: 4 }
    expect(deflatedSharpe({ ...record, sharpeDeviation: 0, trials: 1 })).toEqual({
      threshold: 0,
      probability: probabilisticSharpe(record, 0),
    })
  })
  it('looks at the best column, whatever its place', () => {
    const rows = noise(3, 60, 4),
      turned = rows.map(row => row.toReversed())
    const { best, ...one } = deflatedSharpeOfBest(rows),
      { best: other, ...same } = deflatedSharpeOfBest(turned)
    expect(best + other).toBe(3)
    expect(same.probability).toBeCloseTo(one.probability, 12)
  })
  it('lengths: a record that just reaches the level is as long as the minimum', () => {
    const record = { sharpe: 0.1, skew: -1, kurtosis: 6 }
    const periods = minimumTrackRecord(record, 0.02, 0.95)
    expect(probabilisticSharpe({ ...record, observations: periods }, 0.02)).toBeCloseTo(0.95, 12)
    expect(minimumTrackRecord(record, 0.1, 0.95)).toBe(Infinity)
    expect(minimumBacktestLength(7, 1)).toEqual({ years: expectedMaximumApproximation(7) ** 2, bound: 2 * Math.log(7) })
  })
  it('refuses what has no error', () => {
    expect(() => sharpeRecord([2, 2, 2])).toThrow('mean 2')
    expect(() => sharpeRecord([1, NaN])).toThrow(RangeError)
    expect(() =>
      deflatedSharpeOfBest([
        [1, 2],
        [2, Infinity],
        [1, 3],
      ]),
    ).toThrow('Variant 1')
    expect(() => probabilisticSharpe({ sharpe: 3, observations: 9, skew: 4, kurtosis: 3 }, 0)).toThrow('variance')
  })
})

describe('the probability of back-test overfitting', () => {
  it('matches a hand-worked example', () => {
    // Four periods, two blocks: chosen on 0–1 (means 3, 1, 2) the first has rank 2 of 0, −1, 5 afterwards: ln(2/2).
    // Chosen on 2–3 the third has rank 2 before: ln(2/2). Both at the median, which counts as overfitted.
    const found = pbo(
      [
        [3, 1, 2],
        [3, 1, 2],
        [0, -1, 5],
        [0, -1, 5],
      ],
      2,
      { metric: 'mean' },
    )
    expect([...found.chosen]).toEqual([0, 2])
    expect([...found.logits]).toEqual([0, 0])
    expect(found.pbo).toBe(1)
    expect(found.probabilityOfLoss).toBe(0)
    // (3, 0) and (5, 2): a line through two points
    expect(found.degradation).toEqual({ slope: 1, intercept: -3, r2: 1, p: null })
  })
  it('is 0 for a variant that always leads, and 1 for ones that lead by turns', () => {
    const steady = noise(5, 24, 6).map(row => [...row, 9 + row[0]!])
    expect(pbo(steady, 6).pbo).toBe(0)
    const turns = noise(6, 24, 6).map((row, t) => row.map((x, k) => (k === Math.floor(t / 4) ? 3 + x / 9 : x / 9)))
    expect(pbo(turns, 6, { metric: 'mean' }).pbo).toBeGreaterThan(0.9)
  })
  it('does not depend on the unit, and drops from the start what fills no block', () => {
    const rows = noise(8, 26, 5),
      scaled = rows.map(row => row.map(x => 4 * x))
    expect(pbo(scaled, 8).logits).toEqual(pbo(rows, 8).logits)
    expect(pbo(rows, 8)).toEqual(pbo(rows.slice(2), 8))
  })
  it('shares ranks among ties: equal variants are at the median', () => {
    const rows = noise(9, 12, 1).map(([x]) => [x!, x!, x!])
    const found = pbo(rows, 4)
    expect([...found.logits]).toEqual([0, 0, 0, 0, 0, 0])
    expect([...found.chosen]).toEqual([0, 0, 0, 0, 0, 0])
  })
  it('refuses odd blocks, missing values and ratios without a deviation', () => {
    expect(() => pbo(noise(1, 12, 3), 5)).toThrow('even')
    expect(() =>
      pbo(
        [
          [1, 2],
          [3, NaN],
        ],
        2,
        { metric: 'mean' },
      ),
    ).toThrow('Variant 1 has the value NaN in period 1')
    expect(() => pbo([[1, 2], [3]], 2, { metric: 'mean' })).toThrow('Period 1 has 1 values')
    expect(() =>
      pbo(
        [
          [1, 2],
          [1, 3],
          [1, 2],
          [1, 5],
        ],
        2,
      ),
    ).toThrow('Use the metric mean')
    expect(() => pbo([[1], [2], [1], [5]], 2)).toThrow('One variant')
  })
})

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

describe('the stationary bootstrap', () => {
  it('draws runs of the given mean length that go on from the first row after the last', () => {
    const [rows] = stationaryIndices(50_000, 1, 6, 'runs')
    let runs = 1
    for (let i = 1; i < rows!.length; i++) runs += Number(rows![i] !== (rows![i - 1]! + 1) % 50_000)
    expect(50_000 / runs).toBeGreaterThan(5.8)
    expect(50_000 / runs).toBeLessThan(6.2)
  })
  it('draws the same rows from the same seed, and other ones from another', () => {
    expect(stationaryIndices(9, 3, 2, 7)).toEqual(stationaryIndices(9, 3, 2, 7))
    expect(stationaryIndices(9, 3, 2, 8)).not.toEqual(stationaryIndices(9, 3, 2, 7))
  })
})
