import type { SumOf } from '../moments/cell-sums.ts'
import { correctedModel } from './corrected-model.ts'
import type { Influence } from './influence.ts'

/**
 * Doubly robust with clipped weights, g(w) = min(w, λ):
 *
 *     V = mean(v̂ + min(w, λ)(r − q̂(x, a)))
 *
 * Where a weight is clipped the model is corrected only in part, so its error there stays in the value.
 *
 * @param sumOf  E = Σ(v̂ + min(w, λ) e) of each customer
 *
 * Su, Dimakopoulou, Krishnamurthy & Dudík, "Doubly robust off-policy evaluation with shrinkage", ICML 2020.
 */
export const clippedDr = (sumOf: SumOf, shift: number): Influence => correctedModel(sumOf, 'E', shift)

/** What a weight counts for. Also clipped IPS's. */
export const clippedWeight = (w: number, lambda: number): number => Math.min(w, lambda)
