// Score intervals of Miettinen and Nurminen: all differences, or ratios, that the data do not reject.

import { twoSidedZ } from '../normal.ts'
import { fallingRoot } from '../root.ts'
import type { Interval } from '../wilson.ts'
import { checkProportion } from './proportion.ts'
import type { Proportion } from './proportion.ts'

/**
 * z of the hypothesis p_treatment − p_control = `difference`: the observed difference less the hypothetical one, over
 * its error at the likeliest rates with that difference, times √((N−1)/N).
 *
 * @param difference  in (−1, 1)
 * @returns ±∞ when the likeliest rates leave no variance and the observed difference is another one
 * @throws RangeError for counts that are no proportions
 *
 * statsmodels up to 0.14 has a wrong coefficient in its equation for these rates (its issue 10269): slightly off.
 *
 * Miettinen & Nurminen, "Comparative analysis of two rates", Statistics in Medicine 1985.
 */
export function scoreZ(control: Proportion, treatment: Proportion, difference: number): number {
  checkProportion(control)
  checkProportion(treatment)
  const p = constrainedControl(
    control,
    treatment,
    q => q + difference,
    () => 1,
    Math.max(0, -difference),
    Math.min(1, 1 - difference),
  )
  const gap = treatment.count / treatment.n - control.count / control.n - difference
  return studentised(gap, variance(p, control.n) + variance(p + difference, treatment.n), control, treatment)
}

/**
 * z of the hypothesis p_treatment = `ratio`·p_control, as `scoreZ`.
 *
 * @param ratio  > 0
 * @throws RangeError for counts that are no proportions
 *
 * Miettinen & Nurminen, "Comparative analysis of two rates", Statistics in Medicine 1985.
 */
export function scoreRatioZ(control: Proportion, treatment: Proportion, ratio: number): number {
  checkProportion(control)
  checkProportion(treatment)
  const p = constrainedControl(
    control,
    treatment,
    q => ratio * q,
    () => ratio,
    0,
    Math.min(1, 1 / ratio),
  )
  const gap = treatment.count / treatment.n - (ratio * control.count) / control.n
  const spread = ratio * ratio * variance(p, control.n) + variance(ratio * p, treatment.n)
  return studentised(gap, spread, control, treatment)
}

/**
 * Miettinen and Nurminen's interval of p_treatment − p_control, found by halving; within [−1, 1].
 *
 * @param level  in (0, 1)
 * @throws RangeError for counts that are no proportions, or another level
 *
 * Miettinen & Nurminen, "Comparative analysis of two rates", Statistics in Medicine 1985.
 */
export function scoreDifference(control: Proportion, treatment: Proportion, level: number): Interval {
  const z = twoSidedZ(level)
  const at = (limit: number) => fallingRoot(d => scoreZ(control, treatment, d) - limit, -1, 1)
  return [at(z), at(-z)]
}

/**
 * Miettinen and Nurminen's interval of p_treatment / p_control. Without events in the control arm it has no upper end
 * (∞); without any in the treatment arm it begins at 0.
 *
 * @param level  in (0, 1)
 * @returns null without any event in either arm: no ratio is rejected
 * @throws RangeError for counts that are no proportions, or another level
 *
 * Miettinen & Nurminen, "Comparative analysis of two rates", Statistics in Medicine 1985.
 */
export function scoreRatio(control: Proportion, treatment: Proportion, level: number): Interval | null {
  checkProportion(control)
  checkProportion(treatment)
  if (control.count + treatment.count === 0) return null
  const z = twoSidedZ(level)
  // The search runs over share = ratio/(1 + ratio), which is bounded.
  const at = (limit: number) => {
    const share = fallingRoot(s => scoreRatioZ(control, treatment, s / (1 - s)) - limit, Number.MIN_VALUE, 1 - 2 ** -53)
    return share / (1 - share)
  }
  return [treatment.count === 0 ? 0 : at(z), control.count === 0 ? Infinity : at(-z)]
}

/**
 * The control rate q in [low, high] of greatest likelihood when the treatment rate is tied to it. The derivative of
 * the log likelihood falls in q, so it has one root, or the maximum lies at an end.
 */
function constrainedControl(
  control: Proportion,
  treatment: Proportion,
  tied: (q: number) => number,
  slope: (q: number) => number,
  low: number,
  high: number,
): number {
  return fallingRoot(q => pull(control, q) + slope(q) * pull(treatment, tied(q)), low, high)
}

/** d/dp of count·log p + (n − count)·log(1 − p), where no events and no non-events pull not at all. */
function pull({ count, n }: Proportion, p: number): number {
  const up = count === 0 ? 0 : p <= 0 ? Infinity : count / p
  const down = count === n ? 0 : p >= 1 ? Infinity : (n - count) / (1 - p)
  return up === Infinity ? up : up - down
}

const variance = (p: number, n: number) => Math.max(0, p * (1 - p)) / n

function studentised(gap: number, spread: number, control: Proportion, treatment: Proportion): number {
  const total = control.n + treatment.n
  if (gap === 0) return 0
  return gap / Math.sqrt((spread * total) / (total - 1))
}
