import type { SumOf } from '../moments/cell-sums.ts'
import type { LinearForm } from './linear-form.ts'
import { cubeSum, minus, ofChampion, sameTotals, squareSum } from './linear-form.ts'

/** An estimate with its influence function: value, and ψ_c/n as a linear form in a customer's totals. */
export interface Influence {
  readonly value: number
  readonly psi: LinearForm
}

/** Spread of an estimate. `skewness` is k = Σψ³/(Σψ²)^(3/2). */
export interface Spread {
  readonly standardError: number
  readonly skewness: number
}

/**
 * Cluster error by customer: SE² = G/(G−1) · Σ_c ψ_c² / n² for G customers, which is the usual standard error of a mean
 * (ddof 1) when every customer has one decision.
 *
 * @returns null below two customers: nothing varies
 *
 * Liang & Zeger, "Longitudinal data analysis using generalized linear models", Biometrika 1986.
 */
export function clusterError(psi: LinearForm, sumOf: SumOf): number | null {
  const customers = sumOf('G')
  return customers < 2 ? null : Math.sqrt((customers / (customers - 1)) * squareSum(psi, sumOf))
}

/** k = Σψ³ / (Σψ²)^(3/2); 0 when ψ is 0 for everybody. Needs the third-order sums, which only means keep. */
export function skewness(psi: LinearForm, sumOf: SumOf): number {
  const squares = squareSum(psi, sumOf)
  return squares === 0 ? 0 : cubeSum(psi, sumOf) / squares ** 1.5
}

/**
 * Paired difference on the same decisions: ψ_A − ψ_B customer by customer, with `sumOf` of the policy. Two policies
 * with the same totals, and the same weights besides (outcomes that are all 0 make any two policies' totals equal),
 * differ by exactly 0.
 */
export function pairedDifference(policy: Influence, champion: Influence, sumOf: SumOf): Influence {
  if (sameTotals(policy.psi, sumOf) && sameTotals(WEIGHT, sumOf)) return { value: 0, psi: {} }
  return { value: policy.value - champion.value, psi: minus(policy.psi, ofChampion(champion.psi)) }
}

const WEIGHT: LinearForm = { W: 1 }
