// Checks the rows of a cost curve and brings them into an order of their own.

import { armScores } from './arm-scores.ts'
import { rowOrder } from './row-order.ts'
import { UpliftError } from './uplift-error.ts'

/** n decisions, each with one of K treatments or with none. */
export interface CostRows {
  /** Predicted gain of each treatment over none, K columns of length n. It decides who gets what, and nothing else. */
  readonly predicted: readonly ArrayLike<number>[]
  /** Cost of each treatment, above 0: one number for everybody, or a column of length n. */
  readonly cost: readonly (number | ArrayLike<number>)[]
  /** What was done: 0 nothing, 1 … K a treatment. */
  readonly arm: ArrayLike<number>
  /** In any unit. */
  readonly outcome: ArrayLike<number>
  /** π₀(a|x) of the arm that was taken, in (0, 1]; left out where it is the same for everybody in an arm. */
  readonly propensity?: ArrayLike<number>
  /** Whole-number codes of customers; by default each row is one. */
  readonly customer?: ArrayLike<number>
  /** Doubly robust scores of each treatment over none, K columns; by default from the arms' means (arm-scores.ts). */
  readonly scores?: readonly ArrayLike<number>[]
}

/** Columns in the order that `ordered` gives, but for `customer`. */
export interface CostColumns {
  readonly predicted: readonly Float64Array[]
  readonly cost: readonly Float64Array[]
  readonly scores: readonly Float64Array[]
  /** In the order of the rows as they were given. */
  readonly customer: Float64Array | null
}

/**
 * The columns in an order that depends on what is in the rows and not on how they were given, so that sums do not.
 *
 * @throws {UpliftError} naming the column and the row that cannot be right
 */
export function ordered(rows: CostRows): { readonly order: Uint32Array; readonly columns: CostColumns } {
  const n = rows.arm.length,
    K = rows.predicted.length
  if (K === 0 || rows.cost.length !== K || (rows.scores !== undefined && rows.scores.length !== K)) {
    throw new UpliftError(`predicted has ${K} treatments, cost ${rows.cost.length}: both describe the same ones.`)
  }
  const read = (name: string, values: ArrayLike<number>, holds: (x: number) => boolean, wayOut: string) => {
    if (values.length !== n) throw new UpliftError(`${name} has ${values.length} rows and arm ${n}.`)
    const column = new Float64Array(values),
      wrong = column.findIndex(x => !holds(x))
    if (wrong >= 0) throw new UpliftError(`${name} of row ${wrong} is ${column[wrong]}. ${wayOut}`)
    return column
  }
  const finite = (name: string, values: ArrayLike<number>) =>
    read(name, values, Number.isFinite, 'It has to be a number.')
  const predicted = rows.predicted.map((values, k) => finite(`predicted ${k + 1}`, values))
  const cost = rows.cost.map((of, k) =>
    read(
      `cost ${k + 1}`,
      typeof of === 'number' ? new Float64Array(n).fill(of) : of,
      x => x > 0 && x < Infinity,
      'A treatment costs something, as doing nothing does not.',
    ),
  )
  const arm = read(
    'arm',
    rows.arm,
    x => Number.isInteger(x) && x >= 0 && x <= K,
    `It is 0 for nothing or a treatment from 1 to ${K}.`,
  )
  const outcome = finite('outcome', rows.outcome)
  const propensity =
    rows.propensity === undefined
      ? new Float64Array(n).fill(1)
      : read('propensity', rows.propensity, x => x > 0 && x <= 1, 'It is the probability of the arm that was taken.')
  const given = rows.scores?.map((values, k) => finite(`scores ${k + 1}`, values)) ?? []
  const order = rowOrder(
    n,
    [arm, outcome, propensity, ...predicted, ...cost, ...given].map(values => ({ values })),
  )
  const inOrder = (values: Float64Array) => Float64Array.from(order, row => values[row]!)
  const scores =
    rows.scores === undefined ? armScores(inOrder(arm), inOrder(outcome), inOrder(propensity), K) : given.map(inOrder)
  return {
    order,
    columns: {
      predicted: predicted.map(inOrder),
      cost: cost.map(inOrder),
      scores,
      customer:
        rows.customer === undefined
          ? null
          : read('customer', rows.customer, Number.isSafeInteger, 'Customers are given as whole numbers.'),
    },
  }
}
