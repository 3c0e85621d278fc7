// The gamma function and its upper tail, from a library.

import gammainc from '@stdlib/math-base-special-gammainc'
import gammaln from '@stdlib/math-base-special-gammaln'

/**
 * log Γ(x) for x > 0, e.g. log (n − 1)! for a whole number n.
 *
 * @param x  > 0
 * @throws RangeError for other numbers
 *
 * From stdlib-js, whose `gammaln` is FreeBSD's (Sun Microsystems, 1993).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`No logarithm of the gamma function at ${x}; it takes numbers above 0.`)
  return gammaln(x)
}

/**
 * Q(s, x) = Γ(s, x)/Γ(s), the upper regularised incomplete gamma function.
 *
 * @param s  > 0
 * @param x  ≥ 0
 * @throws RangeError for other numbers
 *
 * From stdlib-js, as `chiSquareSurvival`.
 */
export function upperGamma(s: number, x: number): number {
  if (!(x >= 0 && s > 0)) throw new RangeError(`No incomplete gamma function of ${s} at ${x}.`)
  return x === Infinity ? 0 : gammainc(x, s, true, true)
}
