// Customers' totals from rows: what the sums of moments.ts are sums of. Estimators read the same linear forms here as
// there; ψ itself is at hand, so nothing is expanded.

import type { SumOf } from '../../moments/cell-sums.ts'
import { clippedWeight } from '../clipped-dr.ts'
import { shrunkWeight } from '../dros.ts'
import type { LinearForm } from '../linear-form.ts'
import { switchedWeight } from '../switch-dr.ts'
import type { WeightedRows } from './logged-arrays.ts'

/**
 * N W R V D as in moments.ts; and with λ: K = Σ min(w, λ), C = Σ min(w, λ) r, and Σ(v̂ + g(w) e) with the weights of
 * clipped DR (E), Switch-DR (S) and DRos (O).
 */
export type RowVariable = 'N' | 'W' | 'R' | 'V' | 'D' | 'K' | 'C' | 'E' | 'S' | 'O'

export interface CustomerTotals {
  readonly customers: number
  readonly decisions: number
  /** A variable by customer. Made when first asked for. */
  readonly of: (variable: string) => Float64Array
  readonly sumOf: SumOf
}

/**
 * @param lambda  null without the estimators that need one
 * @returns totals whose `of` throws a RangeError for a variable that needs a model, or a λ, and has none
 */
export function customerTotals(rows: WeightedRows, lambda: number | null): CustomerTotals {
  const { reward, w, qLogged, qTarget, customer, customers } = rows,
    n = reward.length
  const corrected = (weight: (w: number) => number) => (i: number) => {
    if (qLogged === null || qTarget === null) throw new RangeError('there is no outcome model')
    return qTarget[i]! + weight(w[i]!) * (reward[i]! - qLogged[i]!)
  }
  const term = (variable: RowVariable): ((i: number) => number) => {
    if (variable === 'N') return () => 1
    if (variable === 'W') return i => w[i]!
    if (variable === 'R') return i => w[i]! * reward[i]!
    if (variable === 'D') return corrected(weight => weight)
    if (variable === 'V') {
      if (qTarget === null) throw new RangeError('there is no outcome model')
      return i => qTarget[i]!
    }
    if (lambda === null) throw new RangeError(`${variable} needs a λ`)
    if (variable === 'K') return i => clippedWeight(w[i]!, lambda)
    if (variable === 'C') return i => clippedWeight(w[i]!, lambda) * reward[i]!
    if (variable === 'E') return corrected(weight => clippedWeight(weight, lambda))
    if (variable === 'S') return corrected(weight => switchedWeight(weight, lambda))
    return corrected(weight => shrunkWeight(weight, lambda))
  }
  const known = new Map<string, Float64Array>()
  const of = (variable: string) => {
    const ready = known.get(variable)
    if (ready !== undefined) return ready
    const value = term(variable as RowVariable),
      totals = new Float64Array(customers)
    if (customer === null) for (let i = 0; i < n; i++) totals[i] = value(i)
    else for (let i = 0; i < n; i++) totals[customer[i]!]! += value(i)
    known.set(variable, totals)
    return totals
  }
  return { customers, decisions: n, of, sumOf: (...factors) => sumOfProducts(factors.map(name => of(name))) }
}

function sumOfProducts(factors: readonly Float64Array[]): number {
  let sum = 0
  for (let c = 0; c < factors[0]!.length; c++) {
    let product = 1
    for (const factor of factors) product *= factor[c]!
    sum += product
  }
  return sum
}

/**
 * A customer's terms that cancel to less than this share of themselves are rounding, not variation. With values that
 * never vary (every reward 0.3) the error is then exactly 0.
 */
const ROUNDING = 1e-14

/** ψ_c/n by customer, a linear form of her totals. */
export function psiOf(form: LinearForm, totals: CustomerTotals): Float64Array {
  const psi = new Float64Array(totals.customers)
  const terms = Object.entries(form).map(([variable, k]) => [k, totals.of(variable)] as const)
  for (let c = 0; c < psi.length; c++) {
    let sum = 0,
      size = 0
    for (const [k, values] of terms) {
      const term = k * values[c]!
      sum += term
      size += Math.abs(term)
    }
    psi[c] = Math.abs(sum) <= ROUNDING * size ? 0 : sum
  }
  return psi
}

/** Σ a_c b_c · G/(G − 1): the cluster covariance of two estimates; null below two customers. */
export function clusterCovariance(a: Float64Array, b: Float64Array): number | null {
  const customers = a.length
  return customers < 2 ? null : (customers / (customers - 1)) * sumOfProducts([a, b])
}

/** k = Σψ³/(Σψ²)^(3/2); 0 when ψ is 0 for everybody. */
export function psiSkewness(psi: Float64Array): number {
  const squares = sumOfProducts([psi, psi])
  return squares === 0 ? 0 : sumOfProducts([psi, psi, psi]) / squares ** 1.5
}
