// The second outcome model: a ridge regression per action, from one pass over the rows, cross-fitted by subtraction.

import type { DesignMatrix } from '../stats/design-matrix.ts'
import { columnScales, forEachBlock } from '../stats/design-matrix.ts'
import type { RegressionSums } from '../stats/ridge.ts'
import { addRegression, addRow, emptyRegression, solveRidge } from '../stats/ridge.ts'

/**
 * Slopes are pulled to 0 as if this many decisions of each action had shown none: the pull cells have towards their
 * action's mean.
 */
export const RIDGE_DECISIONS = 20

export interface RidgeRows {
  /** Features of n decisions; scaled here. */
  readonly x: DesignMatrix
  /** Logged action of each, 0 … actions − 1. */
  readonly action: ArrayLike<number>
  readonly actions: number
  /** Fold of each, 0 … folds − 1: the same for all decisions of a customer. */
  readonly fold: ArrayLike<number>
  readonly folds: number
  /** Outcomes by decision, in any units. */
  readonly outcomes: readonly ArrayLike<number>[]
  /** Decisions whose outcomes are known: not 0. All when absent. */
  readonly include?: Uint8Array
}

export interface RidgeModel {
  /**
   * Calls `use` for every included decision with q̂ of all actions and outcomes, from the model without the decision's
   * fold: q[action × outcomes + outcome]. The array is used again for the next decision.
   */
  readonly forEach: (use: (decision: number, q: Float64Array) => void) => void
}

/**
 * Fits outcome = level + slopes·features per action. Sums are added up per fold × action in one pass; the model of a
 * fold is the sum of all less its own. An action that no other fold shows has the mean over all actions.
 *
 * @throws RangeError for a feature that is not a finite number, or a penalty that is not above 0
 */
export function fitRidge(rows: RidgeRows, penalty = RIDGE_DECISIONS): RidgeModel {
  const { x, action, actions, fold, folds, outcomes, include } = rows,
    size = x.columns + 1
  const scales = columnScales(x, include)
  const empty = () => emptyRegression(size, outcomes.length)
  const sums = Array.from({ length: folds * actions }, empty)
  forEachBlock(x, scales, include, ({ count, row, values }) => {
    for (let b = 0; b < count; b++) {
      const i = row[b]!
      addRow(sums[fold[i]! * actions + action[i]!]!, values, b * size, o => outcomes[o]![i]!)
    }
  })
  const all = Array.from({ length: actions }, (_, a) => {
    const total = empty()
    for (let f = 0; f < folds; f++) addRegression(total, sums[f * actions + a]!)
    return total
  })
  const coefficients = sums.map((own, k) => {
    const rest = empty()
    addRegression(rest, all[k % actions]!)
    addRegression(rest, own, -1)
    return solveRidge(rest, penalty) ?? levels(otherFolds(all, sums, Math.floor(k / actions)))
  })
  return {
    forEach(use) {
      const q = new Float64Array(actions * outcomes.length)
      forEachBlock(x, scales, include, ({ count, row, values }) => {
        for (let b = 0; b < count; b++) {
          predict(coefficients, fold[row[b]!]! * actions, size, values, b * size, q)
          use(row[b]!, q)
        }
      })
    },
  }
}

/** @param first  place of the fold's first action among the coefficients */
function predict(
  coefficients: readonly Float64Array[],
  first: number,
  size: number,
  values: Float64Array,
  at: number,
  q: Float64Array,
): void {
  const outcomes = coefficients[0]!.length / size
  for (let k = 0; k < q.length; k++) {
    const beta = coefficients[first + Math.floor(k / outcomes)]!,
      from = (k % outcomes) * size
    let sum = 0
    for (let j = 0; j < size; j++) sum += beta[from + j]! * values[at + j]!
    q[k] = sum
  }
}

/** Sums of every action without one fold. */
function otherFolds(all: readonly RegressionSums[], sums: readonly RegressionSums[], fold: number): RegressionSums {
  const rest = emptyRegression(all[0]!.size, all[0]!.outcomes)
  for (const [a, total] of all.entries()) {
    addRegression(rest, total)
    addRegression(rest, sums[fold * all.length + a]!, -1)
  }
  return rest
}

/** The mean of each outcome and no slopes; 0 when no row is left at all. */
function levels({ size, outcomes, xx, xy }: RegressionSums): Float64Array {
  const beta = new Float64Array(size * outcomes)
  for (let o = 0; o < outcomes; o++) beta[o * size] = xx[0]! > 0.5 ? xy[o * size]! / xx[0]! : 0
  return beta
}
