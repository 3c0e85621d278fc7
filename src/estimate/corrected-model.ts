import type { SumOf } from '../moments/cell-sums.ts'
import type { Influence } from './influence.ts'

/**
 * The family DR belongs to: the model's prediction, corrected by what it missed under weights of one's choice,
 *
 *     V = mean(v̂ + g(w) e)        e = r − q̂(x, a)        ψ = v̂ + g(w) e − V
 *
 * @param total  the variable that holds Σ(v̂ + g(w) e) of each customer
 * @param shift  c, added back: q̂ and r are both less c, and Σ_a π(a|x) = 1
 */
export function correctedModel(sumOf: SumOf, total: 'D' | 'E' | 'S' | 'O', shift: number): Influence {
  const n = sumOf('N')
  const value = sumOf(total) / n
  return { value: value + shift, psi: { [total]: 1 / n, N: -value / n } }
}
