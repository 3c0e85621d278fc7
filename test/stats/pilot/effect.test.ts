import { describe, expect, it } from 'vitest'
import { armFromColumns, armFromSums, armOfRate } from '../../../src/stats/pilot/arm.ts'
import { confidenceSequence } from '../../../src/stats/pilot/confidence-sequence.ts'
import {
  armEstimate,
  armDifference,
  relativeArmDifference,
  scaleEffect,
  studentDifference,
} from '../../../src/stats/pilot/effect.ts'
import { tInference } from '../../../src/stats/pilot/inference.ts'
import { pairedMeans, ratioOfMeans } from '../../../src/stats/pilot/means.ts'
import { meanMetric, ratioMetric, varianceReduction } from '../../../src/stats/pilot/metric.ts'
import { NotEstimableError } from '../../../src/stats/pilot/not-estimable.ts'

const one = (...x: number[]) => armFromColumns([x])

describe('effects', () => {
  // control 1 2 3: mean 2, variance 1; treatment 4 6 8 10: mean 7, variance 20/3
  const control = one(1, 2, 3),
    treatment = one(4, 6, 8, 10)
  it('match hand-worked values', () => {
    const effect = armDifference(meanMetric, control, treatment)
    expect(effect.value).toBe(5)
    expect(effect.standardError).toBeCloseTo(Math.sqrt(1 / 3 + 5 / 3), 12)
    expect(effect.degreesOfFreedom).toBeCloseTo(4 / ((1 / 3) ** 2 / 2 + (5 / 3) ** 2 / 3), 12)
    const student = studentDifference(control, treatment) // (2 + 20)/5 · (1/3 + 1/4)
    expect(student.standardError).toBeCloseTo(Math.sqrt(((22 / 5) * 7) / 12), 12)
    expect(student.degreesOfFreedom).toBe(5)
    const lift = relativeArmDifference(meanMetric, control, treatment) // 20/3/4/4 + 1/3·49/16
    expect(lift.value).toBe(2.5)
    expect(lift.standardError).toBeCloseTo(Math.sqrt(5 / 12 + 49 / 48), 12)
    expect(scaleEffect(effect, 3).value).toBe(15)
  })
  it('keep their digits where the mean is large', () => {
    const a = one(1e9 + 1, 1e9 + 2, 1e9 + 3),
      b = one(1e9 + 4, 1e9 + 6, 1e9 + 8, 1e9 + 10)
    const effect = armDifference(meanMetric, a, b)
    expect(effect.standardError).toBeCloseTo(Math.sqrt(2), 9)
  })
  it('one-sided intervals are open on the far side, and p-values add to one', () => {
    const effect = armDifference(meanMetric, control, treatment)
    const greater = tInference(effect, 0.95, 'greater'),
      less = tInference(effect, 0.95, 'less')
    expect(greater.interval[1]).toBe(Infinity)
    expect(less.interval[0]).toBe(-Infinity)
    expect(greater.p + less.p).toBeCloseTo(1, 14)
    expect(tInference(effect, 0.95, 'two-sided').p).toBeCloseTo(2 * greater.p, 14)
    const { interval } = tInference(effect, 0.9, 'two-sided')
    expect(interval[0]).toBeCloseTo(greater.interval[0], 12)
    expect(tInference(effect, 0.95, 'two-sided', interval[0]).p).toBeCloseTo(0.1, 9) // a limit is just rejected
  })
  it('a lift is relative to the size of the baseline, whatever its sign', () => {
    const below = relativeArmDifference(meanMetric, one(-4, -5, -6), one(-3, -4, -5))
    expect(below.value).toBeCloseTo(0.2, 14)
    expect(below.standardError).toBeGreaterThan(0)
  })
  it('a ratio matches the linearised rows', () => {
    const x = [3, 5, 4, 9],
      y = [1, 2, 2, 3],
      r = 21 / 8
    const { value, standardError } = armEstimate(ratioMetric, armFromColumns([x, y]))
    expect(value).toBeCloseTo(r, 14)
    const psi = x.map((xi, i) => (xi - r * y[i]!) / 2) // mean 0, divided by the denominator's mean 2
    expect(standardError).toBeCloseTo(Math.sqrt(psi.reduce((s, e) => s + e * e, 0) / 3 / 4), 12)
  })
  it('refuse what has no error or no baseline', () => {
    expect(() => armDifference(meanMetric, one(1, 1, 1), treatment)).toThrow(NotEstimableError)
    expect(() => armDifference(meanMetric, one(0.1, 0.1, 0.1), treatment)).toThrow(NotEstimableError)
    expect(() => armDifference(meanMetric, one(1), treatment)).toThrow('1 units')
    const sums = armFromSums(3, [0.3], [[0.1 * 0.1 * 3]]),
      proportional = armFromColumns([
        [0.1, 0.7, 0.3],
        [1, 7, 3],
      ])
    expect(() => armDifference(meanMetric, sums, treatment)).toThrow(NotEstimableError)
    expect(() => armDifference(ratioMetric, proportional, proportional)).toThrow(NotEstimableError)
    expect(() => armDifference(meanMetric, armOfRate(0, 100), armOfRate(5, 100))).toThrow(NotEstimableError)
    expect(() => relativeArmDifference(meanMetric, one(-1, 1), treatment)).toThrow('relative')
    expect(() =>
      armDifference(
        ratioMetric,
        armFromColumns([
          [1, 2],
          [0, 0],
        ]),
        armFromColumns([
          [1, 2],
          [1, 1],
        ]),
      ),
    ).toThrow('denominator')
    expect(() => pairedMeans([1, 2], [2, 3])).toThrow(NotEstimableError)
    const still = { ...armDifference(meanMetric, control, treatment), standardError: 0 }
    expect(() => tInference(still, 0.95, 'less')).toThrow(RangeError)
    expect(() => confidenceSequence(still, 0.95, 'two-sided')).toThrow(RangeError)
    expect(() => ratioOfMeans(one(-1, 1), treatment, 0.95)).toThrow('Use the difference')
    expect(() =>
      varianceReduction(
        armFromColumns([
          [3, 3],
          [1, 2],
        ]),
        0.5,
      ),
    ).toThrow(NotEstimableError)
  })
  it('paired differences and Fieller’s ratio match hand-worked values', () => {
    const paired = pairedMeans([1, 2, 3], [2, 4, 3]) // changes 1 2 0
    expect(paired).toMatchObject({ value: 1, standardError: expect.closeTo(Math.sqrt(1 / 3), 12), degreesOfFreedom: 2 })
    const { value, interval } = ratioOfMeans(one(9, 10, 11), one(19, 20, 21), 0.95)
    expect(value).toBe(2)
    expect(interval![0] < 2 && 2 < interval![1]).toBe(true)
    expect(ratioOfMeans(one(-1, 0, 2), one(19, 20, 21), 0.95).interval).toBeNull()
  })
})
