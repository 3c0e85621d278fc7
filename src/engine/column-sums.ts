// One outcome column over one block: the totals of every policy by slot, and the sums over decisions.
import type { Fitted } from '../evaluate/fit.ts'
import type { Room } from './room.ts'
import {
  addByCustomer, addListed, addModel, addProducts, addSquaredWeights, addUnsupportedModel, readAmounts, readFlags, residuals,
} from './row-loops.ts'
import type { BlockRows } from './slots.ts'
import type { Fixed, ReadyPolicy } from './policy-sums.ts'
import type { RowSums } from './totals.ts'

/** A column of the plan over the block. */
export interface ReadColumn {
  readonly index: number
  readonly maturityClass: number
  /** Rows listed in `room.nonzero`. */
  readonly nonzero: number
  /** With a shift, rows whose outcome is 0 add to R as well. */
  readonly shifted: boolean
}

export function readColumn(
  { plan, columns, tables, needs }: Fixed, fitted: Fitted, room: Room, { from, rows }: BlockRows,
  index: number, maturityClass: number,
): ReadColumn {
  const values = columns.outcomes[plan.columns[index]!.name]!, shift = fitted.shift[index]!
  const nonzero = values instanceof Uint8Array
    ? readFlags(rows, values, from, shift, room.raw, room.r, room.nonzero)
    : readAmounts(rows, values, from, shift, room.raw, room.r, room.nonzero)
  if (needs.model) residuals(rows, room.r, tables.q[index]!, room.block.modelAt, room.block.logged, room.e)
  return { index, maturityClass, nonzero, shifted: shift !== 0 }
}

/** Totals of one policy and column by slot of every grouping, the whole's from the first grouping's. */
export function addSeries(fixed: Fixed, room: Room, { rows }: BlockRows, column: ReadColumn, policy: ReadyPolicy): void {
  const { needs, tables } = fixed, { index: o, maturityClass } = column, p = policy.index
  for (const { grouping, series } of room.sums.byRow) {
    const { R, V, D } = series(o, p), at = grouping.slot[maturityClass]!
    R.fill(0, 0, grouping.slots)
    if (column.shifted) addProducts(rows, at, room.w[p]!, room.r, R)
    else addListed(column.nonzero, room.nonzero, at, room.w[p]!, room.r, R)
    if (needs.model && policy.decide !== null) {
      V.fill(0, 0, grouping.slots)
      D.fill(0, 0, grouping.slots)
      addModel(rows, at, room.chosen[p]!, room.w[p]!, room.e, tables.q[o]!, room.block.modelAt,
        tables.qMean[o]!, room.block.meanAt, policy.stay, policy.exploration, V, D)
    }
  }
  gather(fixed, room, o, policy)
}

function gather({ needs }: Fixed, { sums }: Room, column: number, policy: ReadyPolicy): void {
  const first = sums.byRow[0]!
  if (first === sums.whole) return
  const own = first.series(column, policy.index), whole = sums.whole.series(column, policy.index)
  const names = needs.model && policy.decide !== null ? ['R', 'V', 'D'] as const : ['R'] as const
  for (const name of names) {
    whole[name].fill(0, 0, sums.whole.grouping.slots)
    addByCustomer(first.grouping.slots, first.grouping.customerOfSlot, own[name], whole[name])
  }
}

export function addDecisionSeries(
  { needs, tables }: Fixed, room: Room, { rows }: BlockRows, column: ReadColumn, policy: ReadyPolicy,
): void {
  const { index: o, maturityClass, nonzero } = column, p = policy.index
  for (const { grouping, columns } of room.sums.byRow as readonly RowSums[]) {
    const into = columns[o]![p]!, at = grouping.cell[maturityClass]!
    if (needs.squaredOutcomes) addSquaredWeights(nonzero, room.nonzero, at, room.w[p]!, room.raw, into.w2r, into.w2r2)
    if (needs.unsupportedModel && tables.unsupported !== null && policy.decide !== null) {
      addUnsupportedModel(rows, at, room.chosen[p]!, tables.q[o]!, room.block.modelAt, tables.unsupported.action,
        room.block.supportAt, tables.unsupported.qMean[o]!, room.block.meanAt, policy.stay, policy.exploration, into.u)
    }
  }
}
