// What exploration adds is the same for all policies that may do the same things, but for ε:
//
//     w = ε·u + (1 − ε)/π₀·1[match]        u = 1[a ∈ A]/(|A| π₀)
//
// so it is summed once for all of them; a policy's own loops visit only the rows it matches.

import type { Block } from './block.ts'
import type { AllowedGroup, ColumnGroup, Context } from './context.ts'
import type { BlockRows, Grouping } from './groupings.ts'
import { addSquares, type SquaredSums, outOfLine } from './loops.ts'
import type { OutcomeGroup } from './outcome-block.ts'
import { recordLength } from './records.ts'

/** By row of the block. */
export interface AllowedBlock {
  /** Set × actions + logged action. */
  readonly shareAt: Int32Array
  /** Cell × set. */
  readonly meanAt: Int32Array
  /** u, 0 where the logged action is not allowed. */
  readonly uniform: Float64Array
}

export function makeAllowedBlock(capacity: number): AllowedBlock {
  const ints = () => new Int32Array(capacity)
  return { shareAt: ints(), meanAt: ints(), uniform: new Float64Array(capacity) }
}

export function readAllowed(
  { plan }: Context,
  { sets: { sets, setOf, share } }: AllowedGroup,
  { logged, cell, inverse }: Block,
  { from, rows }: BlockRows,
  { shareAt, meanAt, uniform }: AllowedBlock,
): void {
  const actions = plan.actions.length,
    count = sets.length
  for (let k = 0; k < rows; k++) {
    const set = setOf === null ? 0 : setOf[from + k]!
    shareAt[k] = set * actions + logged[k]!
    meanAt[k] = cell[k]! * count + set
    uniform[k] = share[shareAt[k]!]! * inverse[k]!
  }
}

export interface SharedInput {
  readonly group: ColumnGroup
  readonly outcomes: OutcomeGroup
  readonly allowed: AllowedBlock
  /** Mean of q̂ over the allowed actions, (cell × set) × column of the group. */
  readonly qMean: Float64Array
}

/** Records of Σ u·r of the columns with a shift, Σ of the model's mean over the allowed actions, and Σ u·e. */
export function addShared(
  rows: number,
  { slot, slots }: Grouping,
  { group, outcomes, allowed, qMean }: SharedInput,
  into: Float64Array,
): void {
  const at = slot[group.maturityClass]!
  into.fill(0, 0, slots * recordLength(group))
  group.addD.addWeighted(rows, at, allowed.uniform, outcomes.residual, into)
  group.addV.addLookups(rows, at, allowed.meanAt, qMean, into)
  if (group.addR.width > 0) group.addR.addWeighted(rows, at, allowed.uniform, outcomes.shifted, into)
}

/** Σ u²r and Σ u²r² of dense columns, by cell and as long as a chunk; `squares` by position in the group. */
export function addSharedSquares(
  { cell }: Grouping,
  { group, outcomes, allowed }: SharedInput,
  squares: readonly SquaredSums[],
): void {
  for (const [j, { dense, nonzero, raw }] of outcomes.columns.entries()) {
    if (dense) outOfLine(addSquares, nonzero, cell[group.maturityClass]!, allowed.uniform, raw, squares[j]!)
  }
}
