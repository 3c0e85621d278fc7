// Estimators read sums of products of customers' totals. Here those totals are given by hand, one object per customer,
// so that a formula can be worked on paper.

import type { SumOf } from '../../src/moments/cell-sums.ts'

/** One customer's totals by variable: { N: 1, W: 2, R: 20 }; the champion's in lower case. */
export type Totals = Readonly<Record<string, number>>

export function sumOfTotals(customers: readonly Totals[]): SumOf {
  return (...factors) => {
    if (factors.length === 1 && factors[0] === 'G') return customers.length
    return customers.reduce(
      (sum, totals) =>
        sum +
        factors.reduce((product, factor) => {
          const value = totals[factor]
          if (value === undefined) throw new Error(`no total ${factor}`)
          return product * value
        }, 1),
      0,
    )
  }
}

/** Totals when every customer has one decision: weights, outcomes, and the model's q̂(x, a) and v̂. */
export function oneDecisionEach(
  w: readonly number[],
  r: readonly number[],
  q?: readonly number[],
  v?: readonly number[],
): Totals[] {
  return w.map((weight, i) => ({
    N: 1,
    W: weight,
    R: weight * r[i]!,
    ...(q && v ? { V: v[i]!, D: v[i]! + weight * (r[i]! - q[i]!) } : {}),
  }))
}
