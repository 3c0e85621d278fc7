import type { SumOf } from '../moments/cell-sums.ts'
import type { Influence } from './influence.ts'

/**
 * Direct method: the outcome model's prediction, averaged over what the policy would do:
 *
 *     V = mean v̂        v̂ = Σ_a π(a|x) q̂(x, a)        ψ = v̂ − V
 *
 * As good as the model and no better: ψ is the spread of predictions between customers and knows nothing of the model's
 * own error. Shown as a diagnostic, without an interval.
 *
 * @param shift  c, added back, since Σ_a π(a|x) = 1
 */
export function dm(sumOf: SumOf, shift: number): Influence {
  const n = sumOf('N')
  const value = sumOf('V') / n
  return { value: value + shift, psi: { V: 1 / n, N: -value / n } }
}
