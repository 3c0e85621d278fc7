import { paretoK } from '../../stats/pareto-k.ts'
import { quantile } from '../../stats/quantile.ts'
import type { EffectiveSizes } from '../rate-interval.ts'
import type { CustomerTotals } from './customer-totals.ts'
import { clusterCovariance, psiOf } from './customer-totals.ts'
import type { WeightedRows } from './logged-arrays.ts'

/** Shares at which the weights' quantiles are given. */
export const weightQuantilesAt = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1] as const

/** How well a log can speak about a policy. Weights w = π/π₀ have no unit. */
export interface LogDiagnostics {
  readonly decisions: number
  readonly customers: number
  /** Kish's (ΣW_c)²/ΣW_c² over customers; 0 without any weight. */
  readonly effectiveSampleSize: number
  readonly meanWeight: number
  readonly meanWeightError: number | null
  /** z of the mean weight against 1, clustered; 0 when all weights are equal. */
  readonly meanWeightZ: number
  readonly minWeight: number
  readonly maxWeight: number
  /** Largest weight over the sum of weights. */
  readonly maxWeightShare: number
  /** Largest share of the total weight one customer has: what concentration is judged by. */
  readonly maxCustomerShare: number
  /** Share of the total weight that the largest hundredth of the weights has (at least one of them). */
  readonly topPercentShare: number
  readonly zeroWeights: number
  /** Decisions whose reward is not 0. */
  readonly rewarded: number
  /** Absent when the tail is too short or tied; at 0.7 and above the weights are too heavy-tailed to rely on. */
  readonly paretoK: number | null
  /** Exact, by share: `weightQuantiles['0.99']`. Type 7. */
  readonly weightQuantiles: Readonly<Record<string, number>>
}

export function logDiagnostics(rows: WeightedRows, totals: CustomerTotals): LogDiagnostics {
  const { w } = rows,
    n = w.length,
    sorted = w.slice().sort()
  const weight = totals.sumOf('W'),
    meanWeight = weight / n
  const psi = psiOf({ W: 1 / n, N: -meanWeight / n }, totals),
    variance = clusterCovariance(psi, psi)
  const minWeight = sorted[0]!,
    maxWeight = sorted[n - 1]!
  const isEqual = variance === null || variance === 0 || minWeight === maxWeight
  const share = (part: number) => (weight === 0 ? 0 : part / weight)
  return {
    decisions: n,
    customers: rows.customers,
    effectiveSampleSize: weight === 0 ? 0 : weight ** 2 / totals.sumOf('W', 'W'),
    meanWeight,
    meanWeightError: variance === null ? null : Math.sqrt(variance),
    meanWeightZ: isEqual ? 0 : (meanWeight - 1) / Math.sqrt(variance),
    minWeight,
    maxWeight,
    maxWeightShare: share(maxWeight),
    maxCustomerShare: share(totals.of('W').reduce((a, b) => Math.max(a, b), 0)),
    topPercentShare: share(sorted.subarray(n - Math.ceil(n / 100)).reduce((a, b) => a + b, 0)),
    zeroWeights: w.reduce((count, x) => count + (x === 0 ? 1 : 0), 0),
    rewarded: rows.reward.reduce((count, r) => count + (r === 0 ? 0 : 1), 0),
    paretoK: paretoK(sorted),
    weightQuantiles: Object.fromEntries(weightQuantilesAt.map(p => [String(p), quantile(sorted, p)])),
  }
}

/** Kish's sizes of the decisions' weights and of the customers'. */
export function logEffectiveSizes({ w }: WeightedRows, totals: CustomerTotals): EffectiveSizes {
  const squared = totals.sumOf('W') ** 2
  if (squared === 0) return { decisions: 0, customers: 0 }
  return { decisions: squared / w.reduce((sum, x) => sum + x * x, 0), customers: squared / totals.sumOf('W', 'W') }
}
