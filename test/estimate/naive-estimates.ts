// Goal: every estimate and its error from raw rows, by the definition: ψ for each decision, summed per customer in a
// Map, in two passes. No moments, no shifts, no expansions.

import type { Columns } from '../../src/history/columns.ts'
import type { Fitted } from '../../src/moments/fitted.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import type { PolicyRow } from './naive-rows.ts'
import { byCustomer, matureRows, terms } from './naive.ts'

export type Name = 'dr' | 'snips' | 'ips' | 'dm'

export interface Plain {
  readonly value: number
  readonly standardError: number
  readonly skewness: number
  /** ψ/n by decision, in the order of `rows`. */
  readonly psi: readonly number[]
}

/** One estimator of one policy and column over the mature rows of a cell. */
export function plainEstimate(
  { plan, columns, fitted }: { readonly plan: SumPlan; readonly columns: Columns; readonly fitted: Fitted },
  policies: PolicyRow[][],
  p: number,
  o: number,
  inCell: readonly number[],
  name: Name,
): Plain {
  const rows = matureRows(plan, columns, inCell, plan.columns[o]!.maturity)
  const unshifted = { ...fitted, shift: fitted.shift.map(() => 0), q: unshiftedModel(plan, fitted) }
  const of = rows.map(i => ({
    w: policies[p]![i]!.w,
    ...terms({ plan, columns, fitted: unshifted }, policies[p]![i]!, p, o, i),
  }))
  const n = rows.length,
    mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / n
  const meanWeight = mean(of.map(({ w }) => w))
  const each = of.map(({ wr, v, d }) => (name === 'dr' ? d : name === 'dm' ? v : wr))
  const value = name === 'snips' ? mean(each) / meanWeight : mean(each)
  const psi = of.map(({ w, rawR }, i) => (name === 'snips' ? (w * (rawR - value)) / meanWeight : each[i]! - value) / n)
  return { value, psi, ...spread(plan, columns, rows, psi) }
}

/** Numerator over denominator of the same estimator. */
export function plainRatio(plan: SumPlan, columns: Columns, rows: readonly number[], top: Plain, bottom: Plain): Plain {
  const value = top.value / bottom.value
  const psi = top.psi.map((x, i) => (x - value * bottom.psi[i]!) / bottom.value)
  return { value, psi, ...spread(plan, columns, rows, psi) }
}

export function plainDifference(plan: SumPlan, columns: Columns, rows: readonly number[], a: Plain, b: Plain): Plain {
  const psi = a.psi.map((x, i) => x - b.psi[i]!)
  return { value: a.value - b.value, psi, ...spread(plan, columns, rows, psi) }
}

function spread(plan: SumPlan, columns: Columns, rows: readonly number[], psi: readonly number[]) {
  const position = new Map(rows.map((i, k) => [i, k]))
  const totals = byCustomer(plan, columns, rows).map(own => own.reduce((sum, i) => sum + psi[position.get(i)!]!, 0))
  const customers = totals.length
  const squares = totals.reduce((sum, x) => sum + x * x, 0)
  return {
    standardError: Math.sqrt((customers / (customers - 1)) * squares),
    skewness: totals.reduce((sum, x) => sum + x ** 3, 0) / squares ** 1.5,
  }
}

function unshiftedModel(plan: SumPlan, fitted: Fitted): Float64Array {
  return fitted.q.map((q, i) => q + fitted.shift[i % plan.columns.length]!)
}
