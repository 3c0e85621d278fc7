import { tCdf, tQuantile, tSurvival, twoSidedT } from '../student-t.ts'
import type { Interval } from '../wilson.ts'
import type { Effect } from './effect.ts'

/** What is to be shown of the effect. */
export type Alternative = 'two-sided' | 'greater' | 'less'

/** An effect judged: `interval` is open (±∞) on the far side of a one-sided question. */
export interface Inference {
  readonly value: number
  readonly standardError: number
  readonly interval: Interval
  readonly statistic: number
  readonly p: number
}

/**
 * t interval and p-value of an effect for one look planned beforehand. Looking again and again with it finds something
 * in 19 % of ten-look pilots without any effect; use `confidenceSequence` or group-sequential bounds then.
 *
 * @param effect  from `armDifference` and the like
 * @param level  of the interval, e.g. 0.95
 * @param hypothesis  effect under the hypothesis, in the effect's unit; −margin with 'greater' tests non-inferiority
 * @throws RangeError for an effect without an error or a level outside (0, 1)
 *
 * Student, "The probable error of a mean", Biometrika 1908; degrees of freedom are the effect's.
 */
export function tInference(effect: Effect, level: number, alternative: Alternative, hypothesis = 0): Inference {
  const { value, standardError, degreesOfFreedom: df } = effect
  const statistic = (value - hypothesis) / standardError
  if (!Number.isFinite(statistic)) throw new RangeError(`No test of effect ${value} with error ${standardError}.`)
  const result = { value, standardError, statistic }
  if (alternative === 'two-sided') {
    const half = twoSidedT(level, df) * standardError
    return { ...result, interval: [value - half, value + half], p: 2 * tSurvival(Math.abs(statistic), df) }
  }
  const half = -tQuantile(1 - level, df) * standardError
  return alternative === 'greater'
    ? { ...result, interval: [value - half, Infinity], p: tSurvival(statistic, df) }
    : { ...result, interval: [-Infinity, value + half], p: tCdf(statistic, df) }
}
