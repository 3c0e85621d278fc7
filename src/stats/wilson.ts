export type Interval = readonly [low: number, high: number]

/**
 * Wilson's score interval of a proportion:
 *
 *     (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param p  observed proportion in [0, 1]
 * @param n  number of trials; may be an effective, fractional one, but > 0
 * @param z  normal quantile, e.g. 1.96
 * @returns limits within [0, 1] that contain p
 * @throws RangeError for another proportion or number of trials
 *
 * Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
 */
export function wilson(p: number, n: number, z: number): Interval {
  if (!(p >= 0 && p <= 1 && n > 0)) throw new RangeError(`No Wilson interval for proportion ${p} of ${n} trials.`)
  const z2 = z * z
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
  // At p = 0 and p = 1 the limit is p itself, which rounding may miss by 1e-17.
  return [Math.max(0, Math.min(p, centre - half)), Math.min(1, Math.max(p, centre + half))]
}

/**
 * Upper limit of a proportion after n trials without any event, one-sided: 1 − (1 − level)^(1/n) ≈ 3/n at 95 %.
 *
 * @param n  trials, > 0; may be an effective, fractional number
 * @param level  in (0, 1)
 * @returns a proportion in (0, 1)
 * @throws RangeError for other numbers
 *
 * Hanley & Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 1983.
 */
export function zeroEventsLimit(n: number, level: number): number {
  if (!(n > 0 && level > 0 && level < 1)) throw new RangeError(`No upper limit after ${n} trials at level ${level}.`)
  return -Math.expm1(Math.log1p(-level) / n)
}
