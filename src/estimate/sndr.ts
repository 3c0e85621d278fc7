import type { SumOf } from '../moments/cell-sums.ts'
import type { Influence } from './influence.ts'

/**
 * Self-normalised doubly robust:
 *
 *     V = mean v̂ + Σwe/Σw        e = r − q̂(x, a)        ψ = v̂ − mean v̂ + w(e − Σwe/Σw)/w̄
 *
 * Σw varies with the sample in ψ, as in SNIPS.
 *
 * @param sumOf  V = Σv̂, D = Σ(v̂ + w e) and W of each customer
 * @param shift  c, added back: q̂ and r are both less c, and Σ_a π(a|x) = 1
 * @returns null when no logged decision could have been this policy's (Σw = 0)
 *
 * Thomas & Brunskill, "Data-efficient off-policy policy evaluation for reinforcement learning", ICML 2016.
 */
export function sndr(sumOf: SumOf, shift: number): Influence | null {
  const n = sumOf('N'),
    weight = sumOf('W')
  if (weight === 0) return null
  const predicted = sumOf('V') / n,
    missed = (sumOf('D') - sumOf('V')) / weight
  return {
    value: predicted + missed + shift,
    psi: { V: 1 / n - 1 / weight, D: 1 / weight, W: -missed / weight, N: -predicted / n },
  }
}
