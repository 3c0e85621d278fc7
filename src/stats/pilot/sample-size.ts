// How many units a pilot needs, how likely it is to show an effect, and the smallest effect it can show. Units are
// those of the control arm and not rounded: round up.

import { normalCdf, normalQuantile, survival } from '../normal.ts'
import { fallingRoot } from '../root.ts'
import { tQuantile } from '../student-t.ts'
import { noncentralTCdf, noncentralTSurvival } from './noncentral-t.ts'

/**
 * The test planned.
 *
 * @property alpha  two-sided error, e.g. 0.05
 * @property power  chance to show the effect, e.g. 0.8
 * @property ratio  units of the treatment arm per unit of the control arm, > 0
 */
export interface PilotPlan {
  readonly alpha: number
  readonly power: number
  readonly ratio: number
}

/**
 * Units in the control arm to show a rate of `treatment` against one of `control`.
 *
 *     unpooled  (z_{α/2} + z_β)² (p_c q_c + p_t q_t/r)/d²
 *     pooled    (z_{α/2} √(p̄ q̄ (1 + 1/r)) + z_β √(p_c q_c + p_t q_t/r))²/d²       p̄ = (p_c + r p_t)/(1 + r)
 *     arcsine   n at which P(|Z + h√(n r/(1+r))| > z_{α/2}) is the power           h = 2(asin √p_t − asin √p_c)
 *
 * The pooled one belongs to the pooled z test, the one to plan with; `cohensH` is h.
 *
 * @param control, treatment  rates in (0, 1), not equal
 * @returns units, not rounded
 * @throws RangeError for rates or a plan that are none
 *
 * Fleiss, Levin & Paik, "Statistical methods for rates and proportions", 2003; Cohen, "Statistical power analysis for
 * the behavioral sciences", 1988.
 */
export function sampleSizeForRates(control: number, treatment: number, plan: PilotPlan): RateSampleSize {
  checkRate(control)
  checkRate(treatment)
  const { za, zb } = checkPlan(plan),
    { alpha, power, ratio } = plan,
    d = treatment - control
  if (d === 0) throw new RangeError('No number of units shows a difference of 0.')
  const own = control * (1 - control) + (treatment * (1 - treatment)) / ratio
  const pooled = (control + ratio * treatment) / (1 + ratio)
  const cohensH = 2 * (Math.asin(Math.sqrt(treatment)) - Math.asin(Math.sqrt(control)))
  return {
    unpooled: ((za + zb) ** 2 * own) / d ** 2,
    pooled: (za * Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio)) + zb * Math.sqrt(own)) ** 2 / d ** 2,
    arcsine: unitsFor(power, n => zPower(cohensH * Math.sqrt((n * ratio) / (1 + ratio)), alpha)),
    cohensH,
  }
}

/** Units in the control arm, by the three methods. */
export interface RateSampleSize {
  readonly unpooled: number
  readonly pooled: number
  readonly arcsine: number
  readonly cohensH: number
}

/**
 * Chance that the pooled two-sided z test shows the difference, in either direction: normal approximation with the
 * pooled error under the hypothesis and the arms' own errors under the alternative.
 *
 * @param control, treatment  rates in (0, 1)
 * @param n  units in the control arm, > 0
 * @param ratio  units of the treatment arm per unit of the control arm
 * @param alpha  two-sided, in (0, 0.5)
 * @throws RangeError for other numbers
 *
 * Fleiss, Levin & Paik, "Statistical methods for rates and proportions", 2003.
 */
export function powerForRates(control: number, treatment: number, n: number, ratio: number, alpha: number): number {
  checkRate(control)
  checkRate(treatment)
  checkUnits(n)
  const { za } = checkPlan({ alpha, power: 0.5, ratio })
  const pooled = (control + ratio * treatment) / (1 + ratio)
  const under = Math.sqrt((pooled * (1 - pooled) * (1 + 1 / ratio)) / n)
  const own = Math.sqrt((control * (1 - control) + (treatment * (1 - treatment)) / ratio) / n)
  const d = treatment - control
  return survival((za * under - d) / own) + normalCdf((-za * under - d) / own)
}

/**
 * Units in the control arm to show a difference of `d` standard deviations between two means.
 *
 *     t       P(|T| > t) for the shifted t distribution with n_c + n_t − 2 degrees of freedom is the power
 *     z       the same with the normal distribution, i.e. with known standard deviation
 *     closed  (z_{α/2} + z_β)² (1 + 1/r)/d², which leaves the far tail out
 *
 * @param d  in standard deviations, not 0
 * @returns units, not rounded
 * @throws RangeError for a difference or plan that is none
 *
 * Cohen, "Statistical power analysis for the behavioral sciences", 2nd ed. 1988, chapter 2.
 */
export function sampleSizeForMeans(d: number, plan: PilotPlan): { t: number; z: number; closed: number } {
  const { za, zb } = checkPlan(plan),
    { alpha, power, ratio } = plan
  if (d === 0 || !Number.isFinite(d)) throw new RangeError(`No number of units shows a difference of ${d}.`)
  // Three units at least: one degree of freedom.
  const smallest = 3 / (1 + ratio)
  return {
    t: unitsFor(power, n => powerForMeans(d, n, ratio, alpha).t, smallest),
    z: unitsFor(power, n => powerForMeans(d, n, ratio, alpha).z),
    closed: ((za + zb) ** 2 * (1 + 1 / ratio)) / d ** 2,
  }
}

/**
 * Chance that Student's two-sided t test (`t`), or the z test (`z`), shows a difference of `d` standard deviations.
 *
 * @param d  in standard deviations
 * @param n  units in the control arm, > 0
 * @param ratio  units of the treatment arm per unit of the control arm
 * @param alpha  two-sided, in (0, 0.5)
 * @returns `t` is NaN below three units in both arms together: no degree of freedom is left
 * @throws RangeError for other numbers
 *
 * Cohen, "Statistical power analysis for the behavioral sciences", 2nd ed. 1988, chapter 2. scipy 1.10's shifted t
 * distribution, and so statsmodels' power, holds 8 digits; this one 14.
 */
export function powerForMeans(d: number, n: number, ratio: number, alpha: number): { t: number; z: number } {
  checkUnits(n)
  if (!Number.isFinite(d)) throw new RangeError(`No power for a difference of ${d}.`)
  checkPlan({ alpha, power: 0.5, ratio })
  const shift = d * Math.sqrt((n * ratio) / (1 + ratio)),
    df = n * (1 + ratio) - 2
  if (!(df >= 1)) return { t: NaN, z: zPower(shift, alpha) }
  const critical = -tQuantile(alpha / 2, df)
  return {
    t: noncentralTSurvival(critical, df, shift) + noncentralTCdf(-critical, df, shift),
    z: zPower(shift, alpha),
  }
}

/**
 * Minimal detectable effect: (z_{α/2} + z_β) · sd · √(1/n_c + 1/n_t).
 *
 * @param standardDeviation  per unit, > 0; for a rate √(p(1−p))
 * @param nControl, nTreatment  units, > 0
 * @param alpha  two-sided; @param power  above alpha
 * @returns in the unit of `standardDeviation`
 * @throws RangeError for other numbers
 *
 * Bloom, "Minimum detectable effects", Evaluation Review 1995.
 */
export function minimalDetectableEffect(
  standardDeviation: number,
  nControl: number,
  nTreatment: number,
  alpha: number,
  power: number,
): number {
  checkUnits(nControl)
  checkUnits(nTreatment)
  const { za, zb } = checkPlan({ alpha, power, ratio: nTreatment / nControl })
  if (!(standardDeviation > 0)) throw new RangeError(`A standard deviation is above 0, not ${standardDeviation}.`)
  return (za + zb) * standardDeviation * Math.sqrt(1 / nControl + 1 / nTreatment)
}

/** P(|Z + shift| > z_{α/2}), both tails. */
function zPower(shift: number, alpha: number): number {
  const z = -normalQuantile(alpha / 2)
  return survival(z - shift) + normalCdf(-z - shift)
}

/** Units at which a rising power reaches `power`. */
function unitsFor(power: number, powerAt: (n: number) => number, smallest = Number.MIN_VALUE): number {
  let high = Math.max(1, 2 * smallest)
  while (powerAt(high) < power) high *= 2
  return fallingRoot(n => power - powerAt(n), smallest, high)
}

function checkPlan({ alpha, power, ratio }: PilotPlan): { za: number; zb: number } {
  if (!(alpha > 0 && alpha < 1 && power > 0 && power < 1 && power > alpha && ratio > 0 && Number.isFinite(ratio))) {
    throw new RangeError(`No plan has error ${alpha}, power ${power} and ratio ${ratio}: 0.05, 0.8 and 1 are usual.`)
  }
  return { za: -normalQuantile(alpha / 2), zb: normalQuantile(power) }
}

function checkUnits(n: number): void {
  if (!(n > 0 && Number.isFinite(n))) throw new RangeError(`An arm has more than 0 units, not ${n}.`)
}

function checkRate(rate: number): void {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`A rate to plan with lies between 0 and 1, not ${rate}.`)
}
