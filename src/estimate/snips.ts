import type { SumOf } from '../moments/cell-sums.ts'
import type { Influence } from './influence.ts'

/**
 * Self-normalised inverse propensity scoring:
 *
 *     V = Σwr / Σw        ψ = w (r − V) / w̄
 *
 * A bias of order 1/n buys a value that stays inside the range of the outcomes. ψ lets Σw vary with the sample; holding
 * w̄ fixed (w·r/w̄) is a common slip that gave intervals twice as wide at a rate of 0.9.
 *
 * @param shift  c, added back: V(r − c) = V(r) − c holds exactly here
 * @returns null when no logged decision could have been this policy's (Σw = 0)
 *
 * Swaminathan & Joachims, "The self-normalized estimator for counterfactual learning", 2015.
 */
export function snips(sumOf: SumOf, shift: number): Influence | null {
  const weight = sumOf('W')
  if (weight === 0) return null
  const value = sumOf('R') / weight
  return { value: value + shift, psi: { R: 1 / weight, W: -value / weight } }
}
