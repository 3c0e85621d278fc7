// The beta and the binomial distribution: both are the regularised incomplete beta function, from a library.

import betainc from '@stdlib/math-base-special-betainc'
import gammaln from '@stdlib/math-base-special-gammaln'
import betaincinv from '@stdlib/math-base-special-kernel-betaincinv'

/**
 * P(X ≤ x) of a beta distribution, the regularised incomplete beta function I_x(a, b). Keeps its digits in the lower
 * tail.
 *
 * @param x  in [0, 1]; a, b > 0
 * @throws RangeError for other numbers
 *
 * From stdlib-js, whose `betainc` is Boost's.
 */
export function betaCdf(x: number, a: number, b: number): number {
  check(x >= 0 && x <= 1 && a > 0 && b > 0, `beta distribution at ${x} with parameters ${a} and ${b}`)
  return betainc(x, a, b, true, false)
}

/**
 * P(X > x) of a beta distribution, computed as such: not 1 − cdf.
 *
 * @param x  in [0, 1]; a, b > 0
 * @throws RangeError for other numbers
 *
 * From stdlib-js, as `betaCdf`.
 */
export function betaSurvival(x: number, a: number, b: number): number {
  check(x >= 0 && x <= 1 && a > 0 && b > 0, `beta distribution at ${x} with parameters ${a} and ${b}`)
  return betainc(x, a, b, true, true)
}

/**
 * x with P(X ≤ x) = p. The library's inverse holds 10 digits for some parameters; two Newton steps restore the rest.
 *
 * @param p  in [0, 1]; a, b > 0
 * @throws RangeError for other numbers
 *
 * From stdlib-js, whose start is Temme's (Boost's `ibeta_inv`).
 */
export function betaQuantile(p: number, a: number, b: number): number {
  check(p >= 0 && p <= 1 && a > 0 && b > 0, `beta quantile of ${p} with parameters ${a} and ${b}`)
  if (p === 0 || p === 1) return p
  const logBeta = gammaln(a) + gammaln(b) - gammaln(a + b)
  let x = betaincinv(a, b, p, 1 - p)[0]!
  for (let step = 0; step < 2; step++) {
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta)
    // Above the median the upper tail is the short one: its difference keeps the digits that 1 − p would lose.
    const error = p < 0.5 ? betaCdf(x, a, b) - p : 1 - p - betaSurvival(x, a, b)
    const next = x - error / density
    if (!(next > 0 && next < 1)) break // a limit at 0 or 1 where the density is 0 or infinite: the start stands
    x = next
  }
  return x
}

/**
 * P(X ≤ k) of n trials with probability p; k < 0 gives 0 and k ≥ n gives 1.
 *
 * @param k, n  whole numbers, n ≥ 0; p in [0, 1]
 * @throws RangeError for other numbers
 *
 * By the incomplete beta function: Abramowitz & Stegun, 26.5.24, 1964.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  check(Number.isInteger(k) && Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1, `${k} of ${n} trials at rate ${p}`)
  if (k < 0) return 0
  return k >= n ? 1 : betainc(p, k + 1, n - k, true, true)
}

/**
 * P(X > k) of n trials with probability p, computed as such: not 1 − cdf.
 *
 * @param k, n  whole numbers, n ≥ 0; p in [0, 1]
 * @throws RangeError for other numbers
 *
 * By the incomplete beta function: Abramowitz & Stegun, 26.5.24, 1964.
 */
export function binomialSurvival(k: number, n: number, p: number): number {
  check(Number.isInteger(k) && Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1, `${k} of ${n} trials at rate ${p}`)
  if (k < 0) return 1
  return k >= n ? 0 : betainc(p, k + 1, n - k, true, false)
}

/** log P(X = k) of n trials with probability p in (0, 1). */
export function logBinomialPmf(k: number, n: number, p: number): number {
  const logChoose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
  return logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p)
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(`Not defined: ${what}.`)
}
