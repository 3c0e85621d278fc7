// The standard normal distribution, from a library and accurate in both tails.

import erfcinv from '@stdlib/math-base-special-erfcinv'
import cdf from '@stdlib/stats-base-dists-normal-cdf'
import pdf from '@stdlib/stats-base-dists-normal-pdf'

/**
 * Φ(z) = P(Z ≤ z) of the standard normal distribution, which keeps its digits in the lower tail down to 1e-300.
 *
 * @param z  any number; NaN gives NaN
 * @returns a probability in [0, 1]
 *
 * From stdlib-js, whose erfc is FreeBSD's (Sun Microsystems, 1993).
 */
export const normalCdf = (z: number): number => cdf(z, 0, 1)

/**
 * P(Z > z), by the lower tail of −z: not 1 − Φ(z), so that it keeps its digits down to 1e-300.
 *
 * @param z  any number; NaN gives NaN
 * @returns a probability in [0, 1]: half of a two-sided p-value
 *
 * From stdlib-js, as `normalCdf`.
 */
export const survival = (z: number): number => cdf(-z, 0, 1)

/** Density of the standard normal distribution at z. */
export const normalPdf = (z: number): number => pdf(z, 0, 1)

/**
 * z with Φ(z) = p. The library's own quantile forms 1 − 2p and is −∞ from p = 1e-17 on; the inverse of erfc does not.
 *
 * @param p  in (0, 1); of a probability near 1 the digits are gone before it comes here: use −quantile(1 − p) instead
 * @throws RangeError outside (0, 1)
 *
 * From stdlib-js, whose `erfcinv` has Boost's rational approximations.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A normal quantile needs a probability between 0 and 1, not ${p}.`)
  return -Math.SQRT2 * erfcinv(2 * p)
}

/**
 * z with P(−z < Z < z) = `level`, e.g. 1.96 for 0.95.
 *
 * @param level  in (0, 1)
 * @throws RangeError for another level
 *
 * From `normalQuantile`.
 */
export function twoSidedZ(level: number): number {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`A confidence level lies between 0 and 1, not ${level}; 0.95 is usual.`)
  }
  return -normalQuantile((1 - level) / 2)
}
