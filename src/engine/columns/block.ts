// Everything about a block's rows that does not depend on a policy or an outcome: customers, places in the tables,
// propensities, maturity.

import type { Columns } from '../../history/columns.ts'
import type { Context } from './context.ts'
import type { BlockRows } from './groupings.ts'
import { outOfLine } from './loops.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import { classifyRows } from './maturity-classes.ts'
import type { Listed } from './wide-loops.ts'

/** By row of the block; the capacity is the arrays' length. */
export interface Block {
  readonly customer: Int32Array
  readonly maturity: Uint8Array | null
  /** Logged actions. */
  readonly logged: Uint8Array
  /** π₀ of the logged action, and its inverse. */
  readonly propensity: Float64Array
  readonly inverse: Float64Array
  /** Fold × stratum, times the number of actions, and with the logged action. */
  readonly cell: Int32Array
  readonly modelAt: Int32Array
  readonly loggedAt: Int32Array
  /** Rows whose stratum has an action without support. */
  readonly unsupported: Listed
}

export function makeBlock(capacity: number, classes: MaturityClasses): Block {
  const ints = () => new Int32Array(capacity)
  return {
    customer: ints(),
    maturity: classes.allMature ? null : new Uint8Array(capacity),
    logged: new Uint8Array(capacity),
    propensity: new Float64Array(capacity),
    inverse: new Float64Array(capacity),
    cell: ints(),
    modelAt: ints(),
    loggedAt: ints(),
    unsupported: { list: ints(), count: 0 },
  }
}

export function readBlock(context: Context, from: number, rows: number, block: Block): BlockRows {
  const { columns, tables, classes } = context
  block.logged.set(columns.action.subarray(from, from + rows))
  if (block.maturity !== null) outOfLine(classifyRows, classes.cuts, columns.time, from, rows, block.maturity)
  outOfLine(findPlaces, context, from, rows, block)
  if (columns.propensity !== null) block.propensity.set(columns.propensity.subarray(from, from + rows))
  else outOfLine(lookUp, rows, block.loggedAt, tables.propensity!, block.propensity)
  outOfLine(invert, rows, block.propensity, block.inverse)
  if (tables.unsupported !== null)
    outOfLine(listMarked, rows, columns.stratum, from, tables.unsupported.stratum, block.unsupported)
  const customers = countCustomers(columns, context.plan.clustered, from, rows, block.customer)
  return { from, rows, customer: block.customer, customers, maturity: block.maturity }
}

function findPlaces(
  { plan, columns }: Context,
  from: number,
  rows: number,
  { cell, modelAt, loggedAt, logged }: Block,
): void {
  const { stratum, customerHash } = columns,
    { folds, strata } = plan,
    actions = plan.actions.length
  let hash = -1,
    first = 0 // of the fold of that hash: a customer's rows stand together, and dividing takes longer than all else here
  for (let k = 0; k < rows; k++) {
    if (customerHash[from + k]! !== hash) {
      hash = customerHash[from + k]!
      first = (hash % folds) * strata
    }
    cell[k] = first + stratum[from + k]!
    modelAt[k] = cell[k]! * actions
    loggedAt[k] = modelAt[k]! + logged[k]!
  }
}

function lookUp(rows: number, at: Int32Array, table: Float64Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[k] = table[at[k]!]!
}

function invert(rows: number, values: Float64Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[k] = 1 / values[k]!
}

function listMarked(rows: number, stratum: Uint16Array, from: number, marked: Uint8Array, into: Listed): void {
  const { list } = into
  let found = 0
  for (let k = 0; k < rows; k++) {
    list[found] = k
    found += marked[stratum[from + k]!]!
  }
  into.count = found
}

/** Numbers the customers of the rows; not clustered, every row is a customer of its own. */
function countCustomers(columns: Columns, clustered: boolean, from: number, rows: number, out: Int32Array): number {
  const { customer } = columns
  let count = -1
  for (let k = 0; k < rows; k++) {
    if (k === 0 || !clustered || customer[from + k] !== customer[from + k - 1]) count++
    out[k] = count
  }
  return count + 1
}
