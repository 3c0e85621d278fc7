import type { SumOf } from '../moments/cell-sums.ts'
import { fieller } from '../stats/fieller.ts'
import type { Interval } from '../stats/wilson.ts'
import type { Influence } from './influence.ts'
import { minus, ofPart, productSum, scaled } from './linear-form.ts'

/** A ratio of two estimates by the same estimator, with what its interval needs. */
export interface RatioInfluence extends Influence {
  readonly numerator: Influence // over R1, V1, D1
  readonly denominator: Influence // over R2, V2, D2
}

/**
 * Ratio outcome (satisfaction among those who answered, cost per conversion):
 *
 *     R = V_num / V_den        ψ = (ψ_num − R ψ_den) / V_den
 *
 * @returns null when the denominator is 0: nobody answered, nobody converted
 */
export function ratio(numerator: Influence, denominator: Influence): RatioInfluence | null {
  if (denominator.value === 0) return null
  const value = numerator.value / denominator.value
  const parts = {
    numerator: { value: numerator.value, psi: ofPart(numerator.psi, 1) },
    denominator: { value: denominator.value, psi: ofPart(denominator.psi, 2) },
  }
  const psi = scaled(minus(parts.numerator.psi, scaled(parts.denominator.psi, value)), 1 / denominator.value)
  return { value, psi, ...parts }
}

/**
 * Fieller's interval of a ratio as a function of the normal quantile; null where the denominator does not differ from
 * 0, and below two customers.
 */
export function ratioInterval(of: RatioInfluence, sumOf: SumOf): (z: number) => Interval | null {
  const customers = sumOf('G')
  if (customers < 2) return () => null
  const covariance = (a: Influence, b: Influence) => (customers / (customers - 1)) * productSum(a.psi, b.psi, sumOf)
  const { numerator: a, denominator: b } = of
  const varA = covariance(a, a),
    varB = covariance(b, b),
    covAB = covariance(a, b)
  return z => fieller(a.value, b.value, varA, varB, covAB, z)
}
