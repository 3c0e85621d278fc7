/**
 * Quantile by linear interpolation between order statistics, at place (n − 1)·p: type 7 of Hyndman & Fan, numpy's and
 * R's default.
 *
 * @param sorted  ascending, at least one value; the order is not checked
 * @param p  in [0, 1]
 * @returns in the unit of the values
 * @throws RangeError without values or for another p
 *
 * Hyndman & Fan, "Sample quantiles in statistical packages", The American Statistician 1996.
 */
export function quantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0 || !(p >= 0 && p <= 1)) {
    throw new RangeError(`No quantile ${p} of ${sorted.length} values; it takes a share from 0 to 1 of at least one.`)
  }
  const place = (sorted.length - 1) * p,
    below = Math.floor(place)
  const low = sorted[below]!,
    high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}
