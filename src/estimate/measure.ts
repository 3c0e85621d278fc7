// An estimate with its error and its interval at any level, by the kind of outcome: Wilson for rates, Hall at
// Student's quantile for means, Fieller for ratios; for paired differences MOVER (rates, ratios) or Hall on ψ_A − ψ_B
// (means).

import type { SumOf } from '../moments/cell-sums.ts'
import { meanInterval } from '../stats/mean-interval.ts'
import { mover } from '../stats/mover.ts'
import type { Interval } from '../stats/wilson.ts'
import type { Estimate } from './estimate.ts'
import type { Influence } from './influence.ts'
import { clusterError, pairedDifference, skewness } from './influence.ts'
import { ofChampion, productSum } from './linear-form.ts'
import type { EffectiveSizes } from './rate-interval.ts'
import { rateInterval } from './rate-interval.ts'
import type { RatioInfluence } from './ratio.ts'
import { ratioInterval } from './ratio.ts'

export interface Measured {
  readonly influence: Influence
  readonly standardError: number
  /** Skewness k of a mean; null for rates and ratios, whose intervals do not use it. */
  readonly skewness: number | null
  /** At the normal quantile z; null when no interval can be given honestly. */
  readonly interval: (z: number) => Interval | null
}

/** @returns null below two customers */
export function measureRate(influence: Influence, sumOf: SumOf, ess: EffectiveSizes): Measured | null {
  const standardError = clusterError(influence.psi, sumOf)
  if (standardError === null) return null
  const interval = (z: number) => rateInterval(influence.value, standardError, ess, z)
  return { influence, standardError, skewness: null, interval }
}

/**
 * A mean that never varied has no interval: that nothing was seen to vary does not say that nothing does.
 *
 * @param sides  of a paired difference: the skewness of both sides
 */
export function measureMean(influence: Influence, sumOf: SumOf, sides: readonly number[] = []): Measured | null {
  const standardError = clusterError(influence.psi, sumOf)
  if (standardError === null) return null
  const k = skewness(influence.psi, sumOf)
  const interval = (z: number) =>
    standardError === 0 ? null : meanInterval(influence.value, standardError, k, z, sides)
  return { influence, standardError, skewness: k, interval }
}

export function measureRatio(influence: RatioInfluence, sumOf: SumOf): Measured | null {
  const standardError = clusterError(influence.psi, sumOf)
  if (standardError === null) return null
  return { influence, standardError, skewness: null, interval: ratioInterval(influence, sumOf) }
}

/**
 * policy − champion on the same decisions.
 *
 * @param sumOf  of the policy, whose cross sums with the champion it reads
 * @param measure  `mean` takes `meanInterval` on ψ_A − ψ_B, the others MOVER on the two intervals
 */
export function measureDifference(
  policy: Measured,
  champion: Measured,
  sumOf: SumOf,
  measure: 'rate' | 'mean' | 'ratio',
): Measured | null {
  const influence = pairedDifference(policy.influence, champion.influence, sumOf)
  if (Object.keys(influence.psi).length === 0) {
    // identical
    return { influence, standardError: 0, skewness: null, interval: () => [0, 0] }
  }
  if (measure === 'mean') return measureMean(influence, sumOf, [policy.skewness ?? 0, champion.skewness ?? 0])
  const standardError = clusterError(influence.psi, sumOf)
  if (standardError === null) return null
  const correlation = correlationOf(policy, champion, sumOf)
  const interval = (z: number) => {
    const a = policy.interval(z),
      b = champion.interval(z)
    if (a === null || b === null) return null
    return mover(
      { value: policy.influence.value, interval: a },
      { value: champion.influence.value, interval: b },
      correlation,
    )
  }
  return { influence, standardError, skewness: null, interval }
}

export const toEstimate = (measured: Measured | null, z: number): Estimate | null =>
  measured && {
    value: measured.influence.value,
    standardError: measured.standardError,
    interval: measured.interval(z),
  }

/** ρ of the two estimates; 0 when either does not vary. */
function correlationOf(policy: Measured, champion: Measured, sumOf: SumOf): number {
  if (policy.standardError === 0 || champion.standardError === 0) return 0
  const customers = sumOf('G')
  const products = productSum(policy.influence.psi, ofChampion(champion.influence.psi), sumOf)
  const covariance = (customers / (customers - 1)) * products
  return Math.max(-1, Math.min(1, covariance / (policy.standardError * champion.standardError)))
}
