// The arrays one worker computes in. Made once per pass and used for block after block.

import type { Columns } from '../../history/columns.ts'
import { momentLayout, weightBins } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { BlockBuffers } from './block-rows.ts'
import { makeBlockBuffers } from './block-rows.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import type { Groupings } from './slots.ts'
import { makeGroupings } from './slots.ts'
import type { BlockTotals } from './totals.ts'
import { clearDecisions, makeBlockTotals } from './totals.ts'

/** What one policy does on the rows of a block. */
export interface BlockPolicy {
  readonly chosen: Uint8Array
  readonly w: Float64Array
  /** (fold × segment) × chosen action. */
  readonly chosenAt: Int32Array
  /** Rows where the chosen action was logged, and by place in this list what that adds to w and w². */
  readonly matches: Int32Array
  readonly gain: Float64Array
  readonly squareGain: Float64Array
  matched: number
}

export interface Room {
  readonly capacity: number // rows
  readonly block: BlockBuffers
  readonly groupings: Groupings
  readonly sums: BlockTotals
  readonly policies: readonly BlockPolicy[]
  /** Rules, for one policy at a time. */
  readonly rule: Int16Array
  /** One column at a time: outcome, outcome less shift, residual of the model, rows whose outcome is not 0. */
  readonly raw: Float64Array
  readonly r: Float64Array
  readonly e: Float64Array
  readonly nonzero: Int32Array
  /** Over the rows of a chunk: weights by bin, policy × bin, and rules as in `Moments.rules`. */
  readonly binCounts: Int32Array
  readonly ruleCounts: Int32Array
}

export function makeRoom(plan: SumPlan, columns: Columns, classes: MaturityClasses, capacity: number): Room {
  const groupings = makeGroupings(plan, columns, classes.cuts.length, classes.allMature, capacity)
  const doubles = () => new Float64Array(capacity)
  return {
    capacity,
    groupings,
    block: makeBlockBuffers(capacity, classes),
    sums: makeBlockTotals(plan, classes.cuts.length, groupings),
    policies: plan.policies.map(() => ({
      chosen: new Uint8Array(capacity),
      w: doubles(),
      chosenAt: new Int32Array(capacity),
      matches: new Int32Array(capacity),
      gain: doubles(),
      squareGain: doubles(),
      matched: 0,
    })),
    rule: new Int16Array(capacity),
    raw: doubles(),
    r: doubles(),
    e: doubles(),
    nonzero: new Int32Array(capacity),
    binCounts: new Int32Array(plan.policies.length * weightBins.length),
    ruleCounts: new Int32Array(momentLayout(plan).rulesLength),
  }
}

/** Before a chunk: what lives longer than a block starts anew. */
export function clearChunk(room: Room): void {
  clearDecisions(room.sums)
  room.binCounts.fill(0)
  room.ruleCounts.fill(0)
}

/** Bytes of a room: used to refuse a plan before it is allocated. */
export function roomBytes(plan: SumPlan, classes: number, capacity: number): number {
  const policies = plan.policies.length
  const keptColumns = new Set(plan.ratios.flat()).size
  const marginals = 1 + Number(plan.by.segment) + Number(plan.by.month)
  const seriesPerGrouping = 3 * (4 + keptColumns * policies)
  const perGrouping = 4 * (8 + 2 * classes) + 8 * ((classes + 1) * (policies + 1) + seriesPerGrouping)
  const perRow = 14 * 4 + 33 * policies + 40 + marginals * perGrouping
  const cells = plan.segments + plan.months + 2
  const perCell = 8 * policies * ((5 + plan.actions.length) * (classes + 1) + 3 * plan.columns.length)
  return capacity * perRow + cells * perCell
}
