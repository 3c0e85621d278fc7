import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armFromColumns, armFromSummary, armFromSums, armOfRate, mergeArms } from '../../../src/stats/pilot/arm.ts'
import type { Arm } from '../../../src/stats/pilot/arm.ts'
import { confidenceSequence, sequenceCriticalZ, sequenceRho } from '../../../src/stats/pilot/confidence-sequence.ts'
import {
  armEstimate,
  armDifference,
  relativeArmDifference,
  scaleEffect,
  studentDifference,
} from '../../../src/stats/pilot/effect.ts'
import { tInference } from '../../../src/stats/pilot/inference.ts'
import { ancova, pairedMeans, ratioOfMeans } from '../../../src/stats/pilot/means.ts'
import { cupedMean, cupedRatio, meanMetric, ratioMetric, varianceReduction } from '../../../src/stats/pilot/metric.ts'
import { NotEstimableError } from '../../../src/stats/pilot/not-estimable.ts'
import { postStratified } from '../../../src/stats/pilot/post-stratify.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'

const one = (...x: number[]) => armFromColumns([x])
const columns = (values: number[]) => [values, values.map((v, i) => v * (i % 3))]
/** Arms in which nothing varied before the pilot. */
const flat = (y: number[]) => armFromColumns([y, y.map(() => 7)])
const flatRatio = (y: number[]) => armFromColumns([y, y.map(() => 2), y.map(() => 3), y.map(() => 1)])

describe('arms', () => {
  const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 20 })
  it('merge to the arm of all units, from rows as from sums', () => {
    fc.assert(
      fc.property(column, column, (x, y) => {
        const whole = armFromColumns(columns(x).map((part, k) => [...part, ...columns(y)[k]!]))
        const merged = mergeArms(armFromColumns(columns(x)), armFromColumns(columns(y)))
        const all = columns(x).map((part, k) => [...part, ...columns(y)[k]!])
        const total = (f: (i: number) => number) => all[0]!.reduce((sum, _, i) => sum + f(i), 0)
        const sums = armFromSums(
          all[0]!.length,
          all.map(c => total(i => c[i]!)),
          all.map(c => all.map(d => total(i => c[i]! * d[i]!))),
        )
        for (const arm of [merged, sums]) {
          expect(arm.n).toBe(whole.n)
          for (const r of [0, 1]) {
            expect(arm.mean[r]).toBeCloseTo(whole.mean[r]!, 9)
            for (const s of [0, 1]) expect(arm.centred[r]![s]).toBeCloseTo(whole.centred[r]![s]!, 6)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
  it('refuse values that are none', () => {
    expect(() => one(1, NaN)).toThrow(RangeError)
    expect(() => one()).toThrow(RangeError)
    expect(() => armFromColumns([[1, 2], [1]])).toThrow(RangeError)
    expect(() => armFromSums(0, [0], [[0]])).toThrow(RangeError)
    expect(() => armFromSummary(5, NaN, 1)).toThrow(RangeError)
    expect(() => armOfRate(5, 3)).toThrow(RangeError)
    expect(() => mergeArms(one(1, 2), flat([1, 2]))).toThrow('same columns')
  })
})

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

describe('CUPED and post-stratification', () => {
  it('θ by hand, and no adjustment where nothing varied before', () => {
    const a = armFromColumns([
        [1, 3],
        [0, 1],
      ]),
      b = armFromColumns([
        [4, 8],
        [1, 2],
      ])
    // all units: x 0 1 1 2 about 1, y 1 3 4 8 about 4: Sxy = 3 + 4 = 7, Sxx = 2
    const metric = cupedMean(a, b)
    expect(metric.theta).toBeCloseTo(3.5, 14)
    expect(armDifference(metric, a, b).value).toBeCloseTo(4 - 3.5 * 1, 12)
    expect(cupedMean(flat([1, 2]), flat([3, 5])).theta).toBe(0)
    expect(cupedRatio(flatRatio([1, 2]), flatRatio([3, 5])).theta).toBe(0)
  })
  it('takes out what the earlier value explains, and ANCOVA agrees with it', () => {
    const draw = normalDraws(rng('cuped'))
    const arm = (n: number, effect: number) => {
      const x = Float64Array.from({ length: n }, draw)
      return armFromColumns([x.map(xi => 2 * xi + draw() + effect), x])
    }
    const a = arm(4000, 0),
      b = arm(4000, 0.1)
    const metric = cupedMean(a, b),
      adjusted = armDifference(metric, a, b),
      squares = ancova(a, b)
    expect(metric.theta).toBeCloseTo(2, 1)
    expect(varianceReduction(a, metric.theta!)).toBeCloseTo(0.8, 1)
    expect(Math.abs(adjusted.value - 0.1)).toBeLessThan(4 * adjusted.standardError)
    expect(adjusted.standardError).toBeCloseTo(Math.sqrt(2 / 4000), 3)
    expect(squares.value).toBeCloseTo(adjusted.value, 3)
    expect(squares.standardError).toBeCloseTo(adjusted.standardError, 3)
  })
  it('weights strata by their size: hand-worked', () => {
    // stratum A (4 units): effect 2, each arm's variance 2, error² 2; stratum B (8 units): effect 5, variances 4/3
    const strata = [
      { control: one(0, 2), treatment: one(2, 4) },
      { control: one(9, 9, 11, 11), treatment: one(14, 14, 16, 16) },
    ]
    const effect = postStratified(strata, 'mean', 'absolute')
    expect(effect.value).toBeCloseTo(4, 12) // (4·2 + 8·5)/12
    // given shares: Σ ν_k n_k SE_k²/n = (1/3·4·2 + 2/3·8·(2/3))/12; between: (1/3·(2−4)² + 2/3·(5−4)²)/12
    expect(effect.standardErrorGivenShares ** 2).toBeCloseTo((8 / 3 + 32 / 9) / 12, 12)
    expect(effect.standardError ** 2).toBeCloseTo((8 / 3 + 32 / 9 + 2) / 12, 12)
  })
  it('is the plain comparison with one stratum, and where the others cannot stand alone', () => {
    const big = { control: one(1, 2, 3, 5), treatment: one(4, 6, 8, 9) },
      still = { control: one(7), treatment: one(9) }
    const whole = armDifference(meanMetric, one(1, 2, 3, 5, 7), one(4, 6, 8, 9, 9))
    const merged = postStratified([still, big], 'mean', 'absolute')
    expect(merged.value).toBeCloseTo(whole.value, 12)
    expect(merged.standardError).toBeCloseTo(whole.standardError, 12)
    expect(() => postStratified([], 'mean', 'absolute')).toThrow(RangeError)
  })
  it('takes rates of merged strata as means, with n − 1', () => {
    // controls of the small stratum never responded: its units join the largest, 30 of 210 and 47 of 222
    const strata = [
      { control: armOfRate(30, 200), treatment: armOfRate(45, 210) },
      { control: armOfRate(0, 10), treatment: armOfRate(2, 12) },
      { control: armOfRate(10, 60), treatment: armOfRate(20, 66) },
    ]
    const inOne = ((30 / 210) * 180) / 210 / 209 + ((47 / 222) * 175) / 222 / 221 // p(1 − p)/(n − 1)
    const other = ((10 / 60) * 50) / 60 / 60 + ((20 / 66) * 46) / 66 / 66 // a stratum of its own: p(1 − p)/n
    const { standardErrorGivenShares } = postStratified(strata, 'mean', 'absolute')
    expect(standardErrorGivenShares).toBeCloseTo(Math.sqrt((432 / 558) ** 2 * inOne + (126 / 558) ** 2 * other), 14)
  })
  it('merges a stratum whose ratio has no error, though its numerator varies', () => {
    const big = {
      control: armFromColumns([
        [1, 4, 3, 8],
        [1, 2, 3, 4],
      ]),
      treatment: armFromColumns([
        [3, 4, 6, 9],
        [1, 1, 2, 3],
      ]),
    }
    const still = {
      control: armFromColumns([
        [2, 4],
        [1, 2],
      ]),
      treatment: armFromColumns([
        [5, 4],
        [2, 1],
      ]),
    }
    // … whose controls have 2 per contact, always.
    const whole = armDifference(
      ratioMetric,
      mergeArms(big.control, still.control),
      mergeArms(big.treatment, still.treatment),
    )
    expect(postStratified([big, still], 'ratio', 'absolute').standardError).toBeCloseTo(whole.standardError, 12)
  })
  it('leaves the order of the strata without effect', () => {
    const draw = normalDraws(rng('strata'))
    const column = () => Float64Array.from({ length: 30 }, () => 5 + draw())
    const arm = (): Arm => armFromColumns([column(), column(), column(), column()])
    const strata = Array.from({ length: 3 }, () => ({ control: arm(), treatment: arm() }))
    for (const metric of ['mean', 'ratio', 'cuped mean', 'cuped ratio'] as const) {
      for (const kind of ['absolute', 'relative'] as const) {
        const there = postStratified(strata, metric, kind),
          back = postStratified(strata.toReversed(), metric, kind)
        expect(back.value).toBeCloseTo(there.value, 10)
        expect(back.standardError).toBeCloseTo(there.standardError, 10)
      }
    }
  })
})

describe('confidence sequence', () => {
  it('is narrowest, in √n standard errors, where it was asked to be', () => {
    const rho = sequenceRho(0.95, 'two-sided', 5000)
    const width = (n: number) => sequenceCriticalZ(n, rho, 0.05, 'two-sided')
    expect(width(5000)).toBeLessThan(width(2500))
    expect(width(5000)).toBeLessThan(width(10_000))
  })
  it('has p-values that say where the interval leaves 0', () => {
    const base = { standardError: 1, degreesOfFreedom: 1e4, n: 3000, relative: false }
    const z = sequenceCriticalZ(3000, sequenceRho(0.95, 'two-sided', 5000), 0.05, 'two-sided')
    expect(confidenceSequence({ ...base, value: z }, 0.95, 'two-sided').p).toBeCloseTo(0.05, 12)
    expect(confidenceSequence({ ...base, value: 0 }, 0.95, 'two-sided').p).toBe(1)
    const y = sequenceCriticalZ(3000, sequenceRho(0.95, 'one-sided', 5000), 0.05, 'one-sided')
    expect(confidenceSequence({ ...base, value: y }, 0.95, 'greater').p).toBeCloseTo(0.05, 12)
    expect(confidenceSequence({ ...base, value: y }, 0.95, 'less').p).toBe(1)
    expect(confidenceSequence({ ...base, value: -y }, 0.95, 'less').interval[1]).toBeCloseTo(0, 12)
  })
  it('refuses a plan that is none', () => {
    expect(() => sequenceRho(0.95, 'two-sided', 0)).toThrow(RangeError)
    expect(() => sequenceRho(0.4, 'one-sided', 5000)).toThrow(RangeError)
  })
})
