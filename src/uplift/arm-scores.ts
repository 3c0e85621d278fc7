import { UpliftError } from './uplift-error.ts'

/**
 * Doubly robust scores of K treatments over none, whose outcome model is the mean of each arm:
 *
 *     Γ_k = μ_k − μ₀ + 1[W = k](Y − μ_k)/e_k − 1[W = 0](Y − μ₀)/e₀
 *
 * 1/e is scaled to a total of n in each arm, so that only the proportions of the propensities within an arm matter. The
 * mean of Γ_k is exactly the difference of the arms' weighted means.
 *
 * Robins & Rotnitzky, "Semiparametric efficiency in multivariate regression models with missing data", 1995.
 *
 * @param arm  0 … K, length n
 * @param propensity  of the arm taken, in (0, 1]
 * @returns K columns of length n, in the unit of the outcome
 * @throws {UpliftError} when an arm has no rows
 */
export function armScores(
  arm: Float64Array,
  outcome: Float64Array,
  propensity: Float64Array,
  treatments: number,
): readonly Float64Array[] {
  const n = arm.length,
    weight = new Float64Array(treatments + 1),
    sum = new Float64Array(treatments + 1)
  for (let i = 0; i < n; i++) {
    weight[arm[i]!]! += 1 / propensity[i]!
    sum[arm[i]!]! += outcome[i]! / propensity[i]!
  }
  const empty = weight.indexOf(0)
  if (empty >= 0) {
    const what = empty === 0 ? 'received nothing' : `received treatment ${empty}`
    throw new UpliftError(`No row ${what}, so no effect is known. Give rows of every arm, or leave it out.`)
  }
  return Array.from({ length: treatments }, (_, t) => {
    const k = t + 1,
      mean = sum[k]! / weight[k]!,
      none = sum[0]! / weight[0]!
    const scores = new Float64Array(n).fill(mean - none)
    for (let i = 0; i < n; i++) {
      const a = arm[i]!,
        scale = n / weight[a]! / propensity[i]!
      if (a === k) scores[i]! += scale * (outcome[i]! - mean)
      else if (a === 0) scores[i]! -= scale * (outcome[i]! - none)
    }
    return scores
  })
}
