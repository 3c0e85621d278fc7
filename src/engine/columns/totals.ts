// What a block and a chunk keep while rows are added up.

import type { SumPlan } from '../../moments/sum-plan.ts'
import type { Grouping, Groupings } from './slots.ts'

/** A policy's outcome totals by slot; all three are one array for the policy `logged`. */
export interface OutcomeTotals {
  readonly R: Float64Array
  readonly V: Float64Array
  readonly D: Float64Array
}

/** Sums over decisions of one policy, by maturity class and cell; the place `cells` of each class is never read. */
export interface DecisionTotals {
  readonly w2: Float64Array
  readonly match: Float64Array
  readonly unsupported: Float64Array
  readonly largest: Float64Array
  readonly negSmallest: Float64Array
  /** By maturity class, cell and action. */
  readonly chosen: Int32Array
  readonly agreed: Int32Array
}

/** Sums over decisions of one policy and column, by cell. */
export interface DecisionSeries {
  readonly w2r: Float64Array
  readonly w2r2: Float64Array
  readonly u: Float64Array
}

/** What all policies share in one column, by slot: Σ r/(|A|π₀), Σ e/(|A|π₀), Σ of the model's mean over the actions. */
export interface SharedTotals {
  readonly r: Float64Array
  readonly e: Float64Array
  readonly mean: Float64Array
  /** By cell, as long as a chunk: Σ u²r and Σ u²r², u = 1/(|A|π₀), of rows whose policies add only what matches add. */
  readonly squares: readonly { readonly r: Float64Array; readonly r2: Float64Array }[] // [column]
}

/** A grouping with its totals. Arrays by class have one more class, for rows too young for all, never read. */
export interface GroupingTotals {
  readonly grouping: Grouping
  /** N and, by policy, W: by class and slot; the views are one class each. */
  readonly N: Float64Array
  readonly NOfClass: readonly Float64Array[]
  readonly W: readonly Float64Array[]
  readonly WOfClass: readonly (readonly Float64Array[])[]
  /** Outcome totals; used again for each column, except those of ratios, which are kept to the end of the block. */
  readonly series: (column: number, policy: number) => OutcomeTotals
}

/** A grouping the rows are added to directly also has the sums over decisions. They live as long as a chunk. */
export interface RowSums extends GroupingTotals {
  readonly policies: readonly DecisionTotals[]
  readonly columns: readonly (readonly DecisionSeries[])[] // [column][policy]
  readonly shared: SharedTotals
}

export interface BlockTotals {
  readonly whole: GroupingTotals
  readonly byRow: readonly RowSums[]
}

export function makeBlockTotals(plan: SumPlan, classes: number, groupings: Groupings): BlockTotals {
  const byRow = groupings.byRow.map(grouping => withDecisions(plan, classes, makeSums(plan, classes, grouping)))
  const direct = byRow[0]!.grouping === groupings.whole
  return { whole: direct ? byRow[0]! : makeSums(plan, classes, groupings.whole), byRow }
}

function makeSums(plan: SumPlan, classes: number, grouping: Grouping): GroupingTotals {
  const stride = grouping.trash + 1
  const byClass = () => new Float64Array((classes + 1) * stride)
  const views = (all: Float64Array) =>
    Array.from({ length: classes }, (_, c) => all.subarray(c * stride, (c + 1) * stride))
  const N = byClass(),
    W = plan.policies.map(byClass)
  const makeSeries = (policy: number): OutcomeTotals => {
    const R = new Float64Array(stride)
    if (plan.policies[policy]!.kind === 'logged') return { R, V: R, D: R }
    return { R, V: new Float64Array(stride), D: new Float64Array(stride) }
  }
  const shared = plan.policies.map((_, p) => (p === plan.champion ? makeSeries(p) : null))
  const challengers = { strategy: null as OutcomeTotals | null, logged: null as OutcomeTotals | null }
  const inRatio = new Set(plan.ratios.flat())
  const kept = plan.columns.map((_, o) => (inRatio.has(o) ? plan.policies.map((_, p) => makeSeries(p)) : null))
  return {
    grouping,
    N,
    NOfClass: views(N),
    W,
    WOfClass: W.map(views),
    series: (o, p) => kept[o]?.[p] ?? shared[p] ?? (challengers[plan.policies[p]!.kind] ??= makeSeries(p)),
  }
}

/** Before a chunk: what lives longer than a block starts anew. */
export function clearDecisions({ byRow }: BlockTotals): void {
  for (const { policies, columns, shared } of byRow) {
    for (const { w2, match, unsupported, largest, negSmallest, chosen, agreed } of policies) {
      for (const counts of [chosen, agreed]) counts.fill(0)
      for (const sums of [w2, match, unsupported]) sums.fill(0)
      for (const extremes of [largest, negSmallest]) extremes.fill(-Infinity)
    }
    for (const { w2r, w2r2, u } of columns.flat()) for (const sums of [w2r, w2r2, u]) sums.fill(0)
    for (const { r, r2 } of shared.squares) for (const sums of [r, r2]) sums.fill(0)
  }
}

function withDecisions(plan: SumPlan, classes: number, sums: GroupingTotals): RowSums {
  const { cells } = sums.grouping
  const byClass = (start = 0) => new Float64Array((classes + 1) * (cells + 1)).fill(start)
  const byAction = () => new Int32Array((classes + 1) * (cells + 1) * plan.actions.length)
  const byCell = () => new Float64Array(cells + 1)
  const squares = () => plan.columns.map(() => ({ r: byCell(), r2: byCell() }))
  const bySlot = () => new Float64Array(sums.grouping.trash + 1)
  return {
    ...sums,
    shared: { r: bySlot(), e: bySlot(), mean: bySlot(), squares: squares() },
    policies: plan.policies.map(() => ({
      w2: byClass(),
      match: byClass(),
      unsupported: byClass(),
      chosen: byAction(),
      agreed: byAction(),
      largest: byClass(-Infinity),
      negSmallest: byClass(-Infinity),
    })),
    columns: plan.columns.map(() => plan.policies.map(() => ({ w2r: byCell(), w2r2: byCell(), u: byCell() }))),
  }
}
