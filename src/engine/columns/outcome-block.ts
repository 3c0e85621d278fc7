// The outcome columns over a block, as the loops want them.

import type { Block } from './block.ts'
import type { ColumnGroup, Context } from './context.ts'
import type { BlockRows } from './groupings.ts'
import { readAmounts, readFlags, outOfLine } from './loops.ts'
import type { Listed } from './wide-loops.ts'

/** One column: its outcomes by row, and the rows whose outcome is not 0. */
export interface OutcomeColumn {
  readonly raw: Float64Array
  readonly nonzero: Listed
  /** So many rows have an outcome that w²r is cheaper put together from what is shared and what matches add. */
  dense: boolean
}

/** The columns of one group. */
export interface OutcomeGroup {
  /** By position in the group. */
  readonly columns: readonly OutcomeColumn[]
  /** r less the shift, of the columns that have one: row × their number. */
  readonly shifted: Float64Array
  /** e = r − q̂(x, a) for the logged action: row × column of the group. */
  readonly residual: Float64Array
}

/** Share of rows with an outcome above which a column is dense; policies match about a fifth of the rows. */
const DENSE = 0.25

export function makeOutcomeGroup(group: ColumnGroup, capacity: number): OutcomeGroup {
  return {
    columns: group.columns.map(() => ({
      raw: new Float64Array(capacity),
      nonzero: { list: new Int32Array(capacity), count: 0 },
      dense: false,
    })),
    shifted: new Float64Array(capacity * group.shifted.length),
    residual: new Float64Array(capacity * group.columns.length),
  }
}

export function readOutcomes(
  { plan, columns }: Context,
  group: ColumnGroup,
  { loggedAt }: Block,
  { from, rows }: BlockRows,
  into: OutcomeGroup,
): void {
  for (const [j, o] of group.columns.entries()) {
    const values = columns.outcomes[plan.columns[o]!.name]!,
      column = into.columns[j]!
    if (values instanceof Uint8Array) outOfLine(readFlags, rows, values, from, column.raw, column.nonzero)
    else outOfLine(readAmounts, rows, values, from, column.raw, column.nonzero)
    column.dense = plan.model && column.nonzero.count > DENSE * rows
  }
  if (plan.model) {
    const raw = into.columns.map(column => column.raw)
    group.residuals(rows, raw, group.shifts, loggedAt, group.q, into.residual)
  }
  for (const [i, j] of group.shifted.entries()) {
    outOfLine(lessShift, rows, into.columns[j]!.raw, group.shifts[j]!, into.shifted, i, group.shifted.length)
  }
}

function lessShift(rows: number, raw: Float64Array, shift: number, into: Float64Array, i: number, width: number): void {
  for (let k = 0; k < rows; k++) into[k * width + i] = raw[k]! - shift
}
