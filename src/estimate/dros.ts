import type { SumOf } from '../moments/cell-sums.ts'
import { correctedModel } from './corrected-model.ts'
import type { Influence } from './influence.ts'

/**
 * Doubly robust with optimistic shrinkage, g(w) = λw/(w² + λ): DM at λ = 0, DR at λ = ∞, and every weight between
 * shrunk, the largest most.
 *
 *     V = mean(v̂ + λw/(w² + λ)·(r − q̂(x, a)))
 *
 * @param sumOf  O = Σ(v̂ + λw/(w² + λ) e) of each customer
 *
 * Su, Dimakopoulou, Krishnamurthy & Dudík, "Doubly robust off-policy evaluation with shrinkage", ICML 2020.
 */
export const dros = (sumOf: SumOf, shift: number): Influence => correctedModel(sumOf, 'O', shift)

/** What a weight counts for; its limits at λ = 0 and λ = ∞ are 0 and w. */
export function shrunkWeight(w: number, lambda: number): number {
  if (w === 0 || lambda === 0) return 0
  // λw/(w² + λ) without a λ·w or a w² that could overflow.
  return w / ((w / lambda) * w + 1)
}
