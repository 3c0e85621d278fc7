import { describe, expect, it } from 'vitest'
import { confidenceSequence, sequenceCriticalZ, sequenceRho } from '../../../src/stats/pilot/confidence-sequence.ts'

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
