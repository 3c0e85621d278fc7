// The normal distribution's two functions everything here needs, from a library and accurate in the tails.
import normal from '@stdlib/stats-base-dists-normal'

/** z with P(−z < Z < z) = `level`, e.g. 1.96 for 0.95. Throws a RangeError unless 0 < level < 1. */
export function twoSidedZ(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`A confidence level lies between 0 and 1, not ${level}; 0.95 is usual.`)
  return -normal.quantile((1 - level) / 2, 0, 1)
}

/** P(Z > z), by the lower tail of −z, so that it keeps its digits down to 1e-300. */
export const survival = (z: number): number => normal.cdf(-z, 0, 1)
