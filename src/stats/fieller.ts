import type { Interval } from './wilson.ts'

/**
 * Fieller's interval of a ratio a/b of two estimates with errors: all θ with (a − θb)² ≤ z² Var(a − θb).
 *
 * @param a, b  numerator and denominator, in any units
 * @param varA, varB, covAB  their variances and covariance (of the estimates, not of the rows)
 * @param z  normal or t quantile of the two-sided level
 * @returns limits in units of a per unit of b; null when the denominator does not differ from 0 at this level (the set
 *   is
 *   then unbounded), or a number is NaN. Throws nothing
 *
 * Fieller, "Some problems in interval estimation", JRSS B 1954.
 */
export function fieller(a: number, b: number, varA: number, varB: number, covAB: number, z: number): Interval | null {
  const z2 = z * z
  // (b² − z² varB) θ² − 2 (ab − z² covAB) θ + (a² − z² varA) ≤ 0
  const A = b * b - z2 * varB,
    B = a * b - z2 * covAB,
    C = a * a - z2 * varA
  if (!(A > 0)) return null
  const half = Math.sqrt(Math.max(0, B * B - A * C)) / A
  return [B / A - half, B / A + half]
}
