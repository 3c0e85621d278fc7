// Comparisons of means beside Welch's: the same units twice, a ratio with Fieller's interval, and least squares.

import { fieller } from '../fieller.ts'
import { twoSidedT } from '../student-t.ts'
import type { Interval } from '../wilson.ts'
import { armFromColumns, covariance } from './arm.ts'
import type { Arm } from './arm.ts'
import { armDifference } from './effect.ts'
import type { Effect } from './effect.ts'
import { meanMetric } from './metric.ts'
import { NotEstimableError } from './not-estimable.ts'
import { adjustedStratum } from './stratum.ts'

/**
 * after − before of the same n units; degrees of freedom n − 1.
 *
 * @param before, after  n ≥ 2 values each, in one unit, unit by unit
 * @throws RangeError when the columns differ in length; NotEstimableError when every unit changed by the same
 *
 * Student, "The probable error of a mean", Biometrika 1908.
 */
export function pairedMeans(before: ArrayLike<number>, after: ArrayLike<number>): Effect {
  if (before.length !== after.length) throw new RangeError(`${before.length} values before, ${after.length} after.`)
  const change = armFromColumns([Float64Array.from(before, (x, i) => after[i]! - x)])
  const variance = covariance(change, 0, 0)
  if (!(variance > 0)) throw new NotEstimableError('Every unit changed by the same: its error is not known.')
  const {
    n,
    mean: [value],
  } = change
  return { value: value!, standardError: Math.sqrt(variance / n), degreesOfFreedom: n - 1, n, relative: false }
}

/**
 * mean of the treatment / mean of the control with Fieller's interval, t with Welch's degrees of freedom. Subtract 1
 * for a lift (where the control's mean is below 0, change its sign to be relative to |control|).
 *
 * @param control, treatment  arms of one column; @param level  in (0, 1)
 * @returns `interval` null when the control's mean does not differ from 0 at this level: it then has no ends
 * @throws NotEstimableError when an arm does not vary or the control's mean is 0; RangeError for another level
 *
 * Fieller, "Some problems in interval estimation", JRSS B 1954.
 */
export function ratioOfMeans(
  control: Arm,
  treatment: Arm,
  level: number,
): { value: number; interval: Interval | null } {
  const { degreesOfFreedom } = armDifference(meanMetric, control, treatment)
  const a = treatment.mean[0]!,
    b = control.mean[0]!
  if (b === 0) {
    throw new NotEstimableError('The control’s mean is 0, so there is no ratio to it. Use the difference.')
  }
  const t = twoSidedT(level, degreesOfFreedom)
  const varianceA = covariance(treatment, 0, 0) / treatment.n,
    varianceB = covariance(control, 0, 0) / control.n
  return { value: a / b, interval: fieller(a, b, varianceA, varianceB, 0, t) }
}

/**
 * Effect adjusted by least squares, outcome ~ 1 + treatment + the same column before the pilot, with one slope and one
 * residual variance for both arms (ANCOVA). Columns as `cupedMean`. Degrees of freedom n − 3.
 *
 * @param control, treatment  arms of two columns: the outcome, and its value before the pilot
 * @returns in the outcome's unit
 * @throws NotEstimableError when the column before the pilot does not vary
 *
 * Fisher, "Statistical methods for research workers", 4th ed. 1932, section 49.1.
 */
export function ancova(control: Arm, treatment: Arm): Effect {
  const fitted = adjustedStratum(control, treatment, [0], [1], 3)
  if (fitted === null || !(fitted.covariance[1]![1]! > 0)) {
    throw new NotEstimableError('The column before the pilot does not vary, or explains everything: no error is left.')
  }
  const { n, mean } = fitted,
    standardError = Math.sqrt(fitted.covariance[1]![1]! / n)
  return { value: mean[1]!, standardError, degreesOfFreedom: n - 3, n, relative: false }
}
