// Did the arms receive the shares of units they were to receive? If not, the pilot's figures are not to be read.

import { binomialCdf, binomialSurvival, logBinomialPmf } from '../beta.ts'
import { chiSquareSurvival } from '../chi-square.ts'
import type { ChiSquareTest } from './tables.ts'

/** Below this p the split is taken to be broken, as is usual: pilots are many and a false alarm stops one. */
export const SAMPLE_RATIO_ALARM = 0.001

/**
 * Sample-ratio test: Pearson's chi-square of the observed counts against the planned shares.
 *
 * @param observed  units per arm, k ≥ 2 numbers ≥ 0
 * @param weights  planned weights, in any unit; only their ratios matter. An arm of weight 0 must be left out
 * @returns p = 1 without any unit: nothing speaks against the plan
 * @throws RangeError for counts or weights that are none
 *
 * Pearson, 1900; Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019.
 */
export function sampleRatioTest(observed: readonly number[], weights: readonly number[]): ChiSquareTest {
  if (observed.length < 2 || observed.length !== weights.length) {
    throw new RangeError(`${observed.length} counts for ${weights.length} weights; the test needs two arms or more.`)
  }
  if (!observed.every(n => n >= 0 && Number.isFinite(n)) || !weights.every(w => w > 0 && Number.isFinite(w))) {
    throw new RangeError(`No sample-ratio test of counts ${observed} for weights ${weights}: counts ≥ 0, weights > 0.`)
  }
  const units = observed.reduce((a, b) => a + b, 0),
    total = weights.reduce((a, b) => a + b, 0)
  const degreesOfFreedom = observed.length - 1
  if (units === 0) return { chiSquare: 0, degreesOfFreedom, p: 1 }
  const chiSquare = observed.reduce((sum, n, i) => {
    const expected = (units * weights[i]!) / total
    return sum + (n - expected) ** 2 / expected
  }, 0)
  return { chiSquare, degreesOfFreedom, p: chiSquareSurvival(chiSquare, degreesOfFreedom) }
}

/**
 * Exact two-sided binomial p for two arms, for small pilots: the probability of every split no likelier than this one
 * (equal but for 1e-7 relative counts as equal, as in R and scipy).
 *
 * @param count  units in the first arm, of `n`; @param share  its planned share, in (0, 1)
 * @throws RangeError for other numbers
 *
 * Sterne, "Some remarks on confidence or fiducial limits", Biometrika 1954; R's `binom.test`.
 */
export function exactSampleRatioP(count: number, n: number, share: number): number {
  if (!(Number.isInteger(count) && Number.isInteger(n) && count >= 0 && count <= n && share > 0 && share < 1)) {
    throw new RangeError(`No binomial test of ${count} among ${n} units at share ${share}.`)
  }
  const limit = logBinomialPmf(count, n, share) + Math.log1p(1e-7)
  const rare = (k: number) => logBinomialPmf(k, n, share) <= limit
  const mode = Math.floor((n + 1) * share)
  if (count <= mode) {
    const from = firstWhere(rare, Math.max(mode, count + 1), n + 1) // the other tail's nearest split that is as rare
    return Math.min(1, binomialCdf(count, n, share) + binomialSurvival(from - 1, n, share))
  }
  const outside = firstWhere(k => !rare(k), 0, mode)
  return Math.min(1, binomialCdf(outside - 1, n, share) + binomialSurvival(count - 1, n, share))
}

/** Smallest k in [low, high) with `holds`, which once true stays true; `high` if none. */
function firstWhere(holds: (k: number) => boolean, low: number, high: number): number {
  let a = low,
    b = high
  while (a < b) {
    const middle = Math.floor((a + b) / 2)
    if (holds(middle)) b = middle
    else a = middle + 1
  }
  return a
}
