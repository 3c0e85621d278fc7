import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg, benjaminiHochbergAdjusted, holmAdjusted } from '../../src/stats/adjusted-p.ts'
import { holm } from '../../src/stats/holm.ts'
import { expectClose, statsVectors } from './pilot/vectors.ts'

describe('adjusted p-values', () => {
  it('match a hand-worked example', () => {
    // sorted 0.005 0.01 0.03 0.04 of 4: Holm ×4 ×3 ×2 ×1, never falling; BH ×4/1 ×4/2 ×4/3 ×4/4, never rising backwards
    expect(holmAdjusted([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(benjaminiHochbergAdjusted([0.01, 0.04, 0.03, 0.005])).toEqual([0.02, 0.04, 0.04, 0.02])
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.005], 0.03)).toEqual([true, false, false, true])
    expect(benjaminiHochberg([0.05], 0.05)).toEqual([true])
    expect(benjaminiHochberg([], 0.05)).toEqual([])
  })
  it('reject exactly what the procedures reject', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })
    fc.assert(
      fc.property(ps, fc.constantFrom(0.013, 0.05, 0.21), (p, alpha) => {
        expect(holmAdjusted(p).map(one => one <= alpha)).toEqual(holm(p, alpha))
        expect(benjaminiHochbergAdjusted(p).map(one => one <= alpha)).toEqual(benjaminiHochberg(p, alpha))
      }),
    )
  })
  it('refuse what is no probability', () => {
    expect(() => holmAdjusted([0.1, NaN])).toThrow('NaN')
    expect(() => benjaminiHochberg([1.5], 0.05)).toThrow('1.5')
  })
})

describe('multiple testing of statsmodels', () => {
  it('adjusts and rejects alike', () => {
    type Case = { p: number[]; alpha: number; method: string; expected_adjusted: number[]; reject: boolean[] }
    for (const { p, alpha, method, expected_adjusted: expected, reject } of statsVectors<Case[]>('multiple_testing')) {
      if (method !== 'holm' && method !== 'fdr_bh') continue
      const adjusted = method === 'holm' ? holmAdjusted(p) : benjaminiHochbergAdjusted(p)
      for (const [i, one] of adjusted.entries()) expectClose(one, expected[i]!)
      expect(method === 'holm' ? holm(p, alpha) : benjaminiHochberg(p, alpha)).toEqual(reject)
    }
  })
})
