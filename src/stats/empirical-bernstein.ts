import type { Interval } from './wilson.ts'

/**
 * Interval of the mean of n independent values in [0, range] that holds for any n and any distribution:
 *
 *     mean ± ( √(2 s² ln(4/δ) / n) + 7 · range · ln(4/δ) / (3 (n − 1)) )        δ = 1 − level
 *
 * Two one-sided bounds at δ/2 each.
 *
 * @param mean  of the values, in [0, range]
 * @param variance  s², the sample variance (ddof 1), ≥ 0
 * @param n  at least 2
 * @param range  largest value possible, known beforehand, never the largest seen; in the unit of the values, > 0
 * @param level  in (0, 1)
 * @throws RangeError for other numbers
 *
 * Maurer & Pontil, "Empirical Bernstein bounds and sample variance penalization", COLT 2009, theorem 4.
 */
export function empiricalBernstein(mean: number, variance: number, n: number, range: number, level: number): Interval {
  if (!(n >= 2 && mean >= 0 && mean <= range && variance >= 0 && range > 0 && level > 0 && level < 1)) {
    throw new RangeError(
      `No bound for ${n} values of mean ${mean} and variance ${variance} in [0, ${range}] at level ${level}.`,
    )
  }
  const log = Math.log(4 / (1 - level))
  const half = Math.sqrt((2 * variance * log) / n) + (7 * range * log) / (3 * (n - 1))
  return [mean - half, mean + half]
}
