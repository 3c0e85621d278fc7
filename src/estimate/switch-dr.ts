import type { SumOf } from '../moments/cell-sums.ts'
import { correctedModel } from './corrected-model.ts'
import type { Influence } from './influence.ts'

/**
 * Switch-DR, g(w) = w·1[w ≤ λ]: where a weight is above λ the model is believed as it is.
 *
 *     V = mean(v̂ + w·1[w ≤ λ](r − q̂(x, a)))
 *
 * @param sumOf  S = Σ(v̂ + w·1[w ≤ λ] e) of each customer
 *
 * Wang, Agarwal & Dudík, "Optimal and adaptive off-policy evaluation in contextual bandits", ICML 2017.
 */
export const switchDr = (sumOf: SumOf, shift: number): Influence => correctedModel(sumOf, 'S', shift)

/** What a weight counts for. */
export const switchedWeight = (w: number, lambda: number): number => (w <= lambda ? w : 0)
