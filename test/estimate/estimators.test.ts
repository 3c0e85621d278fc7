import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dm } from '../../src/estimate/dm.ts'
import { dr } from '../../src/estimate/dr.ts'
import { clusterError, pairedDifference, skewness } from '../../src/estimate/influence.ts'
import { ips } from '../../src/estimate/ips.ts'
import { cubeSum, squareSum } from '../../src/estimate/linear-form.ts'
import { ratio, ratioInterval } from '../../src/estimate/ratio.ts'
import { snips } from '../../src/estimate/snips.ts'
import { oneDecisionEach, sumOfTotals } from './totals.ts'

describe('ips', () => {
  it('matches a hand-worked example', () => {
    // w r = 20, 4, 0: mean 8; deviations 12, −4, −8: Σ² = 224, SE = √(3/2 · 224)/3
    const sums = sumOfTotals(oneDecisionEach([2, 4, 0], [10, 1, 99]))
    const { value, psi } = ips(sums, 0)
    expect(value).toBe(8)
    expect(clusterError(psi, sums)).toBeCloseTo(Math.sqrt(336) / 3, 12)
  })

  it('gives back what the shift took out, in value and error', () => {
    const plain = sumOfTotals(oneDecisionEach([2, 4, 0], [10, 1, 99]))
    const shifted = sumOfTotals(oneDecisionEach([2, 4, 0], [7, -2, 96]))
    expect(ips(shifted, 3).value).toBeCloseTo(8, 12)
    expect(clusterError(ips(shifted, 3).psi, shifted)).toBeCloseTo(clusterError(ips(plain, 0).psi, plain)!, 12)
  })
})

describe('snips', () => {
  it('matches a hand-worked example', () => {
    // (20 + 4 + 0)/6 = 4; w(r − 4) = 12, −12, 0: SE = √(3/2 · 288)/6
    const sums = sumOfTotals(oneDecisionEach([2, 4, 0], [10, 1, 99]))
    const { value, psi } = snips(sums, 0)!
    expect(value).toBe(4)
    expect(clusterError(psi, sums)).toBeCloseTo(Math.sqrt(432) / 6, 12)
  })

  it('is the plain mean with its usual error when both policies are the same', () => {
    const sums = sumOfTotals(oneDecisionEach([1, 1, 1], [1, 2, 6]))
    const { value, psi } = snips(sums, 0)!
    expect(value).toBe(3)
    // sample variance 7, SE √(7/3)
    expect(clusterError(psi, sums)).toBeCloseTo(Math.sqrt(7 / 3), 12)
  })

  it('shifts with the outcomes exactly: V(r − c) + c = V(r), the same error', () => {
    const plain = sumOfTotals(oneDecisionEach([0.5, 2, 4], [5, 7, 3]))
    const shifted = sumOfTotals(oneDecisionEach([0.5, 2, 4], [2, 4, 0]))
    expect(snips(shifted, 3)!.value).toBeCloseTo(snips(plain, 0)!.value, 12)
    expect(clusterError(snips(shifted, 3)!.psi, shifted)).toBeCloseTo(clusterError(snips(plain, 0)!.psi, plain)!, 12)
  })

  it('is absent when no logged decision could have been the policy’s', () => {
    expect(snips(sumOfTotals(oneDecisionEach([0, 0], [1, 1])), 0)).toBeNull()
  })
})

const less = (x: number[]) => x.map(y => y - 3)

describe('dm and dr', () => {
  const w = [2, 0, 1],
    r = [1, 0, 0],
    q = [0.5, 0.5, 0.25],
    v = [0.5, 0.75, 0.25]

  it('match a hand-worked example', () => {
    // DM: (0.5 + 0.75 + 0.25)/3. DR terms: 0.5 + 2·0.5 = 1.5, 0.75, 0.25 − 0.25 = 0: mean 0.75
    const sums = sumOfTotals(oneDecisionEach(w, r, q, v))
    expect(dm(sums, 0).value).toBe(0.5)
    expect(dr(sums, 0).value).toBe(0.75)
    // deviations ±0.75 and 0: SE = √(3/2 · 1.125)/3
    expect(clusterError(dr(sums, 0).psi, sums)).toBeCloseTo(Math.sqrt(1.6875) / 3, 12)
    // deviations 0, 0.25, −0.25: SE = √(3/2 · 0.125)/3
    expect(clusterError(dm(sums, 0).psi, sums)).toBeCloseTo(Math.sqrt(0.1875) / 3, 12)
  })

  it('shift with outcomes and model: V(r − c) + c = V(r)', () => {
    const sums = sumOfTotals(oneDecisionEach(w, less(r), less(q), less(v)))
    expect(dr(sums, 3).value).toBeCloseTo(0.75, 12)
    expect(dm(sums, 3).value).toBeCloseTo(0.5, 12)
  })

  it('DR with a perfect model is DM, whatever the weights', () => {
    const perfect = sumOfTotals(oneDecisionEach([5, 9, 0.1], [1, 0, 2], [1, 0, 2], v))
    expect(dr(perfect, 0).value).toBeCloseTo(dm(perfect, 0).value, 12)
  })
})

describe('errors by customer', () => {
  it('two customers with two equal decisions each are worth two decisions, not four', () => {
    const doubled = sumOfTotals([
      { N: 2, W: 2, R: 2 },
      { N: 2, W: 2, R: 0 },
    ])
    const single = sumOfTotals([
      { N: 1, W: 1, R: 1 },
      { N: 1, W: 1, R: 0 },
    ])
    expect(clusterError(snips(doubled, 0)!.psi, doubled)).toBe(clusterError(snips(single, 0)!.psi, single))
  })

  it('are absent below two customers', () => {
    const sums = sumOfTotals([{ N: 5, W: 5, R: 2 }])
    expect(clusterError(snips(sums, 0)!.psi, sums)).toBeNull()
  })

  it('are exactly 0 when ψ is 0 for everybody', () => {
    const sums = sumOfTotals(oneDecisionEach([0.3, 1.7, 0.1], [1, 1, 1]))
    expect(clusterError(snips(sums, 0)!.psi, sums)).toBe(0)
  })

  it('skewness matches a hand-worked example', () => {
    // ψ·n = −1, −1, 2: Σ³ = 6, Σ² = 6, k = 6/6^1.5
    const sums = sumOfTotals(oneDecisionEach([1, 1, 1], [0, 0, 3]))
    expect(skewness(snips(sums, 0)!.psi, sums)).toBeCloseTo(6 ** -0.5, 12)
  })
})

describe('linear forms', () => {
  it('second and third sums are those of the form itself, customer by customer', () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true })
    const customer = fc.record({ D: number, r: number, w: number, N: fc.integer({ min: 1, max: 9 }) })
    const form = fc.record({ D: number, r: number, w: number, N: number })
    fc.assert(
      fc.property(fc.array(customer, { minLength: 1, maxLength: 8 }), form, (customers, k) => {
        const psi = customers.map(c => k.D * c.D + k.r * c.r + k.w * c.w + k.N * c.N)
        // Rounding is judged against the terms that cancel.
        const size = customers.reduce(
          (sum, c) =>
            sum + (Math.abs(k.D * c.D) + Math.abs(k.r * c.r) + Math.abs(k.w * c.w) + Math.abs(k.N * c.N)) ** 3 + 1,
          0,
        )
        const sums = sumOfTotals(customers)
        expect(Math.abs(squareSum(k, sums) - psi.reduce((sum, x) => sum + x * x, 0)) / size).toBeLessThan(1e-11)
        expect(Math.abs(cubeSum(k, sums) - psi.reduce((sum, x) => sum + x ** 3, 0)) / size).toBeLessThan(1e-11)
      }),
    )
  })
})

const both = (a: number[], b: number[], r: number[]) =>
  r.map((x, i) => ({ N: 1, W: a[i]!, R: a[i]! * x, w: b[i]!, r: b[i]! * x }))
const own = (w: number[], r: number[]) => snips(sumOfTotals(oneDecisionEach(w, r)), 0)!

describe('paired differences', () => {
  it('take their error from ψ_A − ψ_B', () => {
    // A takes rows 1, 2 (mean 2), B rows 2, 3 (mean 4): ψ_A = (−1, 1, 0)/2, ψ_B = (0, −1, 1)/2, difference (−1, 2,
    // −1)/2
    const sums = sumOfTotals(both([1, 1, 0], [0, 1, 1], [1, 3, 5]))
    const difference = pairedDifference(own([1, 1, 0], [1, 3, 5]), own([0, 1, 1], [1, 3, 5]), sums)
    expect(difference.value).toBe(-2)
    expect(clusterError(difference.psi, sums)).toBeCloseTo(Math.sqrt(1.5 * 6) / 2, 12)
  })

  it('of identical policies are exactly 0 with error exactly 0', () => {
    const w = [0.1, 0.7, 3.3],
      r = [0.1, 0.2, 0.3]
    const difference = pairedDifference(own(w, r), own(w, r), sumOfTotals(both(w, w, r)))
    expect(difference).toEqual({ value: 0, psi: {} })
  })

  it('are not taken for identical when only the sums agree', () => {
    const sums = sumOfTotals(both([1, 0], [0, 1], [2, 2]))
    const difference = pairedDifference(own([1, 0], [2, 2]), own([0, 1], [2, 2]), sums)
    expect(difference.value).toBe(0)
    expect(Object.keys(difference.psi).length).toBeGreaterThan(0)
  })
})

describe('ratio', () => {
  const customers = [
    { N: 1, W: 1, R1: 4, R2: 1 },
    { N: 1, W: 1, R1: 0, R2: 0 },
    { N: 1, W: 1, R1: 2, R2: 1 },
  ]
  const part = (k: 1 | 2) => snips(sumOfTotals(customers.map(c => ({ N: c.N, W: c.W, R: c[`R${k}`] }))), 0)!

  it('matches a hand-worked example', () => {
    // 6 points of 2 answers: 3. ψ·n/V_den = (R1 − 3 R2)/(2/3)/3 = 0.5, 0, −0.5: SE = √(3/2 · 0.5)
    const of = ratio(part(1), part(2))!
    expect(of.value).toBeCloseTo(3, 12)
    expect(clusterError(of.psi, sumOfTotals(customers))).toBeCloseTo(Math.sqrt(0.75), 12)
  })

  it('has Fieller’s interval where the denominator differs from 0, else none', () => {
    const many = Array.from({ length: 300 }, (_, i) => customers[i % 3]!)
    const large = (k: 1 | 2) => snips(sumOfTotals(many.map(c => ({ N: c.N, W: c.W, R: c[`R${k}`] }))), 0)!
    const [low, high] = ratioInterval(ratio(large(1), large(2))!, sumOfTotals(many))(1.96)!
    expect(low).toBeLessThan(3)
    expect(high).toBeGreaterThan(3)
    expect(ratioInterval(ratio(part(1), part(2))!, sumOfTotals(customers))(3)).toBeNull()
  })

  it('is absent when nothing is in the denominator', () => {
    expect(ratio({ value: 1, psi: {} }, { value: 0, psi: {} })).toBeNull()
  })
})
