import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { twoSidedZ } from '../../../src/stats/normal.ts'
import { nonInferiority } from '../../../src/stats/pilot/non-inferiority.ts'
import { NotEstimableError } from '../../../src/stats/pilot/not-estimable.ts'
import { agrestiCoull, clopperPearson, jeffreysInterval, waldInterval } from '../../../src/stats/pilot/proportion.ts'
import { scoreDifference, scoreRatio, scoreRatioZ, scoreZ } from '../../../src/stats/pilot/score.ts'
import { chiSquareOfArms, fisherExact, mcNemar, yatesChiSquare } from '../../../src/stats/pilot/tables.ts'
import {
  agrestiCaffo,
  logRateRatio,
  logRatioInterval,
  newcombe,
  pooledZTest,
  relativeLiftOfRates,
  unpooledZTest,
  waldDifference,
} from '../../../src/stats/pilot/two-proportions.ts'
import { expectInterval } from './vectors.ts'

const control = { count: 40, n: 100 },
  treatment = { count: 50, n: 100 }

describe('one proportion', () => {
  it('matches hand-worked intervals', () => {
    expect(clopperPearson({ count: 0, n: 10 }, 0.95)).toEqual([0, expect.closeTo(1 - 0.025 ** 0.1, 12)])
    expect(clopperPearson({ count: 10, n: 10 }, 0.95)).toEqual([expect.closeTo(0.025 ** 0.1, 12), 1])
    const half = 0.05 * twoSidedZ(0.95)
    expectInterval(waldInterval({ count: 50, n: 100 }, 0.95), [0.5 - half, 0.5 + half])
  })
  it('mirrors: the interval of the non-events is one minus that of the events', () => {
    for (const interval of [waldInterval, agrestiCoull, clopperPearson, jeffreysInterval]) {
      const [low, high] = interval({ count: 3, n: 40 }, 0.9)
      const [mirrorLow, mirrorHigh] = interval({ count: 37, n: 40 }, 0.9)
      expect(low).toBeCloseTo(1 - mirrorHigh, 13)
      expect(high).toBeCloseTo(1 - mirrorLow, 13)
    }
  })
  it('refuses what is no proportion', () => {
    expect(() => clopperPearson({ count: 11, n: 10 }, 0.95)).toThrow('11 events')
    expect(() => agrestiCoull({ count: NaN, n: 10 }, 0.95)).toThrow(RangeError)
    expect(() => jeffreysInterval({ count: 1, n: 10 }, 1)).toThrow('confidence level')
  })
})

describe('two proportions', () => {
  it('match a hand-worked example', () => {
    // difference 0.1; pooled 0.45·0.55·0.02 = 0.00495; unpooled (0.24 + 0.25)/100 = 0.0049
    expect(pooledZTest(control, treatment).z).toBeCloseTo(0.1 / Math.sqrt(0.00495), 12)
    expect(unpooledZTest(control, treatment).standardError).toBeCloseTo(0.07, 14)
    const half = 0.07 * twoSidedZ(0.95)
    expectInterval(waldDifference(control, treatment, 0.95), [0.1 - half, 0.1 + half])
    expect(relativeLiftOfRates(control, treatment, 0.95).standardError).toBeCloseTo(
      Math.sqrt(0.0025 / 0.16 + (0.0024 * 0.25) / 0.0256),
      12,
    )
    expect(logRateRatio(control, treatment).standardError).toBeCloseTo(Math.sqrt(1 / 40 + 1 / 50 - 0.02), 12)
    const error = Math.sqrt(0.025) // 1/40 + 1/50 − 0.02, on the logarithm of 0.5/0.4
    expectInterval(logRatioInterval(control, treatment, 0.95), [
      1.25 * Math.exp(-error * twoSidedZ(0.95)),
      1.25 * Math.exp(error * twoSidedZ(0.95)),
    ])
    // Of equal rates both have one likeliest rate, so Miettinen and Nurminen's z is the pooled one times √((N − 1)/N).
    expect(scoreRatioZ(control, treatment, 1)).toBeCloseTo((0.1 / Math.sqrt(0.00495)) * Math.sqrt(199 / 200), 12)
    expect(scoreZ(control, treatment, 0)).toBeCloseTo((0.1 / Math.sqrt(0.00495)) * Math.sqrt(199 / 200), 12)
    expect(chiSquareOfArms(control, treatment).chiSquare).toBeCloseTo(0.01 / 0.00495, 12)
    expect(yatesChiSquare(control, treatment).chiSquare).toBeCloseTo(4.5 ** 2 * (2 / 45 + 2 / 55), 12) // |O − E| = 5
    // 1 of 2 against 3 of 3: tables with 1 or 2 events in the first arm have 2/5 and 3/5
    expect(fisherExact({ count: 1, n: 2 }, { count: 3, n: 3 })).toBeCloseTo(0.4, 14)
    expect(fisherExact({ count: 2, n: 2 }, { count: 2, n: 3 })).toBe(1)
  })
  it('keeps a tail that 1 − cdf would lose', () => {
    const { p, less } = pooledZTest({ count: 500, n: 10_000 }, { count: 1500, n: 10_000 })
    expect(p).toBeGreaterThan(0)
    expect(p).toBeLessThan(1e-100)
    expect(less).toBe(1)
  })
  it('Agresti and Caffo’s is Wald’s with one more of each, cut no more than Wald’s: 0 of 20 against 20 of 20', () => {
    // rates 1/22 and 21/22, each with variance 21/22³
    const half = 2.5758293035489 * Math.sqrt(42 / 22 ** 3)
    const [low, high] = agrestiCaffo({ count: 0, n: 20 }, { count: 20, n: 20 }, 0.99)
    expect(low).toBeCloseTo(20 / 22 - half, 12)
    expect(high).toBeCloseTo(20 / 22 + half, 12) // 1.07
  })
  it('reverses with the arms', () => {
    for (const interval of [waldDifference, agrestiCaffo, newcombe, scoreDifference]) {
      const [low, high] = interval(control, treatment, 0.95),
        [back, forth] = interval(treatment, control, 0.95)
      expect(low).toBeCloseTo(-forth, 12)
      expect(high).toBeCloseTo(-back, 12)
    }
    const [low, high] = scoreRatio(control, treatment, 0.95)!,
      [back, forth] = scoreRatio(treatment, control, 0.95)!
    expect(low * forth).toBeCloseTo(1, 11)
    expect(high * back).toBeCloseTo(1, 11)
  })
  it('has score intervals whose ends are just rejected, and which hold the difference', () => {
    const arm = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 60 }))
      .map(([count, rest]) => ({ count, n: count + rest }))
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const d = b.count / b.n - a.count / a.n,
          [low, high] = scoreDifference(a, b, 0.9)
        expect(low <= d && d <= high).toBe(true)
        if (low > -0.999) expect(scoreZ(a, b, low)).toBeCloseTo(twoSidedZ(0.9), 8)
        if (high < 0.999) expect(scoreZ(a, b, high)).toBeCloseTo(-twoSidedZ(0.9), 8)
      }),
      { numRuns: 50 },
    )
  })
  it('gives an interval without events in one arm or in both', () => {
    const [low, high] = scoreDifference({ count: 0, n: 50 }, { count: 4, n: 50 }, 0.95)
    expect(low).toBeLessThan(0.01)
    expect(high).toBeGreaterThan(0.15)
    expect(scoreRatio({ count: 0, n: 50 }, { count: 4, n: 50 }, 0.95)![1]).toBe(Infinity)
    expect(scoreRatio({ count: 4, n: 50 }, { count: 0, n: 50 }, 0.95)![0]).toBe(0)
    expect(scoreRatio({ count: 0, n: 50 }, { count: 0, n: 50 }, 0.95)).toBeNull()
    const [below, above] = newcombe({ count: 0, n: 50 }, { count: 0, n: 50 }, 0.95)
    expect(below).toBeCloseTo(-above, 14)
  })
  it('refuses what cannot be estimated instead of giving 0 or p = 1', () => {
    expect(() => pooledZTest({ count: 0, n: 9 }, { count: 0, n: 9 })).toThrow(NotEstimableError)
    expect(() => unpooledZTest({ count: 9, n: 9 }, { count: 0, n: 9 })).toThrow(NotEstimableError)
    expect(() => relativeLiftOfRates({ count: 0, n: 9 }, { count: 1, n: 9 }, 0.95)).toThrow('control arm has no event')
    expect(() => logRateRatio({ count: 1, n: 9 }, { count: 0, n: 9 })).toThrow('treatment arm has no event')
    expect(() => fisherExact({ count: 1.5, n: 9 }, { count: 0, n: 9 })).toThrow('whole units')
    expect(() => chiSquareOfArms({ count: 0, n: 9 }, { count: 0, n: 9 })).toThrow(NotEstimableError)
  })
})

describe('nonInferiority', () => {
  it('matches a hand-worked example', () => {
    // 0.5 against 0.5 of 100 each, margin 0.1: z = 0.1/√0.005
    const { wald, score } = nonInferiority({ count: 50, n: 100 }, { count: 50, n: 100 }, 0.1)
    expect(wald.z).toBeCloseTo(Math.SQRT2, 12)
    // the likeliest rates 0.1 apart are 0.45 and 0.55; times √(199/200)
    expect(score.z).toBeCloseTo((0.1 / Math.sqrt((2 * 0.55 * 0.45) / 100)) * Math.sqrt(199 / 200), 10)
  })
  it('refuses a margin that is none', () => {
    expect(() => nonInferiority(control, treatment, 0)).toThrow(RangeError)
  })
})

describe('mcNemar', () => {
  it('matches a hand-worked example', () => {
    // 3 and 1 changed: 2·P(X ≤ 1 of 4) = 2·5/16; (3−1)²/4 = 1; (2−1)²/4
    const { exactP, chiSquare, corrected } = mcNemar({ both: 7, onlyBefore: 3, onlyAfter: 1, neither: 2 })
    expect(exactP).toBeCloseTo(0.625, 14)
    expect(chiSquare.chiSquare).toBe(1)
    expect(corrected.chiSquare).toBe(0.25)
  })
  it('refuses when nobody changed', () => {
    expect(() => mcNemar({ both: 1, onlyBefore: 0, onlyAfter: 0, neither: 2 })).toThrow(NotEstimableError)
  })
})
