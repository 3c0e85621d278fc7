// The arrays one worker computes in. Made once per pass and used for block after block.

import { weightBins } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { makeBlock, type Block } from './block.ts'
import type { Context } from './context.ts'
import { clearDecisionSums, makeDecisionSums, type DecisionSums } from './decision-sums.ts'
import { makeGroupings, type Groupings } from './groupings.ts'
import { makeOutcomeGroup, type OutcomeGroup } from './outcome-block.ts'
import { makePolicyBlock, type PolicyBlock, type PolicyCounts } from './policy-block.ts'
import { recordLength } from './records.ts'
import { makeAllowedBlock, type AllowedBlock } from './shared-totals.ts'
import { makeSlotTotals, type SlotTotals } from './slot-totals.ts'
import { makeUnmatchedWeights, type UnmatchedWeights } from './unmatched-weights.ts'

export interface Workspace {
  /** Rows. */
  readonly capacity: number
  readonly block: Block
  readonly groupings: Groupings
  /** By column group. */
  readonly outcomes: readonly OutcomeGroup[]
  /** By allowed group. */
  readonly allowed: readonly AllowedBlock[]
  /** By unmatched group. */
  readonly unmatched: readonly UnmatchedWeights[]
  /** Records of what exploration shares, [allowed group][column group][grouping the rows are added up by]. */
  readonly shared: readonly (readonly (readonly Float64Array[])[])[]
  readonly policy: PolicyBlock
  readonly totals: SlotTotals
  /** These live as long as a chunk. */
  readonly decisions: readonly DecisionSums[]
  readonly counts: PolicyCounts
}

export function makeWorkspace(context: Context, capacity: number): Workspace {
  const { plan, columns, classes, columnGroups, allowedGroups, unmatchedGroups, layout } = context
  const groupings = makeGroupings(plan, columns, { count: classes.cuts.length, allMature: classes.allMature }, capacity)
  return {
    capacity,
    groupings,
    block: makeBlock(capacity, classes),
    outcomes: columnGroups.map(group => makeOutcomeGroup(group, capacity)),
    allowed: allowedGroups.map(() => makeAllowedBlock(capacity)),
    unmatched: unmatchedGroups.map(() => makeUnmatchedWeights(capacity)),
    shared: allowedGroups.map(() =>
      columnGroups.map(group => groupings.byRow.map(() => new Float64Array((capacity + 1) * recordLength(group)))),
    ),
    policy: makePolicyBlock(capacity),
    totals: makeSlotTotals(context, groupings),
    decisions: makeDecisionSums(context, groupings),
    counts: {
      bins: new Int32Array(plan.policies.length * weightBins.length),
      rules: new Int32Array(layout.rulesLength),
    },
  }
}

/** Before a chunk: what lives longer than a block starts anew. */
export function clearWorkspace({ decisions, counts }: Workspace): void {
  clearDecisionSums(decisions)
  counts.bins.fill(0)
  counts.rules.fill(0)
}

/** Bytes of a workspace, at most: used to refuse a plan before it is allocated. */
export function workspaceBytes(plan: SumPlan, capacity: number): number {
  const policies = plan.policies.length,
    columns = plan.columns.length,
    classes = plan.maturities.length
  const groupings = 1 + Number(plan.strata > 1) + Number(plan.by.segment) + Number(plan.by.month)
  // Lists of allowed actions are few; two are counted, with every ε there is.
  const explorations = new Set(plan.policies.map(of => (of.kind === 'strategy' ? of.strategy.exploration : 0))).size
  const perRow = 100 + columns * 28 + 2 * (20 + 9 * explorations)
  const perSlot = 4 * (8 + 2 * classes) + 8 * (4 * classes + 2 + columns * (6 + 4 + 2 * 3))
  const cells = plan.strata + plan.segments + plan.months + 3
  const perCell = 8 * policies * ((5 + plan.actions.length) * (classes + 1) + 3 * columns) + 2 * 16 * columns
  return capacity * (perRow + groupings * perSlot) + cells * perCell
}
