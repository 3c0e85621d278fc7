// Moments: the sums every estimate, error and interval is read off. They merge by addition between shards that share no
// customer, so any engine may compute them and any number of workers gives the same result. What is summed stands in
// sums.ts, where in layout.ts.

import { hashBlockLayout } from './hash-block-layout.ts'
import { momentLayout } from './layout.ts'
import type { SumPlan } from './sum-plan.ts'

export interface Moments {
  /** Addressed through `momentLayout(plan)`. */
  readonly sums: Float64Array
  readonly maxima: Float64Array
  /** Per policy, over decisions mature for maturity 0: counts of w in `weightBins`. */
  readonly weightHistogram: Float64Array // policies × bins
  /** Per policy, over all decisions: expected number per action, Σ_i π(a|x_i); for `logged` the plain counts. */
  readonly proposed: Float64Array // policies × actions
  /** Per policy, over decisions mature for maturity 0: how often its rules choose the action (`logged`: did), by stratum. */
  readonly chosen: Float64Array // policies × strata × actions
  /** Per policy, over all decisions: settled by each rule, last slot: by none (held). Offsets by `rulesOffset`. */
  readonly rules: Float64Array
  /** Addressed through `hashBlockLayout(plan)`; empty unless the plan asks for it. */
  readonly hashBlocks: Float64Array
}

/**
 * Upper edges of the weight histogram's bins, each inclusive; the first holds w = 0 alone, the last everything above.
 */
export const weightBins: readonly number[] = [
  0,
  1 / 64,
  1 / 32,
  1 / 16,
  1 / 8,
  1 / 4,
  1 / 2,
  1,
  2,
  4,
  8,
  16,
  32,
  64,
  128,
  256,
  Infinity,
]

/** All zero (maxima −∞): the neutral element of `mergeMoments`. */
export function emptyMoments(plan: SumPlan): Moments {
  const layout = momentLayout(plan)
  return {
    sums: new Float64Array(layout.sumsLength),
    maxima: new Float64Array(layout.maximaLength).fill(-Infinity),
    weightHistogram: new Float64Array(plan.policies.length * weightBins.length),
    proposed: new Float64Array(plan.policies.length * plan.actions.length),
    chosen: new Float64Array(plan.policies.length * plan.strata * plan.actions.length),
    rules: new Float64Array(layout.rulesLength),
    hashBlocks: new Float64Array(hashBlockLayout(plan).length),
  }
}

/** Adds `part` into `into`. Exact when the two share no customer; merge in one fixed order for identical bits. */
export function mergeMoments(into: Moments, part: Moments): void {
  for (let i = 0; i < into.maxima.length; i++) into.maxima[i] = Math.max(into.maxima[i]!, part.maxima[i]!)
  for (const key of ['sums', 'weightHistogram', 'proposed', 'chosen', 'rules', 'hashBlocks'] as const) {
    const a = into[key],
      b = part[key]
    for (let i = 0; i < a.length; i++) a[i]! += b[i]!
  }
}
