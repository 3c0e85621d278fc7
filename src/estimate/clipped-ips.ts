import type { SumOf } from '../moments/cell-sums.ts'
import type { Influence } from './influence.ts'

/**
 * Clipped inverse propensity scoring, no weight above λ:
 *
 *     V = mean(min(w, λ) r)        ψ = min(w, λ) r − V
 *
 * Trades variance for a bias towards 0 that no interval shows: the probability the clipping took away, times what
 * happened there. Read it beside other values of λ, never alone.
 *
 * @param sumOf  K = Σ min(w, λ) and C = Σ min(w, λ)(r − c) of each customer
 * @param shift  c, in the unit of the outcome
 *
 * Ionides, "Truncated importance sampling", JCGS 2008; Bottou et al., JMLR 2013.
 */
export function clippedIps(sumOf: SumOf, shift: number): Influence {
  const n = sumOf('N')
  const value = (sumOf('C') + shift * sumOf('K')) / n
  return { value, psi: { C: 1 / n, K: shift / n, N: -value / n } }
}
