// One outcome column over one block: the totals of every policy by slot, and the sums over decisions.
//
// w = ε·1/(|A|π₀) + (1 − ε)/π₀ where the logged action is the rule's. The first part is the same for all policies but
// for ε, so it is summed once per column; a policy's own loops visit only the rows it matches.

import type { Fitted } from '../../moments/fitted.ts'
import type { Fixed } from './fixed.ts'
import type { ReadyPolicy } from './policy-sums.ts'
import type { Room } from './room.ts'
import {
  addByCustomer,
  addGains,
  addListed,
  addLookups,
  addProducts,
  addScaled,
  addSquaredWeights,
  addSquareGains,
  addUnsupportedModel,
  completeSeries,
  readAmounts,
  readFlags,
  residuals,
} from './row-loops.ts'
import type { BlockRows } from './slots.ts'
import type { RowSums } from './totals.ts'

/** A column of the plan over the block. */
export interface ReadColumn {
  readonly index: number
  readonly maturityClass: number
  /** Rows listed in `room.nonzero`. */
  readonly nonzero: number
  /** With a shift, rows whose outcome is 0 add to R as well. */
  readonly shifted: boolean
  /** So many rows have an outcome that w²r is cheaper put together from what is shared and what matches add. */
  readonly dense: boolean
}

/** Share of rows with an outcome above which a column is dense; policies match about a fifth of the rows. */
const DENSE = 0.25

export function readColumn(
  fixed: Fixed,
  fitted: Fitted,
  room: Room,
  { from, rows }: BlockRows,
  index: number,
  maturityClass: number,
): ReadColumn {
  const { plan, columns, tables, needs } = fixed
  const values = columns.outcomes[plan.columns[index]!.name]!,
    shift = fitted.shift[index]!
  const nonzero =
    values instanceof Uint8Array
      ? readFlags(rows, values, from, shift, room.raw, room.r, room.nonzero)
      : readAmounts(rows, values, from, shift, room.raw, room.r, room.nonzero)
  const column = { index, maturityClass, nonzero, shifted: shift !== 0, dense: needs.model && nonzero > DENSE * rows }
  if (needs.model) {
    residuals(rows, room.r, tables.q[index]!, room.block.modelAt, room.block.logged, room.e)
    if (fixed.explores) for (const sums of room.sums.byRow) addShared(fixed, room, rows, sums, column)
  }
  return column
}

function addShared(
  { tables, needs }: Fixed,
  room: Room,
  rows: number,
  { grouping, shared }: RowSums,
  column: ReadColumn,
): void {
  const { index, maturityClass } = column,
    { uniform, meanAt } = room.block
  const at = grouping.slot[maturityClass]!
  for (const into of [shared.r, shared.e, shared.mean]) into.fill(0, 0, grouping.slots)
  if (column.shifted) addProducts(rows, at, uniform, room.r, shared.r)
  addProducts(rows, at, uniform, room.e, shared.e)
  addLookups(rows, at, meanAt, tables.qMean[index]!, shared.mean)
  if (!needs.squaredOutcomes || !column.dense) return
  const { r, r2 } = shared.squares[index]!
  addSquaredWeights(column.nonzero, room.nonzero, grouping.cell[maturityClass]!, uniform, room.raw, r, r2)
}

/** Totals of one policy and column by slot of every grouping, the whole's from the first grouping's. */
export function addSeries(fixed: Fixed, room: Room, rows: BlockRows, column: ReadColumn, policy: ReadyPolicy): void {
  const withModel = fixed.needs.model && policy.decide !== null
  for (const sums of room.sums.byRow) {
    if (!withModel || !column.shifted) addOutcomes(room, rows, sums, column, policy)
    if (withModel) addModel(fixed, room, rows, sums, column, policy)
  }
  gather(room, column.index, policy, withModel)
}

function addOutcomes(
  room: Room,
  { rows }: BlockRows,
  { grouping, series }: RowSums,
  column: ReadColumn,
  policy: ReadyPolicy,
): void {
  const { w } = room.policies[policy.index]!,
    { R } = series(column.index, policy.index)
  const at = grouping.slot[column.maturityClass]!
  R.fill(0, 0, grouping.slots)
  if (column.shifted) addProducts(rows, at, w, room.r, R)
  else addListed(column.nonzero, room.nonzero, at, w, room.r, R)
}

/**
 * V = Σ v̂ with v̂ = (1 − ε) q̂(x, rule's action) + ε · mean of q̂ over A; D = V + Σ w·e; R = Σ w·r of columns with a
 * shift, others have it from addOutcomes.
 */
function addModel(
  { tables }: Fixed,
  room: Room,
  { rows }: BlockRows,
  { grouping, series, shared }: RowSums,
  column: ReadColumn,
  policy: ReadyPolicy,
): void {
  const own = room.policies[policy.index]!,
    at = grouping.slot[column.maturityClass]!
  const { R, V, D } = series(column.index, policy.index),
    { slots } = grouping
  V.fill(0, 0, slots)
  D.fill(0, 0, slots)
  addLookups(rows, at, own.chosenAt, tables.q[column.index]!, V)
  addGains(own.matched, own.matches, at, own.gain, room.e, D)
  completeSeries(slots, policy.stay, policy.exploration, shared.mean, shared.e, V, D)
  if (!column.shifted) return
  R.fill(0, 0, slots)
  addGains(own.matched, own.matches, at, own.gain, room.r, R)
  addScaled(slots, shared.r, policy.exploration, R)
}

function gather({ sums }: Room, column: number, policy: ReadyPolicy, withModel: boolean): void {
  const first = sums.byRow[0]!
  if (first === sums.whole) return
  const own = first.series(column, policy.index),
    whole = sums.whole.series(column, policy.index)
  for (const name of withModel ? (['R', 'V', 'D'] as const) : (['R'] as const)) {
    whole[name].fill(0, 0, sums.whole.grouping.slots)
    addByCustomer(first.grouping.slots, first.grouping.customerOfSlot, own[name], whole[name])
  }
}

export function addDecisionSeries({ needs, tables }: Fixed, room: Room, column: ReadColumn, policy: ReadyPolicy): void {
  const { index: o, maturityClass, nonzero } = column,
    own = room.policies[policy.index]!
  const { unsupported, modelAt, supportAt, meanAt } = room.block
  for (const { grouping, columns } of room.sums.byRow) {
    const into = columns[o]![policy.index]!,
      at = grouping.cell[maturityClass]!
    if (needs.squaredOutcomes && column.dense && policy.decide !== null) {
      addSquareGains(own.matched, own.matches, at, own.squareGain, room.raw, into.w2r, into.w2r2)
    } else if (needs.squaredOutcomes) {
      addSquaredWeights(nonzero, room.nonzero, at, own.w, room.raw, into.w2r, into.w2r2)
    }
    if (needs.unsupportedModel && tables.unsupported !== null && policy.decide !== null) {
      addUnsupportedModel(
        unsupported.count,
        unsupported.list,
        at,
        own.chosen,
        tables.q[o]!,
        modelAt,
        tables.unsupported.action,
        supportAt,
        tables.unsupported.qMean[o]!,
        meanAt,
        policy.stay,
        policy.exploration,
        into.u,
      )
    }
  }
}
