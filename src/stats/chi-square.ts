import { upperGamma } from './gamma.ts'

/**
 * P(X > x) of a chi-square distribution: the upper regularised incomplete gamma function Q(df/2, x/2), computed as
 * such, so that it keeps its digits down to 1e-300.
 *
 * @param x  ≥ 0
 * @param df  degrees of freedom, > 0
 * @throws RangeError for other numbers
 *
 * From stdlib-js, whose `gammainc` is Boost's.
 */
export function chiSquareSurvival(x: number, df: number): number {
  if (!(x >= 0 && df > 0)) throw new RangeError(`No chi-square tail beyond ${x} with ${df} degrees of freedom.`)
  return upperGamma(df / 2, x / 2)
}
