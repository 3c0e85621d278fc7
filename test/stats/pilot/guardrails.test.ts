import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../src/stats/normal.ts'
import { guardrailPower, sampleSizeForNonInferiority } from '../../../src/stats/pilot/guardrails.ts'
import { nonInferiority } from '../../../src/stats/pilot/non-inferiority.ts'
import { rng } from '../../../src/stats/rng.ts'

describe('guardrails', () => {
  it('share the missing power', () => {
    expect(guardrailPower(0.8, 4)).toBeCloseTo(0.95, 14)
    expect(guardrailPower(0.8, 1)).toBeCloseTo(0.8, 14)
    expect(() => guardrailPower(0.8, 0)).toThrow(RangeError)
  })
  it('need as many units as worked by hand', () => {
    // (1.6449 + 0.8416)²·0.18/0.0025
    const alike = { control: 0.09, treatment: 0.09 },
      plan = { alpha: 0.05, power: 0.8, ratio: 1 }
    const n = sampleSizeForNonInferiority(alike, 0.05, 0, plan)
    expect(n).toBeCloseTo((1.6448536269514722 + 0.8416212335729143) ** 2 * 72, 6)
    expect(() => sampleSizeForNonInferiority(alike, 0.05, -0.05, plan)).toThrow(RangeError)
  })
  it('pass as often as planned where the arms are alike', () => {
    const uniform = rng('guardrail'),
      pilots = 1500,
      n = 446 // 0.1 against 0.1, margin 0.05
    const events = () => {
      let count = 0
      for (let i = 0; i < n; i++) count += Number(uniform() < 0.1)
      return count
    }
    let passed = 0
    for (let pilot = 0; pilot < pilots; pilot++) {
      passed += Number(nonInferiority({ count: events(), n }, { count: events(), n }, 0.05).wald.p < 0.05) / pilots
    }
    const z = 0.05 / Math.sqrt(0.18 / n) - 1.6448536269514722
    expect(Math.abs(passed - normalCdf(z))).toBeLessThan(4 * Math.sqrt(0.16 / pilots))
  })
})
