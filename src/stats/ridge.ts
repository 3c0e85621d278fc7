// Linear regression with a ridge, from sums that one pass over the rows adds up.

import { cholesky, solveCholesky } from './cholesky.ts'

/** X'X (lower triangle, row-major) and X'y of some rows, X with a 1 in its first column. They add and subtract. */
export interface RegressionSums {
  /** 1 + columns. */
  readonly size: number
  readonly xx: Float64Array
  /** size × outcomes, outcome-major. */
  readonly xy: Float64Array
  readonly outcomes: number
}

export const emptyRegression = (size: number, outcomes: number): RegressionSums => ({
  size,
  outcomes,
  xx: new Float64Array(size * size),
  xy: new Float64Array(size * outcomes),
})

/** Adds `factor` times the sums: −1 leaves rows out again. */
export function addRegression(into: RegressionSums, part: RegressionSums, factor = 1): void {
  for (let k = 0; k < into.xx.length; k++) into.xx[k]! += factor * part.xx[k]!
  for (let k = 0; k < into.xy.length; k++) into.xy[k]! += factor * part.xy[k]!
}

/** Adds the row at `values[at … at + size)`, whose first value is 1, with its outcomes. */
export function addRow(sums: RegressionSums, values: Float64Array, at: number, outcome: (o: number) => number): void {
  const { size, xx, xy, outcomes } = sums
  for (let j = 0; j < size; j++) {
    const x = values[at + j]!
    for (let k = 0; k <= j; k++) xx[j * size + k]! += x * values[at + k]!
  }
  for (let o = 0; o < outcomes; o++) {
    const y = outcome(o)
    for (let j = 0; j < size; j++) xy[o * size + j]! += y * values[at + j]!
  }
}

/**
 * Coefficients by outcome, β = (X'X + penalty·I)⁻¹ X'y, the first one (the level) not penalised.
 *
 * @param penalty  > 0, in rows: with standardised columns, as many rows that show no slope
 * @returns size × outcomes, outcome-major; null without a row
 *
 * Hoerl & Kennard, "Ridge regression", Technometrics 1970.
 */
export function solveRidge(sums: RegressionSums, penalty: number): Float64Array | null {
  const { size, outcomes } = sums
  if (!(penalty > 0)) throw new RangeError(`A ridge needs a penalty above 0, not ${penalty}.`)
  if (!(sums.xx[0]! > 0.5)) return null // the number of rows
  const a = sums.xx.slice(),
    beta = sums.xy.slice()
  for (let j = 1; j < size; j++) a[j * size + j]! += penalty
  if (!cholesky(a, size)) return null
  for (let o = 0; o < outcomes; o++) solveCholesky(a, size, beta.subarray(o * size, (o + 1) * size))
  return beta
}
