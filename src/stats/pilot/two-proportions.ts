// Two arms, an outcome that happens or does not. The names say which variant of the method each figure is.

import { mover } from '../mover.ts'
import { normalCdf, survival, twoSidedZ } from '../normal.ts'
import type { Interval } from '../wilson.ts'
import { wilson } from '../wilson.ts'
import { NotEstimableError } from './not-estimable.ts'
import { checkProportion } from './proportion.ts'
import type { Proportion } from './proportion.ts'

/** A z statistic and its p-values; `greater` is the one-sided p of "treatment is above control", `less` of below. */
export interface ZTest {
  readonly z: number
  readonly standardError: number
  readonly p: number
  readonly greater: number
  readonly less: number
}

/** A relative change: `value` = (treatment − control)/|control|, e.g. 0.1 for +10 %. */
export interface RelativeLift {
  readonly value: number
  readonly standardError: number
  readonly interval: Interval
}

/**
 * z test of equal rates with the error under that hypothesis: both arms share the pooled rate, p̄(1−p̄)(1/n₁ + 1/n₂).
 * Its square is the chi-square of the 2 × 2 table without continuity correction.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n
 * @throws NotEstimableError when no unit or every unit of both arms had the event; RangeError for other counts
 *
 * Fleiss, Levin & Paik, "Statistical methods for rates and proportions", 2003.
 */
export function pooledZTest(control: Proportion, treatment: Proportion): ZTest {
  const { difference } = rates(control, treatment)
  const pooled = (control.count + treatment.count) / (control.n + treatment.n)
  return zTest(difference, Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n)))
}

/**
 * z test of equal rates with each arm's own error: p₁(1−p₁)/n₁ + p₂(1−p₂)/n₂, the one Wald's interval belongs to.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n
 * @throws NotEstimableError when neither rate varies; RangeError for other counts
 *
 * Fleiss, Levin & Paik, "Statistical methods for rates and proportions", 2003.
 */
export function unpooledZTest(control: Proportion, treatment: Proportion): ZTest {
  const { difference, standardError } = rates(control, treatment)
  return zTest(difference, standardError)
}

/**
 * Difference ± z × unpooled error. Shown for comparison: at rare events and small n it covers less than it says.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n; @param level  in (0, 1)
 * @throws RangeError for other numbers
 *
 * Newcombe, "Interval estimation for the difference between independent proportions" (method 1), 1998.
 */
export function waldDifference(control: Proportion, treatment: Proportion, level: number): Interval {
  const { difference, standardError } = rates(control, treatment)
  const half = twoSidedZ(level) * standardError
  return [difference - half, difference + half]
}

/**
 * Wald's interval after adding one event and one non-event to each arm. Like Wald's it may reach beyond [−1, 1]: cut it
 * where it is shown.
 *
 * @throws RangeError for counts that are no proportion, or a level outside (0, 1)
 *
 * Agresti & Caffo, "Simple and effective confidence intervals for proportions and differences of proportions", 2000.
 */
export function agrestiCaffo(control: Proportion, treatment: Proportion, level: number): Interval {
  rates(control, treatment)
  return waldDifference(oneMoreOfEach(control), oneMoreOfEach(treatment), level)
}

/**
 * The interval of a difference of rates to use by default: both arms' Wilson intervals, joined by MOVER, without
 * continuity correction.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n; @param level  in (0, 1)
 * @returns limits of treatment − control, within [−1, 1]
 * @throws RangeError for other numbers
 *
 * Newcombe, "Interval estimation for the difference between independent proportions" (method 10), 1998.
 */
export function newcombe(control: Proportion, treatment: Proportion, level: number): Interval {
  rates(control, treatment)
  const z = twoSidedZ(level)
  const limits = ({ count, n }: Proportion) => ({ value: count / n, interval: wilson(count / n, n, z) })
  return mover(limits(treatment), limits(control), 0)
}

/**
 * Interval of p_treatment/p_control, normal on the logarithm.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n; @param level  in (0, 1)
 * @throws NotEstimableError without events in an arm; RangeError for other numbers
 *
 * Katz, Baptista, Azen & Pike, "Obtaining confidence intervals for the risk ratio in cohort studies", 1978.
 */
export function logRatioInterval(control: Proportion, treatment: Proportion, level: number): Interval {
  const { value, standardError } = logRateRatio(control, treatment)
  const half = twoSidedZ(level) * standardError
  return [Math.exp(value - half), Math.exp(value + half)]
}

/**
 * log(p_treatment/p_control) and its error √(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂).
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n
 * @throws NotEstimableError without events in an arm; RangeError for other counts
 *
 * Katz, Baptista, Azen & Pike, "Obtaining confidence intervals for the risk ratio in cohort studies", 1978.
 */
export function logRateRatio(control: Proportion, treatment: Proportion): { value: number; standardError: number } {
  const { control: p, treatment: q } = rates(control, treatment)
  if (p === 0 || q === 0) throw noEvents(p === 0 ? 'control' : 'treatment')
  const variance = 1 / control.count - 1 / control.n + 1 / treatment.count - 1 / treatment.n
  return { value: Math.log(q / p), standardError: Math.sqrt(variance) }
}

/**
 * Relative lift p_t/p_c − 1 by the delta method: error √(v_t/p_c² + v_c p_t²/p_c⁴) with v = p(1−p)/n, interval normal.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n; @param level  in (0, 1)
 * @returns shares: 0.1 is +10 %
 * @throws NotEstimableError without events in the control arm; RangeError for other numbers
 *
 * Deng, Knoblich & Lu, "Applying the delta method in metric analytics", KDD 2018.
 */
export function relativeLiftOfRates(control: Proportion, treatment: Proportion, level: number): RelativeLift {
  const { control: p, treatment: q } = rates(control, treatment)
  if (p === 0) throw noEvents('control')
  const value = (q - p) / p
  const variance = (q * (1 - q)) / treatment.n / p ** 2 + (((p * (1 - p)) / control.n) * q ** 2) / p ** 4
  const half = twoSidedZ(level) * Math.sqrt(variance)
  return { value, standardError: Math.sqrt(variance), interval: [value - half, value + half] }
}

const oneMoreOfEach = ({ count, n }: Proportion) => ({ count: count + 1, n: n + 2 })

function rates(control: Proportion, treatment: Proportion) {
  checkProportion(control)
  checkProportion(treatment)
  const p = control.count / control.n,
    q = treatment.count / treatment.n
  const standardError = Math.sqrt((p * (1 - p)) / control.n + (q * (1 - q)) / treatment.n)
  return { control: p, treatment: q, difference: q - p, standardError }
}

function zTest(difference: number, standardError: number): ZTest {
  if (!(standardError > 0)) {
    throw new NotEstimableError(
      'Every unit of both arms ended alike, so the difference of their rates has no error to test it by. ' +
        'Use an interval (Newcombe’s, or the score interval), or wait for more units.',
    )
  }
  const z = difference / standardError
  return { z, standardError, p: 2 * survival(Math.abs(z)), greater: survival(z), less: normalCdf(z) }
}

const noEvents = (arm: 'control' | 'treatment') =>
  new NotEstimableError(
    `The ${arm} arm has no event, so a ratio of the two rates has no error. Use the difference, or the score interval.`,
  )
