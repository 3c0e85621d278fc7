// The average effect and its error: what a ranking is measured against.

import type { Prefix } from './group-sums.ts'
import type { Ranking, UpliftRows } from './ranking.ts'
import { rowOrder } from './row-order.ts'

export interface AverageEffect {
  /** ȳ of the treated − ȳ of the controls, weighted; in the unit of the outcome. */
  readonly value: number
  /** Null when an arm has one row, or all rows are of one customer. */
  readonly standardError: number | null
}

/**
 * Difference of the arms' weighted means with Welch's error, √(s₁²/n₁ + s₀²/n₀) without weights; with customers, the
 * error of sums by customer, √(G/(G − 1)·Σψ²), ψ = Σ ±w(y − ȳ)/Σw over a customer's rows.
 *
 * Welch, "The generalization of 'Student's' problem when several different population variances are involved",
 * Biometrika 1947.
 *
 * @param all  sums over all rows
 * @param given  the rows as they came, for their customers
 */
export function averageEffect(ranking: Ranking, all: Prefix, given: UpliftRows): AverageEffect {
  const mean1 = all.treatedOutcome / all.treated,
    mean0 = all.controlOutcome / all.control
  const value = mean1 - mean0
  if (given.customer !== undefined) return { value, standardError: byCustomer(given, given.customer, [mean0, mean1]) }
  const squares = [0, 0],
    rows = [0, 0],
    weights = [all.control, all.treated]
  for (let i = 0; i < ranking.rows; i++) {
    const arm = ranking.treatment[i]!
    const w = ranking.weight === null ? 1 : ranking.weight[i]!
    squares[arm]! += (w * (ranking.outcome[i]! - (arm === 1 ? mean1 : mean0))) ** 2
    rows[arm]! += 1
  }
  const variance = [0, 1].map(arm => ((squares[arm]! / weights[arm]! ** 2) * rows[arm]!) / (rows[arm]! - 1))
  const standardError = Math.sqrt(variance[0]! + variance[1]!)
  return { value, standardError: Number.isFinite(standardError) ? standardError : null }
}

function byCustomer(rows: UpliftRows, customer: ArrayLike<number>, means: readonly number[]): number | null {
  const { treatment, outcome, propensity } = rows,
    n = treatment.length
  const arm = new Uint8Array(treatment),
    y = new Float64Array(outcome),
    code = new Float64Array(customer)
  const p = propensity === undefined ? null : new Float64Array(propensity)
  // Within a customer, too, the order must not depend on how the rows were given.
  const keys = [code, arm, y, ...(p === null ? [] : [p])]
  const order = rowOrder(
    n,
    keys.map(values => ({ values })),
  )
  const weights = [0, 0]
  for (const i of order) weights[arm[i]!]! += p === null ? 1 : 1 / p[i]!
  let customers = 0,
    squares = 0,
    psi = 0
  for (let k = 0; k < n; k++) {
    const i = order[k]!,
      a = arm[i]!,
      w = (p === null ? 1 : 1 / p[i]!) / weights[a]!
    psi += (a === 1 ? w : -w) * (y[i]! - means[a]!)
    if (k === n - 1 || code[order[k + 1]!] !== code[i]) {
      customers++
      squares += psi * psi
      psi = 0
    }
  }
  return customers < 2 ? null : Math.sqrt((customers / (customers - 1)) * squares)
}
