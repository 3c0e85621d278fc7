// Guardrails: outcomes that need not improve but must not get worse by more than a margin. All must pass, so it is the
// power that their number takes away, not the error; α stays as it is for each.

import { normalQuantile } from '../normal.ts'
import type { PilotPlan } from './sample-size.ts'

/**
 * Power to give each of `guardrails` so that all that are truly unharmed pass together with at least `power`:
 * 1 − (1 − power)/guardrails, whatever their dependence.
 *
 * @param power  of all together, in (0, 1); @param guardrails  whole number from 1
 * @throws RangeError for other numbers
 *
 * Schultzberg, Ankargren & Frånberg, "Risk-aware product decisions in A/B tests with multiple metrics", 2024.
 */
export function guardrailPower(power: number, guardrails: number): number {
  if (!(power > 0 && power < 1 && Number.isInteger(guardrails) && guardrails >= 1)) {
    throw new RangeError(`No power ${power} for ${guardrails} guardrails: 0.8 and a whole number from 1 are usual.`)
  }
  return 1 - (1 - power) / guardrails
}

/**
 * Units in the control arm to show that an outcome is not worse by `margin`, one-sided:
 * (z_α + z_β)² (v_c + v_t/r)/(margin + gain)².
 *
 * @param variances  per unit: p(1−p) of a rate, the square of a mean's standard deviation
 * @param margin  the loss that would be too much, > 0; `gain` the true difference, 0 where the arms are alike
 * @param plan  `alpha` here is one-sided
 * @returns units, not rounded
 * @throws RangeError for numbers that make no plan
 *
 * Chow, Shao, Wang & Lokhnygina, "Sample size calculations in clinical research", 3rd ed. 2018, chapters 3 and 4.
 */
export function sampleSizeForNonInferiority(
  variances: { readonly control: number; readonly treatment: number },
  margin: number,
  gain: number,
  plan: PilotPlan,
): number {
  const { alpha, power, ratio } = plan
  const possible = alpha > 0 && alpha < 1 && power > alpha && power < 1 && ratio > 0
  if (!possible || !(margin > 0 && margin + gain > 0 && variances.control >= 0 && variances.treatment >= 0)) {
    throw new RangeError(`No number of units shows a loss below ${margin} at a true difference of ${gain}.`)
  }
  const z = normalQuantile(power) - normalQuantile(alpha)
  return (z ** 2 * (variances.control + variances.treatment / ratio)) / (margin + gain) ** 2
}
