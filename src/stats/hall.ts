import type { Interval } from './wilson.ts'

/** Above this |k| the transformation is no longer trusted: coverage in simulation falls off (statistics.md). */
export const SKEWNESS_LIMIT = 0.5

/**
 * Interval of a mean whose studentised error T = (estimate − mean)/SE is skewed, by Hall's transformation
 *
 *     T + kT²/3 + k²T³/27 + k/6 = ±z        k = Σψ³ / (Σψ²)^(3/2)
 *
 * The left side is ((1 + kT/3)³ − 1)/k + k/6, which rises in T, so the cubic has one real root, in closed form.
 *
 * @param value  estimate
 * @param standardError  ≥ 0, in the unit of the estimate
 * @param k  skewness of the estimate (skewness of ψ over √n)
 * @returns null when |k| > 0.5 or is not a number: no honest interval
 *
 * Hall, "On the removal of skewness by transformation", JRSS B 1992.
 */
export function hall(value: number, standardError: number, k: number, z: number): Interval | null {
  if (!(Math.abs(k) <= SKEWNESS_LIMIT)) return null
  return [value - standardError * root(k, z), value - standardError * root(k, -z)]
}

/** T with T + kT²/3 + k²T³/27 + k/6 = y. */
function root(k: number, y: number): number {
  const rest = k * (y - k / 6)
  // (3/k)·(∛(1 + rest) − 1) loses all digits for small k; (c³ − 1)/(c² + c + 1) = c − 1 does not.
  const c = Math.cbrt(1 + rest)
  return (3 * (y - k / 6)) / (c * c + c + 1)
}
