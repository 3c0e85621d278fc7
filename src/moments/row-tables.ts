// What the rows are looked up in: support, modelled propensities, and the outcome model's means over what is allowed.

import type { Columns } from '../history/columns.ts'
import type { AllowedSets } from '../policy/allowed-sets.ts'
import type { Fitted } from './fitted.ts'
import type { SumPlan } from './sum-plan.ts'

/** Tables by fold × stratum (`cell`), action and column, which do not depend on what is allowed. */
export interface RowTables {
  /** Modelled π₀, cell × action; null when the columns have it. */
  readonly propensity: Float64Array | null
  /** Null when every action was logged in every stratum. */
  readonly unsupported: {
    /** 1 for strata with such an action. */
    readonly stratum: Uint8Array
    /** 1 for actions never logged in the stratum, cell × action. */
    readonly action: Float64Array
  } | null
}

export function rowTables(plan: SumPlan, columns: Columns, { supported, propensity }: Fitted): RowTables {
  const actions = plan.actions.length,
    cells = plan.folds * plan.strata
  const action = Float64Array.from({ length: cells * actions }, (_, k) => 1 - supported[k % (plan.strata * actions)]!)
  return {
    propensity: columns.propensity === null ? propensity : null,
    unsupported: !action.includes(1)
      ? null
      : {
          action,
          stratum: Uint8Array.from({ length: plan.strata }, (_, s) =>
            action.subarray(s * actions, (s + 1) * actions).includes(1) ? 1 : 0,
          ),
        },
  }
}

/** Means over the allowed actions, by cell and set of allowed actions. */
export interface SetTables {
  /** Mean of q̂ less the shift, (cell × set) × column. Empty without an outcome model. */
  readonly qMean: Float64Array
  /** Null when every action was logged in every stratum. */
  readonly unsupported: {
    /** Share of the allowed actions that were never logged in the stratum, cell × set. */
    readonly share: Float64Array
    /** Σ over those of q̂ / |A|, (cell × set) × column. */
    readonly qMean: Float64Array
  } | null
}

export function setTables(plan: SumPlan, { q }: Fitted, tables: RowTables, { sets }: AllowedSets): SetTables {
  const actions = plan.actions.length,
    width = plan.model ? plan.columns.length : 0
  const means = (keep: (cell: number, action: number) => number) => {
    const mean = new Float64Array(plan.folds * plan.strata * sets.length * width)
    for (let o = 0; o < width; o++) {
      for (let cell = 0; cell < plan.folds * plan.strata; cell++) {
        for (const [s, set] of sets.entries()) {
          let sum = 0
          for (const a of set) sum += q[(cell * actions + a) * width + o]! * keep(cell, a)
          mean[(cell * sets.length + s) * width + o] = sum / set.length
        }
      }
    }
    return mean
  }
  if (tables.unsupported === null) return { qMean: means(() => 1), unsupported: null }
  const { action } = tables.unsupported
  const never = (cell: number, a: number) => action[cell * actions + a]!
  const share = new Float64Array(plan.folds * plan.strata * sets.length)
  for (let cell = 0; cell < plan.folds * plan.strata; cell++) {
    for (const [s, set] of sets.entries()) {
      let sum = 0
      for (const a of set) sum += never(cell, a)
      share[cell * sets.length + s] = sum / set.length
    }
  }
  return { qMean: means(() => 1), unsupported: { share, qMean: means(never) } }
}
