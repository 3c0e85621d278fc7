import { PROPENSITY_FLOOR } from '../../estimate/cell-means.ts'
import type { Columns } from '../../history/columns.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { calibrationTally } from './calibration.ts'
import type { ActionCalibration } from './checks.ts'

/** Propensities made by a model, one per decision. */
export interface ModelledPropensities {
  readonly model: 'cells' | 'logit'
  /** π̂₀ of the logged action, not below `floor`: length rows, on shared memory. */
  readonly propensity: Float64Array
  readonly floor: number
  /** Decisions whose own propensity was raised to the floor. */
  readonly trimmed: number
  readonly fittedOn: number
  readonly calibration: readonly ActionCalibration[]
}

/** The cell model's shares, written out by decision, with their calibration. */
export function cellPropensities(plan: SumPlan, columns: Columns, fitted: Fitted): ModelledPropensities {
  const { folds, strata } = plan,
    actions = plan.actions.length,
    shares = fitted.propensity!
  const propensity = sharedDoubles(columns.rows)
  const counts = new Float64Array(shares.length)
  let trimmed = 0
  for (let i = 0; i < columns.rows; i++) {
    const cell = ((columns.customerHash[i]! % folds) * strata + columns.stratum[i]!) * actions
    const own = shares[cell + columns.action[i]!]!
    propensity[i] = own
    counts[cell + columns.action[i]!]! += 1
    if (own === PROPENSITY_FLOOR) trimmed++
  }
  const tally = calibrationTally(actions)
  for (let cell = 0; cell < shares.length; cell += actions) {
    const total = counts.subarray(cell, cell + actions).reduce((sum, count) => sum + count, 0)
    for (let a = 0; a < actions; a++) {
      tally.add(a, shares[cell + a]!, true, counts[cell + a]!)
      tally.add(a, shares[cell + a]!, false, total - counts[cell + a]!)
    }
  }
  return {
    model: 'cells',
    propensity,
    floor: PROPENSITY_FLOOR,
    trimmed,
    fittedOn: columns.rows,
    calibration: tally.table(plan.actions),
  }
}

export const sharedDoubles = (length: number) =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
