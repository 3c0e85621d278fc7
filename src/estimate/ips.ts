import type { SumOf } from '../moments/cell-sums.ts'
import type { Influence } from './influence.ts'

/**
 * Inverse propensity scoring:
 *
 *     V = mean(w r)        ψ = w r − V
 *
 * With r summed as r − c, Σwr = R + cW, so both the value and ψ carry the c·w̄ that the shift took out.
 * Unbiased when propensities are right; its spread grows with every large weight.
 *
 * @param shift  c, in the unit of the outcome
 *
 * Horvitz & Thompson, JASA 1952.
 */
export function ips(sumOf: SumOf, shift: number): Influence {
  const n = sumOf('N')
  const value = (sumOf('R') + shift * sumOf('W')) / n
  return { value, psi: { R: 1 / n, W: shift / n, N: -value / n } }
}
