// The arrays one worker computes in. Made once per pass and used for block after block.
import type { Columns } from '../history/columns.ts'
import type { Plan } from '../evaluate/plan.ts'
import type { BlockBuffers } from './block-rows.ts'
import { makeBlockBuffers } from './block-rows.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import type { Groupings } from './slots.ts'
import { makeGroupings } from './slots.ts'
import type { BlockSums } from './totals.ts'
import { makeBlockSums } from './totals.ts'

export interface Room {
  readonly capacity: number // rows
  readonly block: BlockBuffers
  readonly groupings: Groupings
  readonly sums: BlockSums
  /** By policy: the rule's action and w; rules are needed for one policy at a time. */
  readonly chosen: readonly Uint8Array[]
  readonly w: readonly Float64Array[]
  readonly rule: Int16Array
  /** One column at a time: outcome, outcome less shift, residual of the model, rows whose outcome is not 0. */
  readonly raw: Float64Array
  readonly r: Float64Array
  readonly e: Float64Array
  readonly nonzero: Int32Array
}

export function makeRoom(plan: Plan, columns: Columns, classes: MaturityClasses, capacity: number): Room {
  const groupings = makeGroupings(plan, columns, classes.cuts.length, classes.allMature, capacity)
  const doubles = () => new Float64Array(capacity)
  return {
    capacity, groupings,
    block: makeBlockBuffers(capacity, classes),
    sums: makeBlockSums(plan, classes.cuts.length, groupings),
    chosen: plan.policies.map(() => new Uint8Array(capacity)), w: plan.policies.map(doubles), rule: new Int16Array(capacity),
    raw: doubles(), r: doubles(), e: doubles(), nonzero: new Int32Array(capacity),
  }
}

/** Bytes of a room: used to refuse a plan before it is allocated. */
export function roomBytes(plan: Plan, classes: number, capacity: number): number {
  const policies = plan.policies.length
  const keptColumns = new Set(plan.ratios.flat()).size
  const marginals = 1 + Number(plan.by.segment) + Number(plan.by.month)
  const seriesPerGrouping = 3 * (2 + keptColumns * policies)
  const perRow = 13 * 4 + 9 * policies + 24 + marginals * (4 * (8 + 2 * classes) + 8 * ((classes + 1) * (policies + 1) + seriesPerGrouping))
  const cells = plan.segments + plan.months + 2
  const perCell = 8 * policies * (5 * (classes + 1) + 3 * plan.columns.length)
  return capacity * perRow + cells * perCell
}
