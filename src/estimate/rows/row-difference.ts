import { meanInterval } from '../../stats/mean-interval.ts'
import { mover } from '../../stats/mover.ts'
import { clusterCovariance, psiSkewness } from './customer-totals.ts'
import type { RowEstimate } from './log-estimates.ts'

/**
 * policy − champion on the same decisions, as `measureDifference` where ψ is at hand by customer: `meanInterval` on
 * ψ_A − ψ_B for means, MOVER on the two intervals for rates and ratios. Equal customer by customer is exactly 0.
 *
 * @returns null below two customers
 */
export function rowDifference(
  policy: RowEstimate,
  champion: RowEstimate,
  measure: 'rate' | 'mean' | 'ratio',
): RowEstimate | null {
  const psi = policy.psi.map((x, c) => x - champion.psi[c]!),
    variance = clusterCovariance(psi, psi)
  if (variance === null) return null
  const value = policy.influence.value - champion.influence.value
  const standardError = Math.sqrt(variance),
    skewness = psiSkewness(psi)
  const both = policy.standardError * champion.standardError
  const covariance = clusterCovariance(policy.psi, champion.psi)!
  const correlation = both === 0 ? 0 : Math.max(-1, Math.min(1, covariance / both))
  const interval = (z: number) => {
    if (value === 0 && standardError === 0) return [0, 0] as const
    if (measure === 'mean') {
      const sides = [policy.skewness, champion.skewness]
      return standardError === 0 ? null : meanInterval(value, standardError, skewness, z, sides)
    }
    const a = policy.interval(z),
      b = champion.interval(z)
    if (a === null || b === null) return null
    return mover(
      { value: policy.influence.value, interval: a },
      { value: champion.influence.value, interval: b },
      correlation,
    )
  }
  return { influence: { value, psi: {} }, psi, standardError, skewness, interval }
}
