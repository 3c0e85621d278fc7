import { hall, SKEWNESS_LIMIT } from './hall.ts'
import { survival } from './normal.ts'
import { tQuantile } from './student-t.ts'
import type { Interval } from './wilson.ts'

/**
 * Interval of a skewed mean: Hall's transformation at Student's quantile instead of the normal one, since the standard
 * error is itself estimated, from as few amounts as the skewness betrays.
 *
 * The variance of n draws with kurtosis β₂ is known as well as one of normal draws with 2n/(β₂ − 1) degrees of freedom
 * (the variances of the two sample variances set equal). Pearson's inequality says β₂ − 1 ≥ β₁, with equality when
 * there is one amount or none. Amounts that differ have more: seldom an amount, and then exponential, 1.33 β₁;
 * log-normal with σ = 0.83, as money is, 2 β₁. That is taken here:
 *
 *     2n/(2 β₁) = 1/k²        k = Σψ³ / (Σψ²)^(3/2) = √(β₁/n)
 *
 * So a mean without skewness has the normal quantile, one of k = 0.2 has 25 degrees of freedom (2.06 for 1.96), and
 * one at the limit, k = 0.5, has 4. In 1,000 demo worlds (docs/coverage-worlds.md) means of amounts whose skewness is
 * 0.3 cover 2 to 3 points more than with the normal quantile; intervals are 3 to 4 % wider on average.
 *
 * In a paired difference the skewness of both sides cancels while their kurtosis does not, so there the most skewed of
 * difference and sides sets the degrees of freedom: differences in margin then cover 94 to 96 % in those worlds, and 93
 * to 94 % with the normal quantile.
 *
 * @param value  estimate
 * @param standardError  ≥ 0, in the unit of the estimate
 * @param k  skewness of the estimate
 * @param z  normal quantile of the two-sided level, > 0
 * @param sides  of a paired difference: the skewness of either side's estimate
 * @returns null when |k| > 0.5, a side's above 1 or one of them is not a number: no honest interval
 *
 * Hall 1992 (hall.ts); Pearson, "Mathematical contributions to the theory of evolution, XIX", 1916; the degrees of
 * freedom after Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics 1946.
 */
export function meanInterval(
  value: number,
  standardError: number,
  k: number,
  z: number,
  sides: readonly number[] = [],
): Interval | null {
  const most = Math.max(Math.abs(k), ...sides.map(Math.abs))
  if (!(Math.abs(k) <= SKEWNESS_LIMIT && most < 1 + 1e-9)) return null // |Σψ³| ≤ (Σψ²)^(3/2), but for rounding
  return hall(value, standardError, k, studentised(z, 1 / most ** 2))
}

/** Student's quantile with the tail of z. */
function studentised(z: number, df: number): number {
  if (!(df < NORMAL)) return z
  return -tQuantile(Math.max(survival(z), LEAST_TAIL), df)
}

/** From so many degrees of freedom on, Student's quantile is the normal one to six digits. */
const NORMAL = 1e7
/** The least tail Student's quantile is known for; no interval at its level excludes anything. */
const LEAST_TAIL = 1e-149
