// Everything about a block's rows that does not depend on a policy or an outcome: customers, places in the tables,
// propensities, maturity.

import type { Columns } from '../../history/columns.ts'
import type { RowTables } from '../../moments/row-tables.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { Fixed } from './fixed.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import { classifyRows } from './maturity-classes.ts'
import type { BlockRows } from './slots.ts'

/** By row of the block; the capacity is the arrays' length. */
export interface BlockBuffers {
  readonly capacity: number
  readonly customer: Int32Array
  readonly maturity: Uint8Array | null
  /** Logged actions. */
  readonly logged: Uint8Array
  /** π₀ of the logged action. */
  readonly propensity: Float64Array
  /** 1/π₀ and 1/(|A| π₀), the latter 0 where the logged action is not allowed. */
  readonly inverse: Float64Array
  readonly uniform: Float64Array
  /** Rows whose segment has an action without support, `unsupported.count` of them. */
  readonly unsupported: { readonly list: Int32Array; count: number }
  /** Places in tables: (fold × segment) × action, (fold × segment) × set, segment × action, segment × set. */
  readonly modelAt: Int32Array
  readonly meanAt: Int32Array
  readonly supportAt: Int32Array
  readonly supportSetAt: Int32Array
  /** Set × action of the logged action. */
  readonly shareAt: Int32Array
}

export function makeBlockBuffers(capacity: number, classes: MaturityClasses): BlockBuffers {
  const ints = () => new Int32Array(capacity)
  return {
    capacity,
    unsupported: { list: ints(), count: 0 },
    inverse: new Float64Array(capacity),
    uniform: new Float64Array(capacity),
    customer: ints(),
    maturity: classes.allMature ? null : new Uint8Array(capacity),
    logged: new Uint8Array(capacity),
    propensity: new Float64Array(capacity),
    modelAt: ints(),
    meanAt: ints(),
    supportAt: ints(),
    supportSetAt: ints(),
    shareAt: ints(),
  }
}

/** Which customers the sums need told apart: by number, every row alone, or none (sums linear in the decisions). */
export type CustomerMode = 'clustered' | 'rows' | 'none'

export function readBlock(
  { plan, columns, tables, needs }: Fixed,
  classes: MaturityClasses,
  mode: CustomerMode,
  from: number,
  rows: number,
  b: BlockBuffers,
): BlockRows {
  b.logged.set(columns.action.subarray(from, from + rows))
  if (b.maturity !== null) classifyRows(classes.cuts, columns.time, from, rows, b.maturity)
  const needsFold = plan.model || tables.propensity !== null
  if (needsFold || tables.unsupported !== null) findPlaces(plan, columns, tables, from, rows, b)
  findShares(tables, from, rows, b)
  if (columns.propensity !== null) b.propensity.set(columns.propensity.subarray(from, from + rows))
  else for (let k = 0; k < rows; k++) b.propensity[k] = tables.propensity![b.modelAt[k]! + b.logged[k]!]!
  if (needs.model) invert(rows, b.propensity, tables.explore, b.shareAt, b.inverse, b.uniform)
  b.unsupported.count =
    tables.unsupported === null
      ? 0
      : listMarked(rows, columns.segment, from, tables.unsupported.segment, b.unsupported.list)
  const customers = countCustomers(columns, mode, from, rows, b.customer)
  return { from, rows, customer: b.customer, customers, maturity: b.maturity }
}

function findPlaces(
  plan: SumPlan,
  columns: Columns,
  tables: RowTables,
  from: number,
  rows: number,
  b: BlockBuffers,
): void {
  const { segment, customerHash } = columns,
    { setOf, actions } = tables
  const { folds, segments } = plan,
    sets = tables.sets.length
  for (let k = 0; k < rows; k++) {
    const s = segment[from + k]!
    const cell = (customerHash[from + k]! % folds) * segments + s
    b.modelAt[k] = cell * actions
    b.meanAt[k] = cell * sets
    b.supportAt[k] = s * actions
    b.supportSetAt[k] = s * sets
  }
  if (setOf === null) return
  for (let k = 0; k < rows; k++) {
    const set = setOf[from + k]!
    b.meanAt[k]! += set
    b.supportSetAt[k]! += set
  }
}

function invert(
  rows: number,
  propensity: Float64Array,
  explore: Float64Array,
  shareAt: Int32Array,
  inverse: Float64Array,
  uniform: Float64Array,
): void {
  for (let k = 0; k < rows; k++) {
    const one = 1 / propensity[k]!
    inverse[k] = one
    uniform[k] = explore[shareAt[k]!]! * one
  }
}

function listMarked(rows: number, segment: Uint16Array, from: number, marked: Uint8Array, list: Int32Array): number {
  let found = 0
  for (let k = 0; k < rows; k++) {
    list[found] = k
    found += marked[segment[from + k]!]!
  }
  return found
}

function findShares(
  { setOf, actions }: RowTables,
  from: number,
  rows: number,
  { shareAt, logged }: BlockBuffers,
): void {
  if (setOf === null) for (let k = 0; k < rows; k++) shareAt[k] = logged[k]!
  else for (let k = 0; k < rows; k++) shareAt[k] = setOf[from + k]! * actions + logged[k]!
}

function countCustomers(columns: Columns, mode: CustomerMode, from: number, rows: number, out: Int32Array): number {
  if (mode === 'none') {
    out.fill(0, 0, rows)
    return 1
  }
  const { customer } = columns
  let count = -1
  for (let k = 0; k < rows; k++) {
    if (k === 0 || mode === 'rows' || customer[from + k] !== customer[from + k - 1]) count++
    out[k] = count
  }
  return count + 1
}
