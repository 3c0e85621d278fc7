// Student's t distribution, from a library and accurate in both tails.

import cdf from '@stdlib/stats-base-dists-t-cdf'
import pdf from '@stdlib/stats-base-dists-t-pdf'
import { betaCdf } from './beta.ts'
import { normalQuantile } from './normal.ts'

/**
 * P(T ≤ x) of Student's t distribution. Keeps its digits in the lower tail.
 *
 * @param x  any number, ±∞ too
 * @param df  degrees of freedom, > 0, fractional ones too
 * @throws RangeError for NaN or other degrees of freedom
 *
 * From stdlib-js, by the incomplete beta function (Boost's).
 */
export function tCdf(x: number, df: number): number {
  if (Number.isNaN(x) || !(df > 0)) throw new RangeError(`No t distribution at ${x} with ${df} degrees of freedom.`)
  return cdf(x, df)
}

/**
 * P(T > x), by the lower tail of −x: not 1 − cdf.
 *
 * @param x  any number, ±∞ too
 * @param df  degrees of freedom, > 0
 * @returns half of a two-sided p-value
 * @throws RangeError for NaN or other degrees of freedom
 *
 * From `tCdf`.
 */
export const tSurvival = (x: number, df: number): number => tCdf(-x, df)

/**
 * x with P(T ≤ x) = p, by Newton's method on the logarithm of the library's tail: its own inverse holds 9 digits only.
 *
 * @param p  in (1e-150, 1); for an upper tail use −tQuantile(tail, df), since 1 − tail has lost the tail’s digits
 * @param df  degrees of freedom, > 0
 * @throws RangeError for other numbers
 *
 * Student, "The probable error of a mean", Biometrika 1908.
 */
export function tQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) {
    throw new RangeError(`No t quantile of ${p} with ${df} degrees of freedom: p lies between 0 and 1, df above 0.`)
  }
  if (p > 0.5) return -lowerQuantile(1 - p, df)
  return p === 0.5 ? 0 : lowerQuantile(p, df)
}

/**
 * t with P(−t < T < t) = `level` and `df` degrees of freedom: the two-sided critical value.
 *
 * @param level  in (0, 1)
 * @param df  degrees of freedom, > 0
 * @throws RangeError for other numbers
 *
 * From `tQuantile`.
 */
export function twoSidedT(level: number, df: number): number {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`A confidence level lies between 0 and 1, not ${level}; 0.95 is usual.`)
  }
  return -tQuantile((1 - level) / 2, df)
}

function lowerQuantile(p: number, df: number): number {
  let x = wallace(normalQuantile(p), df)
  for (let step = 0; step < 50; step++) {
    const below = cdf(x, df)
    // log F against log |x| is almost straight in a heavy tail, so that Newton's steps are short there too.
    const change = ((Math.log(below) - Math.log(p)) * below) / (-x * pdf(x, df))
    if (!Number.isFinite(change)) break
    x *= Math.exp(change)
    if (Math.abs(change) < 1e-9) break // the step just made has squared it
  }
  return p > 0.25 ? central(x, p, df) : x
}

/**
 * One Newton step more on P(x < T < 0) = ½ − p: near the median that is the short side, whose digits the tail has lost.
 */
function central(x: number, p: number, df: number): number {
  const inside = betaCdf((x * x) / (df + x * x), 0.5, df / 2) / 2
  return x + (inside - (0.5 - p)) / pdf(x, df)
}

/** t with the tail of z, within a few thousandths from 5 degrees of freedom on; z itself where it overflows. */
function wallace(z: number, df: number): number {
  const scaled = (z * (8 * df + 3)) / (8 * df + 1)
  const t = -Math.sqrt(df * Math.expm1((scaled * scaled) / df)) // Wallace, Annals of Mathematical Statistics 1959
  return Number.isFinite(t) ? t : z
}
