import { effectiveSizes } from '../estimate/effective-sizes.ts'
import { clusterError } from '../estimate/influence.ts'
import type { CellSums } from '../moments/cell-sums.ts'
import type { Cell, Diagnostics } from './evaluation.ts'

/**
 * How well history can speak about a policy in one cell, among the decisions of one maturity; null when it has none.
 * ESS is Kish's (ΣW_c)²/ΣW_c² over customers; the mean weight is tested against 1 − s, what it is on average when the
 * propensities are right (s: the probability given to actions history does not know there). Equal weights give z = 0.
 */
export function diagnose(sums: CellSums, policy: number, maturity: number, cell: Cell): Diagnostics | null {
  const n = sums.maturity(maturity, 'N')
  if (n === 0) return null
  const weight = sums.policy(maturity, policy, 'W')
  const meanWeight = weight / n
  const unsupportedShare = sums.policy(maturity, policy, 'unsupported') / n
  const column = sums.plan.columns.findIndex(planned => planned.maturity === maturity)
  const sumOf = sums.sumOf({ kind: 'column', column }, policy)
  const error = clusterError({ W: 1 / n, N: -meanWeight / n }, sumOf)
  const minWeight = -sums.max(maturity, policy, '-w'),
    maxWeight = sums.max(maturity, policy, 'w')
  const isEqual = error === null || error === 0 || minWeight === maxWeight
  return {
    policy,
    cell,
    decisions: n,
    customers: sums.maturity(maturity, 'G'),
    matchShare: sums.policy(maturity, policy, 'match') / n,
    effectiveSampleSize: effectiveSizes(sums, policy, maturity).customers,
    meanWeight,
    meanWeightZ: isEqual ? 0 : (meanWeight - (1 - unsupportedShare)) / error,
    minWeight,
    maxWeight,
    maxCustomerShare: weight === 0 ? 0 : sums.max(maturity, policy, 'customerW') / weight,
    unsupportedShare,
  }
}
