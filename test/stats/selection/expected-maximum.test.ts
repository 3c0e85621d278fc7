import { describe, expect, it } from 'vitest'
import { expectedMaximum, expectedMaximumApproximation } from '../../../src/stats/selection/expected-maximum.ts'

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
