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
import { expectedMaximumApproximation } from '../../../src/stats/selection/expected-maximum.ts'

const noise = (seed: number, rows: number, variants: number) => {
  const draw = normalDraws(rng(seed))
  return Array.from({ length: rows }, () => Array.from({ length: variants }, draw))
}

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
