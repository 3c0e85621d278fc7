import type { SumOf } from '../moments/cell-sums.ts'
import { correctedModel } from './corrected-model.ts'
import type { Influence } from './influence.ts'

/**
 * Doubly robust:
 *
 *     V = mean(v̂ + w (r − q̂(x, a)))        ψ = v̂ + w (r − q̂(x, a)) − V
 *
 * Right when the propensities or the outcome model are; q̂ is cross-fitted by customer, so that no outcome enters its
 * own prediction. For the policy `logged`, whose D is Σr, it is the on-policy mean.
 *
 * @param shift  c, added back: q̂ and r are both less c, and Σ_a π(a|x) = 1
 *
 * Dudík, Langford & Li, "Doubly robust policy evaluation and learning", ICML 2011.
 */
export const dr = (sumOf: SumOf, shift: number): Influence => correctedModel(sumOf, 'D', shift)
