import type { CellSums } from '../moments/cell-sums.ts'
import type { EffectiveSizes } from './rate-interval.ts'

/** 0 where the policy could have made no logged decision. */
export function effectiveSizes(sums: CellSums, policy: number, maturity: number): EffectiveSizes {
  const squared = sums.policy(maturity, policy, 'W') ** 2
  if (squared === 0) return { decisions: 0, customers: 0 }
  return {
    decisions: squared / sums.policy(maturity, policy, 'w2'),
    customers: squared / sums.policy(maturity, policy, 'WW'),
  }
}
