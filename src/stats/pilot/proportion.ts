// One proportion: its count, and the intervals other than Wilson's (src/stats/wilson.ts).

import { betaQuantile } from '../beta.ts'
import { twoSidedZ } from '../normal.ts'
import type { Interval } from '../wilson.ts'

/** `count` of `n` units had the event. */
export interface Proportion {
  readonly count: number
  readonly n: number
}

/**
 * @throws RangeError unless 0 ≤ count ≤ n and n > 0, both finite
 */
export function checkProportion({ count, n }: Proportion): void {
  if (!(count >= 0 && count <= n && n > 0 && Number.isFinite(n))) {
    throw new RangeError(`No proportion of ${count} events among ${n} units: 0 ≤ events ≤ units, 0 < units.`)
  }
}

/**
 * p ± z√(p(1−p)/n), cut to [0, 1]. Shown for comparison only: near 0 and 1 it covers far less than it says.
 *
 * @param x  0 ≤ count ≤ n; @param level  in (0, 1)
 * @throws RangeError for other numbers
 *
 * Laplace, "Théorie analytique des probabilités", 1812; Brown, Cai & DasGupta, 2001, on why not to use it.
 */
export function waldInterval(x: Proportion, level: number): Interval {
  checkProportion(x)
  return around(x.count / x.n, x.n, twoSidedZ(level))
}

/**
 * Wald's interval after adding z²/2 events and z²/2 non-events, cut to [0, 1].
 *
 * @param x  0 ≤ count ≤ n; @param level  in (0, 1)
 * @throws RangeError for other numbers
 *
 * Agresti & Coull, "Approximate is better than 'exact' for interval estimation of binomial proportions", 1998.
 */
export function agrestiCoull(x: Proportion, level: number): Interval {
  checkProportion(x)
  const z = twoSidedZ(level),
    n = x.n + z * z
  return around((x.count + (z * z) / 2) / n, n, z)
}

/**
 * The exact interval: every proportion that neither binomial tail of size (1 − level)/2 rejects. Covers at least
 * `level`, mostly more.
 *
 * @param x  0 ≤ count ≤ n; @param level  in (0, 1)
 * @throws RangeError for other numbers
 *
 * Clopper & Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", 1934.
 */
export function clopperPearson(x: Proportion, level: number): Interval {
  checkProportion(x)
  checkLevel(level)
  const { count, n } = x,
    tail = (1 - level) / 2
  return [
    count === 0 ? 0 : betaQuantile(tail, count, n - count + 1),
    count === n ? 1 : 1 - betaQuantile(tail, n - count, count + 1), // by symmetry, so that the tail keeps its digits
  ]
}

/**
 * Equal tails of Beta(count + ½, n − count + ½), the posterior under Jeffreys' prior; not moved to 0 or 1 when there
 * are no events or only events.
 *
 * @param x  0 ≤ count ≤ n; @param level  in (0, 1)
 * @throws RangeError for other numbers
 *
 * Brown, Cai & DasGupta, "Interval estimation for a binomial proportion", 2001.
 */
export function jeffreysInterval(x: Proportion, level: number): Interval {
  checkProportion(x)
  checkLevel(level)
  const a = x.count + 0.5,
    b = x.n - x.count + 0.5,
    tail = (1 - level) / 2
  return [betaQuantile(tail, a, b), 1 - betaQuantile(tail, b, a)]
}

function around(p: number, n: number, z: number): Interval {
  const half = z * Math.sqrt((p * (1 - p)) / n)
  return [Math.max(0, p - half), Math.min(1, p + half)]
}

function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`A confidence level lies between 0 and 1, not ${level}; 0.95 is usual.`)
  }
}
