// Goal: Pareto-k tells light tails from heavy ones, agrees with the R package loo's gpdfit (its formulae evaluated
// independently in Python), and says nothing of tied tails.

import { expect, it } from 'vitest'
import { paretoK } from '../../src/stats/pareto-k.ts'
import { quantile } from '../../src/stats/quantile.ts'
import { rng } from '../../src/stats/rng.ts'

const sorted = (length: number, weight: (i: number) => number) =>
  Float64Array.from({ length }, (_, i) => weight(i)).sort()

it('agrees with loo::gpdfit on two fixed sets of weights', () => {
  expect(paretoK(sorted(200, i => (i + 1) ** -0.8))).toBeCloseTo(0.6241808755246051, 11)
  expect(paretoK(sorted(60, i => Math.exp(i / 10)))).toBeCloseTo(0.018107789105599403, 11)
})

it('finds the shape of Pareto weights, k = 0.9, 0.5 and 0.2, and does not depend on their unit', () => {
  const uniform = rng('pareto tails')
  for (const k of [0.9, 0.5, 0.2]) {
    const found = Array.from({ length: 30 }, () => {
      const weights = sorted(10_000, () => (1 - uniform()) ** -k)
      expect(paretoK(weights.map(w => w * 1e-200))).toBeCloseTo(paretoK(weights)!, 9)
      return paretoK(weights)!
    })
    // One k errs by (1 + k)/√300 ≈ 0.07 to 0.11, so the mean of thirty by 0.02; the prior pulls 0.9 down by 0.015.
    expect(Math.abs(found.reduce((a, b) => a + b, 0) / found.length - k)).toBeLessThan(0.08)
  }
})

it('is below 0 for weights that end at a limit', () => {
  const uniform = rng('limit')
  expect(paretoK(sorted(10_000, () => uniform()))!).toBeLessThan(-0.5)
})

it('is absent where the tail is tied or too short', () => {
  expect(paretoK(sorted(1000, i => i % 2))).toBeNull()
  expect(paretoK(sorted(1000, i => i % 40))).toBeNull() // 95 in the tail, four different ones
  expect(paretoK(sorted(1000, i => (i < 990 ? 1 : 2 + i)))).toBeNull() // ten differ, the rest of the tail is tied
  expect(paretoK(sorted(20, i => i))).toBeNull()
  expect(paretoK(sorted(21, i => i))).not.toBeNull()
  expect(paretoK(new Float64Array(0))).toBeNull()
})

it('refuses weights that are not sorted', () => {
  expect(() => paretoK(Float64Array.of(1, 3, 2))).toThrow(/Weight 2 is 2 after 3/)
})

it('quantiles interpolate as numpy does: of 1, 2, 4 the 0.75 one is 3', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map(p => quantile(Float64Array.of(1, 2, 4), p))).toEqual([1, 1.5, 2, 3, 4])
  expect(() => quantile(new Float64Array(0), 0.5)).toThrow(/No quantile/)
})
