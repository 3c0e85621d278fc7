// The difference between two arms, absolute or relative, with its error by the delta method.

import { form } from './arm.ts'
import type { Arm } from './arm.ts'
import type { Metric } from './metric.ts'
import { NotEstimableError } from './not-estimable.ts'

/**
 * An effect of the treatment, not yet judged: src/stats/pilot/inference.ts does it once at the end,
 * src/stats/pilot/confidence-sequence.ts at every look.
 *
 * @property value  treatment − control in the metric's unit, or a share of |control| where `relative`
 * @property degreesOfFreedom  Welch and Satterthwaite's
 * @property n  units of both arms
 */
export interface Effect {
  readonly value: number
  readonly standardError: number
  readonly degreesOfFreedom: number
  readonly n: number
  readonly relative: boolean
}

/**
 * The metric in one arm, in its unit, with its error √(gᵀ Cov g / n) by the delta method.
 *
 * @param metric, arm  with the same columns; two units at least for an error
 * @throws NotEstimableError for a ratio whose denominator is 0
 *
 * Casella & Berger, "Statistical inference", 2nd ed. 2002, section 5.5.4.
 */
export function armEstimate(metric: Metric, arm: Arm): { value: number; standardError: number } {
  const g = metric.gradient(arm.mean)
  return { value: metric.value(arm.mean), standardError: Math.sqrt(form(arm, g, g) / arm.n) }
}

/**
 * treatment − control, each arm with its own variance.
 *
 * @param metric  what is compared; @param control, treatment  arms with its columns
 * @returns in the metric's unit, with Welch and Satterthwaite's degrees of freedom
 * @throws NotEstimableError when an arm has fewer than two units or does not vary: its error is not known, not 0
 *
 * Welch, "The generalization of 'Student's' problem when several different population variances are involved", 1947.
 */
export function armDifference(metric: Metric, control: Arm, treatment: Arm): Effect {
  const a = spread(metric, control, 'control'),
    b = spread(metric, treatment, 'treatment')
  return {
    value: metric.value(treatment.mean) - metric.value(control.mean),
    standardError: Math.sqrt(a.ofMean + b.ofMean),
    degreesOfFreedom: welchDegreesOfFreedom(a.ofMean, control.n, b.ofMean, treatment.n),
    n: control.n + treatment.n,
    relative: false,
  }
}

/**
 * (treatment − control)/|control|, the divisor without adjustment. Delta method: with d the difference, u the divisor,
 *
 *     gradient in the control arm  −∇s/|u| − d ∇u/(u|u|)      in the treatment arm  ∇s/|u|
 *
 * where for `cupedMean` d is the unadjusted difference: it has the same expectation, since randomisation makes the arms
 * alike before the pilot, and that is how GrowthBook computes it. Degrees of freedom are those of the difference.
 *
 * @param metric  what is compared; @param control, treatment  arms with its columns
 * @returns a share: 0.1 is +10 %
 * @throws NotEstimableError as `armDifference`, and when the control's figure is 0
 *
 * Deng, Knoblich & Lu, "Applying the delta method in metric analytics", KDD 2018.
 */
export function relativeArmDifference(metric: Metric, control: Arm, treatment: Arm): Effect {
  const absolute = armDifference(metric, control, treatment)
  const raw = metric.raw ?? metric
  const base = raw.value(control.mean)
  if (base === 0) {
    throw new NotEstimableError('The control arm’s figure is 0, so no change is relative to it. Use the difference.')
  }
  const moved = metric.name === 'cuped mean' ? raw.value(treatment.mean) - base : absolute.value
  const own = metric.gradient(control.mean),
    divisor = raw.gradient(control.mean)
  const size = Math.abs(base)
  const inControl = own.map((g, i) => -g / size - (moved * divisor[i]!) / (base * size))
  const inTreatment = metric.gradient(treatment.mean).map(g => g / size)
  const variance =
    form(control, inControl, inControl) / control.n + form(treatment, inTreatment, inTreatment) / treatment.n
  return { ...absolute, value: absolute.value / size, standardError: Math.sqrt(variance), relative: true }
}

/**
 * The effect in another unit, e.g. per day if all customers were treated: value and error times `factor`.
 *
 * @param factor  > 0; GrowthBook's `scaled` is total units / traffic share / days of the pilot
 * @throws RangeError for another factor
 */
export function scaleEffect(effect: Effect, factor: number): Effect {
  if (!(factor > 0 && Number.isFinite(factor))) throw new RangeError(`An effect cannot be scaled by ${factor}.`)
  return { ...effect, value: effect.value * factor, standardError: effect.standardError * factor }
}

/**
 * Student's comparison of two means: one variance for both arms, (S₁ + S₂)/(n₁ + n₂ − 2). Only for comparison with
 * other programs; `armDifference` does not assume that the arms vary alike.
 *
 * @param control, treatment  arms of one column
 * @returns in the column's unit
 * @throws NotEstimableError when neither arm varies
 *
 * Student, "The probable error of a mean", Biometrika 1908; Fisher, 1925.
 */
export function studentDifference(control: Arm, treatment: Arm): Effect {
  const degreesOfFreedom = control.n + treatment.n - 2
  const pooled = (control.centred[0]![0]! + treatment.centred[0]![0]!) / degreesOfFreedom
  if (!(pooled > 0)) throw notVarying('Neither', Math.min(control.n, treatment.n))
  return {
    value: treatment.mean[0]! - control.mean[0]!,
    standardError: Math.sqrt(pooled * (1 / control.n + 1 / treatment.n)),
    degreesOfFreedom,
    n: control.n + treatment.n,
    relative: false,
  }
}

/** Welch and Satterthwaite's degrees of freedom from the variances of two means, in (0, ∞). */
function welchDegreesOfFreedom(varianceA: number, nA: number, varianceB: number, nB: number): number {
  return (varianceA + varianceB) ** 2 / (varianceA ** 2 / (nA - 1) + varianceB ** 2 / (nB - 1))
}

function spread(metric: Metric, arm: Arm, name: string): { ofMean: number } {
  if (arm.n < 2) throw notVarying(`The ${name}`, arm.n)
  const g = metric.gradient(arm.mean),
    perUnit = form(arm, g, g)
  // Columns that cancel each other (a ratio that is the same for every unit) leave about 1e-16 of their variances.
  const scale = g.reduce((sum, one, i) => sum + (one * one * arm.centred[i]![i]!) / arm.n, 0)
  if (!(perUnit > 1e-13 * scale)) throw notVarying(`The ${name}`, arm.n)
  return { ofMean: perUnit / arm.n }
}

const notVarying = (which: string, n: number) =>
  new NotEstimableError(
    `${which} arm (${n} units) does not vary, so the error of its figure is not known. Wait for more units; for rates ` +
      'Newcombe’s or the score interval can be given.',
  )
