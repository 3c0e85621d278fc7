import { chiSquareSurvival } from '../chi-square.ts'

/**
 * Do several groups (branches, waves, segments) show the same effect? Cochran's Q = Σ (x_i − x̄)²/se_i² about the mean
 * weighted by 1/se², against chi-square with k − 1 degrees of freedom. It sees little with few groups: a large p is no
 * proof of sameness.
 *
 * @param effects  k ≥ 2 independent estimates in one unit; @param standardErrors  theirs, > 0
 * @throws RangeError for fewer effects, another number of errors, or numbers that are none
 *
 * Cochran, "The combination of estimates from different experiments", Biometrics 1954.
 */
export function cochranQ(effects: readonly number[], standardErrors: readonly number[]): Heterogeneity {
  if (effects.length < 2 || effects.length !== standardErrors.length) {
    throw new RangeError(`Heterogeneity needs two effects or more, each with its error, not ${effects.length}.`)
  }
  if (!effects.every(Number.isFinite) || !standardErrors.every(se => se > 0 && Number.isFinite(se))) {
    throw new RangeError(`No heterogeneity of effects ${effects} with errors ${standardErrors}.`)
  }
  const weights = standardErrors.map(se => 1 / se ** 2),
    total = weights.reduce((a, b) => a + b, 0)
  const pooled = effects.reduce((sum, x, i) => sum + weights[i]! * x, 0) / total
  const q = effects.reduce((sum, x, i) => sum + weights[i]! * (x - pooled) ** 2, 0)
  const degreesOfFreedom = effects.length - 1
  return { pooled, standardError: Math.sqrt(1 / total), q, degreesOfFreedom, p: chiSquareSurvival(q, degreesOfFreedom) }
}

/** `pooled` and its error assume that all groups share one effect. */
export interface Heterogeneity {
  readonly pooled: number
  readonly standardError: number
  readonly q: number
  readonly degreesOfFreedom: number
  readonly p: number
}
