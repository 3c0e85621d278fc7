// Every estimator's influence ψ is linear in a customer's totals, ψ_c = Σ_v k_v · v_c over the variables of moments.ts.
// So Σ_c ψ_c² and Σ_c ψ_c³ are a quadratic and a cubic form in the product sums of Moments, and are read off here.

import type { SumOf } from '../moments/cell-sums.ts'
import { inOrder } from '../moments/products.ts'

/** Coefficients by variable: SNIPS is { R: 1/ΣW, W: −V/ΣW }. */
export type LinearForm = Readonly<Record<string, number>>

/**
 * Terms of the expansions cancel. A result this small beside its terms is rounding of sums over up to 10⁷ customers,
 * not variance, and is given as exactly 0.
 */
const ROUNDING = 1e-12

/** Σ_c a_c · b_c. */
export function productSum(a: LinearForm, b: LinearForm, sumOf: SumOf): number {
  let sum = 0,
    size = 0
  for (const [v, k] of Object.entries(a)) {
    for (const [u, l] of Object.entries(b)) {
      const term = k * l * sumOf(...inOrder([v, u]))
      sum += term
      size += Math.abs(term)
    }
  }
  return Math.abs(sum) <= ROUNDING * size ? 0 : sum
}

/** Σ_c ψ_c², never negative. */
export const squareSum = (form: LinearForm, sumOf: SumOf): number => Math.max(0, productSum(form, form, sumOf))

/** Σ_c ψ_c³. */
export function cubeSum(form: LinearForm, sumOf: SumOf): number {
  const terms = Object.entries(form)
  let sum = 0,
    size = 0
  for (const [i, [v, k]] of terms.entries()) {
    for (const [j, [u, l]] of terms.entries()) {
      if (j < i) continue
      for (const [h, [t, m]] of terms.entries()) {
        if (h < j) continue
        // Of the 27 ordered triples over three variables, those with the same factors are one product.
        const times = i === j && j === h ? 1 : i === j || j === h ? 3 : 6
        const term = times * k * l * m * sumOf(...inOrder([v, u, t]))
        sum += term
        size += Math.abs(term)
      }
    }
  }
  return Math.abs(sum) <= ROUNDING * size ? 0 : sum
}

/** a − b, variable by variable. */
export function minus(a: LinearForm, b: LinearForm): LinearForm {
  const result: Record<string, number> = { ...a }
  for (const [variable, k] of Object.entries(b)) result[variable] = (result[variable] ?? 0) - k
  return result
}

export const scaled = (form: LinearForm, factor: number): LinearForm =>
  Object.fromEntries(Object.entries(form).map(([variable, k]) => [variable, k * factor]))

/** The same form over the champion's totals: lower case. N is both policies' own. */
export const ofChampion = (form: LinearForm): LinearForm =>
  Object.fromEntries(Object.entries(form).map(([variable, k]) => [championVariable(variable), k]))

const championVariable = (variable: string) => (variable === 'N' ? variable : variable.toLowerCase())

/** The same form over the numerator (1) or denominator (2) of a ratio. Weights and counts are common to both. */
export const ofPart = (form: LinearForm, part: 1 | 2): LinearForm =>
  Object.fromEntries(
    Object.entries(form).map(([variable, k]) => [
      variable === 'W' || variable === 'N' ? variable : `${variable}${part}`,
      k,
    ]),
  )

/**
 * Whether policy and champion have the same totals for every customer, up to rounding: Σ(x − y)² is 0, and Σx is Σy.
 * What they differ by is then exactly 0, which sums of rounded terms may miss; an engine may add up in any order.
 */
export function sameTotals(form: LinearForm, sumOf: SumOf): boolean {
  return Object.keys(form).every(variable => {
    if (variable === 'N') return true
    const own = { [variable]: 1 },
      all = sumOf(variable),
      championAll = sumOf(championVariable(variable))
    return (
      Math.abs(all - championAll) <= ROUNDING * (Math.abs(all) + Math.abs(championAll)) &&
      squareSum(minus(own, ofChampion(own)), sumOf) === 0
    )
  })
}
