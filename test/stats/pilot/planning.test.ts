import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../src/stats/normal.ts'
import { cochranQ } from '../../../src/stats/pilot/heterogeneity.ts'
import { noncentralTCdf, noncentralTSurvival } from '../../../src/stats/pilot/noncentral-t.ts'
import { runningPower, unitsMissing } from '../../../src/stats/pilot/running-power.ts'
import { exactSampleRatioP, sampleRatioTest } from '../../../src/stats/pilot/sample-ratio.ts'
import {
  minimalDetectableEffect,
  powerForMeans,
  powerForRates,
  sampleSizeForMeans,
  sampleSizeForRates,
} from '../../../src/stats/pilot/sample-size.ts'
import { tSurvival } from '../../../src/stats/student-t.ts'

const plan = { alpha: 0.05, power: 0.8, ratio: 1 }
const z = 1.959963984540054 + 0.8416212335729143 // of 5 % two-sided and 80 %

describe('sample size, power and smallest effect', () => {
  it('match hand-worked values', () => {
    expect(sampleSizeForRates(0.1, 0.2, plan).unpooled).toBeCloseTo((z ** 2 * 0.25) / 0.01, 8)
    const pooled = (1.959963984540054 * Math.sqrt(0.255) + 0.8416212335729143 * 0.5) ** 2 / 0.01
    expect(sampleSizeForRates(0.1, 0.2, plan).pooled).toBeCloseTo(pooled, 8)
    expect(sampleSizeForMeans(0.5, plan).closed).toBeCloseTo(z ** 2 * 8, 8)
    expect(minimalDetectableEffect(10, 50, 50, 0.05, 0.8)).toBeCloseTo(z * 2, 10)
  })
  it('give the power asked for', () => {
    for (const ratio of [1, 0.25]) {
      const sized = { alpha: 0.05, power: 0.9, ratio }
      const { t, z: units } = sampleSizeForMeans(0.3, sized)
      expect(powerForMeans(0.3, t, ratio, 0.05).t).toBeCloseTo(0.9, 10)
      expect(powerForMeans(0.3, units, ratio, 0.05).z).toBeCloseTo(0.9, 10)
      expect(powerForRates(0.1, 0.15, sampleSizeForRates(0.1, 0.15, sized).pooled, ratio, 0.05)).toBeCloseTo(0.9, 5)
      const n = sampleSizeForMeans(1, sized).closed
      expect(minimalDetectableEffect(1, n, n * ratio, 0.05, 0.9)).toBeCloseTo(1, 10)
    }
  })
  it('is α without an effect, and the same for a loss as for a gain', () => {
    expect(powerForMeans(0, 40, 1, 0.05).t).toBeCloseTo(0.05, 9)
    expect(powerForMeans(-0.4, 40, 1, 0.05).t).toBeCloseTo(powerForMeans(0.4, 40, 1, 0.05).t, 12)
    expect(sampleSizeForRates(0.2, 0.1, plan).unpooled).toBeCloseTo(sampleSizeForRates(0.1, 0.2, plan).unpooled, 9)
  })
  it('refuses plans that are none', () => {
    expect(() => sampleSizeForRates(0.1, 0.1, plan)).toThrow(RangeError)
    expect(() => sampleSizeForRates(0, 0.1, plan)).toThrow(RangeError)
    expect(() => sampleSizeForMeans(0.1, { ...plan, power: 1 })).toThrow(RangeError)
    expect(() => sampleSizeForMeans(NaN, plan)).toThrow(RangeError)
    expect(() => minimalDetectableEffect(0, 10, 10, 0.05, 0.8)).toThrow(RangeError)
    expect(() => minimalDetectableEffect(1, -10, -10, 0.05, 0.8)).toThrow(RangeError)
    expect(() => powerForRates(0.1, 0.2, 0, 1, 0.05)).toThrow(RangeError)
    expect(() => powerForMeans(NaN, 10, 1, 0.05)).toThrow(RangeError)
  })
})

describe('the shifted t distribution', () => {
  it('is Student’s without a shift, at any degrees of freedom', () => {
    for (const df of [2, 3.5, 12, 500, 1e6]) {
      for (const x of [-1, 0.5, 2, 4]) expect(noncentralTSurvival(x, df, 0) / tSurvival(x, df)).toBeCloseTo(1, 9)
    }
  })
  it('is below 0 as often as its normal part', () => {
    expect(noncentralTCdf(0, 7, 1.3)).toBeCloseTo(normalCdf(-1.3), 12)
    expect(noncentralTCdf(1, 7, 1.3) + noncentralTSurvival(1, 7, 1.3)).toBeCloseTo(1, 12)
  })
})

describe('power midway', () => {
  const effect = { value: 0.1, standardError: 0.05, degreesOfFreedom: 100, n: 400, relative: true }
  const running = { smallestEffect: 0.1, alpha: 0.05, power: 0.8, comparisons: 1, outcomes: 1, tightestAt: null }
  it('matches a hand-worked example', () => {
    // shift 2: P(Z > −0.04) + P(Z < −3.96)
    const both = normalCdf(2 - 1.959963984540054) + normalCdf(-3.959963984540054)
    expect(runningPower(effect, running, 0)).toBeCloseTo(both, 12)
    // needed shift 2.8: (2.8016/2)² times the units, nearly
    expect(unitsMissing(effect, running)!.factor).toBeCloseTo((z / 2) ** 2 - 1, 5)
  })
  it('needs nothing more when it is there, and says when no number would do', () => {
    expect(unitsMissing(effect, { ...running, power: 0.3 })).toEqual({ factor: 0, units: 0 })
    expect(unitsMissing(effect, { ...running, smallestEffect: 1e-9 })).toBeNull()
    expect(() => unitsMissing(effect, { ...running, power: 80 })).toThrow(RangeError)
  })
  it('watching all the time costs units', () => {
    const watched = unitsMissing(effect, { ...running, tightestAt: 400 })!.units
    expect(watched).toBeGreaterThan(unitsMissing(effect, running)!.units)
  })
})

function pmf(k: number, n: number, p: number): number {
  let choose = 1
  for (let i = 0; i < k; i++) choose *= (n - i) / (i + 1)
  return choose * p ** k * (1 - p) ** (n - k)
}

describe('sample ratio', () => {
  it('matches hand-worked examples', () => {
    expect(sampleRatioTest([60, 40], [1, 1]).chiSquare).toBeCloseTo(4, 12)
    expect(sampleRatioTest([0, 0], [1, 1]).p).toBe(1)
    expect(exactSampleRatioP(1, 4, 0.5)).toBeCloseTo(10 / 16, 12)
    expect(exactSampleRatioP(3, 4, 0.5)).toBeCloseTo(10 / 16, 12)
    expect(exactSampleRatioP(2, 4, 0.5)).toBe(1)
    expect(exactSampleRatioP(3, 3, 0.2)).toBeCloseTo(0.008, 12)
  })
  it('is exact: the sum over all splits no likelier', () => {
    const shares = fc.constantFrom(0.05, 0.3, 0.5, 0.9)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), shares, (n, k, p) => {
        fc.pre(k <= n)
        let sum = 0
        for (let i = 0; i <= n; i++) if (pmf(i, n, p) <= pmf(k, n, p) * (1 + 1e-7)) sum += pmf(i, n, p)
        expect(exactSampleRatioP(k, n, p)).toBeCloseTo(sum, 10)
      }),
    )
  })
  it('refuses counts and weights that are none', () => {
    expect(() => sampleRatioTest([1], [1])).toThrow(RangeError)
    expect(() => sampleRatioTest([1, NaN], [1, 1])).toThrow(RangeError)
    expect(() => sampleRatioTest([1, 2], [1, 0])).toThrow(RangeError)
    expect(() => exactSampleRatioP(5, 4, 0.5)).toThrow(RangeError)
  })
})

describe('cochranQ', () => {
  it('matches a hand-worked example', () => {
    // weights 1 and 1/4: mean (0 + 5/4)/(5/4) = 1, Q = 1 + 16/4
    expect(cochranQ([0, 5], [1, 2])).toMatchObject({ pooled: 1, q: 5, degreesOfFreedom: 1 })
    expect(cochranQ([2, 2, 2], [1, 2, 3]).p).toBe(1)
    expect(() => cochranQ([1], [1])).toThrow(RangeError)
    expect(() => cochranQ([1, NaN], [1, 1])).toThrow(RangeError)
  })
})
