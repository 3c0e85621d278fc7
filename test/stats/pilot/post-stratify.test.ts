import { describe, expect, it } from 'vitest'
import { armFromColumns, armOfRate, mergeArms } from '../../../src/stats/pilot/arm.ts'
import type { Arm } from '../../../src/stats/pilot/arm.ts'
import { armDifference } from '../../../src/stats/pilot/effect.ts'
import { ancova } from '../../../src/stats/pilot/means.ts'
import { cupedMean, cupedRatio, meanMetric, ratioMetric, varianceReduction } from '../../../src/stats/pilot/metric.ts'
import { postStratified } from '../../../src/stats/pilot/post-stratify.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'

const one = (...x: number[]) => armFromColumns([x])
/** Arms in which nothing varied before the pilot. */
const flat = (y: number[]) => armFromColumns([y, y.map(() => 7)])
const flatRatio = (y: number[]) => armFromColumns([y, y.map(() => 2), y.map(() => 3), y.map(() => 1)])

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
