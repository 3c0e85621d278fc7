// The ridge outcome model of a back-test: one per maturity, over every feature that was loaded and the stratum.

import type { RidgeModel } from '../../estimate/ridge-model.ts'
import { fitRidge } from '../../estimate/ridge-model.ts'
import type { Columns } from '../../history/columns.ts'
import { featureMatrix } from '../../history/feature-matrix.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { FeatureColumn } from '../../strategy/feature-column.ts'

/** One model and the columns of the plan whose outcomes it predicts, in its order. */
export interface RidgeOf {
  readonly model: RidgeModel
  readonly columns: readonly number[]
}

export interface RidgeModels {
  /** The model that predicts a column: the same object for columns that share one. */
  readonly of: (column: number) => RidgeOf
}

/** Fitted once for all policies. Outcomes known for the same decisions share one pass. */
export function ridgeModels(plan: SumPlan, columns: Columns): RidgeModels {
  const { rows } = columns,
    stratum: FeatureColumn = {
      kind: 'category',
      codes: Int16Array.from(columns.stratum),
      levels: columns.strata,
    }
  const x = featureMatrix({ 'the stratum': stratum, ...columns.features }, rows)
  const fold = Uint16Array.from(columns.customerHash, hash => hash % plan.folds)
  const groups = plan.maturities.map((cut, m): RidgeOf | null => {
    const indices = [...plan.columns.keys()].filter(o => plan.columns[o]!.maturity === m)
    return indices.length === 0
      ? null
      : {
          columns: indices,
          model: fitRidge({
            x,
            action: columns.action,
            actions: plan.actions.length,
            fold,
            folds: plan.folds,
            outcomes: indices.map(o => columns.outcomes[plan.columns[o]!.name]!),
            ...(cut === null ? {} : { include: Uint8Array.from(columns.time, t => (t > cut ? 0 : 1)) }),
          }),
        }
  })
  return { of: column => groups[plan.columns[column]!.maturity]! }
}
