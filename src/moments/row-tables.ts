// What the rows are looked up in: the outcome model, support and exploration, laid out for the loops.

import type { Columns } from '../history/columns.ts'
import type { Fitted } from './fitted.ts'
import type { SumPlan } from './sum-plan.ts'

/** Tables by fold × segment (`cell`), action, and set of allowed actions; a history without sets has one. */
export interface RowTables {
  readonly actions: number
  readonly sets: readonly (readonly number[])[]
  /** Which set row i has; null when there is only one set. */
  readonly setOf: Uint16Array | null
  /** 1/|A| when the action is in A, else 0: set × action. */
  readonly explore: Float64Array
  /** Per column: q̂ less the shift, cell × action. */
  readonly q: readonly Float64Array[]
  /** Per column: mean of q̂ over the allowed actions, cell × set. */
  readonly qMean: readonly Float64Array[]
  /** Modelled π₀, cell × action; null when the columns have it. */
  readonly propensity: Float64Array | null
  /** Null when every action was logged in every segment. */
  readonly unsupported: Unsupported | null
}

export interface Unsupported {
  /** 1 for segments with such an action. */
  readonly segment: Uint8Array
  /** 1 for actions never logged in the segment, segment × action. */
  readonly action: Float64Array
  /** Share of the allowed actions that are unsupported, segment × set. */
  readonly share: Float64Array
  /** Per column: Σ over the allowed unsupported actions of q̂ / |A|, cell × set. */
  readonly qMean: readonly Float64Array[]
}

export function rowTables(plan: SumPlan, columns: Columns, fitted: Fitted): RowTables {
  const actions = plan.actions.length
  const sets = columns.allowed?.sets ?? [plan.actions.map((_, a) => a)]
  const explore = new Float64Array(sets.length * actions)
  sets.forEach((set, s) => {
    for (const a of set) explore[s * actions + a] = 1 / set.length
  })
  const isUnsupported = Float64Array.from(fitted.supported, supported => 1 - supported)
  const columnIndices = plan.model ? [...plan.columns.keys()] : []
  const q = columnIndices.map(o => modelOf(plan, fitted, o))
  const weighted = (o: number, keep: (segment: number, action: number) => number) =>
    meanOverSets(plan, sets, (cell, a) => q[o]![cell * actions + a]! * keep(cell % plan.segments, a))
  const never = (segment: number, a: number) => isUnsupported[segment * actions + a]!
  return {
    actions,
    sets,
    setOf: sets.length > 1 ? columns.allowed!.set : null,
    explore,
    q,
    qMean: columnIndices.map(o => weighted(o, () => 1)),
    propensity: columns.propensity === null ? fitted.propensity : null,
    unsupported: !isUnsupported.includes(1)
      ? null
      : {
          segment: Uint8Array.from({ length: plan.segments }, (_, s) =>
            isUnsupported.subarray(s * actions, (s + 1) * actions).includes(1) ? 1 : 0,
          ),
          action: isUnsupported,
          share: meanOverSets({ ...plan, folds: 1 }, sets, never),
          qMean: columnIndices.map(o => weighted(o, never)),
        },
  }
}

function modelOf(plan: SumPlan, fitted: Fitted, column: number): Float64Array {
  const q = new Float64Array(plan.folds * plan.segments * plan.actions.length)
  for (let k = 0; k < q.length; k++) q[k] = fitted.q[k * plan.columns.length + column]!
  return q
}

function meanOverSets(
  plan: SumPlan,
  sets: RowTables['sets'],
  value: (cell: number, action: number) => number,
): Float64Array {
  const mean = new Float64Array(plan.folds * plan.segments * sets.length)
  for (let cell = 0; cell < plan.folds * plan.segments; cell++) {
    sets.forEach((set, s) => {
      let sum = 0
      for (const a of set) sum += value(cell, a)
      mean[cell * sets.length + s] = sum / set.length
    })
  }
  return mean
}
