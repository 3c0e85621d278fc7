import { fieller } from '../../stats/fieller.ts'
import { clusterCovariance } from './customer-totals.ts'
import type { RowEstimate } from './log-estimates.ts'

/**
 * Ratio of two estimates on the same rows, R = a/b with ψ = (ψ_a − Rψ_b)/b, and Fieller's interval: `ratio.ts`, where
 * ψ is at hand by customer.
 *
 * @returns null when the denominator is 0, and below two customers
 */
export function rowRatio(a: RowEstimate, b: RowEstimate): RowEstimate | null {
  const denominator = b.influence.value
  if (denominator === 0) return null
  const value = a.influence.value / denominator
  const psi = a.psi.map((x, c) => (x - value * b.psi[c]!) / denominator)
  const variance = clusterCovariance(psi, psi)
  if (variance === null) return null
  const varA = clusterCovariance(a.psi, a.psi)!,
    varB = clusterCovariance(b.psi, b.psi)!
  const covAB = clusterCovariance(a.psi, b.psi)!
  return {
    influence: { value, psi: {} },
    psi,
    standardError: Math.sqrt(variance),
    skewness: 0,
    interval: z => fieller(a.influence.value, denominator, varA, varB, covAB, z),
  }
}
