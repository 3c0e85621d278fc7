// Midway through a pilot: how likely it is to show an effect of the size that matters, and how many units are missing.

import { normalCdf, normalQuantile, survival } from '../normal.ts'
import { fallingRoot } from '../root.ts'
import { sequenceCriticalZ, sequenceRho } from './confidence-sequence.ts'
import type { Effect } from './effect.ts'

/**
 * @property smallestEffect  the effect that matters, in the unit of the effect (a share where it is relative), > 0
 * @property alpha  two-sided error of one comparison before dividing by `comparisons`
 * @property comparisons  number of comparisons the error is divided among (Bonferroni): (arms − 1) × outcomes
 * @property outcomes  outcomes that must all be shown: each needs power^(1/outcomes)
 * @property tightestAt  that of the confidence sequence used for judging; null for one look at the end
 */
export interface RunningPlan {
  readonly smallestEffect: number
  readonly alpha: number
  readonly power: number
  readonly comparisons: number
  readonly outcomes: number
  readonly tightestAt: number | null
}

/**
 * Chance to show an effect of `smallestEffect` once `more` × the present units have been added; 0 = as it stands.
 *
 * @param effect  at this look, with its error and n
 * @param more  ≥ 0
 * @returns a probability
 * @throws RangeError for an effect without an error, or numbers that make no plan
 *
 * GrowthBook's statistics engine, mid-experiment power; its sequences as `confidenceSequence`.
 */
export function runningPower(effect: Effect, plan: RunningPlan, more: number): number {
  const alpha = plan.alpha / plan.comparisons
  if (!(plan.smallestEffect > 0 && alpha > 0 && alpha < 1 && more >= 0 && effect.standardError > 0)) {
    throw new RangeError(`No power for an effect of ${plan.smallestEffect}, error ${alpha}, ${more} × the units more.`)
  }
  const standardError = effect.standardError / Math.sqrt(1 + more)
  const critical =
    plan.tightestAt === null
      ? -normalQuantile(alpha / 2)
      : sequenceCriticalZ(
          effect.n * (1 + more),
          sequenceRho(1 - alpha, 'two-sided', plan.tightestAt),
          alpha,
          'two-sided',
        )
  const shift = plan.smallestEffect / standardError
  return survival(critical - shift) + normalCdf(-critical - shift)
}

/**
 * Units still missing, in both arms together, as a multiple of those there are.
 *
 * @param effect  at this look, with its error and n
 * @returns 0 when the power is reached already; null when 2²⁷ times the units would not do
 * @throws RangeError as `runningPower`, and for a power outside (0, 1)
 *
 * GrowthBook's statistics engine, mid-experiment power.
 */
export function unitsMissing(effect: Effect, plan: RunningPlan): { factor: number; units: number } | null {
  if (!(plan.power > 0 && plan.power < 1)) throw new RangeError(`A power lies between 0 and 1, not ${plan.power}.`)
  const needed = plan.power ** (1 / plan.outcomes)
  if (runningPower(effect, plan, 0) >= needed) return { factor: 0, units: 0 }
  let high = 1
  while (runningPower(effect, plan, high) < needed) {
    high *= 2
    if (high > 2 ** 27) return null
  }
  const factor = fallingRoot(more => needed - runningPower(effect, plan, more), 0, high)
  return { factor, units: factor * effect.n }
}
