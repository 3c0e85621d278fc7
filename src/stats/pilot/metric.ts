// What a pilot measures, as a smooth function of an arm's column means: the delta method needs its value and gradient.

import { covariance, form, mergeArms } from './arm.ts'
import type { Arm } from './arm.ts'
import { NotEstimableError } from './not-estimable.ts'

/**
 * @property value  the figure compared, from the k column means
 * @property gradient  its k derivatives
 * @property raw  the same figure without adjustment: what a relative change is relative to
 */
export interface Metric {
  readonly name: string
  readonly value: (mean: readonly number[]) => number
  readonly gradient: (mean: readonly number[]) => readonly number[]
  readonly raw: Metric | null
  /** Share of the column before the pilot that is subtracted; absent where nothing is. */
  readonly theta?: number
}

/**
 * The mean, or rate, of column 0, in its unit. It never throws.
 */
export const meanMetric: Metric = {
  name: 'mean',
  value: m => m[0]!,
  gradient: m => m.map((_, i) => (i === 0 ? 1 : 0)),
  raw: null,
}

/**
 * Σ column 0 / Σ column 1, e.g. revenue per contact where units have several contacts.
 *
 * Its functions throw a NotEstimableError where column 1 has mean 0. Its error is the delta method's: Deng, Knoblich &
 * Lu, "Applying the delta method in metric analytics", KDD 2018.
 */
export const ratioMetric: Metric = {
  name: 'ratio',
  value: m => m[0]! / divisor(m[1]!),
  gradient: m => m.map((_, i) => (i === 0 ? 1 / divisor(m[1]!) : i === 1 ? -m[0]! / divisor(m[1]!) ** 2 : 0)),
  raw: null,
}

/**
 * CUPED: the mean of column 0 less θ times the mean of column 1, the same quantity before the pilot, with
 * θ = Cov/Var over the units of both arms together (pooled, arms not held apart). θ is 0, hence no adjustment, where
 * either column does not vary.
 *
 * @param control, treatment  arms of two columns, the outcome and what it was before
 * @returns a metric in the unit of the outcome, with its `theta`
 * @throws RangeError when the arms differ in their number of columns
 *
 * Deng, Xu, Kohavi & Walker, "Improving the sensitivity of online controlled experiments by utilizing pre-experiment
 * data", WSDM 2013.
 */
export function cupedMean(control: Arm, treatment: Arm): Metric {
  const { centred } = mergeArms(control, treatment)
  const theta = centred[0]![0]! > 0 && centred[1]![1]! > 0 ? centred[0]![1]! / centred[1]![1]! : 0
  return {
    name: 'cuped mean',
    value: m => m[0]! - theta * m[1]!,
    gradient: m => m.map((_, i) => (i === 0 ? 1 : i === 1 ? -theta : 0)),
    raw: meanMetric,
    theta,
  }
}

/**
 * CUPED for ratios: column 0 / column 1 less θ times column 2 / column 3, the ratio before the pilot. θ is the ratio of
 * the arms' summed covariances and variances of the linearised ratios; below 1e-8 it is 0.
 *
 * @param control, treatment  arms of four columns
 * @returns a metric in units of column 0 per unit of column 1, with its `theta`
 * @throws NotEstimableError when a denominator is 0 in an arm
 *
 * Deng, Xu, Kohavi & Walker, WSDM 2013; GrowthBook's statistics engine.
 */
export function cupedRatio(control: Arm, treatment: Arm): Metric {
  let shared = 0,
    own = 0
  for (const arm of [control, treatment]) {
    const g = ratioBefore(arm.mean)
    shared += form(arm, g, ratioMetric.gradient(arm.mean))
    own += form(arm, g, g)
  }
  const slope = own > 0 ? shared / own : 0
  const theta = Math.abs(slope) < 1e-8 ? 0 : slope
  return {
    name: 'cuped ratio',
    value: m => ratioMetric.value(m) - (theta * m[2]!) / divisor(m[3]!),
    gradient: m => {
      const post = ratioMetric.gradient(m),
        pre = ratioBefore(m)
      return post.map((one, i) => one - theta * pre[i]!)
    },
    raw: ratioMetric,
    theta,
  }
}

/**
 * Share of the outcome's variance within an arm that subtracting θ times the earlier value removes: 1 − Var(y − θx)/Var
 * y.
 *
 * @param arm  of two columns, as `cupedMean`; @param theta  from it
 * @returns at most 1; below 0 where the adjustment adds noise
 * @throws NotEstimableError when the outcome does not vary
 *
 * Deng, Xu, Kohavi & Walker, WSDM 2013.
 */
export function varianceReduction(arm: Arm, theta: number): number {
  const before = covariance(arm, 0, 0)
  if (!(before > 0)) {
    throw new NotEstimableError('The outcome does not vary, so nothing of its variance can be removed.')
  }
  return 1 - form(arm, [1, -theta], [1, -theta]) / before
}

const ratioBefore = (m: readonly number[]) => [0, 0, 1 / divisor(m[3]!), -m[2]! / divisor(m[3]!) ** 2]

function divisor(mean: number): number {
  if (mean === 0) throw new NotEstimableError('The denominator of the ratio is 0 in an arm, so there is no ratio.')
  return mean
}
