// First pass over a history: plain counts and sums per fold × stratum × action, from which the outcome model,
// modelled propensities, support and the columns' shifts are all read. They merge by addition.

import type { SumPlan } from './sum-plan.ts'

/**
 * Laid out fold-major: index = ((fold × strata) + stratum) × actions + action, and × columns + column for outcomes.
 */
export interface FitSums {
  /** Decisions per fold × stratum × action, mature or not. */
  readonly count: Float64Array
  /** Per … × column: decisions mature for the column, and the sum of their outcomes (unshifted). */
  readonly matured: Float64Array
  readonly outcome: Float64Array
  /** Per column: smallest and largest matured outcome, as max of −r and max of r. */
  readonly negMin: Float64Array
  readonly max: Float64Array
}

export function emptyFitSums(plan: SumPlan): FitSums {
  const cells = plan.folds * plan.strata * plan.actions.length
  return {
    count: new Float64Array(cells),
    matured: new Float64Array(cells * plan.columns.length),
    outcome: new Float64Array(cells * plan.columns.length),
    negMin: new Float64Array(plan.columns.length).fill(-Infinity),
    max: new Float64Array(plan.columns.length).fill(-Infinity),
  }
}

export function mergeFitSums(into: FitSums, part: FitSums): void {
  for (const key of ['count', 'matured', 'outcome'] as const) {
    const a = into[key],
      b = part[key]
    for (let i = 0; i < a.length; i++) a[i]! += b[i]!
  }
  for (const key of ['negMin', 'max'] as const) {
    const a = into[key],
      b = part[key]
    for (let i = 0; i < a.length; i++) a[i] = Math.max(a[i]!, b[i]!)
  }
}
