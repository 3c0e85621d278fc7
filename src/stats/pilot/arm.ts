// One arm of a pilot as mergeable moments of k columns per unit: an outcome, or numerator and denominator, or an
// outcome and its value before the pilot, or all four.

import { checkProportion } from './proportion.ts'

/** `mean`: variance with divisor n − 1. `rate`: a 0/1 column, variance p(1−p) with divisor n. */
export type ColumnKind = 'mean' | 'rate'

/**
 * n units; per column their mean, and for each pair of columns Σ(x − x̄)(y − ȳ), k × k. The order of the columns is the
 * metric's (src/stats/pilot/metric.ts). Arms of disjoint units merge exactly.
 */
export interface Arm {
  readonly n: number
  readonly kinds: readonly ColumnKind[]
  readonly mean: readonly number[]
  readonly centred: readonly (readonly number[])[]
}

/**
 * An arm from its units.
 *
 * @param columns  k columns of n values, finite, each in its own unit
 * @param kinds  one per column; default all `mean`
 * @throws RangeError without units, with columns of different length, or with a value that is not finite
 *
 * Two passes, as Chan, Golub & LeVeque, "Algorithms for computing the sample variance", 1983, advise.
 */
export function armFromColumns(columns: readonly ArrayLike<number>[], kinds?: readonly ColumnKind[]): Arm {
  const n = columns[0]?.length ?? 0
  if (n === 0 || columns.some(column => column.length !== n)) {
    throw new RangeError(`An arm needs columns of one length and at least one unit, not ${columns.map(c => c.length)}.`)
  }
  const mean = columns.map(column => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += column[i]!
    if (!Number.isFinite(sum)) throw new RangeError('A column of an arm holds a value that is not a finite number.')
    return sum / n
  })
  // Two passes: sums of squares of large values would lose the digits that the variance is made of.
  const centred = columns.map((x, r) =>
    columns.map((y, s) => {
      let sum = 0
      for (let i = 0; i < n; i++) sum += (x[i]! - mean[r]!) * (y[i]! - mean[s]!)
      // Equal values differ from their mean by its rounding only: that is no variance.
      return r === s && sum <= n * (4 * Number.EPSILON * mean[r]!) ** 2 ? 0 : sum
    }),
  )
  return { n, kinds: kinds ?? columns.map(() => 'mean'), mean, centred }
}

/**
 * An arm from sums that a database can give: n, Σx per column and Σxy per pair of columns (k × k). The digits of a mean
 * much larger than its standard deviation are lost; subtract a constant before summing, or use `armFromColumns`.
 *
 * @throws RangeError unless n ≥ 1 and every sum is finite
 */
export function armFromSums(
  n: number,
  sums: readonly number[],
  products: readonly (readonly number[])[],
  kinds?: readonly ColumnKind[],
): Arm {
  if (!(n >= 1) || ![n, ...sums, ...products.flat()].every(Number.isFinite)) {
    throw new RangeError(`An arm needs at least one unit and finite sums: n = ${n}, sums ${sums}.`)
  }
  const centred = sums.map((x, r) =>
    sums.map((y, s) => {
      const rest = products[r]![s]! - (x * y) / n
      // What subtraction of two equal numbers leaves is rounding, of either sign: no variance.
      return r === s && rest <= 8 * Number.EPSILON * products[r]![s]! ? 0 : rest
    }),
  )
  return { n, kinds: kinds ?? sums.map(() => 'mean'), mean: sums.map(sum => sum / n), centred }
}

/**
 * An arm of one column from what is often all that is published of it.
 *
 * @param n  units, ≥ 1
 * @param mean, standardDeviation  of the column, in its unit; divisor n − 1, ≥ 0
 * @throws RangeError for numbers that no column has
 */
export function armFromSummary(n: number, mean: number, standardDeviation: number): Arm {
  if (!(n >= 1 && standardDeviation >= 0) || ![n, mean, standardDeviation].every(Number.isFinite)) {
    throw new RangeError(`No arm has ${n} units, mean ${mean} and standard deviation ${standardDeviation}.`)
  }
  return { n, kinds: ['mean'], mean: [mean], centred: [[standardDeviation ** 2 * (n - 1)]] }
}

/**
 * An arm of one 0/1 column.
 *
 * @param count  units that had the event, 0 ≤ count ≤ n
 * @param n  units, ≥ 1
 * @throws RangeError for counts that are no proportion
 */
export function armOfRate(count: number, n: number): Arm {
  checkProportion({ count, n })
  return armFromSums(n, [count], [[count]], ['rate'])
}

/**
 * Both arms' units as one arm.
 *
 * @param a, b  arms of disjoint units with the same columns
 * @throws RangeError when their columns differ in number
 *
 * Chan, Golub & LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
 */
export function mergeArms(a: Arm, b: Arm): Arm {
  if (a.mean.length !== b.mean.length) {
    throw new RangeError(
      `Arms of ${a.mean.length} and of ${b.mean.length} columns do not measure the same: give both the same columns.`,
    )
  }
  const n = a.n + b.n
  return {
    n,
    kinds: a.kinds,
    mean: a.mean.map((mean, i) => (a.n * mean + b.n * b.mean[i]!) / n),
    centred: a.centred.map((row, r) =>
      row.map(
        (one, s) => one + b.centred[r]![s]! + ((b.mean[r]! - a.mean[r]!) * (b.mean[s]! - a.mean[s]!) * a.n * b.n) / n,
      ),
    ),
  }
}

/** Covariance of two columns over units: divisor n where both are rates, n − 1 otherwise. */
export function covariance(arm: Arm, r: number, s: number): number {
  const bothRates = arm.kinds[r] === 'rate' && arm.kinds[s] === 'rate'
  return arm.centred[r]![s]! / (bothRates ? arm.n : arm.n - 1)
}

/** gᵀ Cov h for two weightings of the columns. */
export function form(arm: Arm, g: readonly number[], h: readonly number[]): number {
  let sum = 0
  for (const [r, x] of g.entries()) {
    for (const [s, y] of h.entries()) if (x !== 0 && y !== 0) sum += x * y * covariance(arm, r, s)
  }
  return sum
}
