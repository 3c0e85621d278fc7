// The first outcome model and the first propensity model: plain shares and means of cells, cross-fitted by customer.

import type { FitSums } from '../moments/fit-sums.ts'
import type { Fitted } from '../moments/fitted.ts'
import type { SumPlan } from '../moments/sum-plan.ts'

/**
 * A cell's mean is pulled towards its action's mean as if this many decisions more had shown that mean. Large enough
 * that a cell of a few decisions does not speak for itself, small beside the hundreds a usable cell holds; DR stays
 * unbiased for any value when propensities are known.
 */
export const SHRINKAGE_DECISIONS = 20

/**
 * Modelled shares below this are raised to it, so that no weight exceeds its inverse; how many were is in the report.
 */
export const PROPENSITY_FLOOR = 0.001

/**
 * Tables the second pass reads, from the counts of the first. Every table for fold f is fitted without the customers of
 * fold f, so that no decision's own outcome enters its prediction.
 *
 * @param propensities  where π₀ comes from; only `modelled` fits a table
 */
export function fit(plan: SumPlan, sums: FitSums, propensities: 'logged' | 'design' | 'modelled'): Fitted {
  const shift = columnShifts(plan, sums)
  return {
    shift,
    q: plan.model ? outcomeMeans(plan, sums, shift) : new Float64Array(0),
    propensity: propensities === 'modelled' ? actionShares(plan, sums) : null,
    supported: supportTable(plan, sums),
  }
}

/** Decisions whose own modelled propensity was raised to the floor. */
export function trimmedDecisions(sums: FitSums, fitted: Fitted): number {
  if (fitted.propensity === null) return 0
  return sums.count.reduce((n, count, i) => n + (fitted.propensity![i] === PROPENSITY_FLOOR ? count : 0), 0)
}

/** On-policy mean of every column that is not a rate: amounts are summed as distances from it. */
function columnShifts(plan: SumPlan, sums: FitSums): Float64Array {
  const columns = plan.columns.length
  return Float64Array.from(plan.columns, (column, o) => {
    if (column.measure === 'rate') return 0
    let matured = 0,
      outcome = 0
    for (let i = o; i < sums.matured.length; i += columns) {
      matured += sums.matured[i]!
      outcome += sums.outcome[i]!
    }
    return matured === 0 ? 0 : outcome / matured
  })
}

/** 1 where an action was logged in a stratum at all, in any fold. */
function supportTable(plan: SumPlan, sums: FitSums): Uint8Array {
  const cells = plan.strata * plan.actions.length
  return Uint8Array.from({ length: cells }, (_, cell) => {
    for (let f = 0; f < plan.folds; f++) if (sums.count[f * cells + cell]! > 0) return 1
    return 0
  })
}

/**
 * q̂ − shift = (Σ r of the cell + m·q̄_a) / (n of the cell + m) − shift, over the other folds; q̄_a is the action's
 * mean over the other folds, or their overall mean for an action they never show.
 */
function outcomeMeans(plan: SumPlan, sums: FitSums, shift: Float64Array): Float64Array {
  const { strata, folds } = plan,
    actions = plan.actions.length,
    columns = plan.columns.length
  const q = new Float64Array(folds * strata * actions * columns)
  const at = (f: number, s: number, a: number, o: number) => ((f * strata + s) * actions + a) * columns + o
  for (let o = 0; o < columns; o++) {
    for (let f = 0; f < folds; f++) {
      const n = new Float64Array(strata * actions),
        r = new Float64Array(strata * actions)
      const actionN = new Float64Array(actions),
        actionR = new Float64Array(actions)
      let allN = 0,
        allR = 0
      for (let g = 0; g < folds; g++) {
        if (g === f) continue
        for (let s = 0; s < strata; s++) {
          for (let a = 0; a < actions; a++) {
            const matured = sums.matured[at(g, s, a, o)]!,
              outcome = sums.outcome[at(g, s, a, o)]!
            n[s * actions + a]! += matured
            r[s * actions + a]! += outcome
            actionN[a]! += matured
            actionR[a]! += outcome
            allN += matured
            allR += outcome
          }
        }
      }
      // Nothing matured outside the fold: the shift stands in, which any estimate but DM corrects.
      const overall = allN > 0 ? allR / allN : shift[o]!
      for (let s = 0; s < strata; s++) {
        for (let a = 0; a < actions; a++) {
          const mean = actionN[a]! > 0 ? actionR[a]! / actionN[a]! : overall
          const cell = s * actions + a
          q[at(f, s, a, o)] = (r[cell]! + SHRINKAGE_DECISIONS * mean) / (n[cell]! + SHRINKAGE_DECISIONS) - shift[o]!
        }
      }
    }
  }
  return q
}

/** π̂₀(a | stratum): the action's share of the stratum's decisions in the other folds, not below the floor. */
function actionShares(plan: SumPlan, sums: FitSums): Float64Array {
  const { strata, folds } = plan,
    actions = plan.actions.length
  const shares = new Float64Array(sums.count.length)
  for (let f = 0; f < folds; f++) {
    for (let s = 0; s < strata; s++) {
      const counts = new Float64Array(actions)
      for (let g = 0; g < folds; g++) {
        if (g === f) continue
        for (let a = 0; a < actions; a++) counts[a]! += sums.count[(g * strata + s) * actions + a]!
      }
      const total = counts.reduce((sum, count) => sum + count, 0)
      for (let a = 0; a < actions; a++) {
        const share = total === 0 ? 0 : counts[a]! / total
        shares[(f * strata + s) * actions + a] = Math.max(share, PROPENSITY_FLOOR)
      }
    }
  }
  return shares
}
